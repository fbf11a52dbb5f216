//! What all handles of one index share: the live generation, the synonyms, the writer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::kernel::ids::ProductId;
use domain::market::search::SearchDoc;
use tantivy::directory::error::LockError;
use tantivy::{IndexWriter, TantivyError, Term};

use super::folder::{Folder, Pointer, engine};
use super::live::Live;
use super::schema::{Fields, id_bytes};
use super::synonyms::Synonyms;
use crate::adapters::search::{RebuildReason, SearchError, SearchHealth};

/// Memory of the writer that keeps the live index current; a commit comes long before it is full.
const WRITER_BYTES: usize = 20_000_000;
/// A writer that has had nothing to write for so many ticks is closed: its memory and its lock are free again.
const IDLE_TICKS: u32 = 20;
/// So many ticks in a row without a readable index on disk, and it is given up. (While another process commits or
/// swaps, a tick may meet files that are just going.)
const LOST_TICKS: u32 = 6;

pub enum Change {
    Upsert(Box<SearchDoc>),
    Delete(ProductId),
}

pub struct Inner {
    pub folder: Folder,
    live: RwLock<Result<Arc<Live>, RebuildReason>>,
    synonyms: RwLock<Arc<Synonyms>>,
    writing: Mutex<Writing>,
    /// What the pointer named when it turned out unusable: only another one is tried again.
    given_up: Mutex<Option<Pointer>>,
}

#[derive(Default)]
pub struct Writing {
    open: Option<OpenWriter>,
    /// While a rebuild runs: what has changed since it began, in order.
    pub journal: Option<Vec<Change>>,
    lost_ticks: u32,
}

struct OpenWriter {
    generation: String,
    writer: IndexWriter,
    idle_ticks: u32,
}

impl Writing {
    /// Closes the writer of the live index.
    pub fn close(&mut self) {
        self.open = None;
    }
}

impl Inner {
    pub fn open(root: PathBuf) -> Result<Self, SearchError> {
        let folder = Folder::new(root).map_err(engine)?;
        let inner = Self {
            folder,
            live: RwLock::new(Err(RebuildReason::Missing)),
            synonyms: RwLock::default(),
            writing: Mutex::default(),
            given_up: Mutex::default(),
        };
        inner.follow();
        Ok(inner)
    }

    pub fn live(&self) -> Result<Arc<Live>, SearchError> {
        self.live.read().unwrap_or_else(PoisonError::into_inner).clone().map_err(SearchError::NeedsRebuild)
    }

    pub fn set_live(&self, live: Result<Arc<Live>, RebuildReason>) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = live;
    }

    pub fn synonyms(&self) -> Arc<Synonyms> {
        self.synonyms.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_synonyms(&self, synonyms: Synonyms) {
        *self.synonyms.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(synonyms);
    }

    pub fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn health(&self) -> SearchHealth {
        match self.live() {
            Ok(live) => SearchHealth::Ready { docs: live.searcher().num_docs() },
            Err(SearchError::NeedsRebuild(reason)) => SearchHealth::NeedsRebuild(reason),
            Err(_) => SearchHealth::NeedsRebuild(RebuildReason::Damaged),
        }
    }

    /// Opens the generation that the pointer names, unless it is open already. Says whether there is a pointer. Under
    /// the writing lock: a rebuild of this process changes pointer and generation together under it.
    fn follow(&self) -> bool {
        let Some(pointer) = self.folder.current() else { return false };
        let open = self.live().is_ok_and(|live| live.generation == pointer.generation);
        let hopeless = self.given_up.lock().unwrap_or_else(PoisonError::into_inner).as_ref() == Some(&pointer);
        if !open && !hopeless {
            match Live::open(&self.folder, &pointer) {
                Ok(live) => self.set_live(Ok(Arc::new(live))),
                Err(reason) => self.give_up(Some(pointer), reason),
            }
        }
        true
    }

    /// Writes to the live index, and to the journal of a running rebuild.
    pub fn change(&self, changes: Vec<Change>) -> Result<(), SearchError> {
        let mut writing = self.writing();
        self.follow();
        let result = match self.live() {
            Ok(live) => {
                let result = write(&mut writing, &live, &changes);
                if result.is_err() {
                    writing.close(); // what was half written goes with it
                }
                result.and_then(|()| live.reload().map_err(from_engine))
            }
            Err(_) if writing.journal.is_some() => Ok(()),
            Err(e) => Err(e),
        };
        if result.is_ok()
            && let Some(journal) = &mut writing.journal
        {
            journal.extend(changes);
        }
        result
    }

    /// Twice a second: what other processes have done is seen, what is no longer used is closed.
    pub fn tick(&self) {
        let pointed = {
            let _writing = self.writing();
            self.follow()
        };
        if let Ok(live) = self.live() {
            let readable = live.refresh(); // not under the lock: it reads all words
            let mut writing = self.writing();
            if pointed && readable.is_ok() {
                writing.lost_ticks = 0;
            } else {
                writing.lost_ticks += 1;
                if writing.lost_ticks >= LOST_TICKS {
                    tracing::warn!(error = ?readable.err(), "the search index is gone or unreadable");
                    writing.lost_ticks = 0;
                    writing.close();
                    self.give_up(self.pointer_to(&live), live.check().err().filter(|_| pointed).unwrap_or(RebuildReason::Missing));
                }
            }
        }
        // Under the lock until the last merge is done: the next writer needs this one gone.
        let mut writing = self.writing();
        let idle = writing.open.as_mut().is_some_and(|open| {
            open.idle_ticks += 1;
            open.idle_ticks > IDLE_TICKS
        });
        if idle
            && let Some(open) = writing.open.take()
            && let Err(error) = open.writer.wait_merging_threads()
        {
            tracing::warn!(%error, "merging the search index failed");
        }
    }

    /// After a search that failed as it never should: are the files to blame?
    pub fn suspect(&self) {
        let mut writing = self.writing();
        self.follow();
        if let Ok(live) = self.live()
            && let Err(reason) = live.check()
        {
            writing.close();
            self.give_up(self.pointer_to(&live), reason);
        }
    }

    fn pointer_to(&self, live: &Live) -> Option<Pointer> {
        self.folder.current().filter(|p| p.generation == live.generation)
    }

    fn give_up(&self, pointer: Option<Pointer>, reason: RebuildReason) {
        *self.given_up.lock().unwrap_or_else(PoisonError::into_inner) = pointer;
        self.set_live(Err(reason));
    }
}

fn write(writing: &mut Writing, live: &Live, changes: &[Change]) -> Result<(), SearchError> {
    if writing.open.as_ref().is_none_or(|o| o.generation != live.generation) {
        writing.close(); // first: two generations never have a writer at once
        let writer = live.index.writer_with_num_threads(1, WRITER_BYTES).map_err(from_engine)?;
        let mut policy = tantivy::merge_policy::LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(policy));
        writing.open = Some(OpenWriter { generation: live.generation.clone(), writer, idle_ticks: 0 });
    }
    let Some(open) = &mut writing.open else { return Ok(()) };
    open.idle_ticks = 0;
    apply(&open.writer, &live.fields, changes)?;
    open.writer.commit().map_err(from_engine)?;
    Ok(())
}

/// Hands changes to a writer; nothing is seen before its commit.
pub fn apply(writer: &IndexWriter, fields: &Fields, changes: &[Change]) -> Result<(), SearchError> {
    for change in changes {
        let (id, doc) = match change {
            Change::Upsert(doc) => (doc.card.product_id, Some(doc)),
            Change::Delete(id) => (*id, None),
        };
        writer.delete_term(Term::from_field_bytes(fields.id, &id_bytes(id)));
        if let Some(doc) = doc {
            writer.add_document(fields.document(doc).map_err(engine)?).map_err(from_engine)?;
        }
    }
    Ok(())
}

pub fn from_engine(e: TantivyError) -> SearchError {
    match e {
        TantivyError::LockFailure(LockError::LockBusy, _) => SearchError::WriterBusy,
        other => engine(other),
    }
}
