//! What a device tells late: of parties that were given up meanwhile, of what happened on the way, of what was weighed.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::board::read_boarding;
use backend::flows::tours::recall_party::recall_party;
use backend::flows::tours::release_party::release_party;
use backend::flows::tours::timers::run_tour_timers;
use domain::heritage::booking::BookingState;
use domain::kernel::clock::HOUR;
use domain::kernel::money::Rupiah;
use http::StatusCode;
use serde_json::{Value, json};
use support::morning::Morning;

fn by_number(nonce: &str, number: &str, at: i64) -> Value {
    json!({ "nonce": nonce, "at": at, "kind": "redeem", "number": number })
}

both_engines!(of_a_party_that_was_given_up_a_device_learns_what_to_do, |w| {
    let m = Morning::new(w).await;
    let (owing, paid) = (m.party("satu").await, m.party("dua").await);
    let (of_owing, of_paid) = (m.read(&owing).await.number, m.read(&paid).await.number);
    m.to_the_day();
    let mut guide = m.device(&m.s.guide);
    assert_eq!(guide.tells(&[m.pays("bayar", &paid).await]).await, ["done settled"]);
    m.w.pass(HOUR);
    for number in [&of_owing, &of_paid] {
        release_party(&m.w.deps, &m.s.officer, m.d, number).await.unwrap();
    }
    let pack = guide.takes().await;
    assert_eq!(pack["parties"], json!([]));
    let turned: Vec<_> = pack["turned"].as_array().unwrap().iter().map(|t| (t["number"].clone(), t["outcome"].clone())).collect();
    assert_eq!(turned, [(json!(of_owing), json!("released"))], "who has paid may still be let in");
    // A phone that was alone has taken its cash, and let both in.
    let told = [m.pays("tunai", &owing).await, by_number("a", &of_owing, m.now()), by_number("b", &of_paid, m.now())];
    let heard = ["conflict released", "conflict released", "done admitted"];
    assert_eq!(guide.tells(&told).await, heard);
    assert_eq!(guide.tells(&told).await, heard, "told twice it is the same");
    recall_party(&m.w.deps, &m.s.guide, m.d, &of_owing).await.unwrap();
    let again = [m.pays("tunai lagi", &owing).await, by_number("c", &of_owing, m.now())];
    assert_eq!(guide.tells(&again).await, ["done settled", "done admitted"]);
    assert_eq!((m.read(&owing).await.state, m.read(&paid).await.state), (BookingState::CheckedIn, BookingState::CheckedIn));
    m.w.assert_seats_add_up().await;
});

both_engines!(a_note_of_a_phone_that_was_alone_is_one_note_of_its_moment, |w| {
    let m = Morning::new(w).await;
    m.to_the_day();
    let (mut guide, mut officer) = (m.device(&m.s.guide), m.device(&m.s.officer));
    let note = |nonce: &str, at: i64, words: &str| json!({ "nonce": nonce, "at": at, "kind": "note", "note": words });
    let then = m.now();
    m.w.pass(10 * HOUR);
    let road = note("jalan", then, "Jalan ditutup,\nputar lewat Leuwigajah");
    let told = [road.clone(), road.clone(), note("jalan", then, "Lain lagi"), note("kosong", then, "  ")];
    let heard = ["done noted", "done noted", "conflict key_used", "conflict malformed"];
    assert_eq!(guide.tells(&told).await, heard);
    assert_eq!(guide.tells(&told).await, heard, "the answer was lost: the same again");
    let clocks = [note("depan", m.now() + HOUR, "Jam maju"), note("dulu", then - 90 * HOUR, "Jam mundur")];
    assert_eq!(officer.tells(&clocks).await, ["done noted", "done noted"]);
    assert_eq!(officer.tells(std::slice::from_ref(&road)).await, ["done noted"], "another's nonce is another note");
    let page = read_boarding(&m.w.deps, &m.s.guide, m.d).await.unwrap();
    let day = m.w.deps.now().start_of_wib_day();
    let mut written: Vec<_> = page.incidents.iter().map(|i| (i.at.0, i.by.as_str(), i.note.lines().count())).collect();
    written.sort_unstable();
    assert_eq!(
        written,
        [(day.0, "Ratna", 1), (then, "Ratna", 2), (then, "Ujang", 2), (m.now(), "Ratna", 1)],
        "of the day, and not of the future"
    );
    assert!(page.conflicts.is_empty());
    let mut stranger = m.device(&m.s.elder);
    assert_eq!(stranger.sends(&json!({ "person": stranger.person, "actions": [road] })).await.0, StatusCode::NOT_FOUND);
});

both_engines!(waste_that_is_told_late_has_a_slip_of_the_scale, |w| {
    let m = Morning::new(w).await;
    let secret = m.party("satu").await;
    m.to_the_day();
    let mut guide = m.device(&m.s.guide);
    let (then, card) = (m.now(), m.c.member.card.to_string());
    let waste = json!({ "unit": m.c.unit, "lines": [{ "material": "PL-01", "gross": 3_000 }], "worth": 12_000, "card": card });
    let number = m.read(&secret).await.number;
    let weighed = json!({ "nonce": "timbang", "at": then, "kind": "settle", "number": number, "cash": 28_000, "waste": waste });
    m.w.pass(30 * HOUR);
    run_tour_timers(&m.w.deps).await.unwrap();
    assert_eq!(m.read(&secret).await.state, BookingState::NoShow, "the clock has given it up");
    assert_eq!(guide.tells(&[weighed.clone(), weighed]).await, ["done settled", "done settled"]);
    run_tour_timers(&m.w.deps).await.unwrap();
    assert_eq!(guide.tells(&[by_number("masuk", &number, then)]).await, ["done admitted"]);
    assert_eq!((m.read(&secret).await.state, m.read(&secret).await.held()), (BookingState::CheckedIn, Rupiah(40_000)));
    let q = "SELECT s.at, d.weighed_at, d.at AS booked_at FROM fare_settlement s JOIN waste_deposit d ON d.slip = s.slip";
    let row = m.w.deps.db.reader().fetch_one(sql(q)).await.unwrap();
    let of = |column: &str| row.get::<i64>(column).unwrap();
    assert_eq!((of("at"), of("weighed_at"), of("booked_at")), (then, then, m.now()));
    m.w.assert_seats_add_up().await;
});
