//! The index of a test world.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use domain::kernel::ids::ProductId;
use domain::kernel::locale::Locale;
use domain::market::search::{SearchDoc, SearchPage, SearchQuery, Suggestion};

use crate::adapters::search::{Rebuild, RebuildReason, SearchError, SearchHealth, SearchIndex};

struct Absent;

pub fn open(_folder: &Path) -> Arc<dyn SearchIndex> {
    Arc::new(Absent)
}

#[async_trait]
impl SearchIndex for Absent {
    async fn upsert(&self, _docs: Vec<SearchDoc>) -> Result<(), SearchError> {
        Ok(())
    }
    async fn delete(&self, _ids: Vec<ProductId>) -> Result<(), SearchError> {
        Ok(())
    }
    async fn search(&self, _query: SearchQuery) -> Result<SearchPage, SearchError> {
        Err(SearchError::NeedsRebuild(RebuildReason::Missing))
    }
    async fn suggest(&self, _typed: &str, _locale: Locale, _limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        Ok(Vec::new())
    }
    async fn set_synonyms(&self, _groups: Vec<Vec<String>>) -> Result<(), SearchError> {
        Ok(())
    }
    async fn begin_rebuild(&self) -> Result<Box<dyn Rebuild>, SearchError> {
        Err(SearchError::NeedsRebuild(RebuildReason::Missing))
    }
    async fn health(&self) -> SearchHealth {
        SearchHealth::NeedsRebuild(RebuildReason::Missing)
    }
}
