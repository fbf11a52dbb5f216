//! app

#[cfg(feature = "ssr")]
pub mod ui;
