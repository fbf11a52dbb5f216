//! backend

pub mod adapters;
#[cfg(feature = "testing")]
pub mod testing;
