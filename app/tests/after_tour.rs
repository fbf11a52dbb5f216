//! After the tour, as pages show it: thanks, a review, what is taken off the page; and how much a guest may hold.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::db::{Run, sql};
use backend::flows::tours::board::{CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::settle::{Brought, SettleFare, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::arrange_legs::{LegStep, arrange_legs, read_route};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::testing::heritage::{Sightseeing, cash, saturday};
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::store::factors::{self, NewFactor};
use backend::wastebank::store::units;
use backend::wastebank::take_deposit::take_deposit;
use domain::heritage::boarding::Way;
use domain::heritage::tour::LegKind;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, MINUTE};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::wastebank::impact::Factor;
use visitor::{Answer, Visitor};

fn hidden(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.body.split(&mark).nth(1).unwrap_or_else(|| panic!("no {name} in {}", page.body)).split('"').next().unwrap().to_owned()
}

async fn lets_in(w: &World, s: &Sightseeing, counter: &Counter, departure: DepartureId, secret: &str, grams: i64) {
    let b = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap();
    let worth = Rupiah(grams * 4);
    let brought = Brought { unit: counter.unit, member: Some(counter.member.id), lines: vec![line("PL-01", grams)], worth, witness: None };
    let waste = (grams > 0).then_some(brought);
    let fare = SettleFare { nonce: secret.to_owned(), departure, number: b.number.clone(), waste, cash: b.fare - worth, at: w.deps.now() };
    settle_fare(&w.deps, &s.guide, &fare).await.unwrap();
    let shown = Redeem { nonce: secret.to_owned(), departure, shown: Shown::Number(b.number), at: w.deps.now() };
    redeem(&w.deps, &s.guide, &shown).await.unwrap();
}

/// From now on the tour does not call at the village.
async fn passes_by_the_village(w: &World, s: &Sightseeing) {
    let route = read_route(&w.deps, &s.officer, s.tour.id).await.unwrap();
    let legs: Vec<_> = route.legs().iter().filter(|l| l.plan.kind == LegKind::Village).map(|l| l.id).collect();
    assert!(!legs.is_empty());
    for leg in legs {
        arrange_legs(&w.deps, &s.officer, s.tour.id, &LegStep::Remove(leg)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_party_is_thanked_and_says_what_it_thinks() {
    let w = World::sqlite().await;
    let (s, c) = (w.sightseeing().await, w.counter().await);
    let stall = w.stall("Cireundeu").await;
    w.goods(&stall, "Opak singkong", 12_000, 9).await;
    let d = w.departure(&s, saturday()).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    units::appoint(&mut tx, c.unit, s.guide.person().unwrap(), w.deps.now()).await.unwrap();
    tx.execute(sql("UPDATE material SET warm = 'PET' WHERE code = 'PL-01'")).await.unwrap();
    tx.execute(sql("UPDATE shop SET kelurahan = '32.77.01.1004'")).await.unwrap();
    let factor = Factor { warm: "PET".to_owned(), version: "WARM v16".to_owned(), grams_per_tonne: 1_150_000 };
    let new = NewFactor { factor: &factor, from: w.deps.now().plus(-DAY), source: "", by: None, at: w.deps.now() };
    assert!(factors::insert(&mut tx, &new).await.unwrap());
    tx.commit().await.unwrap();
    let secret = w.hold(&Actor::GUEST, d, "satu", 2).await;
    let pledge = PayTour { pledge: vec![(code("PL-01"), Grams(5_000))], ..cash() };
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &pledge).await.unwrap();
    let bought = w.confirm(&Actor::GUEST, d, "tunai", 1).await;
    let absent = w.confirm(&Actor::GUEST, d, "tidak datang", 1).await;
    let (home, guest) = (format!("/wisata/pesanan/{secret}"), Visitor::new(&w, &Actor::GUEST));
    let page = format!("{home}/terima-kasih");
    guest.get(&page).await.is(409).has("Halaman ini terbit begitu rombongan kembali");
    guest.get("/wisata/pesanan/entah/terima-kasih").await.is(404);

    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
    lets_in(&w, &s, &c, d, &secret, 5_000).await;
    lets_in(&w, &s, &c, d, &bought, 0).await;
    guest.get(&home).await.is(200).has_not("/terima-kasih");
    let back = CountHeads { nonce: "k".to_owned(), departure: d, way: Way::Back, counted: 3, note: String::new(), at: w.deps.now() };
    count_heads(&w.deps, &s.guide, &back).await.unwrap();
    w.pass(DAY);
    while run_tour_timers(&w.deps).await.unwrap() > 0 {}
    passes_by_the_village(&w, &s).await;

    guest.get(&home).await.is(200).has(&page).has("Rombongan sudah kembali").has("Kembali dari perjalanan");
    let thanks = guest.get(&page).await.is(200);
    let thanks = thanks.has("Terima kasih, Neng Siti").has("5 kg").has("5,8 kg").has("WARM v16, faktor AS, perkiraan").has("Rp20.000");
    let thanks = thanks.has("Opak singkong").has("Leuwigajah").has("/cari?kelurahan=leuwigajah").has("Bagaimana perjalanannya?");
    let english = guest.get(&format!("/en{page}")).await.is(200);
    english
        .has("Thank you, Neng Siti")
        .has("5.8 kg")
        .has("WARM v16, US factor, estimate")
        .has("What your trip did")
        .has_not("Terima kasih");
    let without = guest.get(&format!("/wisata/pesanan/{bought}/terima-kasih")).await.is(200);
    without.has("Kali ini ongkosnya dibayar dengan uang").has_not("CO₂e yang dihindari").has("Opak singkong");
    guest.get(&format!("/wisata/pesanan/{absent}/terima-kasih")).await.is(409).has("tidak ikut berangkat");

    // A review: what is wrong stands beside its field, and nothing typed is lost.
    guest.get("/wisata/wisata-militer").await.is(200).has("Belum ada ulasan").has_not("aggregateRating");
    let nonce = hidden(&thanks, "nonce");
    let wrong = guest.post(&page, &[("nonce", &nonce), ("text", "Seru <script>"), ("name", "Neng")]).await.is(422);
    let wrong = wrong.has("Pilih satu sampai lima bintang").has("Seru &lt;script&gt;").has("value=\"Neng\"");
    let form = [("nonce", &*hidden(&wrong, "nonce")), ("stars", "4"), ("text", "Seru <script>alert(1)</script>"), ("name", "Neng <b>")];
    guest.post(&page, &form).await.leads_to(&page);
    guest.post(&page, &form).await.leads_to(&page);
    let tour = guest.get("/wisata/wisata-militer").await.is(200);
    let tour = tour
        .has("4 dari 5 bintang")
        .has("4,0")
        .has("dari 1 ulasan")
        .has("Seru &lt;script&gt;")
        .has_not("<script>alert(1)")
        .has("Neng &lt;b");
    tour.has("\"aggregateRating\"").has("\"ratingValue\":\"4.0\"").has("\"reviewCount\":1");
    guest.get("/en/wisata/wisata-militer").await.has("4 of 5 stars").has("from 1 review").has("4.0");
    let own = guest.get(&page).await.is(200).has("Ulasan Anda").has("Neng &lt;b");
    let changed = [("nonce", &*hidden(&own, "nonce")), ("stars", "5"), ("text", "Lebih seru"), ("name", "")];
    guest.post(&page, &changed).await.leads_to(&page);
    guest.get("/wisata/wisata-militer").await.has("5,0").has("Lebih seru").has("Seorang peserta").has("diubah");

    // The officer's desk.
    let (officer, desk) = (Visitor::new(&w, &s.officer), "/meja-wisata/tur/wisata-militer/ulasan");
    let list = officer.get(desk).await.is(200).has("Lebih seru");
    let booking = hidden(&list, "booking");
    officer.post(desk, &[("booking", &booking), ("go", "hide"), ("reason", "")]).await.is(422).has("Wajib diisi");
    officer.post(desk, &[("booking", "x"), ("go", "hide"), ("reason", "y")]).await.is(422).has("sudah berubah");
    officer.post(desk, &[("booking", &booking), ("go", "hide"), ("reason", "Memuat <nomor>")]).await.leads_to(desk);
    officer.get(desk).await.has("Disembunyikan").has("Memuat &lt;nomor").has("oleh Ratna");
    officer.post(desk, &[("booking", &booking), ("go", "hide"), ("reason", "Lagi")]).await.is(422).has("sudah berubah");
    guest.get("/wisata/wisata-militer").await.has("Belum ada ulasan");
    guest.get(&page).await.has("tidak ditampilkan").has("Memuat &lt;nomor").has_not("name=\"stars\"");
    officer.post(desk, &[("booking", &booking), ("go", "show")]).await.leads_to(desk);
    guest.get("/wisata/wisata-militer").await.has("Lebih seru");
    Visitor::new(&w, &s.guide).get(desk).await.is(404);
    w.pass(i64::from(s.tour.terms.review_days) * DAY);
    guest.get(&page).await.has("Lebih seru").has_not("name=\"stars\"");
    guest.get(&format!("/wisata/pesanan/{bought}/terima-kasih")).await.has("Waktu menulis ulasan berakhir");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fare_from_a_balance_leads_to_the_slips_that_made_it() {
    let w = World::sqlite().await;
    let (s, c, siti) = (w.sightseeing().await, w.counter().await, w.person("Siti", &[]).await);
    let d = w.departure(&s, saturday()).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_member SET person_id = $1").bind(siti.person())).await.unwrap();
    tx.commit().await.unwrap();
    let form = c.form("tabungan", vec![line("PL-01", 10_000)], 40_000);
    let slip = take_deposit(&w.deps, &c.operator, &form).await.unwrap();
    let secret = w.hold(&siti, d, "saldo", 1).await;
    let form = PayTour { balance: Rupiah(20_000), ..PayTour::default() };
    pay_tour(&w.deps, &siti, BookingKey::Secret(&secret), &form).await.unwrap();
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
    let number = read_booking(&w.deps, &siti, BookingKey::Secret(&secret)).await.unwrap().number;
    let shown = Redeem { nonce: "masuk".to_owned(), departure: d, shown: Shown::Number(number), at: w.deps.now() };
    redeem(&w.deps, &s.guide, &shown).await.unwrap();
    w.pass(DAY);
    while run_tour_timers(&w.deps).await.unwrap() > 0 {}
    let (page, member) = (format!("/wisata/pesanan/{secret}/terima-kasih"), Visitor::new(&w, &siti));
    let thanks = member.get(&page).await.is(200).has("Rp20.000 dari ongkosnya dibayar dari saldo").has("href=\"/akun/bank-sampah\"");
    thanks.has_not("Kali ini ongkosnya dibayar dengan uang");
    member.get("/akun/bank-sampah").await.is(200).has(&slip);
    member.get(&format!("/en{page}")).await.is(200).has("Rp20.000 of the fare came from a waste bank balance");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_who_holds_much_is_told_so_and_keeps_what_was_typed() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let path = format!("/wisata/wisata-militer/pesan/{d}");
    let guest = Visitor::new(&w, &Actor::GUEST);
    let form = |key: &'static str| {
        [
            ("key", key),
            ("fare-adult", "20000"),
            ("name", "Neng Siti"),
            ("category", "adult"),
            ("document", "3277015508900001"),
            ("birth_date", "1990-08-17"),
            ("nationality", "ID"),
            ("contact", "Neng Siti"),
            ("phone", "0812-3456-7890"),
            ("conduct", "on"),
        ]
    };
    for key in ["a", "b", "c"] {
        guest.post(&path, &form(key)).await.is(303);
    }
    let full = guest.post(&path, &form("d")).await.is(429);
    full.has("sudah punya 3 pesanan yang belum dibayar (3 kursi)").has("value=\"Neng Siti\"").has("form=\"rombongan\"");
    guest.post(&format!("/en{path}"), &form("d")).await.is(429).has("has 3 unpaid bookings already (3 seats)");

    // The admin sets how much.
    let admin = Visitor::new(&w, &w.person("Yayan", &[Role::Admin]).await);
    admin.get("/admin/pengaturan").await.is(200).has("Pesanan wisata oleh tamu").has("name=\"open_per_contact\"");
    let set = |open: &'static str| {
        [("open_per_contact", open), ("seats_per_contact", "30"), ("daily_per_contact", "10"), ("hourly_per_address", "1000")]
    };
    admin.post("/admin/pengaturan/tamu", &set("banyak")).await.is(422).has("value=\"banyak\"").has("name=\"payment_window\"");
    admin.post("/admin/pengaturan/tamu", &set("4")).await.leads_to("/admin/pengaturan");
    guest.post(&path, &form("d")).await.is(303);
}
