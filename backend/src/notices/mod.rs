//! The in-app inbox: what the house tells a person.

pub mod list_notices;
pub mod mark_read;
mod notice;
pub mod store;
mod tour;
mod visit;

pub use notice::{Notice, NoticeText};
