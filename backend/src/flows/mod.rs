//! What crosses contexts.

pub mod merge_cart;
pub mod merge_drafts;
pub mod notify;
pub mod notify_order;
pub mod open_shops;
pub mod posts;
pub mod reconcile;
pub mod sandbox_payment;
pub mod tours;
pub mod witness_deposit;
