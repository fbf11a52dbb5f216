pub mod account;
mod asking;
pub mod counter;
mod digits_form;
pub mod impact;
pub mod office;
pub mod prices;
pub mod slip;
pub(crate) mod words;
