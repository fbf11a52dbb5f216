//! Use cases, SQL, adapters, jobs. Knows no HTML and no HTTP routes.

pub mod adapters;
pub mod audit;
pub mod db;
pub mod deps;
pub mod flows;
pub mod heritage;
pub mod identity;
pub mod jobs;
pub mod links;
pub mod market;
mod nonce;
pub mod notices;
pub mod page_change;
pub mod random;
pub mod seed;
pub mod settings;
#[cfg(feature = "testing")]
pub mod testing;
pub mod wastebank;
pub mod words;
