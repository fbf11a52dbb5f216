pub mod site;
mod site_view;
mod structured;
pub mod tour;
mod tour_sections;
pub mod tours;
