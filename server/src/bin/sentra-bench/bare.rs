//! The barest transactions on the same disk: twelve inserts and a commit, one after the other, SQLite with
//! synchronous=FULL as the house has it, called directly.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use tokio::time::Instant;

const TIME: Duration = Duration::from_secs(3);

/// Transactions in a second.
pub fn transactions(folder: &Path) -> Result<f64, String> {
    run(&folder.join("bare.db")).map_err(|e| e.to_string())
}

fn run(file: &Path) -> rusqlite::Result<f64> {
    let db = Connection::open(file)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE IF NOT EXISTS thing (id BLOB PRIMARY KEY, a TEXT NOT NULL, b BIGINT NOT NULL, c BIGINT NOT NULL);",
    )?;
    let first: i64 = db.query_row("SELECT COUNT(*) FROM thing", [], |r| r.get(0))?;
    let mut insert = db.prepare("INSERT INTO thing (id, a, b, c) VALUES (?1, ?2, ?3, ?4)")?;
    let began = Instant::now();
    let mut done: i64 = 0;
    while began.elapsed() < TIME {
        db.execute_batch("BEGIN IMMEDIATE")?;
        for n in 0..12 {
            let id = i128::from(first + done * 12 + n).to_be_bytes();
            insert.execute((&id[..], "keripik singkong pedas", 15_000_i64, 3_i64))?;
        }
        db.execute_batch("COMMIT")?;
        done += 1;
    }
    Ok(done as f64 / began.elapsed().as_secs_f64())
}
