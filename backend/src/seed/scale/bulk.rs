//! Many rows with few statements.

use crate::db::{DbError, Run, Tx, Value, dialect, sql};

/// SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
const MAX_VALUES: usize = 16_000;

/// Rows of one table, collected and then written together.
pub struct Rows {
    /// `INSERT INTO t (a, b)`.
    insert: &'static str,
    columns: usize,
    values: Vec<Value>,
}

impl Rows {
    /// `columns` as in the statement's list.
    pub fn new(insert: &'static str) -> Self {
        Self { insert, columns: insert.matches(',').count() + 1, values: Vec::new() }
    }

    pub fn push<const N: usize>(&mut self, row: [Value; N]) {
        debug_assert_eq!(N, self.columns, "{}", self.insert);
        self.values.extend(row);
    }

    pub async fn write(self, tx: &mut Tx) -> Result<(), DbError> {
        for chunk in self.values.chunks(MAX_VALUES / self.columns * self.columns) {
            let text = format!("{} VALUES {}", self.insert, dialect::values(chunk.len() / self.columns, self.columns, 1));
            tx.execute(sql(text).bind_all(chunk.iter().cloned())).await?;
        }
        Ok(())
    }
}
