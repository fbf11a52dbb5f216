//! Tours and the books of the waste bank together, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

mod ages;
mod by_terms;
mod called_off;
mod dated_rules;
mod keepers;
mod left_out;
mod lists_to_read;
mod locking;
mod meeting_point;
mod moving;
mod old_keys;
mod planning;
mod promises;
mod reconciling;
mod scene;
mod sequences;
mod story;
mod tickets;
mod village;
mod visits;
mod withdrawn;
