pub mod account;
pub mod forgot;
pub mod log_in;
pub mod log_out;
pub mod password;
pub mod register;
pub mod reset;
mod words;
