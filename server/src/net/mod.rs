//! Between the sockets and the routes.

pub mod address;
pub mod body;
pub mod encoding;
pub mod listen;
pub mod squeeze;
