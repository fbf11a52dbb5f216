//! The demo's waste bank: real materials at estimated prices, and fictional counters.

use domain::identity::role::Role;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::hours::{OpeningHours, Span};
use domain::kernel::ids::{PersonId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::impact::Factor;
use domain::wastebank::material::{Material, MaterialCode, MaterialKind};
use domain::wastebank::measure::Measure;
use domain::wastebank::payment;
use domain::wastebank::price::Tier;
use domain::wastebank::statement::EntryKind;
use domain::wastebank::unit::{Unit, UnitKind};

use super::SeedError;
use super::data::{self, FactorRow, MATERIALS, MaterialRow, bad};
use super::people::person;
use super::place::Places;
use super::waste_days;
use crate::db::Tx;
use crate::deps::Deps;
use crate::wastebank::store::books::{self, Booking};
use crate::wastebank::store::cash::{self, CashMove};
use crate::wastebank::store::factors::{self, NewFactor};
use crate::wastebank::store::{materials, prices, units};

const FILE: &str = "bank_sampah_harga.csv";
/// Behind every unit of the demo; the second is the witness.
pub const OPERATORS: [(&str, &str); 2] = [("penimbang@demo.sentra.id", "Euis Penimbang"), ("saksi@demo.sentra.id", "Dadang Saksi")];

/// The drop point at the tours' meeting point: see `meeting_point`.
pub const SQUARE: &str = "Titik Setor Alun-alun Demo";

/// Of what a household gets, in whole tens of rupiah: the list has no other prices, so the demo's are guessed from these.
const PERCENT: [(Tier, i64); 4] = [(Tier::Member, 100), (Tier::Unit, 110), (Tier::Induk, 120), (Tier::Collector, 130)];

const FLOAT: Rupiah = Rupiah(500_000);

const COUNTERS: [(&str, &str, UnitKind, &str); 4] = [
    ("Bank Sampah Sampeu Demo", "32.77.01.1004", UnitKind::Unit, "Jl. Kerkof No. 21"),
    ("Bank Sampah Baros Demo", "32.77.02.1001", UnitKind::Unit, "Gg. Melati No. 4"),
    ("Bank Sampah Cipageran Demo", "32.77.03.1004", UnitKind::Unit, "Jl. Kolonel Masturi No. 88"),
    (SQUARE, "32.77.02.1004", UnitKind::DropPoint, "Alun-alun Cimahi"),
];

pub async fn wastebank(tx: &mut Tx, deps: &Deps, hash: &str) -> Result<(), SeedError> {
    price_list(tx, deps).await?;
    put_factors(tx, deps).await?;
    let places = Places::read()?;
    let (mut operators, mut counters) = (Vec::new(), Vec::new());
    for (email, name) in OPERATORS {
        operators.push(person(tx, deps, hash, name, email, None, Role::Shopper).await?);
    }
    for (i, (name, code, kind, street)) in COUNTERS.into_iter().enumerate() {
        let kelurahan = Kelurahan::parse(code).map_err(|e| bad("wastebank", e))?;
        let slug = Slug::from_name(name);
        let point = places.near_middle(kelurahan, slug.as_str());
        let unit = Unit { id: deps.id(), slug, name: name.to_owned(), kind, kelurahan, street: street.to_owned(), point };
        units::insert(tx, &unit, &hours(i), true).await?;
        if kind == UnitKind::Unit {
            for operator in &operators {
                units::appoint(tx, unit.id, *operator, deps.now()).await?;
            }
            fill_box(tx, deps, unit.id, operators[0]).await?;
            counters.push(unit.id);
        }
    }
    waste_days::deposits(tx, deps, &counters, &operators).await
}

/// What a counter begins its first day with.
async fn fill_box(tx: &mut Tx, deps: &Deps, unit: WasteUnitId, by: PersonId) -> Result<(), SeedError> {
    let (at, nonce, entry) = (deps.now(), format!("seed:{unit}"), payment::float(unit, FLOAT).map_err(|e| bad("wastebank", e))?);
    let booking = Booking { kind: EntryKind::Float, what: &nonce, by: Some(by), at };
    let entry = books::book(tx, deps, &entry, &booking).await.map_err(|e| bad("wastebank", e))?;
    cash::insert(tx, &CashMove { nonce: &nonce, unit, amount: FLOAT, note: "Modal awal", at, by, entry }).await?;
    Ok(())
}

async fn price_list(tx: &mut Tx, deps: &Deps) -> Result<(), SeedError> {
    let rows: Vec<MaterialRow> = data::rows(FILE, MATERIALS)?;
    let from = deps.now().plus(-30 * DAY).start_of_wib_day();
    for (position, row) in (0_i64..).zip(rows) {
        let material = Material {
            code: MaterialCode::parse(&row.kode).map_err(|e| bad(FILE, e))?,
            kind: kind(&row.kategori)?,
            name_id: row.nama_id,
            name_en: row.nama_en,
            measure: measure(&row.satuan)?,
            warm: Some(row.warm_material).filter(|w| !w.is_empty()),
        };
        materials::insert(tx, &material, position).await?;
        for (tier, percent) in PERCENT {
            let rate = Rupiah((row.harga_demo_rp * percent / 1_000 * 10).max(row.harga_demo_rp));
            prices::insert_valid(tx, deps.id(), material.code, tier, rate, from).await?;
        }
    }
    Ok(())
}

const FACTORS: &str = "emisi_warm.csv";
const VERSION: &str = "WARM v16";
const SOURCE: &str = "US EPA WARM v16";

async fn put_factors(tx: &mut Tx, deps: &Deps) -> Result<(), SeedError> {
    let rows: Vec<FactorRow> = data::rows(FACTORS, data::FACTORS)?;
    for row in rows {
        let Some(kg) = row.dihindari_daur_ulang_saja_kgco2e_per_kg else { continue };
        #[allow(clippy::cast_possible_truncation)] // a few million
        let grams_per_tonne = (kg * 1_000_000.0).round() as i64;
        let factor = Factor { warm: row.warm_material, version: VERSION.to_owned(), grams_per_tonne };
        let new = NewFactor { factor: &factor, from: Timestamp(0), source: SOURCE, by: None, at: deps.now() };
        factors::insert(tx, &new).await.map_err(|e| bad(FACTORS, e))?;
    }
    Ok(())
}

fn kind(word: &str) -> Result<MaterialKind, SeedError> {
    Ok(match word {
        "kertas" => MaterialKind::Paper,
        "plastik" => MaterialKind::Plastic,
        "logam" => MaterialKind::Metal,
        "kaca" => MaterialKind::Glass,
        "lainnya" => MaterialKind::Other,
        other => return Err(bad(FILE, format!("unknown kind {other}"))),
    })
}

/// What is not known is no kilogram.
fn measure(word: &str) -> Result<Measure, SeedError> {
    Ok(match word {
        "kg" => Measure::Kilogram,
        "liter" => Measure::Litre,
        "buah" => Measure::Piece,
        other => return Err(bad(FILE, format!("unknown measure {other}"))),
    })
}

/// Mornings: a waste bank is neighbours' work beside their own.
fn hours(i: usize) -> OpeningHours {
    let morning = Some(Span { from: 480, to: 720 });
    let mut week = [None; 7];
    week[5] = morning;
    week[i % 5] = morning;
    OpeningHours(week)
}
