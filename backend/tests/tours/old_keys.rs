//! Bookings from before an update: a form that is pressed again after it, and when their departure is taken for back.

use backend::both_engines;
use backend::db::{Engine, Run, sql};
use backend::heritage::read_calendar::read_departure;
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::kernel::clock::{HOUR, Timestamp};

use crate::scene::{read, scene};

const SQLITE: &str = include_str!("../../migrations/sqlite/0022_by_key_and_moment.sql");
const POSTGRES: &str = include_str!("../../migrations/postgres/0022_by_key_and_moment.sql");

/// The one statement of the update with these words.
fn statement(all: &'static str, words: &str) -> &'static str {
    all.split_inclusive(";\n").find(|one| one.contains(words)).unwrap()
}

/// What the update does to the keys: the same on both engines.
fn rewrite() -> &'static str {
    let of = |all| statement(all, "SET idempotency_key");
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

both_engines!(a_booking_from_before_the_update_is_back_by_its_own_terms, |w| {
    let x = scene(&w).await;
    let terms = Terms { back_hours: 5, ..x.s.tour.terms };
    set_terms(&w.deps, &x.s.officer, x.s.tour.id, &terms, w.deps.now()).await.unwrap();
    let d = w.departure(&x.s, saturday()).await;
    let (said, untold) = (w.hold(&Actor::GUEST, d, "satu", 1).await, w.hold(&Actor::GUEST, d, "dua", 1).await);
    let mut tx = w.deps.db.begin().await.unwrap();
    let q = sql("SELECT terms FROM booking WHERE secret = $1").bind(untold.as_str());
    let mut old: serde_json::Value = tx.fetch_one(q).await.unwrap().json("terms").unwrap();
    old.as_object_mut().unwrap().remove("back_hours").unwrap();
    tx.execute(sql("UPDATE booking SET terms = $2 WHERE secret = $1").bind(untold.as_str()).bind(old.to_string())).await.unwrap();
    tx.execute(sql("UPDATE booking SET back_at = 0")).await.unwrap();
    let update = match tx.engine() {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    tx.execute(sql(statement(update, "SET back_at"))).await.unwrap();
    tx.commit().await.unwrap();

    let ends = read_departure(&w.deps, d).await.unwrap().unwrap().departure.ends_at;
    for (secret, hours) in [(&said, 5), (&untold, 3)] {
        let q = sql("SELECT back_at FROM booking WHERE secret = $1").bind(secret.as_str());
        let back: Timestamp = w.deps.db.reader().fetch_one(q).await.unwrap().get("back_at").unwrap();
        assert_eq!((back, read(&w, secret).await.terms.back_at(ends)), (ends.plus(hours * HOUR), back));
    }
});
