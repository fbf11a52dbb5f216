//! The embedded search index, on tantivy.
//!
//! A product is found by its words, their stems, their synonyms and their misspellings at once: the query is corrected
//! against all known words first (`plan`), each word is then looked for in all its readings (`query`), and one pass over
//! the matches filters, ranks and counts (`collect`).

mod analyzer;
mod collect;
mod find;
mod folder;
mod highlight;
mod indonesian;
mod inner;
mod live;
mod plan;
mod query;
mod rebuild;
mod schema;
mod spelling;
mod suggest;
mod synonyms;
#[cfg(test)]
mod tests;
mod text;
mod vocabulary;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ::tantivy::TantivyError;
use async_trait::async_trait;
use domain::kernel::ids::ProductId;
use domain::kernel::locale::Locale;
use domain::market::search::{SearchDoc, SearchPage, SearchQuery, Suggestion};

use self::find::Finder;
use self::folder::engine;
use self::inner::{Change, Inner, from_engine};
use self::rebuild::TantivyRebuild;
use self::synonyms::Synonyms;
use crate::adapters::search::{Rebuild, SearchError, SearchHealth, SearchIndex};

/// How often the changes of other processes are looked for.
const TICK: Duration = Duration::from_millis(500);

/// A handle on the index in one folder; clones share it.
#[derive(Clone)]
pub struct TantivyIndex {
    inner: Arc<Inner>,
}

impl TantivyIndex {
    /// Opens the index in `folder`, which is made when it is not there. A missing or broken index is no error:
    /// [`SearchIndex::health`] then asks for a rebuild. Reads all files once: call it where blocking is fine.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, SearchError> {
        let inner = Arc::new(Inner::open(folder.into())?);
        let watched = Arc::downgrade(&inner);
        // A thread of its own: the index must stay current also where nothing else runs (and ends with the last handle).
        std::thread::Builder::new()
            .name("search-watch".to_owned())
            .spawn(move || {
                loop {
                    std::thread::sleep(TICK);
                    let Some(inner) = watched.upgrade() else { break };
                    inner.tick();
                }
            })
            .map_err(engine)?;
        Ok(Self { inner })
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Finder<'_>) -> ::tantivy::Result<T> + Send + 'static,
    ) -> Result<T, SearchError> {
        let inner = self.inner.clone();
        let result = blocking(move || {
            let (live, synonyms) = (inner.live()?, inner.synonyms());
            work(&Finder::new(&live, &synonyms)).map_err(|e| (matches!(e, TantivyError::DataCorruption(_)), from_engine(e))).map_err(
                |(corrupt, e)| {
                    if corrupt {
                        inner.suspect();
                    }
                    e
                },
            )
        })
        .await;
        if let Err(error) = &result {
            tracing::error!(%error, "a search broke off");
            let inner = self.inner.clone();
            blocking(move || inner.suspect()).await?;
        }
        result?
    }

    async fn change(&self, changes: Vec<Change>) -> Result<(), SearchError> {
        let inner = self.inner.clone();
        blocking(move || inner.change(changes)).await?
    }
}

/// Runs work that computes or waits for the disk on a thread where that is fine.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, SearchError> {
    tokio::task::spawn_blocking(work).await.map_err(engine)
}

#[async_trait]
impl SearchIndex for TantivyIndex {
    async fn upsert(&self, docs: Vec<SearchDoc>) -> Result<(), SearchError> {
        self.change(docs.into_iter().map(|d| Change::Upsert(Box::new(d))).collect()).await
    }

    async fn delete(&self, ids: Vec<ProductId>) -> Result<(), SearchError> {
        self.change(ids.into_iter().map(Change::Delete).collect()).await
    }

    async fn search(&self, query: SearchQuery) -> Result<SearchPage, SearchError> {
        self.read(move |finder| finder.page(&query)).await
    }

    async fn suggest(&self, typed: &str, locale: Locale, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        let typed = typed.to_owned();
        self.read(move |finder| suggest::suggest(finder, &typed, locale, limit)).await
    }

    async fn set_synonyms(&self, groups: Vec<Vec<String>>) -> Result<(), SearchError> {
        self.inner.set_synonyms(Synonyms::new(&groups));
        Ok(())
    }

    async fn begin_rebuild(&self) -> Result<Box<dyn Rebuild>, SearchError> {
        let inner = self.inner.clone();
        Ok(Box::new(blocking(move || TantivyRebuild::begin(inner)).await??))
    }

    async fn health(&self) -> SearchHealth {
        self.inner.health()
    }
}
