//! What belongs to the house as a whole.

pub mod pages;

use crate::web::{Access, Route, post};

pub fn routes() -> Vec<Route> {
    vec![post("/tema", Access::Anyone, pages::theme::set)]
}
