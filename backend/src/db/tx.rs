//! A unit of work.

use std::sync::Arc;

use futures::TryStreamExt;
use sqlx::{Either, Executor, Postgres, Transaction};
use tokio::sync::Notify;

use super::query::{Query, sql};
use super::writer::SqliteTx;
use super::{DbError, Engine, Row};

/// As many values may wait in statements that nobody waits for: a long list is not gathered in memory.
const MOST_PENDING: usize = 2_000;

/// Dropped without [`Tx::commit`], it never happened. Who gives up one of its statements in the middle gives up all of it.
pub struct Tx {
    pub(super) inner: TxInner,
    bell: Arc<Notify>,
    ring_on_commit: bool,
    /// Statements that nobody waits for yet, in order; see [`Tx::put`].
    pending: Vec<Query>,
    /// Which of them are asked for an answer; see [`Tx::ask`].
    asked: Vec<usize>,
    answers: Vec<Answer>,
}

/// What came of a statement.
#[derive(Default)]
pub struct Answer {
    /// How many rows it wrote; says nothing of what only reads.
    pub changed: u64,
    pub rows: Vec<Row>,
}

pub(super) enum TxInner {
    Sqlite(SqliteTx),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn new(inner: TxInner, bell: Arc<Notify>) -> Self {
        Self { inner, bell, ring_on_commit: false, pending: Vec::new(), asked: Vec::new(), answers: Vec::new() }
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

    /// A statement whose answer is looked at later, with [`Tx::answers`]; until then it waits like those of [`Tx::put`], and what
    /// is put after it is done whatever its answer is.
    pub async fn ask(&mut self, q: Query) -> Result<(), DbError> {
        if let TxInner::Postgres(tx) = &mut self.inner {
            let rows = tx.fetch_many(q.postgres()?).try_collect::<Vec<_>>().await?;
            let mut answer = Answer::default();
            for step in rows {
                match step {
                    Either::Left(done) => answer.changed = done.rows_affected(),
                    Either::Right(row) => answer.rows.push(Row::Postgres(row)),
                }
            }
            self.answers.push(answer);
            return Ok(());
        }
        self.asked.push(self.pending.len());
        self.pending.push(q);
        Ok(())
    }

    /// Of all that was asked, in that order.
    pub async fn answers(&mut self) -> Result<Vec<Answer>, DbError> {
        self.flush().await?;
        Ok(std::mem::take(&mut self.answers))
    }

    pub(super) async fn flush(&mut self) -> Result<(), DbError> {
        if !self.pending.is_empty() {
            self.send(None, false).await?;
        }
        Ok(())
    }

    /// On SQLite: does what is pending, and then this, all in one way there and back. `end`: nothing comes after it.
    pub(super) async fn send(&mut self, last: Option<Query>, end: bool) -> Result<Answer, DbError> {
        let TxInner::Sqlite(tx) = &mut self.inner else { return Ok(Answer::default()) };
        let set_off = tx.set_off().await?;
        let keep = tx.keep().filter(|_| end);
        let before = usize::from(set_off.is_some());
        let asked = std::mem::take(&mut self.asked);
        let statements = set_off.map(sql).into_iter().chain(std::mem::take(&mut self.pending)).chain(last).chain(keep.map(sql));
        let all = Query::joined(statements.collect()).sqlite()?;
        let mut answers = Vec::new();
        let mut answer = Answer::default();
        let mut steps = tx.at_hand()?.fetch_many(all);
        while let Some(step) = steps.try_next().await? {
            match step {
                Either::Right(row) => answer.rows.push(Row::Sqlite(row)),
                Either::Left(done) => {
                    answer.changed = done.rows_affected();
                    answers.push(std::mem::take(&mut answer));
                }
            }
        }
        drop(steps);
        if keep.is_some() {
            tx.kept();
        }
        for place in asked {
            self.answers.extend(answers.get_mut(place + before).map(std::mem::take));
        }
        Ok(answers.pop().unwrap_or_default())
    }

    /// Whether what is asked next goes to the engine alone.
    pub(super) fn is_clear(&self) -> bool {
        self.pending.is_empty() && matches!(&self.inner, TxInner::Sqlite(tx) if tx.is_under_way())
    }

    pub async fn commit(mut self) -> Result<(), DbError> {
        if let TxInner::Sqlite(tx) = &self.inner
            && (!self.pending.is_empty() || tx.keep().is_some())
        {
            self.send(None, true).await?;
        }
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
