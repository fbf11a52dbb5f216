# Packages of the npm registry: installed once per lock file into the cache and linked, so that a fresh clone has them at once.

# node_packages FOLDER: FOLDER/node_modules is there, as FOLDER/package-lock.json says.
node_packages() {
    local folder=$1 home
    need "the tools for styles, the browser bundle and browser tests" node=nodejs npm=npm
    home=$CACHE/npm/$(basename "$folder")-$(key "$folder/package.json" "$folder/package-lock.json" | cut -c1-12)
    if ! [ -f "$home/complete" ]; then
        step "Installing npm packages for $folder"
        rm -rf "$home"
        mkdir -p "$home"
        cp "$folder/package.json" "$folder/package-lock.json" "$home"
        (cd "$home" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 quietly "npm-$(basename "$folder")" npm ci --no-audit --no-fund) ||
            fail "npm could not install the packages of $folder." "Is registry.npmjs.org reachable? Then run this again."
        touch "$home/complete"
    fi
    [ "$(readlink "$folder/node_modules" 2>/dev/null)" = "$home/node_modules" ] && return 0
    rm -rf "$folder/node_modules"
    ln -sfn "$home/node_modules" "$folder/node_modules"
}
