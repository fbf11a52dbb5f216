//! The site's files (styles, scripts, fonts) are embedded from one folder. Without the browser bundle built there is
//! an empty one, so that the server compiles and serves plain pages.

use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-env-changed=SENTRA_SITE_DIR");
    let default = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    let folder = std::env::var_os("SENTRA_SITE_DIR").map_or_else(default, PathBuf::from);
    if let Err(error) = std::fs::create_dir_all(&folder) {
        println!("cargo:error=the folder of the site, {}, cannot be made: {error}", folder.display());
        return;
    }
    println!("cargo:rerun-if-changed={}", folder.display());
    println!("cargo:rustc-env=SENTRA_SITE_DIR={}", folder.display());
}
