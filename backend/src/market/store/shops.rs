//! Shops: whole ones for their owner and the officer, public ones for everybody.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::geo::Point;
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::{PersonId, ShopId};
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::DeliveryTerms;
use domain::market::low_stock::LowStockMark;
use domain::market::shop::{BankAccount, Nib, Shop, ShopState};

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

const COLUMNS: &str = "id, owner_id, slug, name, story_id, story_en, state, review_reason, phone, street, kelurahan, lat, lon, nib, \
                       nib_seen, opening_hours, bank_name, bank_account, bank_holder, pickup, own_courier, flat_courier, flat_fee_per_kg, cod, \
                       pay_at_pickup, low_stock, demo, created_at, submitted_at, approved_at";

fn shop(r: &Row) -> Result<Shop, DbError> {
    let point = match (r.get::<Option<f64>>("lat")?, r.get::<Option<f64>>("lon")?) {
        (Some(lat), Some(lon)) => Some(Point { lat, lon }),
        _ => None,
    };
    Ok(Shop {
        id: r.get("id")?,
        owner: r.get("owner_id")?,
        slug: r.get("slug")?,
        name: r.get("name")?,
        story_id: r.get("story_id")?,
        story_en: r.get("story_en")?,
        state: r.parse("state", ShopState::from_code)?,
        review_reason: r.get("review_reason")?,
        phone: r.get("phone")?,
        street: r.get("street")?,
        kelurahan: r.get("kelurahan")?,
        point,
        nib: nib(r, "nib")?,
        nib_seen: nib(r, "nib_seen")?,
        hours: hours(r)?,
        bank: BankAccount { bank: r.get("bank_name")?, number: r.get("bank_account")?, holder: r.get("bank_holder")? },
        delivery: DeliveryTerms {
            pickup: r.get("pickup")?,
            own_courier: r.get("own_courier")?,
            zones: BTreeMap::new(),
            flat_courier: r.get("flat_courier")?,
            flat_fee_per_kg: r.get("flat_fee_per_kg")?,
            cod: r.get("cod")?,
            pay_at_pickup: r.get("pay_at_pickup")?,
        },
        low_stock: low_stock(r)?,
        demo: r.get("demo")?,
        created_at: r.get("created_at")?,
        submitted_at: r.get("submitted_at")?,
        approved_at: r.get("approved_at")?,
    })
}

fn nib(r: &Row, column: &str) -> Result<Option<Nib>, DbError> {
    r.get::<Option<String>>(column)?.map(|n| Nib::parse(&n).map_err(|e| DbError::decode(column, e))).transpose()
}

fn low_stock(r: &Row) -> Result<LowStockMark, DbError> {
    LowStockMark::new(r.get("low_stock")?).map_err(|e| DbError::decode("low_stock", e))
}

/// `[]` is what a shop begins with: nothing said yet.
fn hours(r: &Row) -> Result<OpeningHours, DbError> {
    if r.get::<String>("opening_hours")? == "[]" { Ok(OpeningHours::default()) } else { r.json("opening_hours") }
}

/// With the fee zones of the shop's own courier.
async fn with_zones(run: &mut impl Run, row: Option<Row>) -> Result<Option<Shop>, DbError> {
    let Some(row) = row else { return Ok(None) };
    let mut found = shop(&row)?;
    for r in run.fetch_all(sql("SELECT kelurahan, fee FROM courier_fee WHERE shop_id = $1").bind(found.id)).await? {
        found.delivery.zones.insert(r.get::<Kelurahan>("kelurahan")?, r.get::<Rupiah>("fee")?);
    }
    Ok(Some(found))
}

pub async fn find(run: &mut impl Run, id: ShopId) -> Result<Option<Shop>, DbError> {
    let row = run.fetch_optional(sql(format!("SELECT {COLUMNS} FROM shop WHERE id = $1")).bind(id)).await?;
    with_zones(run, row).await
}

pub async fn find_public(run: &mut impl Run, slug: &Slug) -> Result<Option<Shop>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM shop WHERE slug = $1 AND state = 'approved'");
    let row = run.fetch_optional(sql(q).bind(slug)).await?;
    with_zones(run, row).await
}

/// Nobody else changes it before the transaction ends.
pub async fn lock(tx: &mut Tx, id: ShopId) -> Result<Option<Shop>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM shop WHERE id = $1{}", dialect::lock_rows(tx.engine()).unwrap_or_default());
    let row = tx.fetch_optional(sql(q).bind(id)).await?;
    with_zones(tx, row).await
}

/// The oldest first; without the fee zones.
pub async fn of_owner(run: &mut impl Run, owner: PersonId) -> Result<Vec<Shop>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM shop WHERE owner_id = $1 ORDER BY created_at, id");
    run.fetch_all(sql(q).bind(owner)).await?.iter().map(shop).collect()
}

/// Of the owner's own shop.
pub async fn low_stock_mark(run: &mut impl Run, id: ShopId, owner: PersonId) -> Result<Option<LowStockMark>, DbError> {
    let q = "SELECT low_stock FROM shop WHERE id = $1 AND owner_id = $2";
    run.fetch_optional(sql(q).bind(id).bind(owner)).await?.as_ref().map(low_stock).transpose()
}

pub struct NewShop<'a> {
    pub id: ShopId,
    pub owner: PersonId,
    pub name: &'a str,
    pub at: Timestamp,
}

/// An empty draft under the first free address; false when this one is taken.
pub async fn insert(tx: &mut Tx, new: &NewShop<'_>, slug: &Slug) -> Result<bool, DbError> {
    let q = "INSERT INTO shop (id, owner_id, slug, name, state, created_at, updated_at) VALUES ($1, $2, $3, $4, 'draft', $5, $5) \
             ON CONFLICT (slug) DO NOTHING";
    Ok(tx.execute(sql(q).bind(new.id).bind(new.owner).bind(slug).bind(new.name).bind(new.at)).await? > 0)
}

/// Moves a shop that is not public yet to another address; false when that is taken.
pub async fn set_slug(tx: &mut Tx, id: ShopId, slug: &Slug) -> Result<bool, DbError> {
    // Only the unique key sees what others have not committed yet; a savepoint keeps the transaction usable after its refusal.
    tx.execute(sql("SAVEPOINT slug")).await?;
    let taken = match tx.execute(sql("UPDATE shop SET slug = $2 WHERE id = $1").bind(id).bind(slug)).await {
        Err(e) if e.is_unique_violation() => true,
        other => other? == 0,
    };
    tx.execute(sql(if taken { "ROLLBACK TO SAVEPOINT slug" } else { "RELEASE SAVEPOINT slug" })).await?;
    Ok(!taken)
}

/// Writes everything but the address (slug), the owner and the times of its beginning.
pub async fn update(tx: &mut Tx, s: &Shop, now: Timestamp) -> Result<(), DbError> {
    let hours = serde_json::to_string(&s.hours).map_err(|e| DbError::decode("opening_hours", e))?;
    let q = "UPDATE shop SET name = $2, story_id = $3, story_en = $4, state = $5, review_reason = $6, phone = $7, street = $8, \
             kelurahan = $9, lat = $10, lon = $11, nib = $12, opening_hours = $13, bank_name = $14, bank_account = $15, bank_holder = $16, \
             pickup = $17, own_courier = $18, flat_courier = $19, flat_fee_per_kg = $20, cod = $21, pay_at_pickup = $22, \
             submitted_at = $23, approved_at = $24, updated_at = $25, demo = $26, nib_seen = $27, \
             low_stock = $28 WHERE id = $1";
    let q = sql(q).bind(s.id).bind(&s.name).bind(&s.story_id).bind(&s.story_en).bind(s.state.code()).bind(&s.review_reason);
    let q = q.bind(s.phone.clone()).bind(&s.street).bind(s.kelurahan).bind(s.point.map(|p| p.lat)).bind(s.point.map(|p| p.lon));
    let q = q.bind(s.nib.as_ref().map(Nib::to_string)).bind(hours).bind(&s.bank.bank).bind(&s.bank.number).bind(&s.bank.holder);
    let d = &s.delivery;
    let q = q.bind(d.pickup).bind(d.own_courier).bind(d.flat_courier).bind(d.flat_fee_per_kg).bind(d.cod).bind(d.pay_at_pickup);
    let q = q.bind(s.submitted_at).bind(s.approved_at).bind(now).bind(s.demo).bind(s.nib_seen.as_ref().map(Nib::to_string));
    tx.execute(q.bind(s.low_stock.pieces())).await?;
    Ok(())
}

/// Replaces where the shop's own courier goes.
pub async fn set_zones(tx: &mut Tx, id: ShopId, zones: &BTreeMap<Kelurahan, Rupiah>) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM courier_fee WHERE shop_id = $1").bind(id)).await?;
    if zones.is_empty() {
        return Ok(());
    }
    let mut q = sql(format!("INSERT INTO courier_fee (shop_id, kelurahan, fee) VALUES {}", dialect::values(zones.len(), 3, 1)));
    for (kelurahan, fee) in zones {
        q = q.bind(id).bind(*kelurahan).bind(*fee);
    }
    tx.execute(q).await?;
    Ok(())
}

/// A shop that waits for the officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopToReview {
    pub id: ShopId,
    pub name: String,
    pub owner_name: String,
    pub kelurahan: Option<Kelurahan>,
    pub state: ShopState,
    pub submitted_at: Option<Timestamp>,
}

fn to_review(r: &Row) -> Result<ShopToReview, DbError> {
    Ok(ShopToReview {
        id: r.get("id")?,
        name: r.get("name")?,
        owner_name: r.get("owner_name")?,
        kelurahan: r.get("kelurahan")?,
        state: r.parse("state", ShopState::from_code)?,
        submitted_at: r.get("submitted_at")?,
    })
}

const TO_REVIEW: &str = "SELECT s.id, s.name, o.name AS owner_name, s.kelurahan, s.state, s.submitted_at FROM shop s \
                         JOIN person o ON o.id = s.owner_id";

/// Shops in a state; those that wait longest first.
pub async fn in_state(run: &mut impl Run, state: ShopState) -> Result<Vec<ShopToReview>, DbError> {
    let q = format!("{TO_REVIEW} WHERE s.state = $1 ORDER BY s.submitted_at, s.id LIMIT 500");
    run.fetch_all(sql(q).bind(state.code())).await?.iter().map(to_review).collect()
}

/// Open shops with a business number that no officer has seen.
pub async fn with_unseen_nib(run: &mut impl Run) -> Result<Vec<ShopToReview>, DbError> {
    let q = format!(
        "{TO_REVIEW} WHERE s.state = 'approved' AND s.nib IS NOT NULL AND (s.nib_seen IS NULL OR s.nib_seen <> s.nib) \
         ORDER BY s.submitted_at, s.id LIMIT 500"
    );
    run.fetch_all(sql(q)).await?.iter().map(to_review).collect()
}

/// A shop as the map and lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShopCard {
    pub id: ShopId,
    pub slug: Slug,
    pub name: String,
    pub story_id: String,
    pub story_en: String,
    pub kelurahan: Kelurahan,
    pub point: Option<Point>,
    pub products: u64,
}

/// How many public shops each kelurahan has; those without any are missing.
pub async fn count_by_kelurahan(run: &mut impl Run) -> Result<BTreeMap<Kelurahan, u64>, DbError> {
    let q = "SELECT kelurahan, COUNT(*) AS n FROM shop WHERE state = 'approved' AND kelurahan IS NOT NULL GROUP BY kelurahan";
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("kelurahan")?, r.get("n")?))).collect()
}

/// Is any public shop only a sample?
pub async fn any_demo(run: &mut impl Run) -> Result<bool, DbError> {
    run.fetch_one(sql("SELECT EXISTS (SELECT 1 FROM shop WHERE state = 'approved' AND demo) AS found")).await?.get("found")
}

/// The public shops of a kelurahan by name.
pub async fn cards_in(run: &mut impl Run, kelurahan: Kelurahan, limit: i64) -> Result<Vec<ShopCard>, DbError> {
    let q = "SELECT s.id, s.slug, s.name, s.story_id, s.story_en, s.kelurahan, s.lat, s.lon, \
             (SELECT COUNT(*) FROM product p WHERE p.shop_id = s.id AND p.state = 'published') AS products \
             FROM shop s WHERE s.state = 'approved' AND s.kelurahan = $1 ORDER BY s.name, s.id LIMIT $2";
    let card = |r: &Row| {
        let (lat, lon): (Option<f64>, Option<f64>) = (r.get("lat")?, r.get("lon")?);
        Ok(ShopCard {
            id: r.get("id")?,
            slug: r.get("slug")?,
            name: r.get("name")?,
            story_id: r.get("story_id")?,
            story_en: r.get("story_en")?,
            kelurahan: r.get("kelurahan")?,
            point: lat.zip(lon).map(|(lat, lon)| Point { lat, lon }),
            products: r.get("products")?,
        })
    };
    run.fetch_all(sql(q).bind(kelurahan).bind(limit)).await?.iter().map(card).collect()
}

/// The names of those that are open to the public.
pub async fn names(run: &mut impl Run, ids: &[ShopId]) -> Result<BTreeMap<ShopId, String>, DbError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let q = format!("SELECT id, name FROM shop WHERE state = 'approved' AND id IN ({})", dialect::list(ids.len(), 1));
    run.fetch_all(sql(q).bind_all(ids.iter().copied())).await?.iter().map(|r| Ok((r.get("id")?, r.get("name")?))).collect()
}
