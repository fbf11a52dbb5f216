//! The browser bundle's entry: wakes the islands of a server-rendered page.

use app as _; // islands register themselves; without this link they are dropped from the bundle

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
