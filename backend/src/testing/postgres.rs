//! A real PostgreSQL for the tests: one cluster a test process, one empty database a call.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot have its database has nothing to recover

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{fs, thread};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection};

/// Creates an empty database and returns its address (`postgres://…`, over a unix socket). The first call of a process
/// starts the cluster, which takes about a second; it ends with the process.
///
/// # Panics
/// When PostgreSQL is not installed or does not start; the message holds its log.
pub async fn database_url() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let cluster = cluster();
    let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let options = PgConnectOptions::new().socket(&cluster.dir).username(USER).database("postgres");
    let mut connection = PgConnection::connect_with(&options).await.expect("connect to the test cluster");
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.expect("create a database");
    connection.close().await.expect("close the connection");
    format!("postgres://{USER}@localhost/{name}?host={}", cluster.dir.display())
}

const USER: &str = "sentra";

struct Cluster {
    /// Holds the data, the log and the unix socket.
    dir: PathBuf,
    /// Its standard input is the life line of `postgres.sh`: open exactly as long as this process lives.
    _keeper: Child,
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(start)
}

fn start() -> Cluster {
    // `/tmp` and not the system's choice: the path of a unix socket may have 107 bytes only.
    let dir = tempfile::Builder::new().prefix("sentra-pg-").tempdir_in("/tmp").expect("a folder in /tmp").keep();
    let script = dir.join("postgres.sh");
    fs::write(&script, include_str!("postgres.sh")).expect("write the script");
    let mut keeper = Command::new("sh")
        .arg(&script)
        .arg(&dir)
        .current_dir("/") // the database's user may not be allowed to enter ours
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0) // a Ctrl-C is for the tests; the script then sees them end
        .spawn()
        .expect("start sh");
    wait_until_ready(&dir, &mut keeper);
    Cluster { dir, _keeper: keeper }
}

/// Blocks, without the runtime's timers: a test may have paused them.
fn wait_until_ready(dir: &Path, keeper: &mut Child) {
    let state = dir.join("data/postmaster.pid");
    for _ in 0..1500 {
        // The eighth line of that file is the server's state.
        if fs::read_to_string(&state).is_ok_and(|text| text.lines().nth(7).is_some_and(|line| line.trim() == "ready")) {
            return;
        }
        if keeper.try_wait().expect("ask for the script's state").is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    let log = fs::read_to_string(dir.join("log")).unwrap_or_default();
    panic!("PostgreSQL did not start in {}:\n{log}", dir.display());
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection, PgConnection};

    #[tokio::test]
    async fn each_call_gives_a_database_of_its_own() {
        let (first, second) = (super::database_url().await, super::database_url().await);
        assert_ne!(first, second);
        let mut one = PgConnection::connect(&first).await.unwrap();
        sqlx::query("CREATE TABLE only_here (id BIGINT)").execute(&mut one).await.unwrap();
        let mut two = PgConnection::connect(&second).await.unwrap();
        let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM information_schema.tables WHERE table_name = 'only_here'")
            .fetch_one(&mut two)
            .await
            .unwrap();
        assert_eq!(tables, 0);
    }
}
