//! Pieces that several of these pages show.

pub mod hero;
pub mod legs;
pub mod rules;
pub mod stub;
