//! Opening a database by its address.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use tokio::sync::Notify;

use super::connections::{Connections, RESTED};
use super::writer::Writer;
use super::{Db, DbError, Pools};

/// A write transaction waits this long for its turn before it fails.
const WAIT: Duration = Duration::from_secs(15);
const READERS: usize = 4;
/// At once on PostgreSQL; some of them wait for each other's locks.
const TRANSACTIONS: u32 = 16;
/// On PostgreSQL some wait for their answer while others compute.
const READERS_FAR: usize = 8;

impl Db {
    /// `sqlite:/path/to/file` or `postgres://user@host/name`.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        let pools = if let Some(file) = sqlite_file(url) {
            open_sqlite(&file).await?
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)?.application_name("sentra");
            let pool = postgres_pool().connect_with(options.clone()).await?;
            Pools::Postgres { pool, readers: Connections::open(options, READERS_FAR, WAIT, Some(RESTED)).await? }
        } else {
            return Err(DbError::UnknownUrl(url.split(':').next().unwrap_or_default().to_owned()));
        };
        Ok(Self { pools, bell: Arc::new(Notify::new()) })
    }
}

/// A connection that was used a moment ago is not asked whether it is well: that would be as many questions as statements.
fn postgres_pool() -> PgPoolOptions {
    let pool = PgPoolOptions::new().max_connections(TRANSACTIONS).acquire_timeout(WAIT).test_before_acquire(false);
    pool.before_acquire(|connection, idle| {
        Box::pin(async move {
            if idle.idle_for > RESTED {
                connection.ping().await?;
            }
            Ok(true)
        })
    })
}

/// The file of `sqlite:a/b`, `sqlite:/a/b` and, as a URL, `sqlite://a/b`, `sqlite:///a/b`; none for another engine's address.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    // `sqlite:////a/b`: four slashes are what some tools write for an absolute path.
    Some(if path.starts_with("//") { Path::new("/").join(path.trim_start_matches('/')) } else { PathBuf::from(path) })
}

async fn open_sqlite(path: &Path) -> Result<Pools, DbError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: an acknowledged order survives a power cut, not only a crash of ours.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(WAIT)
        .statement_cache_capacity(256)
        .pragma("temp_store", "memory")
        // Carrying the log into the file waits for the disk, and everybody for it: less often, for 16 MB of log.
        .pragma("wal_autocheckpoint", "4000");
    let writer = Writer::open(options.clone(), WAIT).await?;
    let readers = Connections::open(options.pragma("query_only", "on"), READERS, WAIT, None).await?;
    Ok(Pools::Sqlite { writer, readers })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_however_its_address_is_written() {
        for (url, file) in [
            ("sqlite:var/a.db", "var/a.db"),
            ("sqlite:/abs/a.db", "/abs/a.db"),
            ("sqlite://var/a.db", "var/a.db"),
            ("sqlite:///abs/a.db", "/abs/a.db"),
            ("sqlite:////abs/a.db", "/abs/a.db"),
        ] {
            assert_eq!(sqlite_file(url), Some(PathBuf::from(file)), "{url}");
        }
        assert_eq!(sqlite_file("postgres://a@b/c"), None);
    }
}
