pub mod boarding;
pub mod booking_reads;
pub mod bookings;
pub mod calls;
pub mod checks;
pub mod conflicts;
pub mod departures;
pub mod drafts;
pub mod fares;
pub mod incidents;
pub mod list_news;
pub mod looks;
pub mod manifests;
pub mod parts;
pub mod refunds;
pub mod reports;
pub mod reviews;
pub mod rules;
pub mod seats;
pub mod site_facts;
pub mod site_photos;
pub mod sites;
pub mod staff;
pub mod ticket_keys;
pub mod tour_legs;
pub mod tours;
pub mod visit_news;

use serde::Serialize;

use crate::db::DbError;

/// A value as the JSON text of its column.
fn json(column: &str, value: &impl Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|e| DbError::decode(column, e))
}
