# The site: everything a browser loads besides pages. sentra.js and sentra_bg.wasm (the islands), sentra.css, and public/ as it is.
# The server embeds the folder, so files that did not change keep their age: else it would be compiled again.

site_ready() {
    node_packages scripts/site
    wasm_bindgen_ready
    local stage=$CACHE/stage
    build_islands "$stage"
    build_styles "$stage"
    # Small before it is served: nobody waits for it at the start, and the first visitor gets what all get.
    node scripts/site/compress.mjs "$CACHE/small" "$stage" public ||
        fail "The site's files could not be compressed." "Remove $CACHE/small and run this again."
    publish_site "$stage" public "$CACHE/small"
}

build_islands() {
    local stage=$1 wasm=$CARGO_TARGET_DIR/$WASM/wasm/hydrate.wasm id
    step "Building the islands for the browser"
    LEPTOS_OUTPUT_NAME=sentra cargo build -p hydrate --profile wasm --target "$WASM" --lib ||
        fail "The browser bundle does not compile." "See the compiler's message above."
    id=$(key "$wasm" "$WASM_BINDGEN" scripts/site/package-lock.json)
    [ -f "$stage/sentra_bg.wasm" ] && done_already "$stage.islands" "$id" && return 0

    note "shrinking them"
    local raw=$CACHE/raw
    rm -rf "$raw"
    "$WASM_BINDGEN" --target web --no-typescript --out-name sentra --out-dir "$raw" "$wasm" ||
        fail "wasm-bindgen failed." "Cargo.toml and the tool must agree on its version: $WASM_BINDGEN"
    # No feature flags: what the browser must know is written in the module, and wasm-opt adds nothing to it.
    node scripts/site/node_modules/binaryen/bin/wasm-opt -Oz "$raw/sentra_bg.wasm" -o "$raw/small.wasm" ||
        fail "wasm-opt failed." "Remove $CACHE/npm and run this again."
    mv "$raw/small.wasm" "$raw/sentra_bg.wasm"
    mkdir -p "$stage"
    mv "$raw"/* "$stage"
    rmdir "$raw"
    remember "$stage.islands" "$id"
    note "$(wc -c <"$stage/sentra_bg.wasm") bytes of wasm, $(wc -c <"$stage/sentra.js") of glue"
}

build_styles() {
    local stage=$1 id
    [ -f style/main.css ] || return 0
    id=$(key style scripts/site/styles.mjs scripts/site/package-lock.json)
    [ -f "$stage/sentra.css" ] && done_already "$stage.styles" "$id" && return 0
    step "Bundling the styles"
    node scripts/site/styles.mjs style/main.css "$stage/sentra.css" ||
        fail "The styles could not be bundled." "See the message above; the entry is style/main.css."
    remember "$stage.styles" "$id"
}

# publish_site FOLDER …: the site's folder gets what is new in them and loses what is gone.
publish_site() {
    local from file found
    for from in "$@"; do
        [ -d "$from" ] || continue
        (cd "$from" && find . -type f) | while read -r file; do
            cmp -s "$from/$file" "$SENTRA_SITE_DIR/$file" && continue
            mkdir -p "$(dirname "$SENTRA_SITE_DIR/$file")"
            cp "$from/$file" "$SENTRA_SITE_DIR/$file"
        done
    done
    (cd "$SENTRA_SITE_DIR" && find . -type f) | while read -r file; do
        found=
        for from in "$@"; do [ ! -f "$from/$file" ] || found=yes; done
        [ -n "$found" ] || rm "$SENTRA_SITE_DIR/$file"
    done
}
