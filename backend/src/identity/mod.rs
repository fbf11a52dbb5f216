//! People, their sessions and roles.

pub mod account;
pub mod add_person;
pub mod change_password;
pub mod change_profile;
pub mod confirm_password;
pub mod log_in;
pub mod log_out;
pub mod make_reset_link;
pub mod manage_people;
pub mod owner;
pub mod password;
pub mod register_person;
pub mod reset_password;
pub mod set_password;
pub mod store;
pub mod throttle;
pub mod use_session;
pub mod vouch;
