//! Planning departures: the dates are seen before they are made.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::flows::tours::close::close_day;
use backend::heritage::read_calendar::read_load;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::world::World;
use domain::kernel::clock::{DAY, Timestamp};
use visitor::Visitor;

const DESK: &str = "/meja-wisata/tur/wisata-militer";

async fn starts(w: &World, s: &Sightseeing) -> Vec<Timestamp> {
    read_load(&w.deps, &s.officer, s.tour.id, saturday()).await.unwrap().iter().map(|d| d.starts_at).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dates_are_seen_first_and_planned_once() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let planner = Visitor::new(&w, &s.officer);
    planner.get(DESK).await.is(200).has("Lihat dulu tanggalnya").has("plan-form");
    let mut form = vec![
        ("repeat", "weekly"),
        ("day", "2026-12-12"),
        ("time", "08:00"),
        ("weekday", "5"),
        ("every", "1"),
        ("times", "3"),
        ("except", "19-12-2026"),
    ];
    let page = planner.post(DESK, &form).await.is(200).has("Tanggal yang akan direncanakan").has("Rencanakan 2 keberangkatan");
    // Everything typed is handed on, and can be changed below.
    page.has("Sabtu, 26 Des 2026").has("type=\"hidden\" name=\"except\" value=\"19-12-2026\"").has("name=\"go\" value=\"plan\"");
    assert!(starts(&w, &s).await.is_empty(), "looking makes nothing");

    form.push(("go", "plan"));
    let month = format!("{DESK}?bulan=2026-12");
    planner.post(DESK, &form).await.leads_to(&month);
    planner.post(DESK, &form).await.leads_to(&month);
    assert_eq!(starts(&w, &s).await, [0, 14].map(|days| saturday().plus(days * DAY)), "pressed twice");
    form.pop();
    planner.post(&format!("/en{DESK}"), &form).await.is(200).has("planned already").has_not("value=\"plan\"");
    Visitor::new(&w, &s.guide).post(DESK, &form).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_left_out_says_why() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let planner = Visitor::new(&w, &s.officer);
    close_day(&w.deps, &s.base, s.site("pusdikpal"), saturday().plus(2 * DAY), "latihan <b>").await.unwrap();
    // A Sunday, on which the bases are never open; a Monday that one has closed; a Tuesday.
    let dates = "15-12-2026\r\n13-12-2026\r\n14/12/2026";
    let form = [("repeat", "dates"), ("dates", dates), ("time", "08:00")];
    let page = planner.post(DESK, &form).await.is(200).has("selalu tutup pada hari itu").has("tutup: latihan &lt;b");
    page.has("Rencanakan 1 keberangkatan").has("value=\"15-12-2026,13-12-2026,14/12/2026\"");
    let sunday = [("repeat", "once"), ("day", "2026-12-13"), ("time", "08:00")];
    planner.post(DESK, &sunday).await.is(200).has("Tidak ada yang bisa direncanakan").has_not("value=\"plan\"");
    // Also when the press comes nevertheless.
    let pressed = [&sunday[..], &[("go", "plan")]].concat();
    planner.post(DESK, &pressed).await.is(200).has("Tidak ada yang bisa direncanakan");
    assert!(starts(&w, &s).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_stands_beside_its_field_and_nothing_is_lost() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let planner = Visitor::new(&w, &s.officer);
    let weekly = [("repeat", "weekly"), ("day", "2026-12-12"), ("time", "08:00"), ("weekday", "5"), ("except", "lebaran <b>")];
    let page = planner.post(DESK, &weekly).await.is(422).has("id=\"f-until-err\"").has("Isi tanggal akhir atau berapa kali.");
    page.has("id=\"f-except-err\"").has("lebaran &lt;b").has("value=\"2026-12-12\"").has_not("value=\"plan\"");
    let dates = [("repeat", "dates"), ("dates", ""), ("time", "pagi")];
    planner.post(DESK, &dates).await.is(422).has("id=\"f-dates-err\"").has("id=\"f-time-err\"");
    let many = [("repeat", "weekly"), ("day", "2026-12-12"), ("time", "08:00"), ("weekday", "5"), ("until", "2040-01-01")];
    planner.post(DESK, &many).await.is(422).has("Paling banyak 200 keberangkatan");
    let never = [("repeat", "weekly"), ("day", "2026-12-12"), ("time", "08:00"), ("weekday", "5"), ("until", "2026-12-01")];
    planner.post(DESK, &never).await.is(422).has("id=\"f-until-err\"").has("Tanggal akhir ini sebelum tanggal mulai.");
    let all_left_out =
        [("repeat", "weekly"), ("day", "2026-12-12"), ("time", "08:00"), ("weekday", "5"), ("times", "1"), ("except", "12-12-2026")];
    planner.post(DESK, &all_left_out).await.is(422).has("Tidak ada tanggal yang cocok");
    planner.post(&format!("/en{DESK}"), &[("repeat", "monthly"), ("nth", "9"), ("times", "3")]).await.is(422).has("id=\"f-nth-err\"");
}
