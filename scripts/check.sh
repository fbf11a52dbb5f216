# The fast checks: what a reviewer should never have to say.

check_format() { cargo fmt --check || { note "cargo fmt puts it right"; return 1; }; }
check_clippy() { cargo clippy --all-targets --features server/bench --keep-going -- -D warnings; }
check_clippy_browser() { cargo clippy -p hydrate -p meeting --target "$WASM" --lib -- -D warnings; }
check_dependencies() { node scripts/dependency-rules.mjs; }
check_scripts() {
    if ! command -v shellcheck >/dev/null; then
        note "shellcheck is not installed: left out"
        return 0
    fi
    # The pieces share their variables, so each alone seems to use unknown ones and to set useless ones.
    shellcheck --shell=bash --exclude=SC2034,SC2153,SC2154 dev scripts/*.sh && shellcheck --shell=sh .ci/run backend/src/testing/*.sh
}

check_steps() {
    suite_step "formatting" check_format
    suite_step "clippy" check_clippy
    suite_step "clippy, browser side" check_clippy_browser
    suite_step "dependency rules" check_dependencies
    suite_step "shell scripts" check_scripts
}

dev_check() {
    toolchain_ready
    need "the dependency rules" node=nodejs
    suite_begin
    check_steps
    suite_end
}
