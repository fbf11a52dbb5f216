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

# fill_market: a data folder with the newest tables; with the demo on the very first start of each database.
fill_market() {
    mkdir -p "$SENTRA_DATA_DIR"
    step "Bringing the database up to date"
    "$SENTRA" migrate || fail "The database could not be migrated." "$SENTRA config check explains the settings; the data lives in $SENTRA_DATA_DIR."
    # A real market begins empty; and what is full already need not be asked.
    [ "$SENTRA_MODE" = production ] && return 0
    local database mark
    database=$("$SENTRA" config show | sed -n 's/^database_url = \(".*"\)   #.*/\1/p')
    mark=$SENTRA_DATA_DIR/.seeded-$(key "$database")
    [ -f "$mark" ] && return 0
    step "Filling the market of Cimahi with its demo (first start only)"
    "$SENTRA" seed || fail "The demo could not be filled in." "Start with an empty folder: remove $SENTRA_DATA_DIR"
    touch "$mark"
}

dev_run() {
    toolchain_ready
    site_ready
    build_server release
    fill_market
    step "Serving (Ctrl-C ends it)"
    exec "$SENTRA" serve "$@"
}
