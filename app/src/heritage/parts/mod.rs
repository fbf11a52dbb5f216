//! Pieces that several of these pages show.

pub mod countries;
pub mod hero;
pub mod kept;
pub mod legs;
pub mod looks;
pub mod month;
pub mod reviews;
pub mod rules;
pub mod site_photo;
pub mod stars;
pub mod stub;
