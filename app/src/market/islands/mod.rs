//! What moves on the market's pages without a reload.

pub mod photo_drop;
pub mod point_picker;
pub mod search_suggest;
pub mod shown_price;
pub mod time_left;
