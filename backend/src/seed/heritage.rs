//! The demo's heritage: real sites with what their sources say, and one tour whose fares are those of 2019.

use std::collections::BTreeMap;

use domain::heritage::departure::Vehicle;
use domain::heritage::fare::{Fare, FareCategory};
use domain::heritage::route::{LegPlan, Route, RouteLeg};
use domain::heritage::rules::VisitRules;
use domain::heritage::site::{Certainty, Site, SiteFact, SiteKind, SitePlace};
use domain::heritage::staff::Duty;
use domain::heritage::terms::Terms;
use domain::heritage::tour::{LegKind, MeetingPoint};
use domain::heritage::tour_profile::TourProfile;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::geo::Point;
use domain::kernel::ids::TourId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use serde::Deserialize;

use super::SeedError;
use super::data::{HERITAGE, TOUR, bad};
use super::people::person;
use crate::db::{Run, Tx, sql};
use crate::deps::Deps;
use crate::heritage::decide_consent::decide_consent;
use crate::heritage::keep_vehicles::read_fleet;
use crate::heritage::plan_departures::{PlanDepartures, plan_departures};
use crate::heritage::store::tours::NewTour;
use crate::heritage::store::{departures as vehicles, fares, rules, site_facts, sites, staff, tour_legs, tours};

const SITES_FILE: &str = "cimahi_heritage.json";
const TOUR_FILE: &str = "tur_militer.json";
/// So many Saturdays of the demo.
const WEEKS: usize = 8;
/// Who works for the demo's tour, and who speaks for its sites.
pub const OFFICER: (&str, &str) = ("wisata@demo.sentra.id", "Ratna Wisata");
pub const GUIDE: (&str, &str) = ("pemandu@demo.sentra.id", "Ujang Pemandu");
pub const SPEAKERS: [(&str, &str, &str); 3] = [
    ("pusdikpal@demo.sentra.id", "Petugas Pusdikpal", "pusdikpal"),
    ("armed@demo.sentra.id", "Petugas Pusdik Armed", "pusdik-armed"),
    ("cireundeu@demo.sentra.id", "Sesepuh Cireundeu", "kampung-adat-cireundeu"),
];

#[derive(Deserialize)]
struct SiteRow {
    id: String,
    nama_id: String,
    nama_en: String,
    jenis: String,
    alamat: String,
    kelurahan_kode: String,
    lat: f64,
    lon: f64,
    radius_m: u32,
    koordinat_status: String,
    koordinat_sumber: String,
    tahun_label: String,
    tahun_label_en: String,
    tahun_status: String,
    cagar_budaya_tahun: Option<u32>,
    deskripsi_id: String,
    deskripsi_en: String,
    fakta_status: String,
    sumber: Vec<String>,
}

#[derive(Deserialize)]
struct TourRow {
    slug: String,
    nama: Bilingual,
    cerita: Bilingual,
    titik_kumpul: MeetingPoint,
    bahasa: Vec<Locale>,
    akses: Bilingual,
    bawa: Vec<Bilingual>,
    aturan: Vec<Bilingual>,
    etape: Vec<LegRow>,
    tarif: Vec<FareRow>,
    ketentuan: Terms,
    aturan_situs: BTreeMap<String, VisitRules>,
}

#[derive(Deserialize)]
struct LegRow {
    jenis: LegKind,
    situs: Option<String>,
    nama: Bilingual,
    catatan: Bilingual,
    menit: u32,
    kapasitas: u32,
    #[serde(default)]
    tanpa_alas_kaki: bool,
}

#[derive(Deserialize)]
struct FareRow {
    kategori: FareCategory,
    rupiah: i64,
    sumber: String,
}

pub async fn heritage(tx: &mut Tx, deps: &Deps, hash: &str) -> Result<(), SeedError> {
    let rows: Vec<SiteRow> = serde_json::from_str(HERITAGE).map_err(|e| bad(SITES_FILE, e))?;
    let mut known = Vec::with_capacity(rows.len());
    for row in rows {
        let facts = facts(&row);
        let site = site(deps, row)?;
        if !sites::insert(tx, &site, None).await? {
            return Err(bad(SITES_FILE, format!("{} is there twice", site.slug)));
        }
        site_facts::insert(tx, site.id, 1, &facts).await?;
        known.push(site);
    }
    let row: TourRow = serde_json::from_str(TOUR).map_err(|e| bad(TOUR_FILE, e))?;
    let since = deps.now().plus(-30 * DAY).start_of_wib_day();
    let tour = tour(tx, deps, &row, &known, since).await?;
    people(tx, deps, hash, tour, &known).await?;
    let bus = Vehicle { id: deps.id(), name: "Bus Wisata Demo".to_owned(), plate: "D 7788 CMH".to_owned(), seats: 28 };
    Ok(vehicles::insert_vehicle(tx, &bus).await?)
}

fn site(deps: &Deps, row: SiteRow) -> Result<Site, SeedError> {
    let certainty = match row.koordinat_status.as_str() {
        "verified" => Certainty::Exact,
        "approximate" => Certainty::Approximate,
        _ => Certainty::Recalled,
    };
    Ok(Site {
        id: deps.id(),
        slug: Slug::parse(&row.id).map_err(|e| bad(SITES_FILE, e))?,
        kind: kind(&row.jenis)?,
        name: Bilingual::new(row.nama_id, row.nama_en),
        story: Bilingual::new(row.deskripsi_id, row.deskripsi_en),
        era: Bilingual::new(row.tahun_label, row.tahun_label_en),
        place: SitePlace {
            address: row.alamat,
            kelurahan: Kelurahan::parse(&row.kelurahan_kode).map_err(|e| bad(SITES_FILE, e))?,
            point: Point { lat: row.lat, lon: row.lon },
            radius_m: row.radius_m,
            certainty,
            source: row.koordinat_sumber,
        },
        demo: true,
    })
}

fn facts(row: &SiteRow) -> Vec<SiteFact> {
    let fact = |text, verified| SiteFact { text, verified, sources: row.sumber.clone() };
    let story = Bilingual::new(&*row.deskripsi_id, &*row.deskripsi_en);
    let mut facts = vec![fact(story, row.fakta_status == "verified")];
    if !row.tahun_label.is_empty() {
        let era = Bilingual::new(format!("Waktu: {}", row.tahun_label), format!("Date: {}", row.tahun_label_en));
        facts.push(fact(era, row.tahun_status == "verified"));
    }
    if let Some(year) = row.cagar_budaya_tahun {
        let listed = Bilingual::new(format!("Cagar budaya kota sejak {year}"), format!("City heritage since {year}"));
        facts.push(fact(listed, true));
    }
    facts
}

fn kind(word: &str) -> Result<SiteKind, SeedError> {
    Ok(match word {
        "militer" => SiteKind::Base,
        "kampung_adat" => SiteKind::Village,
        "alun_alun" => SiteKind::Square,
        "rumah_sakit" => SiteKind::Hospital,
        "stasiun" => SiteKind::Station,
        "gedung" => SiteKind::Building,
        "penjara" => SiteKind::Prison,
        "gereja" | "masjid" => SiteKind::Worship,
        "bioskop" => SiteKind::Cinema,
        "sekolah" => SiteKind::School,
        "industri" => SiteKind::Industry,
        "makam" => SiteKind::Cemetery,
        "rumah" => SiteKind::House,
        "kolam_renang" => SiteKind::Pool,
        other => return Err(bad(SITES_FILE, format!("unknown kind {other}"))),
    })
}

async fn tour(tx: &mut Tx, deps: &Deps, row: &TourRow, known: &[Site], since: Timestamp) -> Result<TourId, SeedError> {
    let leg = |leg: &LegRow| -> Result<RouteLeg, SeedError> {
        let site = leg.situs.as_ref().map(|slug| find(known, slug)).transpose()?;
        let plan = LegPlan {
            kind: leg.jenis,
            site: site.map(|s| s.id),
            name: leg.nama.clone(),
            note: leg.catatan.clone(),
            minutes: leg.menit,
            capacity: leg.kapasitas,
            barefoot: leg.tanpa_alas_kaki,
        };
        Ok(RouteLeg { id: deps.id(), plan })
    };
    let route = Route::new(row.etape.iter().map(leg).collect::<Result<_, _>>()?);
    let (id, slug) = (deps.id(), Slug::parse(&row.slug).map_err(|e| bad(TOUR_FILE, e))?);
    let profile = TourProfile {
        name: row.nama.clone(),
        story: row.cerita.clone(),
        meeting: row.titik_kumpul.clone(),
        languages: row.bahasa.clone(),
        access: row.akses.clone(),
        bring: row.bawa.clone(),
        conduct: row.aturan.clone(),
    };
    tours::insert(tx, &NewTour { id, slug: &slug, profile: &profile, published: true, demo: true }).await?;
    tour_legs::write(tx, id, &route).await?;
    rules::set_terms(tx, id, &row.ketentuan, since, None).await?;
    for f in &row.tarif {
        let fare = Fare { category: f.kategori, amount: Rupiah(f.rupiah), from: since, source: f.sumber.clone() };
        fares::set(tx, id, &fare, None).await?;
    }
    for (slug, asked) in &row.aturan_situs {
        rules::set(tx, find(known, slug)?.id, asked, since, None).await?;
    }
    Ok(id)
}

/// The Saturdays of the coming weeks, planned by the demo's officer. The village has agreed to all but the last.
pub async fn departures(deps: &Deps) -> Result<(), SeedError> {
    let wrong = |e: &dyn std::fmt::Display| SeedError::Departures(e.to_string());
    let mut run = deps.db.reader();
    let slug = Slug::parse("wisata-militer").map_err(|e| wrong(&e))?;
    let tour = tours::find(&mut run, &slug, deps.now()).await?.ok_or_else(|| wrong(&"no tour"))?;
    let (officer, elder) = (actor(deps, OFFICER.0).await?, actor(deps, SPEAKERS[2].0).await?);
    let fleet = read_fleet(deps, &officer, tour.id).await.map_err(|e| wrong(&e))?;
    let today = deps.now().start_of_wib_day();
    let saturday = today.plus((12 - i64::from(today.wib().weekday)) % 7 * DAY + 7 * DAY + 8 * HOUR);
    let plan = PlanDepartures {
        tour: tour.id,
        first: saturday,
        rule: Some(format!("FREQ=WEEKLY;COUNT={WEEKS}")),
        more: vec![],
        left_out: vec![],
        guide: fleet.guides.first().map(|g| g.0),
        vehicle: fleet.vehicles.first().map(|v| v.id),
    };
    let planned = plan_departures(deps, &officer, &plan).await.map_err(|e| wrong(&e))?;
    for id in planned.made.iter().take(WEEKS - 1) {
        decide_consent(deps, &elder, *id, true, "").await.map_err(|e| wrong(&e))?;
    }
    Ok(())
}

/// One of the demo's people, as if logged in.
async fn actor(deps: &Deps, email: &str) -> Result<Actor, SeedError> {
    let row = deps.db.reader().fetch_one(sql("SELECT id FROM person WHERE email = $1").bind(email)).await?;
    Ok(Actor::Person { id: row.get("id")?, session: deps.id(), roles: vec![Role::Shopper] })
}

async fn people(tx: &mut Tx, deps: &Deps, hash: &str, tour: TourId, known: &[Site]) -> Result<(), SeedError> {
    for ((email, name), duty) in [(OFFICER, Duty::Officer), (GUIDE, Duty::Guide)] {
        let id = person(tx, deps, hash, name, email, None, Role::Shopper).await?;
        staff::appoint(tx, tour, id, duty, deps.now()).await?;
    }
    for (email, name, slug) in SPEAKERS {
        let id = person(tx, deps, hash, name, email, None, Role::Shopper).await?;
        staff::appoint_speaker(tx, find(known, slug)?.id, id, deps.now()).await?;
    }
    Ok(())
}

fn find<'a>(known: &'a [Site], slug: &str) -> Result<&'a Site, SeedError> {
    known.iter().find(|s| s.slug.as_str() == slug).ok_or_else(|| bad(TOUR_FILE, format!("unknown site {slug}")))
}
