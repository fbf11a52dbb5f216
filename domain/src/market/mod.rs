//! Shops, products, carts, orders.

pub mod card;
pub mod cart;
pub mod category;
pub mod delivery;
pub mod licence;
pub mod low_stock;
pub mod order;
pub mod order_contact;
pub mod order_detail;
pub mod order_end;
pub mod order_group;
pub mod order_number;
pub mod order_rules;
mod order_timer;
pub mod payment;
pub mod photo;
pub mod product;
pub mod product_options;
pub mod search;
pub mod shop;
pub mod synonym;
pub mod totals;
