//! The shopper's way from the product to the parcel, over HTTP, as browsers without JavaScript send it.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod browser;
mod cart;
mod checkout;
#[path = "../../../server/src/bin/sentra-bench/form.rs"]
#[allow(dead_code)]
mod form;
mod lost;
mod malice;
mod order;
mod resent;
mod sandbox;
