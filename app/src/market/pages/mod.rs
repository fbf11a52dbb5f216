pub mod browse;
pub mod buying;
pub mod reviewing;
pub mod selling;

use crate::web::Route;

pub fn routes() -> Vec<Route> {
    [browse::routes(), buying::routes(), reviewing::routes(), selling::routes()].into_iter().flatten().collect()
}
