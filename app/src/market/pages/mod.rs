pub mod browse;

use crate::web::Route;

pub fn routes() -> Vec<Route> {
    browse::routes()
}
