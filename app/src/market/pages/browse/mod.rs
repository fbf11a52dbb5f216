//! The public pages: everything that can be seen without buying.

mod asked;
mod categories;
mod category;
mod home;
mod map;
mod media;
mod narrow;
mod product;
mod product_buy;
mod product_data;
mod search;
mod shop;
mod shop_facts;
mod suggest;

use crate::web::{Access, Route, get};

pub fn routes() -> Vec<Route> {
    vec![
        get("/", Access::Anyone, home::show),
        get("/kategori", Access::Anyone, categories::show),
        get("/kategori/{slug}", Access::Anyone, category::show),
        get("/produk/{slug}", Access::Anyone, product::show),
        get("/toko/{slug}", Access::Anyone, shop::show),
        get("/cari", Access::Anyone, search::show),
        get("/cari/saran", Access::Anyone, suggest::show),
        get("/peta", Access::Anyone, map::show),
        get("/media/{file}", Access::Anyone, media::show),
    ]
}
