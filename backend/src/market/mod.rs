//! Use cases of the market.

pub mod index_products;
pub mod load_synonyms;
pub mod process_photo;
pub mod read_badges;
pub mod run_order_timers;
pub mod store;
