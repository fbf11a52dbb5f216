//! A shop's orders, as its owner works through them.

pub mod contact;
pub mod list;
pub mod papers;
pub mod show;
mod steps;
pub mod words;
