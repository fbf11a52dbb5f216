//! The schema's versions, one folder per engine with the same numbers and names.

use thiserror::Error;

use super::{Db, Pools};

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

#[derive(Debug, Error)]
#[error("migration: {0}")]
pub struct MigrateError(#[from] sqlx::migrate::MigrateError);

impl Db {
    /// Brings the schema up to date. Safe to run by several nodes at once.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => SQLITE.run(writer).await?,
            Pools::Postgres(pool) => POSTGRES.run(pool).await?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_engines_have_the_same_migrations() {
        let names = |m: &sqlx::migrate::Migrator| m.iter().map(|m| (m.version, m.description.to_string())).collect::<Vec<_>>();
        assert_eq!(names(&super::SQLITE), names(&super::POSTGRES));
    }
}
