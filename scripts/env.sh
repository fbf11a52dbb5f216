# Where things live. Each may be set from outside.

ROOT=$PWD
CACHE=${SENTRA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sentra}

export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
export SENTRA_SITE_DIR=${SENTRA_SITE_DIR:-$CACHE/site}      # scripts, styles, fonts: the server embeds this folder
export SENTRA_DATA_DIR=${SENTRA_DATA_DIR:-$ROOT/var}
export SENTRA_MODE=${SENTRA_MODE:-development}
# A clean clone is built once: what the next change would profit from is only written.
if [ -n "${CI:-}" ]; then export CARGO_INCREMENTAL=${CARGO_INCREMENTAL:-0}; fi

mkdir -p "$CACHE" "$SENTRA_SITE_DIR"

# Everything that moves is kept apart by a key: the same key, the work is done already.
# key FILE-OR-TEXT …: one hash over the contents of files and folders, and over plain words.
key() {
    local thing
    for thing in "$@"; do
        if [ -d "$thing" ]; then
            find "$thing" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
        elif [ -f "$thing" ]; then
            sha256sum "$thing"
        else
            echo "$thing"
        fi
    done | sha256sum | cut -c1-32
}

# done_already STAMP KEY / remember STAMP KEY
done_already() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
remember() { mkdir -p "$(dirname "$1")" && echo "$2" >"$1"; }
