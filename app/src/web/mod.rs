//! Between HTTP and pages: who visits, what was typed, what goes back.

pub mod access;
pub mod assets;
pub mod cache;
pub mod chat;
pub mod client;
pub mod ctx;
pub mod error;
pub mod flash;
pub mod form;
pub mod known;
pub mod page;
pub mod pager;
pub mod query;
pub mod redirect;
pub mod site;
pub mod upload;

pub use access::{Access, Route, get, post};
pub use ctx::Ctx;
pub use error::{Reply, WebError};
pub use flash::Flash;
pub use form::{Errors, Form};
pub use page::Page;
pub use site::{AppState, Site};
pub use upload::Upload;
