//! The screen of the meeting point: what a device takes along, and what stays of it when somebody logs out.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use backend::both_engines;
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::judge::refuse_visitor;
use backend::heritage::read_booking::BookingKey;
use domain::heritage::manifest::RefusalReason;
use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;
use domain::kernel::money::Rupiah;
use http::StatusCode;
use serde_json::{Value, json};
use support::morning::Morning;

both_engines!(it_takes_along_what_it_needs_and_no_more, |w| {
    let m = Morning::new(w).await;
    let secret = m.party("satu").await;
    m.ticket(&secret).await;
    let mut guide = m.device(&m.s.guide);
    let offers = |body: &str| serde_json::from_str::<Value>(body).unwrap()["departures"].as_array().unwrap().len();
    assert_eq!(offers(&guide.client.get("/titik-kumpul/perangkat").await.body), 0, "not weeks before");
    m.to_the_day();
    assert_eq!(offers(&guide.client.get("/titik-kumpul/perangkat").await.body), 1);
    assert_eq!(offers(&m.device(&m.s.base).client.get("/titik-kumpul/perangkat").await.body), 0, "who does not work there");
    let pack = guide.takes().await;
    let party = &pack["parties"][0];
    assert_eq!((&party["persons"], &party["due_in_cash"], &party["came"]), (&json!(2), &json!(40_000), &json!(false)));
    assert_eq!((pack["keys"].as_array().unwrap().len(), &pack["taken"][0]["rate"]), (1, &json!(4_000)));
    assert_eq!(pack["counters"][0]["id"].as_str().map(|id| id.replace('-', "")), Some(m.c.unit.to_string()));
    assert!(pack["forget_at"].as_i64().unwrap() > m.now() && pack["forget_at"].as_i64().unwrap() < m.now() + DAY);
    let text = pack.to_string();
    assert!(text.contains("Neng Siti"), "whom to call");
    for private in ["81234", "siti@example.id", "32770155", "1990-08-17", "Tamu 2"] {
        assert!(!text.contains(private), "{private} stays here");
    }
    assert_eq!(m.device(&m.s.officer).takes().await["counters"], json!([]), "who stands at no scale");
});

both_engines!(who_is_turned_away_is_known_without_a_network, |w| {
    let m = Morning::new(w).await;
    let (refused, cancelled) = (m.party("satu").await, m.party("dua").await);
    for visitor in m.read(&refused).await.visitors {
        refuse_visitor(&m.w.deps, &m.s.base, m.d, m.s.site("pusdikpal"), visitor.id, RefusalReason::Other, "").await.unwrap();
    }
    cancel_booking(&m.w.deps, &Actor::GUEST, BookingKey::Secret(&cancelled), Rupiah::ZERO).await.unwrap();
    m.to_the_day();
    let pack = m.device(&m.s.guide).takes().await;
    assert_eq!(pack["parties"], json!([]));
    let mut turned: Vec<_> = pack["turned"].as_array().unwrap().iter().map(|t| (&t["number"], &t["outcome"])).collect();
    turned.sort_by_key(|(_, outcome)| outcome.to_string());
    let (one, other) = (json!(m.read(&cancelled).await.number), json!(m.read(&refused).await.number));
    assert_eq!(turned, [(&one, &json!("expired")), (&other, &json!("refused"))]);
});

both_engines!(leaving_with_unsent_work_is_asked_for_first, |w| {
    let m = Morning::new(w).await;
    let mut guide = m.device(&m.s.guide).client;
    let session = guide.cookie.clone().unwrap();
    for path in ["/keluar", "/akun/keluar-semua"] {
        guide.cookie = Some(format!("{session}; sentra_belum_terkirim=3"));
        let asked = guide.post(path, &[]).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.body.contains("ada 3 pekerjaan") && asked.set_cookies.is_empty(), "{}", asked.body);
    }
    assert_eq!(guide.get("/titik-kumpul/perangkat").await.status, StatusCode::OK, "still there");
    assert_eq!(guide.post("/keluar", &[("anyway", "1")]).await.status, StatusCode::SEE_OTHER);
    guide.cookie = Some(format!("{session}; sentra_belum_terkirim=nonsense"));
    assert_eq!(guide.get("/titik-kumpul/perangkat").await.status, StatusCode::SEE_OTHER);
    assert_eq!(guide.post("/keluar", &[]).await.status, StatusCode::SEE_OTHER);
});

// The shell is kept by browsers: it says nothing of whoever asked for it, and may use the camera.
both_engines!(the_shell_is_the_same_for_everybody_who_works_there, |w| {
    let m = Morning::new(w).await;
    m.party("satu").await;
    m.to_the_day();
    for path in ["/titik-kumpul", "/en/titik-kumpul"] {
        let mut shells = Vec::new();
        for actor in [&m.s.guide, &m.s.officer] {
            let shell = m.device(actor).client.get(path).await;
            assert_eq!(shell.status, StatusCode::OK);
            shells.push(shell.body);
        }
        assert_eq!(shells[0], shells[1]);
        for private in ["Ujang", "Ratna", "Neng Siti", "Wisata Militer"] {
            assert!(!shells[0].contains(private), "{private}");
        }
    }
});
