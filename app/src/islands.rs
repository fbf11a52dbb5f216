//! The islands of all contexts: the only code that is compiled for the browser. Each is small, gets its words as props,
//! and only adds to what already works as plain HTML.

#[path = "market/islands/mod.rs"]
mod market;

pub use market::photo_drop::{PhotoDrop, PhotoDropText};
pub use market::point_picker::PointPicker;
pub use market::search_suggest::SearchSuggest;
pub use market::shown_price::ShownPrice;
pub use market::time_left::{TimeLeft, UnitWords};
