# The browser tests: Playwright drives the system's Chromium against development servers that it starts itself.

e2e_ready() {
    node_packages end2end
    chromium_ready "the browser tests"
}

# chromium_ready WHY: SENTRA_CHROMIUM is a browser that can be driven.
chromium_ready() {
    need "$1" "$(find_chromium || echo chromium)=chromium"
    SENTRA_CHROMIUM=$(command -v "$(find_chromium)")
    export SENTRA_CHROMIUM
}

find_chromium() {
    local name
    for name in "${SENTRA_CHROMIUM:-}" chromium chromium-browser google-chrome; do
        [ -n "$name" ] && command -v "$name" >/dev/null && echo "$name" && return 0
    done
    return 1
}

# test_browser [OPTION …]: with the development server that is built.
test_browser() {
    cd end2end && SENTRA_BIN=$CARGO_TARGET_DIR/debug/sentra node node_modules/@playwright/test/cli.js test "$@"
}

dev_e2e() {
    toolchain_ready
    e2e_ready
    site_ready
    build_server debug
    step "Browser tests (pictures and traces of failures: end2end/results)"
    local options=(--trace retain-on-failure)
    [ $# -gt 0 ] && options+=(--grep "$*")
    export SENTRA_E2E_PICTURES=yes
    test_browser "${options[@]}" || fail "Browser tests failed." "See end2end/results; one test alone: ./dev e2e 'part of its title'"
}
