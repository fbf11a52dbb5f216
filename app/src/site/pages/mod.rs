pub mod about;
pub mod gallery;
pub mod mail;
pub mod privacy;
pub mod robots;
pub mod sitemap;
pub mod theme;
