//! The waste bank's desk of the officers: prices, rules, cash boxes, units and who stands behind their counters.

pub mod books;
mod books_sheet;
pub mod cards;
pub mod cash;
pub mod day;
pub mod days;
mod desk;
pub mod factors;
mod findings;
pub mod handing;
pub mod materials;
mod off_list;
mod price_form;
mod price_table;
pub mod prices;
pub mod questions;
pub mod rules;
mod sacks;
mod thresholds;
pub mod unit;
mod unit_profile;
mod unit_view;
pub mod units;
