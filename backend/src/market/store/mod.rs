//! The market's SQL.

pub mod carts;
pub mod order_lists;
pub mod order_reads;
pub mod orders;
pub mod payments;
pub mod stock;
