//! The public pages of the heritage: what stands on them, in both languages, and what changes them.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;
#[path = "support/visitor.rs"]
mod visitor;

use std::time::Duration;

use backend::heritage::set_fare::set_fare;
use backend::heritage::set_rules::set_rules;
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::heritage::fare::FareCategory;
use domain::heritage::rules::{IdentityField, VisitRules};
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;
use domain::kernel::money::Rupiah;
use http::StatusCode;
use support::Client;
use visitor::Visitor;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tours_and_sites_are_told_in_both_languages_and_kept_until_midnight() {
    let w = World::sqlite().await;
    w.sightseeing().await;
    let c = Client::new(&w);
    for path in ["/wisata", "/wisata/wisata-militer", "/wisata/tempat/pusdik-armed", "/wisata/tempat/makam-wirasuta"] {
        for (lang, address) in [("id", path.to_owned()), ("en", format!("/en{path}"))] {
            let page = c.get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            page.has(&format!("<html lang=\"{lang}\"")).has(&format!("hreflang=\"id\" href=\"http://localhost:3000{path}\""));
            page.has(&format!("<link rel=\"canonical\" href=\"http://localhost:3000{address}\">")).has("<h1>");
            assert!(page.tags.is_some() && page.fresh_for.unwrap() <= Duration::from_hours(24), "{address}");
        }
    }
    for path in ["/wisata/tidak-ada", "/wisata/tempat/tidak-ada", "/wisata/TIDAK SAH"] {
        assert_eq!(c.get(&path.replace(' ', "%20")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tour_shows_its_way_and_what_a_seat_weighs() {
    let w = World::sqlite().await;
    w.sightseeing().await;
    w.counter().await;
    let c = Client::new(&w);
    let page = c.get("/wisata/wisata-militer").await;
    page.has("Rp20.000").has("5 kg").has("/wisata/tempat/kampung-adat-cireundeu").has("Disetujui sesepuh kampung");
    page.has("+1.30").has("\"@type\":\"TouristTrip\"").has("15% dari tiap ongkos");
    // Where a point is only recalled, no machine is told to navigate by it.
    c.get("/wisata/tempat/pusdik-armed").await.has("TouristAttraction").has_not("GeoCoordinates").has("route-ring");
    c.get("/wisata/tempat/stasiun-cimahi").await.has("GeoCoordinates").has_not("route-ring").has("Terverifikasi");
    c.get("/en/wisata/tempat/masjid-agung-cimahi").await.has("Not verified");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_carries_the_tags_of_what_it_shows() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let c = Client::new(&w);
    let now = w.deps.now();
    let tags = c.get("/wisata/wisata-militer").await.tags.unwrap();
    assert!(tags.contains(&format!("tour:{}", s.tour.id)) && tags.contains(&format!("place:{}", s.site("pusdikpal"))), "{tags:?}");
    set_fare(&w.deps, &s.officer, s.tour.id, FareCategory::Adult, Rupiah(23_000), now, "Rapat").await.unwrap();
    c.get("/wisata/wisata-militer").await.has("Rp23.000");
    let asks = VisitRules { lead_days: 9, cutoff_hours: 24, ..VisitRules::default() };
    set_rules(&w.deps, &s.elder, s.site("kampung-adat-cireundeu"), &asks, now).await.unwrap();
    c.get("/wisata/tempat/kampung-adat-cireundeu").await.has("Diberitahukan 9 hari sebelumnya.");
    c.get("/wisata/wisata-militer").await.has("paling lambat 9 hari");
}

/// Two rows of the form, with everything the bases ask, and what was shown.
fn party<'a>(key: &'a str, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("key", key),
        ("fare-adult", "20000"),
        ("fare-student", "15000"),
        ("name", "Neng Siti"),
        ("category", "adult"),
        ("document", "3277015508900001"),
        ("birth_date", "1990-08-17"),
        ("nationality", "Indonesia"),
        ("name", "Anna de Vries"),
        ("category", "student"),
        ("document", "NX1234567"),
        ("birth_date", "2001-01-02"),
        ("nationality", "Belanda"),
        ("contact", "Neng Siti"),
        ("phone", "0812-3456-7890"),
        ("language", "id"),
        ("conduct", "on"),
    ];
    for (name, value) in changed {
        form.retain(|(n, _)| n != name);
        form.push((name, value));
    }
    form
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_shows_what_is_left_and_is_kept_until_seats_change() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let c = Client::new(&w);
    let w_day = saturday().wib();
    let path = format!("/wisata/wisata-militer/tanggal?bulan={:04}-{:02}", w_day.year, w_day.month);
    let page = c.get(&path).await;
    page.has("sisa 25 kursi").has(&format!("/wisata/wisata-militer/pesan/{d}"));
    assert!(page.tags.unwrap().contains(&format!("seats:{}", s.tour.id)));
    // No party is larger than twelve.
    w.hold(&Actor::GUEST, d, "satu", 12).await;
    w.hold(&Actor::GUEST, d, "dua", 9).await;
    c.get(&path).await.has("sisa 4 kursi").has("cal-few");
    c.get(&format!("/en{path}")).await.has("4 seats left");
    for bad in ["2020-01", "kapan", "2036-01"] {
        assert_eq!(c.get(&format!("/wisata/wisata-militer/tanggal?bulan={bad}")).await.status, StatusCode::NOT_FOUND, "{bad}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_a_party_stands_beside_its_field_and_everything_is_kept() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let guest = Visitor::new(&w, &Actor::GUEST);
    let path = format!("/wisata/wisata-militer/pesan/{d}");
    guest.get(&path).await.is(200).has("Sabtu").has("list=\"countries\"").has("<datalist");
    let page = guest.post(&path, &party("a", &[("birth_date", "kemarin"), ("phone", ""), ("needs", "kursi <roda>")])).await.is(422);
    page.has("Isi tanggal lahir yang benar.").has("Isi nomor HP atau e-mail").has("value=\"Anna de Vries\"").has("kursi &lt;roda");
    // One of ten years who is booked as a grown-up, and one of seventeen: said beside their birth dates, which are kept.
    let mut children = party("a", &[("birth_date", "2016-05-01")]);
    children.push(("birth_date", "2008-12-13"));
    let alone = guest.post(&path, &children).await.is(422).has("perlu ditemani orang dewasa").has("value=\"2016-05-01\"");
    assert_eq!(alone.body.matches("Belum 18 tahun pada hari kunjungan.").count(), 2);
    alone.has("id=\"v0-birth-err\"").has("id=\"v1-birth-err\"").has_not("v0-category-err");
    // A fare that was shown and is not that of today is not agreed to.
    guest.post(&path, &party("a", &[("fare-adult", "1")])).await.is(422).has("Ongkosnya sekarang Rp35.000");
    guest.post(&path, &party("a", &[("go", "more")])).await.is(200).has("Peserta 3");
    guest.post(&path, &party("a", &[("go", "drop-0")])).await.is(200).has_not("Neng Siti\" list").has("Anna de Vries");
    assert!(guest.get("/wisata/tur-lain/pesan/x").await.status == StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_party_books_counts_and_pays_with_waste_and_cash() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    w.counter().await;
    let d = w.departure(&s, saturday()).await;
    let guest = Visitor::new(&w, &Actor::GUEST);
    let path = format!("/wisata/wisata-militer/pesan/{d}");
    let home = guest.post(&path, &party("satu", &[])).await.is(303).to;
    assert!(home.starts_with("/wisata/pesanan/"), "{home}");
    assert_eq!(guest.post(&path, &party("satu", &[])).await.is(303).to, home, "sent again it is the same booking");
    guest.get(&home).await.is(200).has("Kursi ditahan 20 menit lagi").has("Rp35.000");

    let light = [("material", "PL-01"), ("weight", "1"), ("rest", "cash"), ("go", "count")];
    guest.post(&home, &light).await.is(422).has("Bawa sedikitnya 2 kg").has("value=\"1\"");
    let enough = [("material", "PL-01"), ("weight", "5"), ("rest", "cash"), ("go", "count")];
    guest.post(&home, &enough).await.is(200).has("value=\"0-20000-15000-0\"").has("Setuju dan pesan");
    let other = [("material", "PL-01"), ("weight", "4"), ("rest", "cash"), ("go", "place"), ("counted", "0-20000-15000-0")];
    guest.post(&home, &other).await.is(422).has("Rinciannya berubah");
    let agreed = [("material", "PL-01"), ("weight", "5"), ("rest", "cash"), ("go", "place"), ("counted", "0-20000-15000-0")];
    guest.post(&home, &agreed).await.leads_to(&home);
    guest.get(&home).await.has("Kursi Anda sudah pasti").has("Uang tunai Rp15.000").has("kira-kira 5 kg");
    w.assert_seats_add_up().await;

    guest.post(&home, &[("go", "cancel"), ("fee", "1")]).await.is(422).has("Potongannya sekarang Rp0");
    guest.post(&home, &[("go", "cancel"), ("fee", "0")]).await.leads_to(&home);
    guest.get(&home).await.has("Pesanan ini dibatalkan");
    w.assert_seats_add_up().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_village_agrees_a_base_refuses_and_a_closed_day_is_offered_another() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let officer = Visitor::new(&w, &s.officer);
    let at = saturday().wib().date_input();
    let desk = "/meja-wisata/tur/wisata-militer";
    officer.post(desk, &[("day", "entah"), ("time", "08:00")]).await.is(422).has("Pilih tanggal.").has("value=\"entah\"");
    let planned = officer.post(desk, &[("day", &at), ("time", "08:00"), ("go", "plan")]).await.is(303).to;
    let month = officer.get(&planned).await.has("Menunggu izin kampung");
    let d = month.body.split("/meja-wisata/berangkat/").nth(1).unwrap().split('"').next().unwrap().to_owned();

    let elder = Visitor::new(&w, &s.elder);
    let village = format!("/meja-wisata/tempat/{}", s.site("kampung-adat-cireundeu"));
    elder.post(&village, &[("departure", &d), ("go", "no"), ("note", "")]).await.is(422).has("Wajib diisi");
    elder.post(&village, &[("departure", &d), ("go", "yes")]).await.leads_to(&village);

    let secret = w.confirm(&Actor::GUEST, d.parse().unwrap(), "satu", 2).await;
    let guest = Visitor::new(&w, &Actor::GUEST);
    let (home, base) = (format!("/wisata/pesanan/{secret}"), Visitor::new(&w, &s.base));
    let list = format!("/meja-wisata/tempat/{}/{d}", s.site("pusdikpal"));
    let page = base.get(&list).await.is(200).has("3277015508900001").has("Setujui 2 orang");
    let visitor = page.body.split("name=\"visitor\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    base.post(&list, &[("visitor", &visitor), ("go", "refuse")]).await.is(422).has("Pilih alasan");
    base.post(&list, &[("visitor", &visitor), ("go", "refuse"), ("reason", "security")]).await.leads_to(&list);
    base.get(&list).await.has("Alasan keamanan");
    guest.get(&home).await.has("Tidak bisa ikut").has("Rp20.000");
    // A guide sees names, never what identifies somebody.
    let guide = Visitor::new(&w, &s.guide);
    guide.get(&format!("/meja-wisata/berangkat/{d}")).await.is(200).has("Tamu 2").has_not("3277015508900001");
    guide.get(&list).await.is(404);
    guide.get(&planned).await.is(200).has_not("name=\"until\"");

    let site = format!("/meja-wisata/tempat/{}", s.site("pusdikpal"));
    base.post(&site, &[("go", "close"), ("day", &at), ("reason", "")]).await.is(422);
    base.post(&site, &[("go", "close"), ("day", &at), ("reason", "Latihan mendadak")]).await.leads_to(&site);
    let next = w.departure(&s, saturday().plus(7 * DAY)).await.to_string();
    guest.get(&home).await.has("Tanggal Anda ditutup").has("Latihan mendadak").has(&next);
    guest.post(&home, &[("go", "move"), ("from", &d), ("to", &next), ("fee", "0")]).await.leads_to(&home);
    guest.get(&home).await.has("Kursi Anda sudah pasti");
    w.assert_seats_add_up().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_party_sees_what_moving_costs_before_it_moves() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    for (speaker, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed")] {
        set_rules(&w.deps, speaker, s.site(slug), &VisitRules { lead_days: 3, ..VisitRules::default() }, w.deps.now()).await.unwrap();
    }
    let asks = VisitRules { lead_days: 3, identity: vec![IdentityField::BirthDate], ..VisitRules::default() };
    set_rules(&w.deps, &s.base, s.site("pusdikpal"), &asks, saturday().plus(20 * DAY)).await.unwrap();
    let (d, next) = (w.departure(&s, saturday()).await, w.departure(&s, saturday().plus(7 * DAY)).await.to_string());
    let shut = w.departure(&s, saturday().plus(21 * DAY)).await.to_string();
    for week in 4..10 {
        w.departure(&s, saturday().plus(week * 7 * DAY)).await;
    }
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let (guest, home, d) = (Visitor::new(&w, &Actor::GUEST), format!("/wisata/pesanan/{secret}"), d.to_string());
    guest.get(&home).await.is(200).has("Pindah tanggal sekarang tidak dikenai biaya").has(&next);
    guest.get(&home).await.has_not(&shut).has("perlu tahu tanggal lahir Tamu 1 dan");
    guest.get(&home).await.has("2 Jan 2027, 9 Jan 2027, 16 Jan 2027, 23 Jan 2027, 30 Jan 2027 dan 2 tanggal lain: pangkalan");
    guest.get(&format!("/en{home}")).await.has("30 Jan 2027 and 2 more dates: the bases");
    guest.post(&home, &[("go", "move"), ("from", &d), ("to", ""), ("fee", "0")]).await.is(422).has("Pilih tanggal lain");
    // The page stayed open for a while: what it said is not true any more, and nothing is taken unseen.
    w.pass(saturday().plus(-2 * DAY).since(w.deps.now()));
    let to = |fee| [("go", "move"), ("from", d.as_str()), ("to", next.as_str()), ("fee", fee)];
    guest.post(&home, &to("0")).await.is(422).has("Biaya pindahnya sekarang Rp4.000").has("Pindahkan, biaya Rp4.000").has("value=\"4000\"");
    guest.get(&format!("/en{home}")).await.is(200).has("Moving now costs Rp4.000, paid in cash at the meeting point");
    for _ in 0..2 {
        guest.post(&home, &to("4000")).await.leads_to(&home);
    }
    guest.get(&home).await.has("Uang tunai Rp44.000").has("termasuk biaya pindah Rp4.000").has("Biaya pindah tanggal");
    guest.post(&home, &[("go", "move"), ("from", &next), ("to", &d), ("fee", "0")]).await.is(422);
    guest.post(&home, &[("go", "move"), ("to", &d), ("fee", "0")]).await.is(422).has("sudah dipindahkan");
    // Where it costs nothing it is late all the same.
    set_terms(&w.deps, &s.officer, s.tour.id, &Terms { move_fee_percent: 0, ..s.tour.terms }, w.deps.now()).await.unwrap();
    let secret = w.confirm(&Actor::GUEST, next.parse().unwrap(), "dua", 2).await;
    w.departure(&s, saturday().plus(14 * DAY)).await;
    w.pass(saturday().plus(5 * DAY).since(w.deps.now()));
    guest.get(&format!("/wisata/pesanan/{secret}")).await.is(200).has("tidak dikenai biaya. Sesudah itu, pembatalan tidak gratis lagi");
    w.assert_seats_add_up().await;
}
