//! Heritage: sites and tours, departures, parties and their tickets.

pub mod appoint_staff;
pub mod list_fares;
pub mod list_tours;
pub mod read_site;
pub mod read_tour;
pub mod set_fare;
pub mod set_rules;
pub mod set_terms;
pub mod staff;
pub mod store;
