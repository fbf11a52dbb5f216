//! What crosses contexts.

pub mod merge_cart;
