//! The words of mails and notices, from `backend/locales`; generated, so that a missing one fails the build.
#![allow(clippy::all, clippy::pedantic, non_camel_case_types)]

include!(concat!(env!("OUT_DIR"), "/words.rs"));
