# Building and serving the market.

# build_server release|debug: sets SENTRA to the binary.
build_server() {
    local options=()
    [ "$1" = release ] && options=(--release)
    step "Building the server ($1)"
    cargo build -p server --bin sentra ${options[@]+"${options[@]}"} ||
        fail "The server does not compile." "See the compiler's message above."
    SENTRA=$CARGO_TARGET_DIR/$1/sentra
}

# fill_market: a data folder with the newest tables; with the demo on the very first start.
fill_market() {
    mkdir -p "$SENTRA_DATA_DIR"
    step "Bringing the database up to date"
    "$SENTRA" migrate || fail "The database could not be migrated." "$SENTRA config check explains the settings; the data lives in $SENTRA_DATA_DIR."
    [ -f "$SENTRA_DATA_DIR/.seeded" ] && return 0
    step "Filling the market of Cimahi with its demo (first start only)"
    "$SENTRA" seed || fail "The demo could not be filled in." "Start with an empty folder: remove $SENTRA_DATA_DIR"
    touch "$SENTRA_DATA_DIR/.seeded"
}

dev_run() {
    toolchain_ready
    site_ready
    build_server release
    fill_market
    step "Serving (Ctrl-C ends it)"
    exec "$SENTRA" serve "$@"
}
