//! What the use cases need from outside: indexes, files, mail, money.

pub mod blobs;
pub mod mail;
pub mod payment;
pub mod photos;
pub mod search;
pub mod tantivy;
pub mod vault;
