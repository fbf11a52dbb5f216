# One Rust compiler for server and browser, in one of two ways:
#   rustup  the ordinary one: a toolchain with the target wasm32-unknown-unknown.
#   debian  where only package registries are reached: Debian's compiler for web browsers (rustc-web), for which the
#           browser's standard library is built here once, into a folder that looks like a toolchain.
# A way once taken is kept, for changing the compiler means building everything again. SENTRA_TOOLCHAIN=rustup|debian decides by hand.

WASM=wasm32-unknown-unknown
TOOLCHAIN=$CACHE/toolchain

toolchain_ready() {
    local way=${SENTRA_TOOLCHAIN:-}
    if [ -z "$way" ] && [ -x "$TOOLCHAIN/bin/rustc" ]; then way=debian; fi
    if [ -z "$way" ] && rustup_ready; then way=rustup; fi
    case ${way:-debian} in
    rustup) rustup_ready || fail "rustup has no target $WASM." "Run: rustup update stable && rustup target add $WASM" ;;
    debian) debian_ready ;;
    *) fail "SENTRA_TOOLCHAIN=$way is unknown." "Use rustup or debian." ;;
    esac
    need "a C compiler for SQLite and images" cc=build-essential
}

# The oldest compiler that will do, and whether version $1 will.
wanted_rust() { sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml; }
new_enough() {
    local wanted
    wanted=$(wanted_rust)
    [ "$(printf '%s\n' "$wanted" "$1" | sort -V | head -1)" = "$wanted" ]
}

# no_compiler WHY
no_compiler() {
    fail "There is no Rust compiler of version $(wanted_rust) or newer: $1." \
        "Install one with rustup (https://rustup.rs):  curl -sSf https://sh.rustup.rs | sh" \
        "or bring yours up to date:                    rustup update stable" \
        "Then run this again, with SENTRA_TOOLCHAIN=rustup if it had taken Debian's compiler before."
}

rustup_ready() {
    command -v rustup >/dev/null || return 1
    new_enough "$(rustc --version 2>/dev/null | cut -d' ' -f2)" || return 1
    rustup_components
    rustup target list --installed 2>/dev/null | grep "^$WASM$" >/dev/null && return 0
    step "Adding the browser target to rustup's toolchain"
    timeout 120 rustup target add $WASM >/dev/null 2>&1 && return 0
    note "not reachable from here"
    return 1
}

# A minimal toolchain has no clippy and no rustfmt: building does without them, ./dev check does not.
rustup_components() {
    local have component missing=()
    have=$(rustup component list --installed 2>/dev/null)
    for component in clippy rustfmt; do
        grep -q "^$component" <<<"$have" || missing+=("$component")
    done
    [ ${#missing[@]} = 0 ] && return 0
    step "Adding ${missing[*]} to rustup's toolchain"
    timeout 120 rustup component add "${missing[@]}" >/dev/null 2>&1 ||
        note "not reachable from here; for ./dev check: rustup component add ${missing[*]}"
}

debian_ready() {
    local packages=(rustc-web cargo-web rust-web-src rustfmt-web rust-web-clippy)
    if ! [ -x /usr/bin/rustc ] || ! [ -d /usr/lib/rustlib/src ] || ! [ -x /usr/bin/cargo-clippy ] || ! [ -x /usr/bin/rustfmt ]; then
        offered rustc-web || no_compiler "rustup has none, and apt offers no rustc-web"
        install_packages "Debian's Rust compiler" "${packages[@]}"
    fi
    # As the stamp: the compiler's age and size. Asking it for its version would cost more than all the rest of this.
    local stamp=$TOOLCHAIN/compiler
    if ! done_already "$stamp" "$(debian_stamp)"; then
        if ! new_enough "$(debian_version)"; then
            note "Debian's compiler is $(debian_version), $(wanted_rust) is needed: refreshing the package lists"
            quietly apt-update as_root apt-get update -q || true
            install_packages "a newer Rust compiler" "${packages[@]}"
            new_enough "$(debian_version)" || no_compiler "rustup has none, and Debian's rustc-web is $(debian_version)"
        fi
        link_toolchain
        browser_std_works || build_browser_std
        remember "$stamp" "$(debian_stamp)"
    fi
    export PATH=$TOOLCHAIN/bin:$PATH SYSROOT=$TOOLCHAIN
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld
    if [ -e "$TOOLCHAIN/bin/ld.lld" ]; then export CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS="-C link-arg=-fuse-ld=lld"; fi
}

debian_version() { /usr/bin/rustc --version | cut -d' ' -f2; }
debian_stamp() { echo "bitcode $(wanted_rust) $(stat -Lc '%Y %s' /usr/bin/rustc)"; }

# A folder that looks like a rustup toolchain; what Debian has is linked. Untouched where it is right already, so that
# nothing that was built with it looks outdated.
link_toolchain() {
    local host llvm program
    host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
    llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    [ -x "/usr/bin/ld.lld-$llvm" ] || install_packages "the linker for the browser" "lld-$llvm"

    mkdir -p "$TOOLCHAIN/bin" "$TOOLCHAIN/lib/rustlib"
    for program in "$host" etc src; do
        [ -e "$TOOLCHAIN/lib/rustlib/$program" ] || ln -sfn "/usr/lib/rustlib/$program" "$TOOLCHAIN/lib/rustlib/$program"
    done
    for program in cargo cargo-clippy cargo-fmt clippy-driver rustfmt; do
        [ -e "$TOOLCHAIN/bin/$program" ] || ln -sfn "/usr/bin/$program" "$TOOLCHAIN/bin/$program"
    done
    for program in ld.lld wasm-ld; do
        ln -sfn "/usr/bin/$program-$llvm" "$TOOLCHAIN/bin/$program"
    done
    for program in rustc rustdoc; do
        [ -x "$TOOLCHAIN/bin/$program" ] && continue
        printf '#!/bin/sh\nexec /usr/bin/%s --sysroot %s "$@"\n' "$program" "$TOOLCHAIN" >"$TOOLCHAIN/bin/$program"
        chmod +x "$TOOLCHAIN/bin/$program"
    done
}

# Compiles and links a library the way the bundle is built: link-time optimisation needs more of std than a plain build.
browser_std_works() {
    echo '#[unsafe(no_mangle)] pub extern "C" fn probe(n: usize) -> usize { "x".repeat(n).len() }' |
        "$TOOLCHAIN/bin/rustc" --edition 2024 --target $WASM --crate-type cdylib --crate-name probe -C lto=fat -O \
            -C linker="$TOOLCHAIN/bin/wasm-ld" --out-dir "$CACHE/probe" - >/dev/null 2>&1
}

build_browser_std() {
    step "Building the standard library for the browser (once, less than a minute)"
    local seed=$CACHE/std lib=$TOOLCHAIN/lib/rustlib/$WASM/lib
    rm -rf "$seed" "$lib"
    mkdir -p "$seed/src" "$lib"
    echo '#![no_std]' >"$seed/src/lib.rs"
    cat >"$seed/Cargo.toml" <<'TOML'
[package]
name="std-seed"
version="0.0.0"
edition="2021"
[lib]
crate-type=["rlib"]
[profile.release]
panic="abort"
[workspace]
TOML
    # With bitcode, which cargo leaves out by default: the bundle is optimised across all crates, std too.
    (cd "$seed" && RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTFLAGS="-C embed-bitcode=yes" CARGO_TARGET_DIR=$seed/target \
        quietly browser-std /usr/bin/cargo build --release --target $WASM -Zbuild-std=std,panic_abort) ||
        fail "The browser's standard library could not be built." "Is crates.io reachable? Then run this again."
    find "$seed/target/$WASM/release/deps" -name '*.rlib' ! -name 'libstd_seed*' -exec cp {} "$lib" \;
    rm -rf "${CARGO_TARGET_DIR:?}/$WASM" # built with another std, if anything is there
    browser_std_works || fail "The browser's standard library does not fit the compiler." "Remove $CACHE and run this again."
}
