//! The schema's versions, one folder per engine with the same numbers and names.

use thiserror::Error;

use super::{Db, DbError, Pools, Run, sql};

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

#[derive(Debug, Error)]
#[error("migration: {0}")]
pub struct MigrateError(#[from] sqlx::migrate::MigrateError);

impl Db {
    /// Brings the schema up to date. Safe to run by several nodes at once.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => SQLITE.run(&mut *writer.alone().await.map_err(sqlx::migrate::MigrateError::Execute)?).await?,
            Pools::Postgres { pool, .. } => POSTGRES.run(pool).await?,
        }
        Ok(())
    }

    /// Have all migrations of this program been applied?
    pub async fn is_current(&self) -> Result<bool, DbError> {
        let migrator = match &self.pools {
            Pools::Sqlite { .. } => &SQLITE,
            Pools::Postgres { .. } => &POSTGRES,
        };
        let tables = match &self.pools {
            Pools::Sqlite { .. } => "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = '_sqlx_migrations'",
            Pools::Postgres { .. } => {
                "SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = '_sqlx_migrations'"
            }
        };
        let mut run = self.reader();
        if run.fetch_one(sql(tables)).await?.get::<i64>("n")? == 0 {
            return Ok(false);
        }
        let rows = run.fetch_all(sql("SELECT version FROM _sqlx_migrations WHERE success = TRUE")).await?;
        let applied: Vec<i64> = rows.iter().map(|r| r.get("version")).collect::<Result<_, _>>()?;
        Ok(migrator.iter().all(|m| applied.contains(&m.version)))
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
