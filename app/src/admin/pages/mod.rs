pub mod audit;
pub mod jobs;
pub mod people;
pub mod settings;
pub mod tours;
