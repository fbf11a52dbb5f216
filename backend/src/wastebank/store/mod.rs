pub mod books;
pub mod deposits;
pub mod fares;
pub mod materials;
pub mod members;
pub mod prices;
pub mod stock;
pub mod units;
