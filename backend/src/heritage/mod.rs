//! Heritage: sites and tours, departures, parties and their tickets.

pub mod appoint_staff;
pub mod book_party;
pub mod change_departure;
pub mod decide_consent;
pub mod draw_ticket;
pub(crate) mod end_booking;
pub mod keep_vehicles;
pub mod list_fares;
pub mod list_tours;
pub(crate) mod move_up;
pub mod plan_departures;
pub mod purge_identities;
pub mod read_booking;
pub mod read_calendar;
pub mod read_manifest;
pub mod read_site;
pub mod read_tour;
pub mod recurrence;
pub mod seal_visitors;
pub mod set_fare;
pub mod set_rules;
pub mod set_terms;
pub mod staff;
pub mod store;
pub mod ticket_keys;
