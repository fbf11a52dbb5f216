//! Heritage: the city's sites with their stories, tours over them, and the seats of each departure.

pub mod booking;
pub mod departure;
pub mod fare;
pub mod manifest;
pub mod news;
pub mod party;
pub mod recurrence;
pub mod rules;
pub mod site;
pub mod staff;
pub mod tender;
pub mod terms;
pub mod tour;
