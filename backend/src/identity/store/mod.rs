pub mod people;
pub mod resets;
pub mod sessions;
