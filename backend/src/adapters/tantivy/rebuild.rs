//! A new generation made beside the live one.

use std::fs::File;
use std::sync::Arc;

use async_trait::async_trait;
use domain::market::search::SearchDoc;
use tantivy::{Index, IndexWriter};

use super::folder::engine;
use super::inner::{Change, Inner, apply, from_engine};
use super::live::Live;
use super::{blocking, schema};
use crate::adapters::search::{Rebuild, SearchError};

/// Memory of the writer: enough that 100,000 products become a handful of segments, and no more.
const WRITER_BYTES: usize = 40_000_000;

/// A rebuild under way. All of it is given back when it is dropped, whether it was published or not.
pub struct TantivyRebuild {
    work: Option<Work>,
}

struct Work {
    inner: Arc<Inner>,
    generation: String,
    index: Index,
    fields: schema::Fields,
    writer: Option<IndexWriter>,
    published: bool,
    _lock: File,
}

impl TantivyRebuild {
    pub fn begin(inner: Arc<Inner>) -> Result<Self, SearchError> {
        let lock = inner.folder.lock_rebuild()?;
        inner.folder.remove_others(inner.folder.current().map(|p| p.generation).as_deref()).map_err(engine)?;
        let generation = inner.folder.create().map_err(engine)?;
        inner.writing().journal = Some(Vec::new());
        let (schema, fields) = schema::build();
        let made = Index::create_in_dir(inner.folder.path(&generation), schema);
        let work = made.map(|index| Work { inner: inner.clone(), generation, index, fields, writer: None, published: false, _lock: lock });
        let mut work = work.map_err(|e| {
            inner.writing().journal = None;
            from_engine(e)
        })?;
        work.writer = Some(work.index.writer_with_num_threads(1, WRITER_BYTES).map_err(from_engine)?);
        Ok(Self { work: Some(work) })
    }
}

impl Work {
    fn writer(&self) -> Result<&IndexWriter, SearchError> {
        self.writer.as_ref().ok_or_else(|| engine(std::io::Error::other("the rebuild has ended")))
    }

    fn add(&self, docs: &[SearchDoc]) -> Result<(), SearchError> {
        let writer = self.writer()?;
        for doc in docs {
            writer.add_document(self.fields.document(doc).map_err(engine)?).map_err(from_engine)?;
        }
        Ok(())
    }

    fn publish(mut self) -> Result<u64, SearchError> {
        let mut writer = self.writer.take().ok_or_else(|| engine(std::io::Error::other("the rebuild has ended")))?;
        writer.commit().map_err(from_engine)?;
        let segments = self.index.searchable_segment_ids().map_err(from_engine)?;
        if segments.len() > 1 {
            // One segment is the fastest to search, and a rebuild is when there is time to make it.
            writer.merge(&segments).wait().map_err(from_engine)?;
        }
        // From here on nothing is written to the old index: what came meanwhile is in the journal.
        let inner = self.inner.clone();
        let mut writing = inner.writing();
        let journal: Vec<Change> = writing.journal.take().unwrap_or_default();
        if !journal.is_empty() {
            apply(&writer, &self.fields, &journal)?;
            writer.commit().map_err(from_engine)?;
        }
        writer.garbage_collect_files().wait().map_err(from_engine)?;
        writer.wait_merging_threads().map_err(from_engine)?;
        let live = Live::open_unchecked(inner.folder.path(&self.generation), self.generation.clone()).map_err(from_engine)?;
        let docs = live.searcher().num_docs();
        inner.folder.set_current(&self.generation).map_err(engine)?;
        self.published = true;
        writing.close();
        inner.set_live(Ok(Arc::new(live)));
        drop(writing);
        if let Err(error) = inner.folder.remove_others(Some(&self.generation)) {
            tracing::warn!(%error, "the old search index was not removed"); // the next rebuild tries again
        }
        Ok(docs)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if !self.published {
            self.inner.writing().journal = None;
            self.writer = None;
            if let Err(error) = std::fs::remove_dir_all(self.inner.folder.path(&self.generation)) {
                tracing::warn!(%error, "an abandoned search index was not removed");
            }
        }
    }
}

#[async_trait]
impl Rebuild for TantivyRebuild {
    async fn add(&mut self, docs: Vec<SearchDoc>) -> Result<(), SearchError> {
        let work = self.work.take().ok_or_else(|| engine(std::io::Error::other("the rebuild has ended")))?;
        let (work, result) = blocking(move || {
            let result = work.add(&docs);
            (work, result)
        })
        .await?;
        self.work = Some(work);
        result
    }

    async fn publish(mut self: Box<Self>) -> Result<u64, SearchError> {
        let work = self.work.take().ok_or_else(|| engine(std::io::Error::other("the rebuild has ended")))?;
        blocking(move || work.publish()).await?
    }
}
