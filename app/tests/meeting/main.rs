//! The day of a departure as its guide's phone shows it: plain forms, each step once.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod meanwhile;
#[path = "../support/visitor.rs"]
mod visitor;

use backend::db::{Run, sql};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::heritage::draw_ticket::draw_ticket;
use backend::heritage::publish_tour::{hide_tour, publish_tour};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::set_rules::set_rules;
use backend::testing::heritage::{Sightseeing, cash, saturday};
use backend::testing::wastebank::{Counter, PASSWORD, code};
use backend::testing::world::World;
use backend::wastebank::store::units;
use domain::heritage::rules::VisitRules;
use domain::identity::actor::Actor;
use domain::kernel::clock::MINUTE;
use domain::kernel::ids::DepartureId;
use domain::kernel::weight::Grams;
use visitor::{Answer, Visitor};

struct Day {
    s: Sightseeing,
    c: Counter,
    d: DepartureId,
    guide: Visitor,
    /// `/meja-wisata/berangkat/…`
    home: String,
}

/// The morning of a departure whose bases ask for nobody's name; the guide stands at the scale, too.
async fn day(w: &World) -> Day {
    let (s, c) = (w.sightseeing().await, w.counter().await);
    for (speaker, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed")] {
        set_rules(&w.deps, speaker, s.site(slug), &VisitRules::default(), w.deps.now()).await.unwrap();
    }
    let mut tx = w.deps.db.begin().await.unwrap();
    units::appoint(&mut tx, c.unit, s.guide.person().unwrap(), w.deps.now()).await.unwrap();
    tx.commit().await.unwrap();
    let d = w.departure(&s, saturday()).await;
    let guide = Visitor::new(w, &s.guide);
    Day { home: format!("/meja-wisata/berangkat/{d}"), s, c, d, guide }
}

fn to_the_day(w: &World) {
    w.pass(saturday().since(w.deps.now()) - 30 * MINUTE);
}

/// As if so few sat in one leg.
async fn narrow(w: &World, seats: i64) {
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET capacity = $1 WHERE position = 5").bind(seats)).await.unwrap();
    tx.commit().await.unwrap();
}

/// A party of two; the number of its booking.
async fn promised(w: &World, day: &Day, key: &str, kg: i64) -> (String, String) {
    let secret = w.hold(&Actor::GUEST, day.d, key, 2).await;
    let form = PayTour { pledge: vec![(code("PL-01"), Grams(kg * 1_000))], ..cash() };
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &form).await.unwrap();
    let number = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap().number;
    (secret, number)
}

fn hidden(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.body.split(&mark).nth(1).unwrap_or_else(|| panic!("no {name} in {}", page.body)).split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_party_is_weighed_in_pays_the_rest_in_cash_and_is_let_in_once() {
    let w = World::sqlite().await;
    let day = day(&w).await;
    let (secret, number) = promised(&w, &day, "satu", 5).await;
    let ticket = draw_ticket(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap().text;
    to_the_day(&w);
    let (point, guide) = (format!("{}/titik-kumpul", day.home), &day.guide);
    guide.get("/meja-wisata").await.is(200).has(&point).has("Keberangkatan yang Anda pandu");
    guide.get(&point).await.is(200).has("0 dari 2 orang").has("Bayar Rp40.000").has("kira-kira 5 kg");
    guide.post(&point, &[("nonce", "a"), ("shown", " ")]).await.is(422).has("Tulis nomor pesanan");
    let unpaid = guide.post(&point, &[("nonce", "a"), ("shown", &ticket)]).await.is(303).to;
    guide.get(&unpaid).await.is(200).has("Belum lunas").has("<code>unpaid</code>").has(&format!("timbang/{number}"));

    let scale = format!("{}/timbang/{number}", day.home);
    guide.get(&scale).await.is(200).has("Sampahnya milik siapa?").has("Terima tunai Rp40.000").has("value=\"Neng Siti\"");
    guide.get(&format!("{scale}?q=123")).await.is(200).has("Tulis sembilan angka kartu");
    let card = day.c.member.card.digits();
    let chosen = guide.get(&format!("{scale}?q={card}")).await.is(303).to;
    let page = guide.get(&chosen).await.is(200).has("Bu Tati");
    let (nonce, member) = (hidden(&page, "nonce"), hidden(&page, "member"));
    let rows = |go: &'static str, gross: &'static str, more: &[(&'static str, &'static str)]| {
        let mut form = vec![("nonce", nonce.clone()), ("member", member.clone()), ("unit", day.c.unit.to_string())];
        form.extend([("material", "PL-01"), ("gross", gross), ("go", go)].map(|(n, v)| (n, v.to_owned())));
        form.extend(more.iter().map(|(n, v)| (*n, (*v).to_owned())));
        form
    };
    let post = async |form: Vec<(&'static str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        guide.post(&scale, &form).await
    };
    post(rows("count", "tiga", &[])).await.is(422).has("Tulis angka").has("value=\"tiga\"");
    post(rows("count", "3", &[])).await.is(200).has("Rp12.000").has("Harus Rp28.000").has("value=\"28000\"").has("Perkiraan waktu memesan");
    post(rows("save", "4", &[("total", "12000"), ("cash", "28.000")])).await.is(422).has("Isinya berubah").has("Harus Rp24.000");
    post(rows("save", "3", &[("total", "12000"), ("cash", "20.000")])).await.is(422).has("Tunainya Rp28.000").has("value=\"20.000\"");
    post(rows("save", "3", &[("total", "12000"), ("cash", "28.000")])).await.leads_to(&scale);
    post(rows("save", "3", &[("total", "12000"), ("cash", "28.000")])).await.leads_to(&scale);
    let paid = guide.get(&scale).await.is(200).has("Sudah dibayar").has("Rp28.000").has("/slip/").has("Diterima Ujang");

    let in_once = guide.post(&point, &[("nonce", &hidden(&paid, "nonce")), ("shown", &number)]).await.is(303).to;
    guide
        .get(&in_once)
        .await
        .is(200)
        .has("Silakan masuk")
        .has("<code>admitted</code>")
        .has("2 dari 2 orang")
        .has_not("Izinkan masuk</button>");
    let again = guide.post(&point, &[("nonce", "lagi"), ("shown", &number)]).await.is(303).to;
    guide.get(&again).await.has("Sudah dipakai").has("Pertama kali pukul 07.30, 12 Des 2026, oleh Ujang.").has("<code>already_used</code>");
    guide.post(&point, &[("nonce", "lagi"), ("shown", "TR-1")]).await.is(422).has("sudah pernah dikirim").has("value=\"TR-1\"");
    guide.get(&format!("/en{again}")).await.has("Used already");
    // Another's action is nobody's answer.
    Visitor::new(&w, &day.s.officer).get(&again).await.is(200).has_not("Sudah dipakai");

    let decide = format!("{}/keputusan", day.home);
    let page = guide.get(&decide).await.is(200).has("unpaid").has("already_used");
    let action = hidden(&page, "action");
    guide.post(&decide, &[("action", &action), ("note", "")]).await.is(422).has("Tulis apa yang dilakukan.");
    guide.post(&decide, &[("action", &action), ("note", "Sudah <lunas>")]).await.leads_to(&decide);
    guide.get(&decide).await.has("Sudah &lt;lunas").has("Diputuskan Ujang");
    guide.post(&decide, &[("action", &action), ("note", "lagi")]).await.is(422).has("sudah diputuskan");

    let heads = format!("{}/hitung", day.home);
    guide.post(&heads, &[("nonce", "h"), ("way", "out"), ("counted", "dua")]).await.is(422).has("dengan angka").has("value=\"dua\"");
    let note = [("nonce", "h"), ("way", "out"), ("counted", "1"), ("note", "Satu turun")];
    guide.post(&heads, &note).await.leads_to(&heads);
    guide.get(&heads).await.has("1 orang dihitung, 2 seharusnya").has("Tidak cocok").has("Satu turun").has("Ujang");
    guide.post(&heads, &[("nonce", "h"), ("way", "out"), ("counted", "2")]).await.is(422).has("sudah pernah dikirim");
    guide.get(&day.home).await.is(200).has("Satu turun").has("Buka titik kumpul");
    w.assert_seats_add_up().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_dials_the_country_s_code_with_its_plus() {
    let w = World::sqlite().await;
    let day = day(&w).await;
    let (secret, _) = promised(&w, &day, "satu", 5).await;
    let phone = read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret)).await.unwrap().contact.phone.unwrap();
    let (link, planner) = (format!("href=\"tel:+{}\"", phone.as_str()), Visitor::new(&w, &day.s.officer));
    planner.get(&day.home).await.is(200).has(&link);
    day.guide.get(&format!("{}/titik-kumpul", day.home)).await.is(200).has(&link);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_without_a_booking_is_counted_and_let_in() {
    let w = World::sqlite().await;
    let day = day(&w).await;
    to_the_day(&w);
    let (path, guide) = (format!("{}/datang", day.home), &day.guide);
    let page = guide.get(&path).await.is(200).has("sisa 25 kursi").has_not("name=\"document\"");
    let nonce = hidden(&page, "nonce");
    let form = |more: &[(&'static str, &'static str)]| {
        let mut form = vec![("nonce", nonce.clone())];
        form.extend(
            [("fare-adult", "20000"), ("name", "Pak Dede"), ("category", "adult"), ("language", "id")].map(|(n, v)| (n, v.to_owned())),
        );
        form.extend(more.iter().map(|(n, v)| (*n, (*v).to_owned())));
        form
    };
    let post = async |form: Vec<(&'static str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        guide.post(&path, &form).await
    };
    post(form(&[("go", "count")])).await.is(422).has("id=\"f-conduct-err\"").has("value=\"Pak Dede\"");
    post(form(&[("go", "more")])).await.is(200).has("Peserta 2");
    post(form(&[("go", "count"), ("conduct", "on")])).await.is(200).has("value=\"20000\"").has("Harus Rp20.000");
    let waste = [("conduct", "on"), ("material", "PL-01"), ("gross", "2")];
    let with = |more: &[(&'static str, &'static str)]| form(&[&waste[..], more].concat());
    post(with(&[("go", "count")])).await.is(422).has("Tulis nomor kartu atau HP pemilik sampah");
    let carded = post(with(&[("go", "card"), ("contact", "Pak Dede")])).await.is(200).has("Terdaftar. Nomor kartunya");
    let card: &'static str =
        carded.body.split("name=\"card\"").nth(1).unwrap().split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned().leak();
    post(with(&[("go", "count"), ("card", card)])).await.is(200).has("Rp8.000").has("Harus Rp12.000");
    post(with(&[("go", "save"), ("card", card), ("total", "8000"), ("cash", "1")])).await.is(422).has("Tunainya Rp12.000");
    let save = [("go", "save"), ("card", card), ("total", "8000"), ("cash", "12.000")];
    let to = post(with(&save)).await.is(303).to;
    assert_eq!(post(with(&save)).await.is(303).to, to, "pressed twice it is one");
    guide.get(&to).await.is(200).has("Silakan masuk").has("Pak Dede").has("1 dari 1 orang");
    post(form(&[("go", "save"), ("conduct", "on"), ("total", "0"), ("cash", "20000")]))
        .await
        .is(422)
        .has("sudah pernah dikirim dengan isi lain");
    w.assert_seats_add_up().await;

    let copper = [
        ("conduct", "on"),
        ("material", "LG-07"),
        ("gross", "4"),
        ("card", card),
        ("total", "300000"),
        ("go", "save"),
        ("nonce", "tembaga"),
    ];
    let changed = |more: &[(&'static str, &'static str)]| {
        let mut form = form(&[&copper[..], more].concat());
        form.remove(0);
        form
    };
    post(changed(&[])).await.is(422).has("Petugas kedua").has("name=\"witness\"");
    post(changed(&[("witness", "dadang@example.id"), ("witness_password", "keliru")])).await.is(422).has("tidak cocok");
    post(changed(&[("witness", "dadang@example.id"), ("witness_password", PASSWORD)])).await.is(303);
    // A base that had to know earlier.
    let asks = VisitRules { lead_days: 7, cutoff_hours: 72, approves_each: true, ..VisitRules::default() };
    set_rules(&w.deps, &day.s.base, day.s.site("pusdikpal"), &asks, w.deps.now()).await.unwrap();
    guide.get(&path).await.is(200).has("Kawasan Pusdikpal harus menerima daftar tamu").has_not("name=\"conduct\"");
    guide.get(&format!("/en{path}")).await.is(200).has("Nobody can join without a booking");
    // A tour that is not sold any more sells nothing here either.
    hide_tour(&w.deps, &day.s.officer, day.s.tour.id).await.unwrap();
    guide.get(&path).await.is(200).has("Penjualan tur ini sudah dihentikan").has_not("name=\"conduct\"");
    guide.get(&format!("/en{path}")).await.is(200).has("This tour is no longer on sale");
    Visitor::new(&w, &day.s.base).get(&path).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_not_come_is_given_up_and_may_come_after_all() {
    let w = World::sqlite().await;
    let day = day(&w).await;
    let (_, number) = promised(&w, &day, "satu", 5).await;
    to_the_day(&w);
    let (point, guide) = (format!("{}/titik-kumpul", day.home), &day.guide);
    let (release, recall) = ([("go", "release"), ("number", number.as_str())], [("go", "recall"), ("number", number.as_str())]);
    guide.get(&point).await.is(200).has_not("Tidak datang, lepas kursinya");
    guide.get(&day.home).await.is(200).has_not("Tidak datang, lepas kursinya");
    guide.post(&point, &release).await.is(422).has("masih ditunggu").has(&number);
    w.pass(30 * MINUTE);
    let named = |label: &str| format!("aria-label=\"{label} (Neng Siti, {number})\"");
    guide.get(&point).await.is(200).has(&named("Tidak datang, lepas kursinya")).has_not("Dicatat tidak datang").has("sisa 23 kursi");
    guide.get(&day.home).await.is(200).has("Belum datang").has("Tidak datang, lepas kursinya");
    guide.get(&day.home).await.has("supaya tamu tanpa pesanan bisa ikut");
    hide_tour(&w.deps, &day.s.officer, day.s.tour.id).await.unwrap();
    guide.get(&day.home).await.has("Tamu tanpa pesanan tidak bisa ikut").has_not("supaya tamu tanpa pesanan bisa ikut");
    publish_tour(&w.deps, &day.s.officer, day.s.tour.id).await.unwrap();
    guide.get(&format!("/en{}", day.home)).await.is(200).has("Not here yet").has("No-show: free the seats");
    guide.post(&point, &release).await.leads_to(&point);
    guide.post(&point, &release).await.leads_to(&point);
    for page in [&point, &day.home] {
        guide.get(page).await.is(200).has("Dicatat tidak datang").has(&named("Datang juga, kembalikan kursinya")).has("sisa 25 kursi");
    }
    let shown = guide.post(&point, &[("nonce", "a"), ("shown", &number)]).await.is(303).to;
    guide.get(&shown).await.is(200).has("Sudah dicatat tidak datang").has("<code>released</code>");
    narrow(&w, 0).await;
    guide.post(&point, &recall).await.is(422).has("Semua kursinya sudah dipakai tamu lain.").has_not("tinggal 0");
    narrow(&w, 1).await;
    guide.post(&point, &recall).await.is(422).has("Sebagian kursinya sudah dipakai tamu lain, tinggal 1.");
    narrow(&w, 25).await;
    guide.post(&point, &recall).await.leads_to(&point);
    guide.get(&point).await.is(200).has_not("Dicatat tidak datang").has("Bayar Rp40.000").has("sisa 23 kursi");
    guide.post(&point, &[("go", "release"), ("number", "TR-1")]).await.is(404);
    Visitor::new(&w, &day.s.base).post(&point, &release).await.is(404);
    w.assert_seats_add_up().await;
}
