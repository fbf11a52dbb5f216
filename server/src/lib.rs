//! The program `sentra`: settings, command line, sockets, and what stands between a request and its page.

pub mod assets;
pub mod cli;
pub mod clock;
pub mod config;
pub mod health;
pub mod logging;
pub mod middleware;
pub mod net;
pub mod open;
pub mod page_cache;
pub mod request_id;
pub mod say;
pub mod site;
