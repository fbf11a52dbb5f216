pub mod audit;
pub mod guest_limits;
pub mod jobs;
pub mod looks;
pub mod people;
pub mod reset_link;
pub mod settings;
pub mod tours;
