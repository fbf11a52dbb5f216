//! What crosses contexts.

pub mod merge_cart;
pub mod notify;
pub mod notify_order;
pub mod open_shops;
