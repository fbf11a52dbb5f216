//! A unit of work.

use std::sync::Arc;

use sqlx::{Postgres, Transaction};
use tokio::sync::Notify;

use super::query::Query;
use super::writer::SqliteTx;
use super::{DbError, Engine};

/// As many values may wait in statements that nobody waits for: a long list is not gathered in memory.
const MOST_PENDING: usize = 2_000;

/// Dropped without [`Tx::commit`], it never happened.
pub struct Tx {
    pub(super) inner: TxInner,
    bell: Arc<Notify>,
    ring_on_commit: bool,
    /// Statements that nobody waits for, in order; see [`Tx::put`].
    pending: Vec<Query>,
}

pub(super) enum TxInner {
    Sqlite(SqliteTx),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn new(inner: TxInner, bell: Arc<Notify>) -> Self {
        Self { inner, bell, ring_on_commit: false, pending: Vec::new() }
    }

    pub fn engine(&self) -> Engine {
        match self.inner {
            TxInner::Sqlite(_) => Engine::Sqlite,
            TxInner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Wake the job runner and the page cache of this process once this work is committed.
    pub fn ring_on_commit(&mut self) {
        self.ring_on_commit = true;
    }

    /// A statement of which nothing is asked but that it does not fail. On SQLite, where nobody else writes meanwhile, it is
    /// done before whatever is asked next, at the latest before the commit, and together with its neighbours: they are
    /// one way to the writer and back.
    pub async fn put(&mut self, q: Query) -> Result<(), DbError> {
        if let TxInner::Postgres(tx) = &mut self.inner {
            q.postgres()?.execute(&mut **tx).await?;
            return Ok(());
        }
        self.pending.push(q);
        if self.pending.iter().map(Query::len).sum::<usize>() > MOST_PENDING { self.flush().await } else { Ok(()) }
    }

    pub(super) async fn flush(&mut self) -> Result<(), DbError> {
        if let TxInner::Sqlite(tx) = &mut self.inner
            && !self.pending.is_empty()
        {
            Query::joined(std::mem::take(&mut self.pending)).sqlite()?.execute(tx.connection()?).await?;
        }
        Ok(())
    }

    pub async fn commit(mut self) -> Result<(), DbError> {
        self.flush().await?;
        match self.inner {
            TxInner::Sqlite(tx) => tx.commit().await?,
            TxInner::Postgres(tx) => tx.commit().await?,
        }
        if self.ring_on_commit {
            self.bell.notify_waiters();
        }
        Ok(())
    }

    pub async fn rollback(self) -> Result<(), DbError> {
        match self.inner {
            TxInner::Sqlite(tx) => tx.rollback().await?,
            TxInner::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
