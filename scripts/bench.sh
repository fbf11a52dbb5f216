# The budgets, measured by server/src/bin/sentra-bench in one run on one machine.

dev_bench() {
    toolchain_ready
    site_ready
    if ! cargo metadata --no-deps --format-version 1 | grep -q '"name":"sentra-bench"'; then
        fail "There is nothing to measure with yet." "It belongs into server/src/bin/sentra-bench.rs."
    fi
    build_server release
    step "Measuring"
    SENTRA_BIN=$SENTRA cargo run --release -p server --features bench --bin sentra-bench -- "$@"
}
