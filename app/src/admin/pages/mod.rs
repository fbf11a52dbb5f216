pub mod audit;
pub mod guest_limits;
pub mod jobs;
pub mod looks;
pub mod people;
pub mod settings;
pub mod tours;
