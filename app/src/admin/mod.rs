//! People and roles, settings, jobs, the audit log.

use crate::web::Route;

pub fn routes() -> Vec<Route> {
    Vec::new()
}
