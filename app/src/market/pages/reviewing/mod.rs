//! The officers' desk: shops to review, orders that need help, licences, categories, synonyms.

mod categories;
mod desk;
mod licences;
mod order;
mod orders;
mod product;
mod shop;
mod shops;
mod surplus;
mod synonyms;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    use Access::Officer;
    vec![
        get("/petugas", Officer, shops::show),
        get("/petugas/toko/{id}", Officer, shop::show),
        post("/petugas/toko/{id}", Officer, shop::submit),
        get("/petugas/pesanan", Officer, orders::show),
        post("/petugas/pesanan", Officer, surplus::submit),
        get("/petugas/pesanan/{number}", Officer, order::show),
        post("/petugas/pesanan/{number}", Officer, order::submit),
        get("/petugas/izin", Officer, licences::show),
        post("/petugas/izin/{id}", Officer, licences::submit),
        get("/petugas/produk/{id}", Officer, product::show),
        get("/petugas/kategori", Officer, categories::show),
        post("/petugas/kategori", Officer, categories::add),
        post("/petugas/kategori/{slug}", Officer, categories::change),
        get("/petugas/sinonim", Officer, synonyms::show),
        post("/petugas/sinonim", Officer, synonyms::submit),
        post("/petugas/sinonim/{id}", Officer, synonyms::change),
        post("/petugas/sinonim/{id}/hapus", Officer, synonyms::delete),
    ]
}
