//! The connections to an SQLite file. sqlx's own pool asks a connection whether it is well before and after each use, from
//! a task of its own: right for a server far away, but here as dear as the statement itself.

use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleResult};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

#[derive(Clone)]
pub struct Connections(Pool<Opener>);

/// Goes back to the others when it is dropped.
pub type Borrowed = Object<Opener>;

pub struct Opener(SqliteConnectOptions);

impl Manager for Opener {
    type Type = SqliteConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<SqliteConnection, sqlx::Error> {
        self.0.connect().await
    }

    async fn recycle(&self, _: &mut SqliteConnection, _: &Metrics) -> RecycleResult<sqlx::Error> {
        Ok(())
    }
}

impl Connections {
    /// At most `most` of them, opened as they are needed; the first at once, so that a file that cannot be read is found
    /// out now and not by the first visitor. Whoever finds none free waits for `wait`, in turn.
    pub async fn open(options: SqliteConnectOptions, most: usize, wait: Duration) -> Result<Self, sqlx::Error> {
        let pool = Pool::builder(Opener(options)).max_size(most).wait_timeout(Some(wait)).runtime(Runtime::Tokio1);
        // The one that was used last has the pages at hand.
        let pool = pool.queue_mode(QueueMode::Lifo).build().map_err(|e| sqlx::Error::Configuration(e.into()))?;
        let all = Self(pool);
        drop(all.acquire().await?);
        Ok(all)
    }

    pub async fn acquire(&self) -> Result<Borrowed, sqlx::Error> {
        self.0.get().await.map_err(|e| match e {
            PoolError::Backend(e) => e,
            PoolError::Timeout(_) => sqlx::Error::PoolTimedOut,
            PoolError::Closed | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => sqlx::Error::PoolClosed,
        })
    }

    /// How many wait for one.
    pub fn waiting(&self) -> usize {
        self.0.status().waiting
    }

    /// Closes those that rest; one in use ends with its use.
    pub async fn close(&self) {
        let resting = self.0.retain(|_, _| false).removed;
        self.0.close();
        for connection in resting {
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "a connection to the database does not close");
            }
        }
    }
}
