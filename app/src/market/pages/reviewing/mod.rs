//! The officers' desk: shops to review, licences, categories, synonyms.

mod desk;
mod shop;
mod shops;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    use Access::Officer;
    vec![
        get("/petugas", Officer, shops::show),
        get("/petugas/toko/{id}", Officer, shop::show),
        post("/petugas/toko/{id}", Officer, shop::submit),
    ]
}
