//! The market: browsing, buying, selling, and the officers' desk.

use crate::web::Route;

pub fn routes() -> Vec<Route> {
    Vec::new()
}
