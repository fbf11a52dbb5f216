//! The merchant's pages as merchants, other merchants and strangers ask for them.
#![cfg(feature = "ssr")]

mod goods;
mod orders;
mod shop;
mod visitor;
