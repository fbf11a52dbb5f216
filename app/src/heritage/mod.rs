//! Heritage: what everybody may see of the city's sites and tours, a party's booking, and the desks of who works for them.

pub mod pages;
pub mod parts;
mod words;

use crate::web::{Access, Route, get};

pub fn routes() -> Vec<Route> {
    use Access::Anyone;
    vec![
        get("/wisata", Anyone, pages::tours::show),
        get("/wisata/{slug}", Anyone, pages::tour::show),
        get("/wisata/tempat/{slug}", Anyone, pages::site::show),
    ]
}
