# wasm-bindgen must have exactly the version of the crate. Built quickly, not to run quickly: it works for a second only.

wasm_bindgen_ready() {
    local version
    version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"/\1/p}' Cargo.lock)
    WASM_BINDGEN=$CACHE/tools/wasm-bindgen-$version/bin/wasm-bindgen
    [ -x "$WASM_BINDGEN" ] && return 0
    step "Building wasm-bindgen $version (once, a few minutes)"
    # Not --locked: the lock file it was published with names versions that have been withdrawn.
    CARGO_TARGET_DIR=$CACHE/tools/build CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        quietly wasm-bindgen cargo install wasm-bindgen-cli --version "$version" --bin wasm-bindgen --root "$CACHE/tools/wasm-bindgen-$version" ||
        fail "wasm-bindgen could not be built." "Is crates.io reachable? Then run this again."
    rm -rf "$CACHE/tools/build"
}
