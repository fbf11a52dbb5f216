pub mod browse;
pub mod buying;
pub mod reviewing;

use crate::web::Route;

pub fn routes() -> Vec<Route> {
    [browse::routes(), buying::routes(), reviewing::routes()].into_iter().flatten().collect()
}
