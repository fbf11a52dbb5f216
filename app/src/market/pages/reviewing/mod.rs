//! The officers' desk: shops to review, licences, synonyms.

mod desk;
mod licences;
mod shop;
mod shops;
mod synonyms;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    use Access::Officer;
    vec![
        get("/petugas", Officer, shops::show),
        get("/petugas/toko/{id}", Officer, shop::show),
        post("/petugas/toko/{id}", Officer, shop::submit),
        get("/petugas/izin", Officer, licences::show),
        post("/petugas/izin/{id}", Officer, licences::submit),
        get("/petugas/sinonim", Officer, synonyms::show),
        post("/petugas/sinonim", Officer, synonyms::submit),
        post("/petugas/sinonim/{id}/hapus", Officer, synonyms::delete),
    ]
}
