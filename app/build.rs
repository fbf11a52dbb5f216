#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a build script may stop the build, and speaks to cargo by printing
//! Compiles the words of the pages and the map of Cimahi.

#[path = "../backend/build/locales.rs"]
mod locales;
#[path = "build/map.rs"]
mod map;

use std::path::Path;

fn main() {
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    locales::generate(Path::new("locales"), &Path::new(&out).join("words.rs"));
    map::generate(Path::new(&out));
}
