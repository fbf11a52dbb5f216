//! A form that was pressed before an update, and again after it.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::identity::actor::Actor;

use crate::scene::scene;

const SQLITE: &str = include_str!("../../migrations/sqlite/0022_by_key_and_moment.sql");
const POSTGRES: &str = include_str!("../../migrations/postgres/0022_by_key_and_moment.sql");

/// What the update does to the keys: the same on both engines.
fn rewrite() -> &'static str {
    let of = |all: &'static str| all.split_inclusive(";\n").find(|one| one.contains("SET idempotency_key")).unwrap();
    assert_eq!(of(SQLITE), of(POSTGRES));
    of(SQLITE)
}

async fn key_of(w: &World, secret: &str) -> String {
    let q = sql("SELECT idempotency_key FROM booking WHERE secret = $1").bind(secret);
    w.deps.db.reader().fetch_one(q).await.unwrap().get("idempotency_key").unwrap()
}

both_engines!(a_form_from_before_the_update_makes_no_second_booking, |w| {
    let x = scene(&w).await;
    let d = w.departure(&x.s, saturday()).await;
    let siti = &x.siti;
    let id = siti.person().unwrap();
    let (own, free) = (w.hold(siti, d, "satu", 1).await, w.hold(&Actor::GUEST, d, "dua", 1).await);
    let (alone, twice) = (w.hold(siti, d, "tiga", 1).await, w.hold(siti, d, "empat", 1).await);
    let (device, new) = (w.hold(siti, d, "lima", 1).await, w.hold(siti, d, "enam", 1).await);
    let before = [
        (&own, format!("{id}:satu")),
        (&free, "guest:dua".to_owned()),
        (&alone, format!("{id}:tiga")),
        (&twice, "guest:tiga".to_owned()),
        (&device, format!("walk-in:{id}:satu")),
    ];
    let mut tx = w.deps.db.begin().await.unwrap();
    for (secret, key) in &before {
        tx.execute(sql("UPDATE booking SET idempotency_key = $2 WHERE secret = $1").bind(secret.as_str()).bind(key)).await.unwrap();
    }
    tx.execute(sql(rewrite())).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(w.hold(siti, d, "satu", 1).await, own);
    assert_eq!(w.hold(&Actor::GUEST, d, "dua", 1).await, free);
    assert_eq!(w.hold(siti, d, "enam", 1).await, new);
    for (secret, key) in &before[2..] {
        assert_eq!(key_of(&w, secret).await, *key, "it names more than one, or a device's action");
    }
});
