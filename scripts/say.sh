# How the script speaks: one line a step; a failure says what to do next.

if [ -t 1 ]; then bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; else bold='' red='' plain=''; fi

step() { echo "${bold}▸ $*${plain}"; }
note() { echo "  $*"; }

# fail WHAT [WHAT-TO-DO-NEXT …]
fail() {
    echo "${red}✗ $1${plain}" >&2
    shift
    for line in "$@"; do echo "  $line" >&2; done
    exit 1
}

# quietly LOG-NAME COMMAND …: its output is shown only when it fails; a dot every five seconds shows that it is alive.
quietly() {
    local log=$CACHE/logs/$1.log rc=0
    shift
    mkdir -p "$CACHE/logs"
    (while sleep 5; do printf '.'; done) &
    local dots=$!
    "$@" >"$log" 2>&1 || rc=$?
    kill $dots 2>/dev/null || true
    wait $dots 2>/dev/null || true
    [ $rc = 0 ] && return 0
    echo
    tail -n 40 "$log" >&2
    echo "  (the whole output: $log)" >&2
    return $rc
}
