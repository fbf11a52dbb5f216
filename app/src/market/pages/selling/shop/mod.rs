//! A shop's own data, step by step: while it is being opened and afterwards.

mod about;
mod address;
mod bank;
mod delivery;
pub mod open;
mod part;
pub mod profile;
mod save;
mod step;
mod summary;
