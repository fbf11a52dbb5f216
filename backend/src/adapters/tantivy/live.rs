//! An open generation: what searches read.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};

use super::folder::{Folder, Pointer};
use super::schema::{self, Fields, VERSION};
use super::vocabulary::Vocabulary;
use crate::adapters::search::RebuildReason;

/// Blocks of cards (16 kB each) kept unpacked for each segment.
const CARD_BLOCKS: usize = 8;

pub struct Live {
    pub generation: String,
    pub index: Index,
    pub fields: Fields,
    path: PathBuf,
    reader: IndexReader,
    vocabulary: RwLock<Arc<Vocabulary>>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// The state of the engine's list of segments that the reader shows.
    searched: Option<Stamp>,
    /// The one that the vocabulary shows.
    words: Option<Stamp>,
}

type Stamp = (SystemTime, u64);

impl Live {
    /// Opens what the pointer names, or says why it can't be used.
    pub fn open(folder: &Folder, pointer: &Pointer) -> Result<Self, RebuildReason> {
        if pointer.version != VERSION {
            return Err(RebuildReason::OtherVersion);
        }
        let path = folder.path(&pointer.generation);
        if !path.exists() {
            return Err(RebuildReason::Missing);
        }
        check(&path)?;
        Self::open_unchecked(path, pointer.generation.clone()).map_err(|error| {
            tracing::warn!(%error, "the search index does not open");
            RebuildReason::Damaged
        })
    }

    /// Opens a generation that this process has just written.
    pub fn open_unchecked(path: PathBuf, generation: String) -> tantivy::Result<Self> {
        let (_, fields) = schema::build();
        let index = Index::open_in_dir(&path)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(CARD_BLOCKS).try_into()?;
        let live = Self { generation, index, fields, path, reader, vocabulary: RwLock::default(), seen: Mutex::default() };
        live.refresh()?;
        Ok(live)
    }

    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub fn vocabulary(&self) -> Arc<Vocabulary> {
        self.vocabulary.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows what has been committed since.
    pub fn reload(&self) -> tantivy::Result<()> {
        let stamp = self.stamp()?;
        self.reader.reload()?;
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).searched = Some(stamp);
        Ok(())
    }

    /// Shows what any process has committed since, and learns its words. Cheap when nothing has changed.
    pub fn refresh(&self) -> tantivy::Result<()> {
        let stamp = self.stamp()?;
        let (searched, words) = {
            let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            (seen.searched, seen.words)
        };
        if searched != Some(stamp) {
            self.reload()?;
        }
        if words != Some(stamp) {
            let fresh = Vocabulary::read(&self.searcher(), &[self.fields.title, self.fields.place, self.fields.body])?;
            *self.vocabulary.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).words = Some(stamp);
        }
        Ok(())
    }

    /// The engine replaces this file with each commit.
    fn stamp(&self) -> tantivy::Result<Stamp> {
        let meta = std::fs::metadata(self.path.join("meta.json"))?;
        Ok((meta.modified()?, meta.len()))
    }

    /// Whether the files on disk are what was written.
    pub fn check(&self) -> Result<(), RebuildReason> {
        check(&self.path)
    }
}

/// Reads the checksums of all files, through an index of its own: closed again, it leaves no pages mapped.
fn check(path: &Path) -> Result<(), RebuildReason> {
    let index = Index::open_in_dir(path).map_err(|error| {
        tracing::warn!(%error, "the search index does not open");
        RebuildReason::Damaged
    })?;
    if index.schema() != schema::build().0 {
        return Err(RebuildReason::OtherVersion);
    }
    match index.validate_checksum() {
        Ok(bad) if bad.is_empty() => Ok(()),
        Ok(bad) => {
            tracing::warn!(?bad, "files of the search index are damaged");
            Err(RebuildReason::Damaged)
        }
        Err(error) => {
            tracing::warn!(%error, "the search index does not read");
            Err(RebuildReason::Damaged)
        }
    }
}
