//! Words and rules of Sentra. Pure: no I/O, no clock, no randomness of its own; compiles for browser and server.

pub mod heritage;
pub mod identity;
pub mod kernel;
pub mod market;
pub mod wastebank;
