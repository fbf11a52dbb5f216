//! The market: browsing, buying, selling, and the officers' desk.

pub mod kbli;
pub mod pages;
pub mod parts;
mod units;
pub mod views;

use crate::web::Route;

pub fn routes() -> Vec<Route> {
    pages::routes()
}
