//! Between HTTP and pages: what a request brings along, and what a page says to the server about itself.

pub mod assets;
pub mod cache;
pub mod client;
