//! A consistent copy of an embedded database while others go on writing.

use std::path::Path;

use super::{Db, DbError, Pools};

impl Db {
    /// Writes the whole SQLite database into a new file. False for PostgreSQL, which has its own tools for that.
    pub async fn copy_to(&self, file: &Path) -> Result<bool, DbError> {
        let Pools::Sqlite { readers, .. } = &self.pools else { return Ok(false) };
        let mut reader = readers.acquire().await?;
        let target = file.to_string_lossy().into_owned();
        // The copy is a write, though not of this database: the readers' lock against writing is lifted for it.
        sqlx::query("PRAGMA query_only = off").execute(&mut *reader).await?;
        let copied = sqlx::query("VACUUM INTO $1").bind(target).execute(&mut *reader).await;
        sqlx::query("PRAGMA query_only = on").execute(&mut *reader).await?;
        copied?;
        Ok(true)
    }
}
