//! Shops, products, carts, orders.
