# Programs of the operating system. Nothing is asked of apt when all are there.

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages WHY PACKAGE …
install_packages() {
    local why=$1
    shift
    if ! command -v apt-get >/dev/null; then
        fail "Missing: $*  ($why)" "This script installs by apt only. Install them with your system's package manager, then run it again."
    fi
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        fail "Missing: $*  ($why)" "Run as root: apt-get install $*"
    fi
    step "Installing $*: $why"
    local options=(-y -q --no-install-recommends --no-remove -o Dpkg::Use-Pty=0)
    if ! quietly apt as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@" 2>/dev/null; then
        note "refreshing the package lists first"
        quietly apt-update as_root apt-get update -q || true
        quietly apt as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@" ||
            fail "apt could not install: $*" "Install them by hand, then run this again."
    fi
}

# offered PACKAGE: could apt install it?
offered() {
    command -v apt-cache >/dev/null || return 1
    has_candidate "$1" && return 0
    quietly apt-update as_root apt-get update -q || true
    has_candidate "$1"
}

has_candidate() { apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null; }

# need WHY PROGRAM=PACKAGE …: installs the packages of the programs that are not there.
need() {
    local why=$1 pair missing=()
    shift
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
    done
    [ ${#missing[@]} = 0 ] || install_packages "$why" "${missing[@]}"
}
