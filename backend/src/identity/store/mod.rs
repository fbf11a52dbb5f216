pub mod people;
pub mod sessions;
