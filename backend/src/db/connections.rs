//! The connections that statements outside a transaction run on. sqlx's own pool asks a connection whether it is well
//! before and after each use, from a task of its own: as dear as the statement itself.

use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleResult};
use sqlx::{ConnectOptions, Connection};

use super::DbError;

pub struct Connections<C: Connection>(Pool<Opener<C>>);

impl<C: Connection> Clone for Connections<C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Goes back to the others when it is dropped.
pub type Borrowed<C> = Object<Opener<C>>;

pub struct Opener<C: Connection> {
    options: C::Options,
    asks_after: Option<Duration>,
}

/// One that was not needed for this long is asked whether it is well: a server far away may have ended meanwhile.
pub const RESTED: Duration = Duration::from_secs(1);

impl<C: Connection> Manager for Opener<C> {
    type Type = C;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<C, sqlx::Error> {
        // Rare, and large: in a box it does not make every statement's future as large.
        Box::pin(self.options.connect()).await
    }

    async fn recycle(&self, connection: &mut C, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if self.asks_after.is_some_and(|rest| metrics.last_used() > rest) {
            Box::pin(connection.ping()).await?;
        }
        Ok(())
    }
}

impl<C: Connection> Connections<C> {
    /// At most `most` of them, opened as they are needed; the first at once, so that a file that cannot be read is found
    /// out now and not by the first visitor. Whoever finds none free waits for `wait`, in turn.
    ///
    /// One that rested longer than `asks_after` is asked first whether it is well. A file is never asked: whoever goes away
    /// in the middle of that closes the connection, and of the writer with it the work of a group that is not committed yet.
    pub async fn open(options: C::Options, most: usize, wait: Duration, asks_after: Option<Duration>) -> Result<Self, sqlx::Error> {
        let pool = Pool::builder(Opener { options, asks_after }).max_size(most).wait_timeout(Some(wait)).runtime(Runtime::Tokio1);
        // The one that was used last has the pages at hand.
        let pool = pool.queue_mode(QueueMode::Lifo).build().map_err(|e| sqlx::Error::Configuration(e.into()))?;
        let all = Self(pool);
        drop(all.acquire().await?);
        Ok(all)
    }

    pub async fn acquire(&self) -> Result<Borrowed<C>, sqlx::Error> {
        self.0.get().await.map_err(|e| match e {
            PoolError::Backend(e) => e,
            PoolError::Timeout(_) => sqlx::Error::PoolTimedOut,
            PoolError::Closed | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => sqlx::Error::PoolClosed,
        })
    }

    /// For one statement: it goes back only when that went well.
    pub async fn lend(&self) -> Result<Lent<C>, sqlx::Error> {
        Ok(Lent(Some(self.acquire().await?)))
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

/// A connection in the middle of a statement. Dropped there (the line broke, the server ended, nobody waits for the answer
/// any more) it is closed, and the next statement begins on a new one.
pub struct Lent<C: Connection>(Option<Borrowed<C>>);

impl<C: Connection> Lent<C> {
    pub fn connection(&mut self) -> Result<&mut C, sqlx::Error> {
        self.0.as_deref_mut().ok_or(sqlx::Error::WorkerCrashed)
    }

    /// Only who got an answer gives it back. (Statements that read do not fail otherwise.)
    pub fn done<T>(mut self, answer: Result<T, DbError>) -> Result<T, DbError> {
        if answer.is_ok() {
            drop(self.0.take());
        }
        answer
    }
}

impl<C: Connection> Drop for Lent<C> {
    fn drop(&mut self) {
        if let Some(torn) = self.0.take() {
            drop(Object::take(torn));
        }
    }
}
