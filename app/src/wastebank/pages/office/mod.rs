//! The waste bank's desk of the officers: prices, rules, cash boxes.

pub mod books;
mod books_sheet;
pub mod cash;
pub mod day;
pub mod days;
mod desk;
pub mod factors;
pub mod handing;
pub mod prices;
pub mod questions;
pub mod rules;
