//! What the database's server does to its connections: who comes later is served by new ones.
#![allow(clippy::unwrap_used)] // tests: a failure is told by its panic

use std::time::Duration;

use backend::db::{Db, Run, sql};
use backend::testing::postgres::database_url;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_broke_is_not_used_again() {
    let db = Db::open(&database_url().await).await.unwrap();
    for _ in 0..3 {
        let cut = sql("SELECT pg_terminate_backend(pg_backend_pid()) AS gone");
        assert!(db.reader().fetch_one(cut).await.is_err());
        assert_eq!(db.reader().fetch_one(sql("SELECT CAST(1 AS BIGINT) AS one")).await.unwrap().get::<i64>("one").unwrap(), 1);
    }
    // Given up in the middle: the answer that still comes is nobody else's.
    let mut run = db.reader();
    let slow = run.fetch_one(sql("SELECT 7 AS one FROM pg_sleep(0.3)"));
    assert!(tokio::time::timeout(Duration::from_millis(100), slow).await.is_err());
    assert_eq!(db.reader().fetch_one(sql("SELECT CAST(2 AS BIGINT) AS one")).await.unwrap().get::<i64>("one").unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_began_anew_is_found() {
    let url = database_url().await;
    let (db, other) = (Db::open(&url).await.unwrap(), Db::open(&url).await.unwrap());
    db.ping().await.unwrap();
    db.begin().await.unwrap().rollback().await.unwrap();
    let all =
        "SELECT COUNT(pg_terminate_backend(pid)) AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let mut tx = other.begin().await.unwrap();
    tx.fetch_one(sql(all)).await.unwrap();
    tx.rollback().await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    db.ping().await.unwrap();
    db.begin().await.unwrap().commit().await.unwrap();
}
