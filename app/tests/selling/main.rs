//! The merchant's pages as merchants, other merchants and strangers ask for them.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod goods;
mod orders;
mod shop;
#[path = "../support/visitor.rs"]
mod visitor;
