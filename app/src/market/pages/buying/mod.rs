//! The shopper's pages: cart, checkout, payment, orders, inbox.

mod add;
mod cart;
mod cart_shop;
mod cart_view;
mod checkout;
mod inbox;
mod my_orders;
mod order;
mod picks;
mod sandbox;
mod words;

use crate::web::Route;
use crate::web::access::{Access, get, post};

pub fn routes() -> Vec<Route> {
    vec![
        post("/keranjang/tambah", Access::Anyone, add::submit),
        get("/keranjang", Access::Anyone, cart::show),
        post("/keranjang", Access::Anyone, cart::submit),
        get("/checkout", Access::Anyone, checkout::show),
        post("/checkout", Access::Anyone, checkout::submit),
        get("/bayar/sandbox/{reference}", Access::Development, sandbox::show),
        post("/bayar/sandbox/{reference}", Access::Development, sandbox::submit),
        get("/pesanan/{secret}", Access::Anyone, order::show),
        post("/pesanan/{secret}", Access::Anyone, order::submit),
        get("/akun/pesanan", Access::LoggedIn, my_orders::show),
        get("/akun/kotak-masuk", Access::LoggedIn, inbox::show),
        post("/akun/kotak-masuk", Access::LoggedIn, inbox::submit),
    ]
}
