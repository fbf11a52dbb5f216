//! The officers' desk, and the way to it on a phone.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod categories;
mod inbox;
mod licences;
mod orders;
mod places;
mod shops;
mod synonyms;
#[path = "../support/visitor.rs"]
mod visitor;

use backend::testing::world::World;
use domain::identity::role::Role;
use visitor::Visitor;

pub async fn officer(w: &World) -> Visitor {
    Visitor::new(w, &w.person("Petugas", &[Role::Officer]).await)
}
