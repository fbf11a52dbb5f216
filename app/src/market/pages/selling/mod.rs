//! The merchant's side: opening a shop, goods, orders.

mod dashboard;
mod my_shop;
pub mod order;
mod product;
mod shop;
pub mod words;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    use Access::{LoggedIn, Merchant};
    vec![
        get("/buka-toko", LoggedIn, shop::open::show),
        get("/buka-toko/{step}", LoggedIn, shop::open::show_step),
        post("/buka-toko/{step}", LoggedIn, shop::open::submit_step),
        // For anybody who is logged in: whoever has no open shop is shown the way to one.
        get("/dagang", LoggedIn, dashboard::show),
        get("/dagang/toko", Merchant, shop::profile::show),
        get("/dagang/toko/{step}", Merchant, shop::profile::show_step),
        post("/dagang/toko/{step}", Merchant, shop::profile::submit_step),
        get("/dagang/produk", Merchant, product::list::show),
        get("/dagang/produk/baru", Merchant, product::new::show),
        post("/dagang/produk/baru", Merchant, product::new::submit),
        get("/dagang/produk/{id}", Merchant, product::edit::show),
        post("/dagang/produk/{id}", Merchant, product::edit::submit),
        post("/dagang/produk/{id}/status", Merchant, product::state::submit),
        post("/dagang/produk/{id}/stok", Merchant, product::state::stock),
        get("/dagang/produk/{id}/varian", Merchant, product::variants::show),
        post("/dagang/produk/{id}/varian", Merchant, product::variants::submit),
        get("/dagang/produk/{id}/foto", Merchant, product::photos::show),
        post("/dagang/produk/{id}/foto", Merchant, product::photos::submit),
        post("/dagang/produk/{id}/foto/atur", Merchant, product::photos::change),
        get("/dagang/produk/{id}/izin", Merchant, product::licences::show),
        post("/dagang/produk/{id}/izin", Merchant, product::licences::submit),
        get("/dagang/pesanan", Merchant, order::list::show),
        get("/dagang/pesanan/{number}", Merchant, order::show::show),
        post("/dagang/pesanan/{number}", Merchant, order::show::submit),
        get("/dagang/pesanan/{number}/slip", Merchant, order::papers::slip),
        get("/dagang/pesanan/{number}/faktur", Merchant, order::papers::invoice),
    ]
}
