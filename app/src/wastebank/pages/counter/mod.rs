//! Behind the counter.

pub mod card;
pub mod cash;
mod draft;
pub mod family;
pub mod find;
pub mod list;
mod rows;
pub mod sell;
pub mod store;
pub mod weigh;
