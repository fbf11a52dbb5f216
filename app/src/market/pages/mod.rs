pub mod browse;
pub mod reviewing;

use crate::web::Route;

pub fn routes() -> Vec<Route> {
    [browse::routes(), reviewing::routes()].into_iter().flatten().collect()
}
