//! What the use cases need from outside: indexes, files, mail.

pub mod search;
