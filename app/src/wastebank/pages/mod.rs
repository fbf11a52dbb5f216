pub mod account;
pub mod counter;
pub mod prices;
pub mod slip;
mod words;
