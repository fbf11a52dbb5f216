//! Heritage: the city's sites with their stories, tours over them, and the seats of each departure.

pub mod boarding;
pub mod booking;
pub mod booking_limits;
pub mod calendar;
pub mod conflict;
pub mod contact;
pub mod departure;
pub mod fare;
pub mod manifest;
pub mod manifest_seal;
pub mod news;
pub mod offline;
pub mod part;
pub mod party;
pub mod recurrence;
pub mod refund;
pub mod report;
pub mod review;
pub mod rules;
pub mod site;
pub mod staff;
pub mod tender;
pub mod terms;
pub mod ticket;
pub mod tour;
pub mod walk_in;
