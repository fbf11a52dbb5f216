//! What belongs to the house as a whole.

pub mod pages;

use crate::web::{Access, Route, get, post};

pub fn routes() -> Vec<Route> {
    vec![
        post("/tema", Access::Anyone, pages::theme::set),
        get("/tentang", Access::Anyone, pages::about::show),
        get("/privasi", Access::Anyone, pages::privacy::show),
        get("/robots.txt", Access::Anyone, pages::robots::show),
        get("/sitemap.xml", Access::Anyone, pages::sitemap::show),
        get("/sitemap/{part}", Access::Anyone, pages::sitemap::show_part),
        get("/_ui", Access::Development, pages::gallery::show),
        get("/_mail", Access::Development, pages::mail::show),
    ]
}
