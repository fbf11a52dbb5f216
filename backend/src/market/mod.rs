//! Use cases of the market.

pub mod acknowledge_prices;
pub mod add_to_cart;
pub mod change_cart_line;
pub mod choose_delivery;
pub mod index_products;
pub mod list_category;
pub mod list_shop_orders;
pub mod load_synonyms;
pub mod place_order;
pub mod plan_order;
pub mod process_photo;
pub mod read_badges;
pub mod read_cart;
pub mod read_home;
pub mod read_order;
pub mod read_product;
pub mod read_shop;
pub mod read_sitemap;
pub mod run_order_timers;
pub mod start_payment;
pub mod store;
