//! The index of a test world: the real one, in its folder.
#![allow(clippy::unwrap_used)] // a test without its index has nothing to recover

use std::path::Path;
use std::sync::Arc;

use crate::adapters::search::SearchIndex;
use crate::adapters::tantivy::TantivyIndex;

pub fn open(folder: &Path) -> Arc<dyn SearchIndex> {
    Arc::new(TantivyIndex::open(folder).unwrap())
}
