//! Behind the counter.

pub mod account;
pub mod card;
pub mod cash;
pub mod count;
mod count_view;
pub mod draft;
pub mod family;
pub mod find;
pub mod list;
pub mod rows;
mod scan;
pub mod sell;
mod sell_view;
pub mod store;
pub mod weigh;
mod weigh_view;
