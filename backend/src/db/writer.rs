//! The one writer of an SQLite file, lent to one unit of work after the other.
//!
//! A commit waits for the disk. While others wait for the writer, a shared unit that is done does not commit for itself:
//! the next one goes on in the same transaction, behind a savepoint, and the last of the group commits for all. Nobody is
//! told that their work is done before the disk has it; work that is undone goes back to its own savepoint, and learns so
//! when what it has seen of the others is on the disk. A unit that is not shared sees nothing that is not there yet.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use deadpool::managed::Object;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Database, SqlSafeStr, Sqlite, SqliteConnection};
use sqlx_core::transaction::TransactionManager;
use tokio::sync::oneshot;

use super::connections::{Borrowed, Connections};

type Manager = <Sqlite as Database>::TransactionManager;

/// So many commit together at most: the first of them waits for the last.
const LARGEST_GROUP: usize = 32;
/// Whoever was to go on with the group may have gone away: after this long its members look for themselves.
const PATIENCE: Duration = Duration::from_millis(20);

#[derive(Clone)]
pub struct Writer {
    connections: Connections<SqliteConnection>,
    group: Arc<Mutex<Group>>,
}

/// Those whose work is done but not committed yet, to be told how it ended. Only who holds the connection changes it; as
/// long as there are any, the connection's transaction is open.
type Group = Vec<oneshot::Sender<bool>>;

/// A unit of work. Dropped without an end, it is undone.
pub struct SqliteTx {
    /// None once it has ended.
    connection: Option<Borrowed<SqliteConnection>>,
    writer: Writer,
    shared: bool,
    /// In the transaction of a group, behind a savepoint.
    joined: bool,
}

impl Writer {
    pub async fn open(options: SqliteConnectOptions, wait: Duration) -> Result<Self, sqlx::Error> {
        Ok(Self { connections: Connections::open(options, 1, wait, None).await?, group: Arc::default() })
    }

    pub async fn begin(&self, shared: bool) -> Result<SqliteTx, sqlx::Error> {
        let mut connection = if shared { self.connections.acquire().await? } else { self.alone().await? };
        let joined = !self.group().is_empty();
        let statement = if joined { None } else { Some("BEGIN IMMEDIATE".into_sql_str()) };
        match Manager::begin(&mut connection, statement).await {
            Ok(()) => Ok(SqliteTx { connection: Some(connection), writer: self.clone(), shared, joined }),
            Err(error) => Err(self.give_up(connection, error)),
        }
    }

    /// The connection without an open transaction.
    pub async fn alone(&self) -> Result<Borrowed<SqliteConnection>, sqlx::Error> {
        let connection = self.connections.acquire().await?;
        if self.group().is_empty() { Ok(connection) } else { self.commit_all(connection).await }
    }

    pub async fn close(&self) {
        self.connections.close().await;
    }

    fn group(&self) -> MutexGuard<'_, Group> {
        self.group.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place in the group, if somebody is there to go on with it.
    fn join(&self) -> Option<oneshot::Receiver<bool>> {
        let mut group = self.group();
        (self.connections.waiting() > 0 && group.len() + 1 < LARGEST_GROUP).then(|| {
            let (member, told) = oneshot::channel();
            group.push(member);
            told
        })
    }

    /// Commits, and tells the group; whatever becomes meanwhile of whoever asked for it.
    async fn commit_all(&self, mut connection: Borrowed<SqliteConnection>) -> Result<Borrowed<SqliteConnection>, sqlx::Error> {
        let writer = self.clone();
        let committed = tokio::spawn(async move {
            match Manager::commit(&mut connection).await {
                Ok(()) => {
                    let group = std::mem::take(&mut *writer.group());
                    tell(group, true);
                    Ok(connection)
                }
                Err(error) => Err(writer.give_up(connection, error)),
            }
        });
        committed.await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
    }

    /// A connection that cannot begin or end a transaction is closed, which undoes what was open on it.
    fn give_up(&self, connection: Borrowed<SqliteConnection>, error: sqlx::Error) -> sqlx::Error {
        let group = std::mem::take(&mut *self.group());
        drop(Object::take(connection));
        tell(group, false);
        error
    }

    async fn told(&self, mut told: oneshot::Receiver<bool>) -> Result<(), sqlx::Error> {
        loop {
            match tokio::time::timeout(PATIENCE, &mut told).await {
                Ok(Ok(true)) => return Ok(()),
                Ok(_) => return Err(sqlx::Error::WorkerCrashed),
                Err(_) => match self.connections.acquire().await {
                    Ok(connection) if self.group().is_empty() => drop(connection),
                    Ok(connection) => drop(self.commit_all(connection).await?),
                    Err(sqlx::Error::PoolTimedOut) => {}
                    Err(error) => return Err(error),
                },
            }
        }
    }
}

fn tell(group: Group, committed: bool) {
    for member in group {
        // Who went away does not hear it.
        let _ = member.send(committed);
    }
}

impl SqliteTx {
    /// On a connection of the readers, which nobody joins: everything as it is at the first statement. It ends with a
    /// rollback, as there is nothing to commit.
    pub async fn snapshot(readers: &Connections<SqliteConnection>) -> Result<Self, sqlx::Error> {
        let writer = Writer { connections: readers.clone(), group: Arc::default() };
        let mut connection = readers.acquire().await?;
        match Manager::begin(&mut connection, None).await {
            Ok(()) => Ok(Self { connection: Some(connection), writer, shared: false, joined: false }),
            Err(error) => Err(writer.give_up(connection, error)),
        }
    }

    pub fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.connection.as_deref_mut().ok_or(sqlx::Error::WorkerCrashed)
    }

    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        if self.joined
            && let Err(error) = Manager::commit(self.connection()?).await
        {
            return Err(self.broken(error));
        }
        let told = if self.shared { self.writer.join() } else { None };
        let Some(connection) = self.connection.take() else { return Err(sqlx::Error::WorkerCrashed) };
        match told {
            Some(told) => {
                drop(connection);
                self.writer.told(told).await
            }
            None => self.writer.commit_all(connection).await.map(drop),
        }
    }

    pub async fn rollback(mut self) -> Result<(), sqlx::Error> {
        if let Err(error) = Manager::rollback(self.connection()?).await {
            return Err(self.broken(error));
        }
        let Some(connection) = self.connection.take().filter(|_| self.joined) else { return Ok(()) };
        let Some(told) = self.writer.join() else { return self.writer.commit_all(connection).await.map(drop) };
        drop(connection);
        self.writer.told(told).await
    }

    fn broken(&mut self, error: sqlx::Error) -> sqlx::Error {
        match self.connection.take() {
            Some(connection) => self.writer.give_up(connection, error),
            None => error,
        }
    }
}

impl Drop for SqliteTx {
    fn drop(&mut self) {
        // Queued before whatever the next borrower asks of the connection.
        if let Some(connection) = &mut self.connection {
            Manager::start_rollback(connection);
        }
    }
}

#[cfg(test)]
mod tests;
