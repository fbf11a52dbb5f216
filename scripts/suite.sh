# Runs steps one after the other, each in full even when an earlier one failed, and tells the result at the end.

suite_begin() {
    suite_names=() suite_results=() suite_times=()
    suite_passed=0 suite_failed=0
    rm -rf "$CACHE/logs/suite"
    mkdir -p "$CACHE/logs/suite"
}

# suite_step NAME COMMAND …: its output is shown and kept; the tests it reports are counted, else it counts as one.
suite_step() {
    local name=$1 log=$CACHE/logs/suite/${#suite_names[@]}.log start=$SECONDS rc=0 passed failed
    shift
    step "$name"
    ("$@") 2>&1 | tee "$log" || rc=$?
    read -r passed failed < <(count_tests "$log")
    if [ $((passed + failed)) = 0 ]; then
        if [ $rc = 0 ]; then passed=1; else failed=1; fi
    elif [ $rc != 0 ] && [ "$failed" = 0 ]; then
        failed=1 # every reported test passed, and still: a crash, or a test that does not compile
    fi
    suite_names+=("$name")
    suite_times+=($((SECONDS - start)))
    suite_passed=$((suite_passed + passed)) suite_failed=$((suite_failed + failed))
    if [ $rc = 0 ]; then suite_results+=("ok     $passed"); else suite_results+=("FAILED $failed of $((passed + failed))"); fi
    return 0
}

# suite_needs NAME COMMAND …: a step whose failure makes what follows pointless; says so by its result.
suite_needs() {
    local before=$suite_failed
    suite_step "$@"
    [ "$suite_failed" = "$before" ]
}

# What cargo's and Playwright's own reports say: “passed failed”.
count_tests() {
    awk '{ gsub(/\033\[[0-9;]*[A-Za-z]/, "") }
        /^test result: / { passed += $4; failed += $6 }
        /^ +[0-9]+ passed( |$)/ { passed += $1 }
        /^ +[0-9]+ failed$/ { failed += $1 }
        END { print passed + 0, failed + 0 }' "$1"
}

suite_end() {
    local i
    echo
    for i in "${!suite_names[@]}"; do
        printf '  %-28s %-20s %4d s\n' "${suite_names[$i]}" "${suite_results[$i]}" "${suite_times[$i]}"
    done
    echo
    echo "$suite_passed passed, $suite_failed failed"
    [ "$suite_failed" = 0 ]
}

postgres_ready() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
        install_packages "the tests of the second database" postgresql
}

build_tests() { cargo test --no-run; }
test_rust() { cargo test --no-fail-fast; }
test_licences() { cargo deny --all-features check; }

dev_test() {
    toolchain_ready
    postgres_ready
    e2e_ready
    suite_begin
    check_steps
    suite_needs "browser bundle" site_ready && site=yes || site=no
    # Tests come after the bundle: the server reads the site's folder.
    if suite_needs "building the tests" build_tests; then
        suite_step "unit, database and HTTP tests" test_rust
        server=yes # built along, as some of them run it
    else
        suite_needs "development server" build_server debug && server=yes || server=no
    fi
    if [ "$site$server" = yesyes ]; then suite_step "browser tests" test_browser; fi
    if cargo deny --version >/dev/null 2>&1; then
        suite_step "licences and advisories" test_licences
    else
        step "licences and advisories"
        note "cargo-deny is not installed: left out"
    fi
    suite_end
}
