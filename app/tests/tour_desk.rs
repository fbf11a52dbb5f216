//! Officers open a tour, arrange its legs, publish and hide it, on pages without scripts.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::heritage::plan_departures::{PlanDepartures, plan_departures};
use backend::heritage::publish_tour::publish_tour;
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::ids::{LegId, TourId};
use visitor::{Answer, Visitor};

const NEW: &str = "/meja-wisata/tur/baru";

fn profile<'a>(key: &'a str, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("key", key),
        ("name_id", "Jalan Kota"),
        ("name_en", "City Walk"),
        ("story_id", "Keliling pusat kota."),
        ("place_id", "Alun-alun"),
        ("address", "Jl. Amir Machmud"),
        ("lat", "-6.8722, 107.5423"),
        ("languages", "id"),
        ("access_id", "Jalannya rata."),
        ("bring_id", "Topi\r\nAir minum"),
        ("bring_en", "A hat\r\nWater"),
        ("conduct_id", "Ikuti pemandu."),
    ];
    for (name, value) in changed {
        form.retain(|(n, _)| n != name);
        form.push((name, value));
    }
    form
}

fn hidden(page: &Answer, name: &str) -> String {
    let value = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name} in {}", page.body));
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tour_is_opened_as_a_draft_and_nothing_that_was_typed_is_lost() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let officer = Visitor::new(&w, &s.officer);
    officer.get("/meja-wisata").await.is(200).has(&format!("href=\"{NEW}\""));
    let key = hidden(&officer.get(NEW).await.is(200), "key");
    assert!(key.parse::<TourId>().is_ok());
    let bare = officer.post(NEW, &[("key", &key), ("address", "Jl. <b>")]).await.is(422).has("value=\"Jl. &lt;b&gt;\"").has(&key);
    for field in ["name_id", "story_id", "place_id", "lat", "access_id", "conduct_id", "languages"] {
        assert!(bare.body.contains(&format!("id=\"f-{field}-err\"")), "{field}");
    }
    assert!(!bare.body.contains("id=\"f-name_en-err\"") && !bare.body.contains("id=\"f-bring_id-err\""));
    let uneven = profile(&key, &[("bring_en", "A hat"), ("lat", "-7.5, 107.5")]);
    officer.post(NEW, &uneven).await.is(422).has("Jumlah barisnya harus sama").has("Titik ini di luar Cimahi").has("\nA hat</textarea>");
    officer.post(NEW, &profile(&key, &[("name_id", "Wisata Militer")])).await.is(422).has("Nama ini sudah dipakai");

    let desk = "/meja-wisata/tur/jalan-kota";
    for _ in 0..2 {
        officer.post(NEW, &profile(&key, &[])).await.leads_to(&format!("{desk}/etape"));
    }
    let used = officer.post(NEW, &profile(&key, &[("name_id", "Jalan Lain")])).await.is(422).has("sudah membuat satu tur");
    assert_ne!(hidden(&used, "key"), key, "pressed again it opens another");
    officer.get("/meja-wisata").await.is(200).has("Jalan Kota").has("Draf").has("Belum ada etape.");
    officer.get(desk).await.is(200).has("Tur ini masih draf");
    officer.post(desk, &[("day", &saturday().wib().date_input()), ("time", "08:00")]).await.is(422).has("belum punya etape");
    let edit = format!("{desk}/ubah");
    officer.get(&edit).await.is(200).has("\nTopi\nAir minum</textarea>").has("value=\"City Walk\"").has("value=\"-6.87220\"");
    let changed = profile("", &[("name_id", "Jalan Pagi"), ("languages", "en"), ("conduct_id", "")]);
    officer.post(&edit, &changed).await.is(422).has("id=\"f-conduct_id-err\"").has("value=\"Jalan Pagi\"");
    officer.post(&edit, &profile("", &[("name_id", "Jalan Pagi"), ("languages", "en")])).await.leads_to(&edit);
    officer.get(&format!("/en{edit}")).await.is(200).has("value=\"Jalan Pagi\"");

    let guest = Visitor::new(&w, &Actor::GUEST);
    guest.get("/wisata/jalan-kota").await.is(404);
    guest.get("/wisata").await.is(200).has_not("Jalan Pagi");
    for stranger in [&s.guide, &s.base] {
        let stranger = Visitor::new(&w, stranger);
        stranger.get("/meja-wisata").await.is(200).has_not(NEW);
        for path in [NEW, desk, &edit] {
            stranger.get(path).await.is(404);
        }
        stranger.post(NEW, &profile(&key, &[])).await.is(404);
        stranger.post(&edit, &changed).await.is(404);
    }
    // The city's officers find the way to a first tour.
    let city = Visitor::new(&w, &w.person("Dewi", &[Role::Officer]).await);
    city.get("/akun").await.is(200).has("href=\"/meja-wisata\"");
    city.get("/meja-wisata").await.is(200).has("Anda belum mengatur tur").has(NEW);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn legs_are_added_moved_changed_and_removed() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let (officer, path) = (Visitor::new(&w, &s.officer), "/meja-wisata/tur/wisata-militer/etape");
    let page = officer
        .get(path)
        .await
        .is(200)
        .has("1. Berkumpul di alun-alun")
        .has("8. Bus kembali")
        .has("+1.30")
        .has("tetap dengan etapenya sendiri");
    let key = w.deps.id::<LegId>().to_string();
    let (square, pal) = (s.site("alun-alun-cimahi").to_string(), s.site("pusdikpal").to_string());
    let leg = |kind, site, minutes| {
        let name = [("name_id", "Sarapan <nasi>"), ("name_en", ""), ("note_id", ""), ("note_en", "")];
        let rest = [("leg", key.as_str()), ("kind", kind), ("site", site), ("minutes", minutes), ("capacity", "20"), ("barefoot", "on")];
        name.into_iter().chain(rest).collect::<Vec<_>>()
    };
    let kindless = officer.post(path, &leg("", &square, "lama")).await.is(422).has("id=\"f-kind-err\"").has("id=\"f-minutes-err\"");
    assert!(kindless.body.contains("value=\"Sarapan &lt;nasi&gt;\"") && kindless.body.contains("value=\"lama\""));
    officer.post(path, &leg("sight", &pal, "30")).await.is(422).has("Pilih tempat yang sesuai jenisnya");
    officer.post(path, &leg("bus", &square, "30")).await.is(422).has("tidak singgah");
    officer.post(path, &leg("sight", &square, "721")).await.is(422).has("Isi angka dari 1 sampai 720.");
    for _ in 0..2 {
        officer.post(path, &leg("sight", &square, "30")).await.leads_to(path);
    }
    officer.get(path).await.is(200).has("9. Sarapan &lt;nasi&gt;").has_not("10. Sarapan");
    officer.post(path, &leg("sight", &square, "45")).await.is(422).has("sudah menambahkan satu etape");

    let first = hidden(&page, "leg");
    officer.post(path, &[("go", "put"), ("leg", &key), ("before", &first)]).await.leads_to(path);
    let moved = officer.get(&format!("{path}?etape=1")).await.is(200).has("1. Sarapan").has("2. Berkumpul").has("Ubah etape 1");
    assert!(moved.body.contains("value=\"Sarapan &lt;nasi&gt;\"") && moved.body.contains(&format!("value=\"{key}\"")));
    let change = leg("sight", &square, "45").into_iter().chain([("go", "change")]).collect::<Vec<_>>();
    officer.post(path, &change).await.leads_to(path);
    officer.get(path).await.is(200).has("45 menit · 20 orang");
    for _ in 0..2 {
        officer.post(path, &[("go", "remove"), ("leg", &key)]).await.leads_to(path);
    }
    officer.post(path, &change).await.is(422).has("baru dihapus lewat halaman lain").has("value=\"Sarapan &lt;nasi&gt;\"");
    officer.post(path, &[("go", "put"), ("leg", &first), ("before", "x")]).await.is(400);
    Visitor::new(&w, &s.guide).post(path, &[("go", "remove"), ("leg", &first)]).await.is(404);
    officer.get(path).await.is(200).has("1. Berkumpul").has_not("Sarapan");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_published_when_nothing_is_missing_and_hidden_again() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let (officer, guest) = (Visitor::new(&w, &s.officer), Visitor::new(&w, &Actor::GUEST));
    let key = w.deps.id::<TourId>().to_string();
    officer.post(NEW, &profile(&key, &[])).await.is(303);
    let desk = "/meja-wisata/tur/jalan-kota";
    let publishing = format!("{desk}/terbit");
    let todo = officer.get(&publishing).await.is(200).has_not("value=\"publish\"");
    assert_eq!(todo.body.matches("badge-warn").count(), 3, "legs, fares and terms");
    officer.post(&publishing, &[("go", "publish")]).await.is(422).has("Lengkapi dulu yang belum.");
    // The tour of the tests' fixture that lacks nothing.
    let (tour, slug) = w.draft(&s, "Jalan Sore").await;
    let publishing = format!("/meja-wisata/tur/{slug}/terbit");
    officer.get(&publishing).await.is(200).has("value=\"publish\"").has_not("Lengkapi dulu");
    for _ in 0..2 {
        officer.post(&publishing, &[("go", "publish")]).await.leads_to(&publishing);
    }
    guest.get("/wisata").await.is(200).has("Jalan Sore").has_not("Jalan Kota");
    guest.get("/wisata/jalan-sore").await.is(200).has("Naik bus").has("Rp20.000");
    guest.get("/sitemap/pages.xml").await.is(200).has("/wisata/jalan-sore");

    let plan = PlanDepartures { tour, first: saturday(), rule: None, more: Vec::new(), left_out: Vec::new(), guide: None, vehicle: None };
    let d = plan_departures(&w.deps, &s.officer, &plan).await.unwrap().made[0];
    let booking = format!("/wisata/jalan-sore/pesan/{d}");
    guest.get(&booking).await.is(200);
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    officer.get(&publishing).await.is(200).has("Tampil untuk umum").has("value=\"hide\"");
    officer.post(&publishing, &[("go", "hide")]).await.leads_to(&publishing);
    for gone in ["/wisata/jalan-sore", "/wisata/jalan-sore/tanggal", &booking] {
        guest.get(gone).await.is(404);
    }
    guest.get(&format!("/wisata/pesanan/{secret}")).await.is(200).has("Kursi Anda sudah pasti").has("Alun-alun").has("Air minum");
    guest.get(&format!("/wisata/pesanan/{secret}/tiket")).await.is(200).has("Jl. Amir Machmud");
    officer.get(&format!("/meja-wisata/berangkat/{d}")).await.is(200).has("Neng Siti");
    Visitor::new(&w, &s.guide).post(&publishing, &[("go", "publish")]).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_public_list_stands_in_the_order_of_its_officers() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let (officer, guest, path) = (Visitor::new(&w, &s.officer), Visitor::new(&w, &Actor::GUEST), "/meja-wisata/urutan");
    officer.get("/meja-wisata").await.is(200).has(&format!("href=\"{path}\""));
    officer.get(path).await.is(200).has("1. Wisata").has_not("aria-label=\"Naikkan").has_not("aria-label=\"Turunkan");
    let (tour, _) = w.draft(&s, "Jalan Sore").await;
    officer.get(path).await.is(200).has_not("Jalan Sore");
    publish_tour(&w.deps, &s.officer, tour).await.unwrap();
    officer.get(path).await.is(200).has("2. Jalan Sore").has("Naikkan Jalan Sore").has_not("Turunkan Jalan Sore");
    let (moved, first) = (tour.to_string(), s.tour.id.to_string());
    for _ in 0..2 {
        officer.post(path, &[("tour", &moved), ("before", &first)]).await.leads_to(path);
    }
    officer.get(&format!("/en{path}")).await.is(200).has("1. Jalan Sore").has("Move Jalan Sore down");
    let list = guest.get("/wisata").await.is(200).has("href=\"/wisata/jalan-sore\"");
    assert!(list.body.find("href=\"/wisata/jalan-sore\"") < list.body.find("href=\"/wisata/wisata-militer\""), "{}", list.body);
    officer.post(path, &[("tour", &moved), ("before", "x")]).await.is(400);
    officer.post(path, &[("tour", &w.deps.id::<TourId>().to_string()), ("before", "")]).await.is(404);
    for stranger in [&s.guide, &s.base] {
        let stranger = Visitor::new(&w, stranger);
        stranger.get(path).await.is(404);
        stranger.post(path, &[("tour", &moved), ("before", "")]).await.is(404);
    }
    Visitor::new(&w, &w.person("Dewi", &[Role::Officer]).await).get(path).await.is(200).has("Jalan Sore");
}
