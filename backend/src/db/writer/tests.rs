use std::path::Path;

use sqlx::{Connection, SqliteConnection};

use super::super::connections::RESTED;
use super::*;

async fn writer(file: &Path) -> Writer {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
    let writer = Writer::open(options, Duration::from_secs(5)).await.unwrap();
    let mut connection = writer.alone().await.unwrap();
    sqlx::query("CREATE TABLE thing (n INTEGER PRIMARY KEY)").execute(&mut *connection).await.unwrap();
    drop(connection);
    writer
}

/// Set off as with a first statement.
async fn connection(tx: &mut SqliteTx) -> Result<&mut SqliteConnection, sqlx::Error> {
    let set_off = tx.set_off().await?;
    let connection = tx.at_hand()?;
    if let Some(set_off) = set_off {
        sqlx::query(set_off).execute(&mut *connection).await?;
    }
    Ok(connection)
}

async fn put(writer: &Writer, n: i64) -> SqliteTx {
    let mut tx = writer.begin_shared();
    sqlx::query("INSERT INTO thing VALUES ($1)").bind(n).execute(connection(&mut tx).await.unwrap()).await.unwrap();
    tx
}

/// What another process sees.
async fn there(file: &Path) -> Vec<i64> {
    let mut other = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    sqlx::query_scalar("SELECT n FROM thing ORDER BY n").fetch_all(&mut other).await.unwrap()
}

#[tokio::test]
async fn who_is_told_that_it_is_done_is_on_the_disk_and_who_goes_back_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let writer = writer(&file).await;
    let units = (0..300_i64).map(|n| {
        let (writer, file) = (writer.clone(), file.clone());
        tokio::spawn(async move {
            let tx = put(&writer, n).await;
            match n % 5 {
                0 => tx.rollback().await.unwrap(),
                1 => drop(tx),
                _ => {
                    tx.commit().await.unwrap();
                    assert!(there(&file).await.contains(&n), "{n} was told too early");
                }
            }
        })
    });
    for unit in units.collect::<Vec<_>>() {
        unit.await.unwrap();
    }
    assert_eq!(there(&file).await, (0..300).filter(|n| n % 5 > 1).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_group_that_nobody_goes_on_with_is_committed_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let writer = writer(&file).await;
    let one = put(&writer, 1).await;
    let next = tokio::spawn({
        let writer = writer.clone();
        async move {
            let mut tx = writer.begin_shared();
            tx.set_off().await.map(|_| tx)
        }
    });
    while writer.connections.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    // The first leaves the commit to the second, and the second never gets that far.
    let committed = tokio::spawn(one.commit());
    while writer.group().is_empty() {
        tokio::task::yield_now().await;
    }
    next.abort();
    // Where it has begun already, what it has lies in its handle.
    drop(next);
    committed.await.unwrap().unwrap();
    assert_eq!(there(&file).await, [1]);
    put(&writer, 2).await.commit().await.unwrap();
    assert_eq!(there(&file).await, [1, 2]);
}

#[tokio::test]
async fn who_goes_away_while_the_connection_is_asked_takes_nobodys_work_along() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let writer = writer(&file).await;
    for n in 1..5 {
        let one = put(&writer, n).await;
        // So long that the next one asks first whether it is well.
        tokio::time::sleep(RESTED + Duration::from_millis(50)).await;
        let next = tokio::spawn({
            let writer = writer.clone();
            async move {
                let mut tx = writer.begin_shared();
                connection(&mut tx).await.map(drop)
            }
        });
        while writer.connections.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        let committed = tokio::spawn(one.commit());
        for _ in 0..n {
            tokio::task::yield_now().await;
        }
        // Meanwhile the engine has answered, and nobody has heard it.
        std::thread::sleep(Duration::from_millis(5));
        next.abort();
        drop(next);
        committed.await.unwrap().unwrap();
        assert_eq!(there(&file).await, (1..=n).collect::<Vec<_>>(), "after {n} turns");
    }
}

#[tokio::test]
async fn who_goes_away_in_the_middle_leaves_nothing_and_takes_nobodys_work_along() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let writer = writer(&file).await;
    let one = put(&writer, 1).await;
    let next = tokio::spawn({
        let writer = writer.clone();
        async move {
            let tx = put(&writer, 2).await;
            assert!(!writer.group().is_empty(), "it has joined");
            drop(tx);
        }
    });
    while writer.connections.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    let committed = tokio::spawn(one.commit());
    next.await.unwrap();
    put(&writer, 3).await.commit().await.unwrap();
    committed.await.unwrap().unwrap();
    assert!(!writer.left_over.load(Ordering::Acquire));
    assert_eq!(there(&file).await, [1, 3]);
}

#[tokio::test]
async fn a_unit_that_asks_for_nothing_keeps_nobody_waiting() {
    let dir = tempfile::tempdir().unwrap();
    let writer = writer(&dir.path().join("a.db")).await;
    let one = put(&writer, 1).await;
    writer.begin_shared().commit().await.unwrap();
    writer.begin_shared().rollback().await.unwrap();
    drop(writer.begin_shared());
    one.commit().await.unwrap();
}

#[tokio::test]
async fn what_a_unit_has_seen_is_there_when_it_has_gone_back_and_before_one_that_is_not_shared_begins() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let writer = writer(&file).await;
    let one = put(&writer, 1).await;
    let second = tokio::spawn({
        let (writer, file) = (writer.clone(), file.clone());
        async move {
            let mut tx = writer.begin_shared();
            let seen: i64 = sqlx::query_scalar("SELECT n FROM thing").fetch_one(connection(&mut tx).await.unwrap()).await.unwrap();
            tx.rollback().await.unwrap();
            (seen, there(&file).await)
        }
    });
    let third = tokio::spawn({
        let (writer, file) = (writer.clone(), file.clone());
        async move {
            let tx = writer.begin().await.unwrap();
            let there = there(&file).await;
            tx.rollback().await.unwrap();
            there
        }
    });
    while writer.connections.waiting() < 2 {
        tokio::task::yield_now().await;
    }
    one.commit().await.unwrap();
    assert_eq!(second.await.unwrap(), (1, vec![1]));
    assert_eq!(third.await.unwrap(), [1]);
}

#[tokio::test]
async fn a_member_that_went_away_does_not_keep_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let writer = writer(&file).await;
    let one = put(&writer, 1).await;
    let two = tokio::spawn({
        let writer = writer.clone();
        async move { put(&writer, 2).await.commit().await }
    });
    while writer.connections.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    let gone = tokio::spawn(one.commit());
    while writer.group().is_empty() {
        tokio::task::yield_now().await;
    }
    gone.abort();
    two.await.unwrap().unwrap();
    assert_eq!(there(&file).await, [1, 2]);
}

#[tokio::test]
async fn a_transaction_that_the_engine_ended_by_itself_is_told_as_lost_and_the_next_one_goes_well() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let writer = writer(&file).await;
    let mut tx = put(&writer, 1).await;
    sqlx::query("ROLLBACK").execute(connection(&mut tx).await.unwrap()).await.unwrap();
    assert!(tx.commit().await.is_err());
    put(&writer, 2).await.commit().await.unwrap();
    assert_eq!(there(&file).await, [2]);
}

#[tokio::test]
async fn a_group_whose_transaction_the_engine_ended_is_told_so_and_nothing_of_those_after_it_is_kept() {
    for goes_away in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.db");
        let writer = writer(&file).await;
        let one = put(&writer, 1).await;
        let next = tokio::spawn({
            let writer = writer.clone();
            async move {
                let mut tx = put(&writer, 2).await;
                sqlx::query("ROLLBACK").execute(connection(&mut tx).await.unwrap()).await.unwrap();
                if goes_away {
                    drop(tx);
                } else {
                    assert!(tx.rollback().await.is_err());
                }
            }
        });
        while writer.connections.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        let committed = tokio::spawn(one.commit());
        next.await.unwrap();
        assert!(committed.await.unwrap().is_err(), "it is not on the disk");
        put(&writer, 3).await.commit().await.unwrap();
        assert_eq!(there(&file).await, [3]);
    }
}

#[tokio::test]
async fn a_group_that_the_engine_ended_is_lost_however_often_somebody_goes_away_while_that_is_found_out() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let writer = writer(&file).await;
    for turns in 0..12 {
        let one = put(&writer, 1).await;
        let next = tokio::spawn({
            let writer = writer.clone();
            async move {
                let mut tx = put(&writer, 2).await;
                sqlx::query("ROLLBACK").execute(connection(&mut tx).await.unwrap()).await.unwrap();
            }
        });
        while writer.connections.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        let committed = tokio::spawn(one.commit());
        next.await.unwrap();
        let looks = tokio::spawn({
            let writer = writer.clone();
            async move { writer.borrow().await.map(drop) }
        });
        for _ in 0..turns {
            tokio::task::yield_now().await;
        }
        std::thread::sleep(Duration::from_millis(1));
        looks.abort();
        drop(looks);
        assert!(committed.await.unwrap().is_err(), "after {turns} turns: it is not on the disk");
        assert_eq!(there(&file).await, [] as [i64; 0]);
    }
}
