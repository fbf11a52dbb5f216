//! One `Db`, two engines: the same SQL text runs on SQLite (embedded default) and PostgreSQL (scale).
//!
//! SQLite has one writer connection (every transaction is `BEGIN IMMEDIATE`) and a pool of readers over the same
//! WAL file; PostgreSQL has a pool for transactions and readers, too. Where a dialect must differ, it is a named function in [`dialect`].

mod connections;
mod copy;
pub mod dialect;
mod error;
mod migrate;
mod open;
mod query;
mod row;
mod tx;
mod value;
mod writer;

use std::sync::Arc;

use sqlx::{PgConnection, PgPool, SqliteConnection};
use tokio::sync::Notify;

use connections::Connections;
pub use error::DbError;
pub use migrate::MigrateError;
pub use open::sqlite_file;
pub use query::{Query, Run, sql};
pub use row::{Column, Row};
use tx::TxInner;
pub use tx::{Answer, Tx};
pub use value::Value;
use writer::{SqliteTx, Writer};

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
    Sqlite { writer: Writer, readers: Connections<SqliteConnection> },
    Postgres { pool: PgPool, readers: Connections<PgConnection> },
}

/// Reads outside a transaction; on SQLite they never wait for the writer.
pub struct Reader(Db);

impl Db {
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    pub fn reader(&self) -> Reader {
        Reader(self.clone())
    }

    pub async fn begin(&self) -> Result<Tx, DbError> {
        let inner = match &self.pools {
            Pools::Sqlite { writer, .. } => TxInner::Sqlite(writer.begin().await?),
            Pools::Postgres { pool, .. } => TxInner::Postgres(pool.begin().await?),
        };
        Ok(self.tx(inner))
    }

    /// On SQLite its commit may be one with those of others that come at the same moment. It may see what is not on the disk
    /// yet, so it says that something is done only by committing, and rolls back in so many words before it says that
    /// another has done it.
    ///
    /// It takes its turn with the first thing that it asks: what is put together before that keeps nobody waiting.
    pub async fn begin_shared(&self) -> Result<Tx, DbError> {
        let inner = match &self.pools {
            Pools::Sqlite { writer, .. } => TxInner::Sqlite(writer.begin_shared()),
            Pools::Postgres { pool, .. } => TxInner::Postgres(pool.begin().await?),
        };
        Ok(self.tx(inner))
    }

    fn tx(&self, inner: TxInner) -> Tx {
        Tx::new(inner, Arc::clone(&self.bell))
    }

    /// For reading only, everything as it is at one moment, however long it takes; nobody waits for it.
    pub async fn snapshot(&self) -> Result<Tx, DbError> {
        let inner = match &self.pools {
            Pools::Sqlite { readers, .. } => TxInner::Sqlite(SqliteTx::snapshot(readers).await?),
            Pools::Postgres { pool, .. } => TxInner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        };
        Ok(self.tx(inner))
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
            Pools::Postgres { pool, readers } => {
                readers.close().await;
                pool.close().await;
            }
        }
    }
}
