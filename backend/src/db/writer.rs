//! The one writer of an SQLite file, lent to one unit of work after the other.
//!
//! A commit waits for the disk. While others wait for the writer, a shared unit that is done does not commit for itself:
//! the next one goes on in the same transaction, behind a savepoint, and the last of the group commits for all. Nobody is
//! told that their work is done before the disk has it; work that is undone goes back to its own savepoint, and learns so
//! when what it has seen of the others is on the disk. A unit that is not shared sees nothing that is not there yet.

use std::sync::atomic::{AtomicBool, Ordering};
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
/// Around the work of who joins a group. Statements of their own: they go to the engine together with those of the work, for
/// each way there and back costs more than what is done there.
const SET_OFF: &str = "SAVEPOINT unit";
const KEEP: &str = "RELEASE unit";
const UNDO: &str = "ROLLBACK TO unit; RELEASE unit";

#[derive(Clone)]
pub struct Writer {
    connections: Connections<SqliteConnection>,
    group: Arc<Mutex<Group>>,
    /// Somebody went away in the middle of a joined unit: what they left is undone before anything else is asked.
    left_over: Arc<AtomicBool>,
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
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing was asked yet, and the connection may be with others.
    Ahead,
    /// In a transaction that it began.
    Began,
    /// In the transaction of a group, to be set off from it with the first statement.
    Joining,
    /// Behind its savepoint, or on the way there.
    Joined,
    /// Behind nothing any more: what it did is the group's.
    Kept,
}

impl Writer {
    pub async fn open(options: SqliteConnectOptions, wait: Duration) -> Result<Self, sqlx::Error> {
        let connections = Connections::open(options, 1, wait, None).await?;
        Ok(Self { connections, group: Arc::default(), left_over: Arc::default() })
    }

    pub async fn begin(&self) -> Result<SqliteTx, sqlx::Error> {
        let mut tx = self.ahead(false);
        tx.enter().await?;
        Ok(tx)
    }

    /// Takes its turn when it asks for something.
    pub fn begin_shared(&self) -> SqliteTx {
        self.ahead(true)
    }

    fn ahead(&self, shared: bool) -> SqliteTx {
        SqliteTx { connection: None, writer: self.clone(), shared, stage: Stage::Ahead }
    }

    /// The connection without an open transaction.
    pub async fn alone(&self) -> Result<Borrowed<SqliteConnection>, sqlx::Error> {
        let connection = self.borrow().await?;
        if self.group().is_empty() { Ok(connection) } else { self.commit_all(connection).await }
    }

    /// The connection, with nothing on it but what the group has done.
    async fn borrow(&self) -> Result<Borrowed<SqliteConnection>, sqlx::Error> {
        let mut connection = self.connections.acquire().await?;
        if self.left_over.load(Ordering::Acquire) {
            match undo(&mut connection).await {
                Ok(true) => {}
                // Whether the group's transaction is still there shows when it is committed.
                Ok(false) => connection = self.commit_all(connection).await?,
                Err(error) => return Err(self.give_up(connection, error)),
            }
            self.left_over.store(false, Ordering::Release);
        }
        Ok(connection)
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
        self.left_over.store(false, Ordering::Release);
        drop(Object::take(connection));
        tell(group, false);
        error
    }

    async fn told(&self, mut told: oneshot::Receiver<bool>) -> Result<(), sqlx::Error> {
        loop {
            match tokio::time::timeout(PATIENCE, &mut told).await {
                Ok(Ok(true)) => return Ok(()),
                Ok(_) => return Err(sqlx::Error::WorkerCrashed),
                Err(_) => match self.borrow().await {
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

/// False: there is no savepoint. Who went away had not got that far, or the engine has ended the group's transaction by itself
/// (a full disk).
async fn undo(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    match sqlx::query(UNDO).execute(connection).await {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(e)) if e.message().starts_with("no such savepoint") => Ok(false),
        Err(error) => Err(error),
    }
}

impl SqliteTx {
    /// On a connection of the readers, which nobody joins: everything as it is at the first statement. It ends with a
    /// rollback, as there is nothing to commit.
    pub async fn snapshot(readers: &Connections<SqliteConnection>) -> Result<Self, sqlx::Error> {
        let writer = Writer { connections: readers.clone(), group: Arc::default(), left_over: Arc::default() };
        let mut connection = readers.acquire().await?;
        match Manager::begin(&mut connection, None).await {
            Ok(()) => Ok(Self { connection: Some(connection), writer, shared: false, stage: Stage::Began }),
            Err(error) => Err(writer.give_up(connection, error)),
        }
    }

    async fn enter(&mut self) -> Result<(), sqlx::Error> {
        let mut connection = if self.shared { self.writer.borrow().await? } else { self.writer.alone().await? };
        self.stage = if self.writer.group().is_empty() {
            if let Err(error) = Manager::begin(&mut connection, Some("BEGIN IMMEDIATE".into_sql_str())).await {
                return Err(self.writer.give_up(connection, error));
            }
            Stage::Began
        } else {
            Stage::Joining
        };
        self.connection = Some(connection);
        Ok(())
    }

    /// Takes its turn, and says what has to go to the engine before its next statement, or with it.
    pub async fn set_off(&mut self) -> Result<Option<&'static str>, sqlx::Error> {
        if self.stage == Stage::Ahead {
            self.enter().await?;
        }
        Ok((self.stage == Stage::Joining).then(|| {
            self.stage = Stage::Joined;
            SET_OFF
        }))
    }

    /// The connection after [`Self::set_off`].
    pub fn at_hand(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.connection.as_deref_mut().ok_or(sqlx::Error::WorkerCrashed)
    }

    pub fn is_under_way(&self) -> bool {
        matches!(self.stage, Stage::Began | Stage::Joined)
    }

    /// What has to go to the engine after its last statement, or with it; then [`Self::kept`].
    pub fn keep(&self) -> Option<&'static str> {
        (self.stage == Stage::Joined).then_some(KEEP)
    }

    pub fn kept(&mut self) {
        self.stage = Stage::Kept;
    }

    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        if let Some(keep) = self.keep() {
            sqlx::query(keep).execute(self.at_hand()?).await?;
            self.kept();
        }
        // Nothing was asked.
        if self.stage == Stage::Ahead {
            return Ok(());
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
        let undone = match self.stage {
            Stage::Began => Manager::rollback(self.at_hand()?).await.map(|()| true),
            Stage::Joined => undo(self.at_hand()?).await,
            Stage::Ahead | Stage::Joining | Stage::Kept => return Ok(()),
        };
        let undone = match undone {
            Ok(undone) => undone,
            Err(error) => return Err(self.broken(error)),
        };
        let Some(connection) = self.connection.take().filter(|_| self.stage == Stage::Joined) else { return Ok(()) };
        let told = if undone { self.writer.join() } else { None };
        let Some(told) = told else { return self.writer.commit_all(connection).await.map(drop) };
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
        let Some(connection) = &mut self.connection else { return };
        match self.stage {
            // Queued before whatever the next borrower asks of the connection.
            Stage::Began => Manager::start_rollback(connection),
            Stage::Joined => self.writer.left_over.store(true, Ordering::Release),
            Stage::Ahead | Stage::Joining | Stage::Kept => {}
        }
    }
}

#[cfg(test)]
mod tests;
