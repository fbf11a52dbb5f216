//! A statement with its values, and the three who can run it.

use std::borrow::Cow;
use std::future::Future;

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, Executor, Postgres, Sqlite};

use super::{Db, DbError, Pools, Reader, Row, Tx, TxInner, Value};

/// SQL text with `$1`-style placeholders, and the values for them in order. Values never enter the text.
pub struct Query {
    text: Cow<'static, str>,
    values: Vec<Value>,
}

/// Starts a statement. Generated text (placeholder lists, fixed alternatives) is fine; input is not: bind it.
pub fn sql(text: impl Into<Cow<'static, str>>) -> Query {
    Query { text: text.into(), values: Vec::new() }
}

impl Query {
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    #[must_use]
    pub fn bind_all<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.values.extend(values.into_iter().map(Into::into));
        self
    }

    fn sqlite(self) -> Result<sqlx::query::Query<'static, Sqlite, SqliteArguments>, DbError> {
        let mut args = SqliteArguments::default();
        for v in self.values {
            match v {
                Value::Int(v) => args.add(v),
                Value::Text(v) => args.add(v),
                Value::Bool(v) => args.add(v),
                Value::Id(v) => args.add(v),
                Value::Bytes(v) => args.add(v),
                Value::Real(v) => args.add(v),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok(match self.text {
            Cow::Borrowed(text) => sqlx::query_with(text, args),
            Cow::Owned(text) => sqlx::query_with(AssertSqlSafe(text), args),
        })
    }

    fn postgres(self) -> Result<sqlx::query::Query<'static, Postgres, PgArguments>, DbError> {
        let mut args = PgArguments::default();
        for v in self.values {
            match v {
                Value::Int(v) => args.add(v),
                Value::Text(v) => args.add(v),
                Value::Bool(v) => args.add(v),
                Value::Id(v) => args.add(v),
                Value::Bytes(v) => args.add(v),
                Value::Real(v) => args.add(v),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok(match self.text {
            Cow::Borrowed(text) => sqlx::query_with(text, args),
            Cow::Owned(text) => sqlx::query_with(AssertSqlSafe(text), args),
        })
    }
}

/// Whoever can run a statement: a [`Tx`], or a [`Reader`] for statements that only read.
pub trait Run: Send {
    fn fetch_all(&mut self, q: Query) -> impl Future<Output = Result<Vec<Row>, DbError>> + Send;
    fn fetch_optional(&mut self, q: Query) -> impl Future<Output = Result<Option<Row>, DbError>> + Send;
    /// Rows changed.
    fn execute(&mut self, q: Query) -> impl Future<Output = Result<u64, DbError>> + Send;
    fn db_engine(&self) -> super::Engine;

    fn fetch_one(&mut self, q: Query) -> impl Future<Output = Result<Row, DbError>> + Send {
        async move { self.fetch_optional(q).await?.ok_or(DbError::Sqlx(sqlx::Error::RowNotFound)) }
    }
}

async fn all_sqlite<'e>(e: impl Executor<'e, Database = Sqlite>, q: Query) -> Result<Vec<Row>, DbError> {
    Ok(q.sqlite()?.fetch_all(e).await?.into_iter().map(Row::Sqlite).collect())
}
async fn all_postgres<'e>(e: impl Executor<'e, Database = Postgres>, q: Query) -> Result<Vec<Row>, DbError> {
    Ok(q.postgres()?.fetch_all(e).await?.into_iter().map(Row::Postgres).collect())
}
async fn optional_sqlite<'e>(e: impl Executor<'e, Database = Sqlite>, q: Query) -> Result<Option<Row>, DbError> {
    Ok(q.sqlite()?.fetch_optional(e).await?.map(Row::Sqlite))
}
async fn optional_postgres<'e>(e: impl Executor<'e, Database = Postgres>, q: Query) -> Result<Option<Row>, DbError> {
    Ok(q.postgres()?.fetch_optional(e).await?.map(Row::Postgres))
}

impl Run for Tx {
    async fn fetch_all(&mut self, q: Query) -> Result<Vec<Row>, DbError> {
        match &mut self.inner {
            TxInner::Sqlite(tx) => all_sqlite(&mut **tx, q).await,
            TxInner::Postgres(tx) => all_postgres(&mut **tx, q).await,
        }
    }

    async fn fetch_optional(&mut self, q: Query) -> Result<Option<Row>, DbError> {
        match &mut self.inner {
            TxInner::Sqlite(tx) => optional_sqlite(&mut **tx, q).await,
            TxInner::Postgres(tx) => optional_postgres(&mut **tx, q).await,
        }
    }

    async fn execute(&mut self, q: Query) -> Result<u64, DbError> {
        Ok(match &mut self.inner {
            TxInner::Sqlite(tx) => q.sqlite()?.execute(&mut **tx).await?.rows_affected(),
            TxInner::Postgres(tx) => q.postgres()?.execute(&mut **tx).await?.rows_affected(),
        })
    }

    fn db_engine(&self) -> super::Engine {
        self.engine()
    }
}

impl Run for Reader {
    async fn fetch_all(&mut self, q: Query) -> Result<Vec<Row>, DbError> {
        match &self.0.pools {
            Pools::Sqlite { readers, .. } => all_sqlite(readers, q).await,
            Pools::Postgres(pool) => all_postgres(pool, q).await,
        }
    }

    async fn fetch_optional(&mut self, q: Query) -> Result<Option<Row>, DbError> {
        match &self.0.pools {
            Pools::Sqlite { readers, .. } => optional_sqlite(readers, q).await,
            Pools::Postgres(pool) => optional_postgres(pool, q).await,
        }
    }

    async fn execute(&mut self, q: Query) -> Result<u64, DbError> {
        Ok(match &self.0.pools {
            Pools::Sqlite { readers, .. } => q.sqlite()?.execute(readers).await?.rows_affected(),
            Pools::Postgres(pool) => q.postgres()?.execute(pool).await?.rows_affected(),
        })
    }

    fn db_engine(&self) -> super::Engine {
        Db::engine(&self.0)
    }
}
