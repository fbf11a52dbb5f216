//! Behind the counter.

mod draft;
pub mod find;
pub mod list;
mod rows;
pub mod weigh;
