//! Use cases, SQL, adapters, jobs. Knows no HTML and no HTTP routes.

pub mod adapters;
pub mod db;
#[cfg(feature = "testing")]
pub mod testing;
