use domain::kernel::clock::Timestamp;
use domain::kernel::geo::Point;
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::{PersonId, WasteUnitId};
use domain::wastebank::unit::{Unit, UnitKind};

use crate::db::{DbError, Row, Run, Tx, sql};

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

pub async fn insert(tx: &mut Tx, u: &Unit, hours: &OpeningHours, demo: bool) -> Result<(), DbError> {
    let q = "INSERT INTO waste_unit (id, slug, name, kind, kelurahan, street, lat, lon, opening_hours, demo) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let hours = serde_json::to_string(hours).map_err(|e| DbError::decode("opening_hours", e))?;
    let q = sql(q).bind(u.id).bind(&u.slug).bind(&u.name).bind(u.kind.code()).bind(u.kelurahan).bind(&u.street);
    tx.execute(q.bind(u.point.lat).bind(u.point.lon).bind(hours).bind(demo)).await?;
    Ok(())
}

pub async fn appoint(tx: &mut Tx, unit: WasteUnitId, person: PersonId, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO waste_operator (unit_id, person_id, since) VALUES ($1, $2, $3) ON CONFLICT (unit_id, person_id) DO NOTHING";
    tx.execute(sql(q).bind(unit).bind(person).bind(at)).await?;
    Ok(())
}
