# A development server that follows the sources: styles and islands are bundled anew, the server rebuilt and restarted.

WATCHED=(app backend data domain server style public Cargo.toml Cargo.lock)

# Waits until a source is newer than the file $1.
wait_for_change() {
    while [ -z "$(find "${WATCHED[@]}" -newer "$1" -not -name '.*' -print -quit 2>/dev/null)" ]; do
        if command -v inotifywait >/dev/null; then
            inotifywait -qq -r -t 5 -e modify,create,delete,move "${WATCHED[@]}" 2>/dev/null || true
        else
            sleep 1
        fi
    done
}

stop_watched() {
    [ -n "${serving:-}" ] || return 0
    kill "$serving" 2>/dev/null || true
    wait "$serving" 2>/dev/null || true
    serving=
}

dev_watch() {
    toolchain_ready
    local mark=$CACHE/watch.mark
    serving=
    trap stop_watched EXIT
    trap 'exit 130' INT TERM
    while true; do
        touch "$mark"
        # In a shell of its own: a mistake in the sources is told, then the next change is awaited.
        if (site_ready && build_server debug); then
            stop_watched
            SENTRA=$CARGO_TARGET_DIR/debug/sentra
            fill_market
            "$SENTRA" serve &
            serving=$!
        fi
        note "waiting for a change (Ctrl-C ends it)"
        wait_for_change "$mark"
    done
}
