//! What moves on the market's pages without a reload.

pub mod search_suggest;
pub mod shown_price;
