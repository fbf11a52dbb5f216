//! The market's SQL.

pub mod cards;
pub mod carts;
pub mod categories;
pub mod dashboard;
pub mod licences;
pub mod order_lists;
pub mod order_reads;
pub mod order_steps;
pub mod orders;
pub mod overseen_orders;
pub mod payments;
pub mod photos;
pub mod products;
pub mod search_docs;
pub mod shops;
pub mod stock;
pub mod synonyms;
