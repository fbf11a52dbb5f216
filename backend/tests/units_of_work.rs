//! A unit of work: what is asked in it, in which order it is done, and what is left of it when it is undone.
#![allow(clippy::unwrap_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Db, Run, Tx, sql};
use backend::testing::world::World;

async fn table(w: &World) {
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("CREATE TABLE thing (n BIGINT PRIMARY KEY)")).await.unwrap();
    tx.commit().await.unwrap();
}

async fn put(tx: &mut Tx, n: i64) {
    tx.put(sql("INSERT INTO thing (n) VALUES ($1)").bind(n)).await.unwrap();
}

async fn there(db: &Db) -> Vec<i64> {
    let rows = db.reader().fetch_all(sql("SELECT n FROM thing ORDER BY n")).await.unwrap();
    rows.iter().map(|r| r.get("n").unwrap()).collect()
}

both_engines!(answers_come_in_the_order_of_what_was_asked, |w| {
    table(&w).await;
    for shared in [false, true] {
        let mut tx = if shared { w.deps.db.begin_shared().await } else { w.deps.db.begin().await }.unwrap();
        put(&mut tx, 1).await;
        put(&mut tx, 2).await;
        tx.ask(sql("UPDATE thing SET n = n + 10 WHERE n < $1").bind(3)).await.unwrap();
        put(&mut tx, 3).await;
        tx.ask(sql("UPDATE thing SET n = n + 100 WHERE n > $1 RETURNING n").bind(11)).await.unwrap();
        put(&mut tx, 4).await;
        // Something else asked in between takes nobody's answer.
        let n: i64 = tx.fetch_one(sql("SELECT COUNT(*) AS n FROM thing")).await.unwrap().get("n").unwrap();
        tx.ask(sql("DELETE FROM thing WHERE n = $1").bind(5)).await.unwrap();
        let answers = tx.answers().await.unwrap();
        assert_eq!(n, 4);
        assert_eq!(answers.iter().map(|a| a.rows.len()).collect::<Vec<_>>(), [0, 1, 0]);
        assert_eq!(answers[1].rows[0].get::<i64>("n").unwrap(), 112);
        assert_eq!([answers[0].changed, answers[2].changed], [2, 0]);
        assert!(tx.answers().await.unwrap().is_empty(), "each is told once");
        assert_eq!(tx.execute(sql("DELETE FROM thing WHERE n < $1").bind(5)).await.unwrap(), 2);
        put(&mut tx, 6).await;
        tx.commit().await.unwrap();
        assert_eq!(there(&w.deps.db).await, [6, 11, 112]);
        let mut tx = w.deps.db.begin_shared().await.unwrap();
        tx.execute(sql("DELETE FROM thing")).await.unwrap();
        tx.commit().await.unwrap();
    }
});

both_engines!(of_many_at_once_each_is_there_whole_or_not_at_all, |w| {
    table(&w).await;
    let units = (0..200_i64).map(|n| {
        let db = w.deps.db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin_shared().await.unwrap();
            put(&mut tx, n * 10).await;
            match n % 5 {
                // Before anything went to the engine, and after it.
                0 => drop(tx),
                1 => {
                    tx.ask(sql("SELECT 1 AS one")).await.unwrap();
                    assert_eq!(tx.answers().await.unwrap().len(), 1);
                    put(&mut tx, n * 10 + 1).await;
                    drop(tx);
                }
                // Twice the same: refused by the engine in the middle of what goes there together.
                2 => {
                    let twice = sql("INSERT INTO thing (n) VALUES ($1)").bind(n * 10);
                    assert!(tx.execute(twice).await.unwrap_err().is_unique_violation());
                    tx.rollback().await.unwrap();
                }
                3 => {
                    put(&mut tx, n * 10 + 1).await;
                    tx.execute(sql("DELETE FROM thing WHERE n = $1").bind(n * 10)).await.unwrap();
                    tx.commit().await.unwrap();
                    assert!(there(&db).await.contains(&(n * 10 + 1)));
                }
                _ => {
                    tx.commit().await.unwrap();
                    assert!(there(&db).await.contains(&(n * 10)));
                }
            }
        })
    });
    for unit in units.collect::<Vec<_>>() {
        unit.await.unwrap();
    }
    let kept = (0..200).filter(|n| n % 5 > 2).map(|n| if n % 5 == 3 { n * 10 + 1 } else { n * 10 });
    assert_eq!(there(&w.deps.db).await, kept.collect::<Vec<_>>());
    // Nothing is left on the connection.
    let mut tx = w.deps.db.begin().await.unwrap();
    put(&mut tx, 5_000).await;
    tx.commit().await.unwrap();
    assert_eq!(there(&w.deps.db).await.last(), Some(&5_000));
});

both_engines!(whoever_goes_away_in_the_middle_of_a_statement_leaves_nothing, |w| {
    table(&w).await;
    for round in 0..60_u64 {
        let units = (0..8_i64).map(|n| {
            let db = w.deps.db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin_shared().await.unwrap();
                put(&mut tx, n).await;
                tx.fetch_all(sql("SELECT n FROM thing")).await.unwrap();
                put(&mut tx, n + 100).await;
                tx.commit().await.unwrap();
            })
        });
        let units: Vec<_> = units.collect();
        tokio::time::sleep(std::time::Duration::from_micros(round * 37)).await;
        for unit in units.iter().step_by(2) {
            unit.abort();
        }
        let mut done = Vec::new();
        for (n, unit) in (0_i64..).zip(units) {
            if unit.await.is_ok() {
                done.extend([n, n + 100]);
            }
        }
        let all = there(&w.deps.db).await;
        for n in 0..8 {
            assert_eq!(all.contains(&n), all.contains(&(n + 100)), "whole or not at all");
        }
        assert!(done.iter().all(|n| all.contains(n)), "who was told that it is done is there");
        let mut tx = w.deps.db.begin().await.unwrap();
        tx.execute(sql("DELETE FROM thing")).await.unwrap();
        tx.commit().await.unwrap();
    }
});
