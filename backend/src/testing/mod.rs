//! What the tests of this and the outer crates stand on. Never part of a release: behind the feature `testing`.

pub mod heritage;
pub mod market;
pub mod postgres;
pub mod search;
pub mod wastebank;
pub mod world;
