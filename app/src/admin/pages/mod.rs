pub mod audit;
pub mod guest_limits;
pub mod jobs;
pub mod people;
pub mod settings;
pub mod tours;
