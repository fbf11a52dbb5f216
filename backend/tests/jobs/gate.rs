//! A post and an index that keep work waiting, and then fail.

use std::sync::Arc;

use async_trait::async_trait;
use backend::adapters::mail::{Mail, MailError, Mailer};
use backend::adapters::search::{Rebuild, SearchError, SearchHealth, SearchIndex};
use domain::kernel::ids::{JobId, ProductId};
use domain::kernel::locale::Locale;
use domain::market::search::{SearchDoc, SearchPage, SearchQuery, Suggestion};
use tokio::sync::Semaphore;

/// Waits at a gate, then fails, or panics where the subject says so.
pub struct Gate(Arc<Semaphore>);

impl Gate {
    pub fn closed() -> (Arc<Self>, Arc<Semaphore>) {
        let gate = Arc::new(Semaphore::new(0));
        (Arc::new(Self(Arc::clone(&gate))), gate)
    }

    pub fn open() -> Arc<Self> {
        let (gate, passes) = Self::closed();
        passes.add_permits(100);
        gate
    }

    async fn pass(&self) {
        self.0.acquire().await.unwrap().forget();
    }
}

#[async_trait]
impl Mailer for Gate {
    async fn send(&self, _: JobId, mail: &Mail) -> Result<(), MailError> {
        self.pass().await;
        assert!(mail.subject != "panic", "no such letter");
        Err(MailError::Folder(std::io::Error::other("the post is closed")))
    }
}

#[async_trait]
impl SearchIndex for Gate {
    async fn upsert(&self, _: Vec<SearchDoc>) -> Result<(), SearchError> {
        self.delete(Vec::new()).await
    }
    async fn delete(&self, _: Vec<ProductId>) -> Result<(), SearchError> {
        self.pass().await;
        Err(SearchError::Engine("the index is closed".into()))
    }
    async fn search(&self, _: SearchQuery) -> Result<SearchPage, SearchError> {
        Err(SearchError::RebuildRunning)
    }
    async fn suggest(&self, _: &str, _: Locale, _: usize) -> Result<Vec<Suggestion>, SearchError> {
        Err(SearchError::RebuildRunning)
    }
    async fn set_synonyms(&self, _: Vec<Vec<String>>) -> Result<(), SearchError> {
        Ok(())
    }
    async fn begin_rebuild(&self) -> Result<Box<dyn Rebuild>, SearchError> {
        Err(SearchError::RebuildRunning)
    }
    async fn health(&self) -> SearchHealth {
        SearchHealth::Ready { docs: 0 }
    }
}
