# The site: everything a browser loads besides pages. sentra.js and sentra_bg.wasm (the islands), sentra.css, what the meeting point
# works with in meeting/, and public/ as it is.
# The server embeds the folder, so files that did not change keep their age: else it would be compiled again.

site_ready() {
    node_packages scripts/site
    wasm_bindgen_ready
    local stage=$CACHE/stage
    build_bundle hydrate "the islands" "$stage/sentra"
    # A bundle of its own: only who stands at the meeting point loads it.
    build_bundle meeting "the rules of the meeting point" "$stage/meeting/rules"
    build_styles main "$stage/sentra.css"
    build_styles meeting "$stage/meeting/screen.css"
    # Small before it is served: nobody waits for it at the start, and the first visitor gets what all get.
    node scripts/site/compress.mjs "$CACHE/small" "$stage" public ||
        fail "The site's files could not be compressed." "Remove $CACHE/small and run this again."
    publish_site "$stage" public "$CACHE/small"
}

# build_bundle CRATE WHAT OUT: OUT.js and OUT_bg.wasm of a crate that runs in the browser.
build_bundle() {
    local crate=$1 what=$2 out=$3 wasm=$CARGO_TARGET_DIR/$WASM/wasm/$1.wasm name raw=$CACHE/raw id
    name=$(basename "$out")
    step "Building $what for the browser"
    LEPTOS_OUTPUT_NAME=sentra cargo build -p "$crate" --profile wasm --target "$WASM" --lib ||
        fail "The browser bundle does not compile." "See the compiler's message above."
    id=$(key "$wasm" "$WASM_BINDGEN" scripts/site/package-lock.json)
    [ -f "${out}_bg.wasm" ] && done_already "$CACHE/stage.$crate" "$id" && return 0

    note "shrinking it"
    rm -rf "$raw"
    "$WASM_BINDGEN" --target web --no-typescript --out-name "$name" --out-dir "$raw" "$wasm" ||
        fail "wasm-bindgen failed." "Cargo.toml and the tool must agree on its version: $WASM_BINDGEN"
    # No feature flags: what the browser must know is written in the module, and wasm-opt adds nothing to it.
    node scripts/site/node_modules/binaryen/bin/wasm-opt -Oz "$raw/${name}_bg.wasm" -o "$raw/small.wasm" ||
        fail "wasm-opt failed." "Remove $CACHE/npm and run this again."
    mv "$raw/small.wasm" "$raw/${name}_bg.wasm"
    mkdir -p "$(dirname "$out")"
    mv "$raw"/* "$(dirname "$out")"
    rmdir "$raw"
    remember "$CACHE/stage.$crate" "$id"
    note "$(wc -c <"${out}_bg.wasm") bytes of wasm, $(wc -c <"$out.js") of glue"
}

# build_styles ENTRY OUT
build_styles() {
    local entry=style/$1.css out=$2 id
    id=$(key "$1" style scripts/site/styles.mjs scripts/site/package-lock.json)
    [ -f "$out" ] && done_already "$CACHE/stage.styles.$1" "$id" && return 0
    step "Bundling the styles: $entry"
    node scripts/site/styles.mjs "$entry" "$out" ||
        fail "The styles could not be bundled." "See the message above; the entry is $entry."
    remember "$CACHE/stage.styles.$1" "$id"
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
