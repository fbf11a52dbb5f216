//! Who a person is and what they may do.

pub mod actor;
pub mod email;
pub mod login;
pub mod role;
