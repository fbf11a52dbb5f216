//! The public pages of the heritage: what stands on them, in both languages, and what changes them.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use std::time::Duration;

use backend::heritage::set_fare::set_fare;
use backend::heritage::set_rules::set_rules;
use backend::testing::world::World;
use domain::heritage::fare::FareCategory;
use domain::heritage::rules::VisitRules;
use domain::kernel::money::Rupiah;
use http::StatusCode;
use support::Client;

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
