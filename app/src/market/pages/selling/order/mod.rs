//! A shop's orders, as its owner works through them.

mod contact;
pub mod list;
pub mod papers;
pub mod show;
mod steps;
mod words;
