# The budgets, measured by server/src/bin/sentra-bench in one run on one machine. docs/benchmarks.md tells what the rows mean.

dev_bench() {
    toolchain_ready
    site_ready
    build_server release
    if [ $# = 0 ] || [[ " $* " = *" lighthouse "* || " $* " = *" ticket "* ]]; then browser_ready; fi
    if [ $# = 0 ] || [[ " $* " = *" seats "* ]]; then postgres_ready; fi
    step "Building what measures"
    cargo build --release -p server --features bench --bin sentra-bench ||
        fail "The benchmark does not compile." "See the compiler's message above."
    step "Measuring: fifteen to twenty minutes if it is everything, the machine should do nothing else meanwhile"
    SENTRA_BIN=$SENTRA "$CARGO_TARGET_DIR/release/sentra-bench" "$@"
}

browser_ready() {
    node_packages scripts/lighthouse
    chromium_ready "Lighthouse and the ticket"
    export SENTRA_LIGHTHOUSE=$ROOT/scripts/lighthouse
}
