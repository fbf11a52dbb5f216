//! One `Db`, two engines: the same SQL text runs on SQLite (embedded default) and PostgreSQL (scale).
//!
//! SQLite has one writer connection (every transaction is `BEGIN IMMEDIATE`) and a pool of readers over the same
//! WAL file; PostgreSQL has one pool. Where a dialect must differ, it is a named function in [`dialect`].

mod copy;
pub mod dialect;
mod error;
mod migrate;
mod open;
mod query;
mod row;
mod value;

use std::sync::Arc;

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use tokio::sync::Notify;

pub use error::DbError;
pub use migrate::MigrateError;
pub use open::sqlite_file;
pub use query::{Query, Run, sql};
pub use row::{Column, Row};
pub use value::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    /// Rung after a commit that queued jobs or touched public pages, so that nobody waits for the next poll.
    bell: Arc<Notify>,
}

#[derive(Clone)]
enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

/// A unit of work. Dropped without [`Tx::commit`], it never happened.
pub struct Tx {
    inner: TxInner,
    bell: Arc<Notify>,
    ring_on_commit: bool,
}

enum TxInner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Reads outside a transaction; on SQLite they never wait for the writer.
pub struct Reader(Db);

impl Db {
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    pub fn reader(&self) -> Reader {
        Reader(self.clone())
    }

    pub async fn begin(&self) -> Result<Tx, DbError> {
        let inner = match &self.pools {
            Pools::Sqlite { writer, .. } => TxInner::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => TxInner::Postgres(pool.begin().await?),
        };
        Ok(Tx { inner, bell: Arc::clone(&self.bell), ring_on_commit: false })
    }

    /// Resolves when a commit rang the bell (see [`Tx::ring_on_commit`]).
    pub async fn rung(&self) {
        self.bell.notified().await;
    }

    /// Is it there, and does it answer?
    pub async fn ping(&self) -> Result<(), DbError> {
        self.reader().fetch_one(sql("SELECT 1 AS one")).await.map(|_| ())
    }

    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
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

    pub async fn commit(self) -> Result<(), DbError> {
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
