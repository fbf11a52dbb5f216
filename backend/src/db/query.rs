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

    /// How many values.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Several statements as one text: of the second and each after it the values are counted on.
    pub(super) fn joined(statements: Vec<Self>) -> Self {
        let mut statements = statements.into_iter();
        let Some(first) = statements.next() else { return sql("") };
        statements.fold(first, |mut all, next| {
            let text = all.text.to_mut();
            text.push_str(";\n");
            push_shifted(text, &next.text, all.values.len());
            all.values.extend(next.values);
            all
        })
    }

    pub(super) fn sqlite(self) -> Result<sqlx::query::Query<'static, Sqlite, SqliteArguments>, DbError> {
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

    pub(super) fn postgres(self) -> Result<sqlx::query::Query<'static, Postgres, PgArguments>, DbError> {
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

/// Adds a statement whose `$1` is to be `$1 + by`. A `$` stands nowhere else in our statements.
fn push_shifted(out: &mut String, text: &str, by: usize) {
    let mut parts = text.split('$');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        out.push('$');
        match number.parse::<usize>() {
            Ok(number) => out.push_str(&(number + by).to_string()),
            Err(_) => out.push_str(number),
        }
        out.push_str(rest);
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
        let clear = self.is_clear();
        match &mut self.inner {
            TxInner::Sqlite(tx) if clear => all_sqlite(tx.at_hand()?, q).await,
            TxInner::Sqlite(_) => Ok(self.send(Some(q), false).await?.rows),
            TxInner::Postgres(tx) => all_postgres(&mut **tx, q).await,
        }
    }

    async fn fetch_optional(&mut self, q: Query) -> Result<Option<Row>, DbError> {
        let clear = self.is_clear();
        match &mut self.inner {
            TxInner::Sqlite(tx) if clear => optional_sqlite(tx.at_hand()?, q).await,
            TxInner::Sqlite(_) => Ok(self.send(Some(q), false).await?.rows.into_iter().next()),
            TxInner::Postgres(tx) => optional_postgres(&mut **tx, q).await,
        }
    }

    async fn execute(&mut self, q: Query) -> Result<u64, DbError> {
        let clear = self.is_clear();
        Ok(match &mut self.inner {
            TxInner::Sqlite(tx) if clear => q.sqlite()?.execute(tx.at_hand()?).await?.rows_affected(),
            TxInner::Sqlite(_) => self.send(Some(q), false).await?.changed,
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
            Pools::Sqlite { readers, .. } => all_sqlite(&mut *readers.acquire().await?, q).await,
            Pools::Postgres { readers, .. } => {
                let mut one = readers.lend().await?;
                let answer = all_postgres(one.connection()?, q).await;
                one.done(answer)
            }
        }
    }

    async fn fetch_optional(&mut self, q: Query) -> Result<Option<Row>, DbError> {
        match &self.0.pools {
            Pools::Sqlite { readers, .. } => optional_sqlite(&mut *readers.acquire().await?, q).await,
            Pools::Postgres { readers, .. } => {
                let mut one = readers.lend().await?;
                let answer = optional_postgres(one.connection()?, q).await;
                one.done(answer)
            }
        }
    }

    async fn execute(&mut self, q: Query) -> Result<u64, DbError> {
        Ok(match &self.0.pools {
            Pools::Sqlite { readers, .. } => q.sqlite()?.execute(&mut *readers.acquire().await?).await?.rows_affected(),
            Pools::Postgres { pool, .. } => q.postgres()?.execute(pool).await?.rows_affected(),
        })
    }

    fn db_engine(&self) -> super::Engine {
        Db::engine(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_statements_count_their_values_on() {
        let one = sql("INSERT INTO a (x, y) VALUES ($1, $2)").bind(1_i64).bind(2_i64);
        let other = sql("UPDATE b SET n = n + 1 WHERE id = $2 OR id = $1").bind(3_i64).bind(4_i64);
        let all = Query::joined(vec![one, sql("DELETE FROM c"), other]);
        assert_eq!(all.text, "INSERT INTO a (x, y) VALUES ($1, $2);\nDELETE FROM c;\nUPDATE b SET n = n + 1 WHERE id = $4 OR id = $3");
        assert_eq!(all.len(), 4);
    }
}
