use std::collections::HashMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::geo::Point;
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::{PersonId, WasteUnitId};
use domain::wastebank::unit::{Unit, UnitKind};

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

const COLUMNS: &str = "u.id, u.slug, u.name, u.kind, u.kelurahan, u.street, u.lat, u.lon, u.opening_hours";

/// A unit with its opening hours.
pub type Open = (Unit, OpeningHours);

fn unit(r: &Row) -> Result<Open, DbError> {
    let unit = Unit {
        id: r.get("id")?,
        slug: r.get("slug")?,
        name: r.get("name")?,
        kind: r.parse("kind", UnitKind::from_code)?,
        kelurahan: r.get("kelurahan")?,
        street: r.get("street")?,
        point: Point { lat: r.get("lat")?, lon: r.get("lon")? },
    };
    Ok((unit, r.json("opening_hours")?))
}

pub async fn name(run: &mut impl Run, unit: WasteUnitId) -> Result<Option<String>, DbError> {
    run.fetch_optional(sql("SELECT name FROM waste_unit WHERE id = $1").bind(unit)).await?.map(|r| r.get("name")).transpose()
}

pub async fn all(run: &mut impl Run) -> Result<Vec<Open>, DbError> {
    run.fetch_all(sql(format!("SELECT {COLUMNS} FROM waste_unit u ORDER BY u.name, u.id"))).await?.iter().map(unit).collect()
}

/// Where this person stands behind the counter.
pub async fn of_operator(run: &mut impl Run, person: PersonId) -> Result<Vec<Open>, DbError> {
    let q = format!(
        "SELECT {COLUMNS} FROM waste_unit u JOIN waste_operator o ON o.unit_id = u.id WHERE o.person_id = $1 ORDER BY u.name, u.id"
    );
    run.fetch_all(sql(q).bind(person)).await?.iter().map(unit).collect()
}

pub async fn is_operator(run: &mut impl Run, unit: WasteUnitId, person: PersonId) -> Result<bool, DbError> {
    let q = "SELECT unit_id FROM waste_operator WHERE unit_id = $1 AND person_id = $2";
    Ok(run.fetch_optional(sql(q).bind(unit).bind(person)).await?.is_some())
}

pub async fn find(run: &mut impl Run, id: WasteUnitId) -> Result<Option<Open>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM waste_unit u WHERE u.id = $1");
    run.fetch_optional(sql(q).bind(id)).await?.as_ref().map(unit).transpose()
}

/// As it stays until the transaction ends. Its slug may change, and that is a key: a weaker lock would have to be raised
/// while somebody who refers to the unit waits for its cash box.
pub async fn lock(tx: &mut Tx, id: WasteUnitId) -> Result<Option<Open>, DbError> {
    let lock = dialect::for_update(tx.engine());
    let q = format!("SELECT {COLUMNS} FROM waste_unit u WHERE u.id = $1{lock}");
    tx.fetch_optional(sql(q).bind(id)).await?.as_ref().map(unit).transpose()
}

/// False when there is one with this id or slug.
pub async fn insert(tx: &mut Tx, u: &Unit, hours: &OpeningHours, demo: bool) -> Result<bool, DbError> {
    let q = "INSERT INTO waste_unit (id, slug, name, kind, kelurahan, street, lat, lon, opening_hours, demo) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT DO NOTHING";
    let hours = serde_json::to_string(hours).map_err(|e| DbError::decode("opening_hours", e))?;
    let q = sql(q).bind(u.id).bind(&u.slug).bind(&u.name).bind(u.kind.code()).bind(u.kelurahan).bind(&u.street);
    Ok(tx.execute(q.bind(u.point.lat).bind(u.point.lon).bind(hours).bind(demo)).await? > 0)
}

/// Everything but its cash box. False when another unit has the slug; nothing more can be done in the transaction then.
pub async fn update(tx: &mut Tx, u: &Unit, hours: &OpeningHours) -> Result<bool, DbError> {
    let q = "UPDATE waste_unit SET slug = $2, name = $3, kind = $4, kelurahan = $5, street = $6, lat = $7, lon = $8, opening_hours = $9 \
             WHERE id = $1";
    let hours = serde_json::to_string(hours).map_err(|e| DbError::decode("opening_hours", e))?;
    let q = sql(q).bind(u.id).bind(&u.slug).bind(&u.name).bind(u.kind.code()).bind(u.kelurahan).bind(&u.street);
    match tx.execute(q.bind(u.point.lat).bind(u.point.lon).bind(hours)).await {
        Err(e) if e.is_unique_violation() => Ok(false),
        done => Ok(done? > 0),
    }
}

/// Somebody behind a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    pub person: PersonId,
    pub name: String,
    /// By which an officer knows who it is.
    pub contact: String,
    pub since: Timestamp,
}

/// Those behind this counter, by name.
pub async fn operators(run: &mut impl Run, unit: WasteUnitId) -> Result<Vec<Operator>, DbError> {
    let q = "SELECT p.id, p.name, p.email, p.phone, o.since FROM waste_operator o JOIN person p ON p.id = o.person_id \
             WHERE o.unit_id = $1 ORDER BY p.name, p.id";
    let operator = |r: &Row| {
        let (email, phone): (Option<String>, Option<String>) = (r.get("email")?, r.get("phone")?);
        Ok(Operator { person: r.get("id")?, name: r.get("name")?, contact: email.or(phone).unwrap_or_default(), since: r.get("since")? })
    };
    run.fetch_all(sql(q).bind(unit)).await?.iter().map(operator).collect()
}

/// How many stand behind each counter; nothing of those where nobody does.
pub async fn operator_counts(run: &mut impl Run) -> Result<HashMap<WasteUnitId, i64>, DbError> {
    let q = "SELECT unit_id, COUNT(*) AS n FROM waste_operator GROUP BY unit_id";
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("unit_id")?, r.get("n")?))).collect()
}

/// False when they stand there already.
pub async fn appoint(tx: &mut Tx, unit: WasteUnitId, person: PersonId, at: Timestamp) -> Result<bool, DbError> {
    let q = "INSERT INTO waste_operator (unit_id, person_id, since) VALUES ($1, $2, $3) ON CONFLICT (unit_id, person_id) DO NOTHING";
    Ok(tx.execute(sql(q).bind(unit).bind(person).bind(at)).await? > 0)
}

/// What they weighed and paid stays theirs. False when they did not stand there.
pub async fn dismiss(tx: &mut Tx, unit: WasteUnitId, person: PersonId) -> Result<bool, DbError> {
    Ok(tx.execute(sql("DELETE FROM waste_operator WHERE unit_id = $1 AND person_id = $2").bind(unit).bind(person)).await? > 0)
}
