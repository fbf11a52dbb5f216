//! The port of the catalogue's search. The embedded index is `adapters::tantivy`; a server of its own can stand
//! behind the same trait.

use async_trait::async_trait;
use domain::kernel::ids::ProductId;
use domain::kernel::locale::Locale;
use domain::market::search::{SearchDoc, SearchPage, SearchQuery, Suggestion};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum SearchError {
    /// Nothing can be found or written before a rebuild has been published.
    #[error("the search index must be rebuilt: {0}")]
    NeedsRebuild(RebuildReason),
    /// Another process has the index open for writing; try again later.
    #[error("another process is writing to the search index")]
    WriterBusy,
    #[error("another rebuild of the search index is running")]
    RebuildRunning,
    #[error("search index: {0}")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RebuildReason {
    #[error("there is none yet")]
    Missing,
    #[error("it was made by another version")]
    OtherVersion,
    #[error("it is damaged")]
    Damaged,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchHealth {
    Ready { docs: u64 },
    NeedsRebuild(RebuildReason),
}

#[async_trait]
pub trait SearchIndex: Send + Sync {
    /// Adds products or replaces what was known of them; found by searches of this process as soon as it returns, and by
    /// those of others within two seconds. Doing it twice changes nothing. One call is one commit: pass many at once.
    async fn upsert(&self, docs: Vec<SearchDoc>) -> Result<(), SearchError>;

    /// Unknown ids are fine.
    async fn delete(&self, ids: Vec<ProductId>) -> Result<(), SearchError>;

    async fn search(&self, query: SearchQuery) -> Result<SearchPage, SearchError>;

    /// At most `limit` proposals for what has been typed so far.
    async fn suggest(&self, typed: &str, locale: Locale, limit: usize) -> Result<Vec<Suggestion>, SearchError>;

    /// Replaces all groups. The words of a group (each may be several words) stand for each other.
    async fn set_synonyms(&self, groups: Vec<Vec<String>>) -> Result<(), SearchError>;

    /// Starts a new index beside the live one. What is written to the live one of this process meanwhile is carried
    /// over; what other processes write is not: once it is published they write it again.
    async fn begin_rebuild(&self) -> Result<Box<dyn Rebuild>, SearchError>;

    async fn health(&self) -> SearchHealth;
}

/// A rebuild under way. Dropped without being published, it leaves the live index as it is.
#[async_trait]
pub trait Rebuild: Send {
    /// Each product once, in batches of any size.
    async fn add(&mut self, docs: Vec<SearchDoc>) -> Result<(), SearchError>;

    /// Makes the new index the live one in one step. Returns how many products it holds.
    async fn publish(self: Box<Self>) -> Result<u64, SearchError>;
}

/// The synonym groups of a CSV with one column `kata`: a group per line, its words separated by semicolons.
pub fn parse_synonyms(csv: &str) -> Vec<Vec<String>> {
    let groups = csv.lines().skip(1).map(|line| line.split(';').map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect::<Vec<_>>());
    groups.filter(|g| g.len() > 1).collect()
}
