//! What a device at the meeting point tells after it was alone: twice, late, beside another device.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use std::collections::BTreeSet;

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::{cash, saturday};
use backend::testing::wastebank::code;
use backend::wastebank::decide_price::decide_price;
use backend::wastebank::propose_price::propose_price;
use domain::heritage::booking::BookingState;
use domain::heritage::ticket::Ticket;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::wastebank::price::Tier;
use http::{Method, StatusCode};
use serde_json::json;
use support::morning::{Morning, scan};
use support::{Client, site};

both_engines!(told_twice_late_or_by_two_devices_it_counts_once, |w| {
    let m = Morning::new(w).await;
    let (a, b) = (m.party("satu").await, m.party("dua").await);
    m.to_the_day();
    let (ticket, number) = (m.ticket(&a).await, m.read(&b).await.number);
    let then = m.now();
    let morning = [
        m.pays("bayar-a", &a).await,
        scan("a", &ticket, then),
        json!({ "nonce": "b", "at": then, "kind": "redeem", "number": number.to_lowercase() }),
        m.pays("bayar-b", &b).await,
        json!({ "nonce": "b2", "at": then, "kind": "redeem", "number": number }),
        json!({ "nonce": "keluar", "at": then, "kind": "count", "way": "out", "counted": 4 }),
    ];
    let heard = ["done settled", "done admitted", "conflict unpaid", "done settled", "done admitted", "done counted"];
    // The network comes back at night, when the clock has given both up.
    m.w.pass(13 * HOUR);
    run_tour_timers(&m.w.deps).await.unwrap();
    assert_eq!((m.read(&a).await.state, m.read(&b).await.state), (BookingState::NoShow, BookingState::NoShow));
    let (mut guide, mut officer) = (m.device(&m.s.guide), m.device(&m.s.officer));
    assert_eq!(guide.tells(&morning).await, heard);
    assert_eq!(guide.tells(&morning).await, heard, "the answer was lost: the same again");
    assert_eq!(guide.tells(&morning[1..2]).await, heard[1..2], "and one of it alone");
    // Another phone let the same ticket in.
    let other = officer.tells(&[scan("lain", &ticket, then + MINUTE), m.pays("kas", &a).await]).await;
    assert_eq!(other, ["conflict already_used", "conflict nothing_due"]);
    let (_, said) = officer.sends(&json!({ "person": officer.person, "actions": [scan("lain", &ticket, then + MINUTE)] })).await;
    assert_eq!(said["answers"][0]["first"], json!({ "by": "Ujang", "at": then }), "who let it in, and when");

    let page = guide.takes().await;
    let listed: Vec<_> = page["conflicts"].as_array().unwrap().iter().map(|c| c["code"].as_str().unwrap()).collect();
    assert_eq!(listed, ["unpaid", "already_used", "nothing_due"]);
    assert!(page["parties"].as_array().unwrap().iter().all(|p| p["came"] == true));
    assert_eq!(page["counts"], json!([{ "way": "out", "counted": 4, "expected": 4, "at": then }]));
    for (table, rows) in [("fare_settlement", 2), ("head_count", 1), ("redemption", 4)] {
        let q = format!("SELECT COUNT(*) AS n FROM {table}");
        assert_eq!(m.w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get::<i64>("n").unwrap(), rows, "{table}");
    }
    m.w.assert_seats_add_up().await;
});

both_engines!(tickets_that_are_not_good_come_back_with_their_codes, |w| {
    let m = Morning::new(w).await;
    let secret = m.party("satu").await;
    m.to_the_day();
    let (ticket, b) = (m.ticket(&secret).await, m.read(&secret).await);
    let (ends, now) = (saturday().plus(9 * HOUR), m.now());
    let signed_by_nobody = Ticket::new(1, b.id, m.d, 2, saturday(), ends).text(&[7; 64]);
    let another_key = Ticket::new(99, b.id, m.d, 2, saturday(), ends).text(&[7; 64]);
    let mut changed = ticket.clone();
    changed.replace_range(60..61, if &ticket[60..61] == "A" { "B" } else { "A" });
    let mut guide = m.device(&m.s.guide);
    let told = guide
        .tells(&[
            m.pays("bayar", &secret).await,
            scan("palsu", &signed_by_nobody, now),
            scan("kunci", &another_key, now),
            scan("ubah", &changed, now),
            scan("potong", &ticket[..80], now),
            scan("kosong", "", now),
            scan("dini", &ticket, now - 3 * HOUR),
            json!({ "nonce": "nomor", "at": now, "kind": "redeem", "number": "TR-000000-XXXXXXX" }),
        ])
        .await;
    let unknown = "conflict unknown";
    assert_eq!(told, ["done settled", unknown, unknown, unknown, unknown, unknown, "conflict expired", unknown]);
    assert_eq!(m.read(&secret).await.state, BookingState::Confirmed);
    // Ten minutes before it is good, by a clock that may be as much wrong; and by one that is ahead of ours.
    let from = saturday().plus(-3 * HOUR).0;
    assert_eq!(guide.tells(&[scan("sebelum", &ticket, from - 10 * MINUTE - 1)]).await, ["conflict expired"]);
    assert_eq!(guide.tells(&[scan("tepat", &ticket, from - 10 * MINUTE)]).await, ["done admitted"]);
    assert_eq!(guide.tells(&[scan("depan", &ticket, now + 10 * MINUTE)]).await, ["conflict already_used"]);
});

/// Somebody at the desk looks at what the guide's phone was refused.
async fn decide(m: &Morning, nonce: &str) {
    let mut officer = Client::of(&site(&m.w), &m.s.officer);
    let path = format!("/meja-wisata/berangkat/{}/keputusan", m.d);
    let shown = officer.get(&path).await;
    assert!(shown.body.contains("cash_differs") && shown.body.contains("Rp28.000"), "{}", shown.body);
    let action = format!("{}:{nonce}", m.s.guide.person().unwrap());
    let done = officer.post(&path, &[("action", action.as_str()), ("note", "dibayar lagi")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

both_engines!(waste_is_weighed_and_pays, |w| {
    let m = Morning::new(w).await;
    let secret = m.w.hold(&Actor::GUEST, m.d, "satu", 2).await;
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(5_000))], ..cash() };
    pay_tour(&m.w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &form).await.unwrap();
    m.to_the_day();
    let number = m.read(&secret).await.number;
    let mut guide = m.device(&m.s.guide);
    let pack = guide.takes().await;
    let party = &pack["parties"][0];
    assert_eq!((&party["due_in_waste"], &party["due_in_cash"], &party["member"]), (&json!(20_000), &json!(20_000), &json!(false)));
    assert!(party["pledge"][0].as_str().unwrap().starts_with("5 kg"), "{party}");
    let weighed = |nonce: &str, card: Option<String>, rate: i64, cash: i64| {
        let line = json!({ "material": "PL-01", "gross": 3_500, "tare": 500 });
        let waste = json!({ "unit": m.c.unit, "lines": [line], "worth": 3 * rate, "card": card });
        json!({ "nonce": nonce, "at": m.now(), "kind": "settle", "number": number, "cash": cash, "waste": waste })
    };
    let card = Some(m.c.member.card.to_string());
    let refused = [
        weighed("tanpa", None, 4_000, 28_000),
        weighed("salah", Some("123456789".to_owned()), 4_000, 28_000),
        weighed("harga", card.clone(), 5_000, 25_000),
        weighed("kurang", card.clone(), 4_000, 20_000),
    ];
    let codes = ["conflict no_member", "conflict no_member", "conflict price_changed", "conflict cash_differs"];
    assert_eq!(guide.tells(&refused).await, codes);
    assert_eq!(guide.tells(&refused).await, codes, "told twice it is refused twice, and listed once");
    let listed = guide.takes().await["conflicts"].clone();
    let of = |n: usize| (listed[n]["nonce"].as_str().unwrap().to_owned(), listed[n]["code"].as_str().unwrap().to_owned());
    let mut found: Vec<_> = (0..4).map(of).collect();
    found.sort();
    let named = [("harga", "price_changed"), ("kurang", "cash_differs"), ("salah", "no_member"), ("tanpa", "no_member")];
    assert_eq!(found, named.map(|(nonce, code)| (nonce.to_owned(), code.to_owned())));
    assert!(listed.as_array().unwrap().iter().all(|c| c["about"] == json!(number) && c["decided"] == false), "{listed}");
    decide(&m, "kurang").await;
    let decided: Vec<_> = guide.takes().await["conflicts"].as_array().unwrap().iter().map(|c| c["decided"] == true).collect();
    assert_eq!(decided.iter().filter(|d| **d).count(), 1);
    let good = weighed("timbang", card, 4_000, 28_000);
    let twice = [good.clone(), good, json!({ "nonce": "masuk", "at": m.now(), "kind": "redeem", "number": number })];
    assert_eq!(guide.tells(&twice).await, ["done settled", "done settled", "done admitted"]);
    let mut officer = m.device(&m.s.officer);
    assert_eq!(officer.takes().await["parties"][0]["came"], json!(true));
    let q = "SELECT COUNT(*) AS n FROM waste_deposit";
    assert_eq!(m.w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get::<i64>("n").unwrap(), 1, "weighed once");
});

both_engines!(what_is_told_late_has_the_price_of_the_scale, |w| {
    let m = Morning::new(w).await;
    let (one, two) = (m.w.person("Satu", &[Role::Officer]).await, m.w.person("Dua", &[Role::Officer]).await);
    let (a, b) = (m.party("satu").await, m.party("dua").await);
    m.to_the_day();
    let mut guide = m.device(&m.s.guide);
    let sunday = m.w.deps.now().start_of_wib_day().plus(DAY);
    let dearer = propose_price(&m.w.deps, &one, code("PL-01"), Tier::Member, Some(Rupiah(5_000)), sunday).await.unwrap();
    decide_price(&m.w.deps, &two, dearer, true).await.unwrap();
    let (of_a, of_b, card) = (m.read(&a).await.number, m.read(&b).await.number, m.c.member.card.to_string());
    let weighed = |nonce: &str, number: &str, at: i64, rate: i64| {
        let waste = json!({ "unit": m.c.unit, "lines": [{ "material": "PL-01", "gross": 3_000 }], "worth": 3 * rate, "card": card });
        json!({ "nonce": nonce, "at": at, "kind": "settle", "number": number, "cash": 40_000 - 3 * rate, "waste": waste })
    };
    let then = m.now();
    m.w.pass(DAY);
    run_tour_timers(&m.w.deps).await.unwrap();
    assert_eq!(guide.takes().await["taken"][0]["rate"], json!(5_000), "what a list of now says");
    let late = [weighed("siang", &of_a, then, 4_000), weighed("siang", &of_a, then, 4_000)];
    assert_eq!(guide.tells(&late).await, ["done settled", "done settled"]);
    let wrong = [weighed("kemarin", &of_b, then, 5_000), weighed("dulu", &of_b, then - 9 * DAY, 5_000)];
    assert_eq!(guide.tells(&wrong).await, ["conflict price_changed", "conflict price_changed"]);
});

both_engines!(two_devices_that_tell_at_once_let_in_and_settle_once, |w| {
    let m = Morning::new(w).await;
    let secret = m.party("satu").await;
    m.to_the_day();
    let (ticket, then) = (m.ticket(&secret).await, m.now());
    let mut sent = Vec::new();
    for (actor, name) in [(&m.s.guide, "pemandu"), (&m.s.officer, "petugas"), (&m.s.guide, "pemandu"), (&m.s.officer, "petugas")] {
        let (pays, scans) = (m.pays(&format!("{name}-bayar"), &secret).await, scan(&format!("{name}-masuk"), &ticket, then));
        let mut device = m.device(actor);
        sent.push(tokio::spawn(async move { device.tells(&[pays, scans]).await }));
    }
    let mut heard = Vec::new();
    for one in sent {
        heard.push(one.await.unwrap());
    }
    // Each phone sent it twice, and was told the same twice. One of the two took the fare, and one let the party in.
    assert_eq!((&heard[0], &heard[1]), (&heard[2], &heard[3]));
    let of = |n: usize| {
        let mut codes = [heard[0][n].as_str(), heard[1][n].as_str()];
        codes.sort_unstable();
        codes
    };
    assert_eq!((of(0), of(1)), (["conflict nothing_due", "done settled"], ["conflict already_used", "done admitted"]));
    let pack = m.device(&m.s.guide).takes().await;
    let listed: BTreeSet<_> = pack["conflicts"].as_array().unwrap().iter().map(|c| c["code"].as_str().unwrap()).collect();
    assert_eq!(listed, BTreeSet::from(["already_used", "nothing_due"]), "for a person to decide");
    assert_eq!(m.read(&secret).await.held(), Rupiah(40_000));
    m.w.assert_fares_are_booked().await;
});

both_engines!(what_makes_no_sense_or_is_anothers_is_not_written, |w| {
    let m = Morning::new(w).await;
    let secret = m.party("satu").await;
    m.to_the_day();
    let (mut guide, mut officer) = (m.device(&m.s.guide), m.device(&m.s.officer));
    let count = json!({ "nonce": "hitung", "at": m.now(), "kind": "count", "way": "out", "counted": 2 });
    let nonsense = json!({ "nonce": "aneh", "at": m.now(), "kind": "fly" });
    let negative = json!({ "nonce": "minus", "at": m.now(), "kind": "count", "way": "out", "counted": -2 });
    let nameless = json!({ "nonce": " ", "at": m.now(), "kind": "redeem", "number": "x" });
    assert_eq!(
        guide.tells(&[nonsense, negative, nameless, count.clone()]).await,
        ["conflict malformed", "conflict malformed", "conflict malformed", "done counted"],
        "the others are told all the same"
    );
    // A phone that changed hands: the guide's actions are not the officer's.
    let (status, body) = officer.sends(&json!({ "person": guide.person, "actions": [m.pays("bayar", &secret).await] })).await;
    assert_eq!((status, &body["code"]), (StatusCode::CONFLICT, &json!("other_person")));
    assert_eq!(m.read(&secret).await.held().0, 0);
    let many = vec![count; 201];
    for bad in [json!({ "person": guide.person, "actions": many }), json!({ "actions": [] }), json!("x")] {
        assert_eq!(guide.sends(&bad).await.0, StatusCode::BAD_REQUEST);
    }
    let mut stranger = m.device(&m.s.elder);
    assert_eq!(stranger.sends(&json!({ "person": stranger.person, "actions": [] })).await.0, StatusCode::NOT_FOUND);
    let mut nobody = Client::stranger(&site(&m.w));
    let path = format!("/titik-kumpul/perangkat/{}", m.d);
    assert_eq!(
        nobody.send_as("application/json", Method::POST, &path, "{}").await.status,
        StatusCode::UNAUTHORIZED,
        "log in, and tell it again"
    );
    assert_eq!(nobody.get(&path).await.status, StatusCode::SEE_OTHER);
});
