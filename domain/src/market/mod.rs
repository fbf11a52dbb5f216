//! Shops, products, carts, orders.

pub mod search;
