use std::collections::HashMap;

use domain::heritage::departure::{Consent, Departure, DepartureState, Vehicle};
use domain::heritage::departure_leg::DepartureLeg;
use domain::heritage::tour::LegKind;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, PersonId, SeriesId, SiteId, TourId, VehicleId};

use super::json;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

const SELECT: &str = "SELECT d.id, d.tour_id, d.starts_at, d.ends_at, d.book_until, d.state, d.consent, d.consent_note, \
                      d.guide_id, g.name AS guide_name, d.vehicle_id, v.name AS vehicle_name, v.plate, v.seats \
                      FROM departure d LEFT JOIN person g ON g.id = d.guide_id LEFT JOIN vehicle v ON v.id = d.vehicle_id";

fn departure(r: &Row, legs: Vec<DepartureLeg>) -> Result<Departure, DbError> {
    let guide = r.get::<Option<PersonId>>("guide_id")?.zip(r.get::<Option<String>>("guide_name")?);
    let vehicle = match r.get::<Option<VehicleId>>("vehicle_id")? {
        Some(id) => Some(Vehicle { id, name: r.get("vehicle_name")?, plate: r.get("plate")?, seats: r.get("seats")? }),
        None => None,
    };
    Ok(Departure {
        id: r.get("id")?,
        tour: r.get("tour_id")?,
        starts_at: r.get("starts_at")?,
        ends_at: r.get("ends_at")?,
        book_until: r.get("book_until")?,
        state: r.parse("state", DepartureState::from_code)?,
        consent: r.parse("consent", Consent::from_code)?,
        consent_note: r.get("consent_note")?,
        guide,
        vehicle,
        legs,
    })
}

fn leg(r: &Row) -> Result<DepartureLeg, DbError> {
    Ok(DepartureLeg {
        position: r.get("position")?,
        kind: r.parse("kind", LegKind::from_code)?,
        site: r.get("site_id")?,
        name: r.json("name")?,
        starts_at: r.get("starts_at")?,
        minutes: r.get("minutes")?,
        capacity: r.get("capacity")?,
        taken: r.get("taken")?,
        closed: r.get("closed")?,
        cutoff_at: r.get("cutoff_at")?,
        approves_each: r.get("approves_each")?,
    })
}

async fn with_legs(run: &mut impl Run, rows: &[Row]) -> Result<Vec<Departure>, DbError> {
    let ids: Vec<DepartureId> = rows.iter().map(|r| r.get("id")).collect::<Result<_, _>>()?;
    let mut legs: HashMap<DepartureId, Vec<DepartureLeg>> = HashMap::new();
    for some in ids.chunks(500) {
        let q = format!(
            "SELECT departure_id, position, kind, site_id, name, starts_at, minutes, capacity, taken, closed, cutoff_at, approves_each \
             FROM departure_leg WHERE departure_id IN ({}) ORDER BY departure_id, position",
            dialect::list(some.len(), 1)
        );
        for r in run.fetch_all(sql(q).bind_all(some.iter().copied())).await? {
            legs.entry(r.get("departure_id")?).or_default().push(leg(&r)?);
        }
    }
    rows.iter().zip(ids).map(|(r, id)| departure(r, legs.remove(&id).unwrap_or_default())).collect()
}

pub async fn find(run: &mut impl Run, id: DepartureId) -> Result<Option<Departure>, DbError> {
    let rows = run.fetch_all(sql(format!("{SELECT} WHERE d.id = $1")).bind(id)).await?;
    Ok(with_legs(run, &rows).await?.pop())
}

/// Of a tour, from a moment until before another, in order.
pub async fn between(run: &mut impl Run, tour: TourId, from: Timestamp, before: Timestamp) -> Result<Vec<Departure>, DbError> {
    let q = format!("{SELECT} WHERE d.tour_id = $1 AND d.starts_at >= $2 AND d.starts_at < $3 ORDER BY d.starts_at");
    let rows = run.fetch_all(sql(q).bind(tour).bind(from).bind(before)).await?;
    with_legs(run, &rows).await
}

/// Those that call at a site from a moment on, in order.
pub async fn calling_at(run: &mut impl Run, site: SiteId, from: Timestamp, before: Timestamp) -> Result<Vec<Departure>, DbError> {
    let q = format!(
        "{SELECT} WHERE d.id IN (SELECT l.departure_id FROM departure_leg l WHERE l.site_id = $1 AND l.starts_at >= $2 AND l.starts_at < $3) \
         ORDER BY d.starts_at, d.id"
    );
    let rows = run.fetch_all(sql(q).bind(site).bind(from).bind(before)).await?;
    with_legs(run, &rows).await
}

/// Those that somebody leads, from a moment on.
pub async fn led_by(run: &mut impl Run, guide: PersonId, from: Timestamp) -> Result<Vec<Departure>, DbError> {
    let q = format!("{SELECT} WHERE d.guide_id = $1 AND d.ends_at >= $2 AND d.state <> 'cancelled' ORDER BY d.starts_at LIMIT 100");
    let rows = run.fetch_all(sql(q).bind(guide).bind(from)).await?;
    with_legs(run, &rows).await
}

/// Those of the tours that somebody works for, that are not over at a moment and begin before another, in order.
pub async fn on_duty(run: &mut impl Run, person: PersonId, from: Timestamp, before: Timestamp) -> Result<Vec<Departure>, DbError> {
    let q = format!(
        "{SELECT} WHERE d.tour_id IN (SELECT s.tour_id FROM tour_staff s WHERE s.person_id = $1) \
         AND d.ends_at >= $2 AND d.starts_at < $3 AND d.state <> 'cancelled' ORDER BY d.starts_at, d.id LIMIT 100"
    );
    let rows = run.fetch_all(sql(q).bind(person).bind(from).bind(before)).await?;
    with_legs(run, &rows).await
}

/// The lock under which everything about a departure changes. False: there is none.
pub async fn lock(tx: &mut Tx, id: DepartureId) -> Result<bool, DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    Ok(tx.fetch_optional(sql(format!("SELECT id FROM departure WHERE id = $1{lock}")).bind(id)).await?.is_some())
}

/// From a moment until before another.
pub type Span = (Timestamp, Timestamp);

/// When somebody or something is needed elsewhere between two moments. The rows of both are locked first, so that two planners do not
/// both find them free.
pub async fn busy(
    run: &mut impl Run,
    who: Assigned,
    from: Timestamp,
    before: Timestamp,
    but: Option<DepartureId>,
) -> Result<Vec<Span>, DbError> {
    let (column, id) = match who {
        Assigned::Guide(person) => ("guide_id", person.0),
        Assigned::Vehicle(vehicle) => ("vehicle_id", vehicle.0),
    };
    let q = format!(
        "SELECT id, starts_at, ends_at FROM departure WHERE {column} = $1 AND state <> 'cancelled' AND starts_at < $3 AND ends_at > $2"
    );
    let mut out = Vec::new();
    for r in run.fetch_all(sql(q).bind(id).bind(from).bind(before)).await? {
        if Some(r.get::<DepartureId>("id")?) != but {
            out.push((r.get("starts_at")?, r.get("ends_at")?));
        }
    }
    Ok(out)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned {
    Guide(PersonId),
    Vehicle(VehicleId),
}

/// Persons before vehicles (docs/locking.md).
pub async fn lock_assigned(tx: &mut Tx, guide: Option<PersonId>, vehicle: Option<VehicleId>) -> Result<Option<Vehicle>, DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    if let Some(guide) = guide {
        tx.fetch_optional(sql(format!("SELECT id FROM person WHERE id = $1{lock}")).bind(guide)).await?;
    }
    let Some(vehicle) = vehicle else { return Ok(None) };
    let row = tx.fetch_optional(sql(format!("SELECT id, name, plate, seats FROM vehicle WHERE id = $1{lock}")).bind(vehicle)).await?;
    row.as_ref().map(vehicle_of).transpose()
}

fn vehicle_of(r: &Row) -> Result<Vehicle, DbError> {
    Ok(Vehicle { id: r.get("id")?, name: r.get("name")?, plate: r.get("plate")?, seats: r.get("seats")? })
}

pub async fn vehicles(run: &mut impl Run) -> Result<Vec<Vehicle>, DbError> {
    run.fetch_all(sql("SELECT id, name, plate, seats FROM vehicle ORDER BY name, id")).await?.iter().map(vehicle_of).collect()
}

pub async fn insert_vehicle(tx: &mut Tx, v: &Vehicle) -> Result<(), DbError> {
    let q = "INSERT INTO vehicle (id, name, plate, seats) VALUES ($1, $2, $3, $4)";
    tx.execute(sql(q).bind(v.id).bind(&v.name).bind(&v.plate).bind(v.seats)).await?;
    Ok(())
}

pub async fn insert_series(
    tx: &mut Tx,
    id: SeriesId,
    tour: TourId,
    first: Timestamp,
    rule: &str,
    by: PersonId,
    at: Timestamp,
) -> Result<(), DbError> {
    let q = "INSERT INTO departure_series (id, tour_id, first_at, rule, by_id, at) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql(q).bind(id).bind(tour).bind(first).bind(rule).bind(by).bind(at)).await?;
    Ok(())
}

/// The caller knows, under the lock of the tour, that the tour starts at none of these moments yet.
pub async fn insert(tx: &mut Tx, new: &[Departure], series: Option<SeriesId>, at: Timestamp) -> Result<(), DbError> {
    for some in new.chunks(100) {
        let mut q = sql(format!(
            "INSERT INTO departure (id, tour_id, starts_at, ends_at, book_until, state, consent, guide_id, vehicle_id, series_id, created_at) \
             VALUES {}",
            dialect::values(some.len(), 11, 1)
        ));
        for d in some {
            q = q.bind(d.id).bind(d.tour).bind(d.starts_at).bind(d.ends_at).bind(d.book_until).bind(d.state.code()).bind(d.consent.code());
            q = q.bind(d.guide.as_ref().map(|g| g.0)).bind(d.vehicle.as_ref().map(|v| v.id)).bind(series).bind(at);
        }
        tx.execute(q).await?;
        let legs = some.iter().map(|d| d.legs.len()).sum();
        let mut q = sql(format!(
            "INSERT INTO departure_leg (departure_id, position, kind, site_id, name, starts_at, minutes, capacity, closed, cutoff_at, \
             approves_each) VALUES {}",
            dialect::values(legs, 11, 1)
        ));
        for (d, l) in some.iter().flat_map(|d| d.legs.iter().map(move |l| (d, l))) {
            q = q.bind(d.id).bind(l.position).bind(l.kind.code()).bind(l.site).bind(json("name", &l.name)?).bind(l.starts_at);
            q = q.bind(l.minutes).bind(l.capacity).bind(l.closed).bind(l.cutoff_at).bind(l.approves_each);
        }
        tx.execute(q).await?;
    }
    Ok(())
}

pub async fn assign(tx: &mut Tx, id: DepartureId, guide: Option<PersonId>, vehicle: Option<VehicleId>) -> Result<(), DbError> {
    tx.execute(sql("UPDATE departure SET guide_id = $2, vehicle_id = $3 WHERE id = $1").bind(id).bind(guide).bind(vehicle)).await?;
    Ok(())
}

/// False: more seats of this leg are taken than that.
pub async fn set_capacity(tx: &mut Tx, id: DepartureId, position: u32, capacity: u32) -> Result<bool, DbError> {
    let q = "UPDATE departure_leg SET capacity = $3 WHERE departure_id = $1 AND position = $2 AND taken <= $3";
    Ok(tx.execute(sql(q).bind(id).bind(position).bind(capacity)).await? == 1)
}

/// False: it is not in the state any more in which this was decided.
pub async fn set_consent(
    tx: &mut Tx,
    id: DepartureId,
    from: Consent,
    to: Consent,
    by: PersonId,
    note: &str,
    at: Timestamp,
) -> Result<bool, DbError> {
    let q = "UPDATE departure SET consent = $3, consent_by = $4, consent_at = $5, consent_note = $6 WHERE id = $1 AND consent = $2";
    Ok(tx.execute(sql(q).bind(id).bind(from.code()).bind(to.code()).bind(by).bind(at).bind(note)).await? == 1)
}

/// Those that call at this site sell no more seats.
pub async fn close_legs(tx: &mut Tx, id: DepartureId, site: SiteId) -> Result<(), DbError> {
    tx.execute(sql("UPDATE departure_leg SET closed = TRUE WHERE departure_id = $1 AND site_id = $2").bind(id).bind(site)).await?;
    Ok(())
}

/// False: it has moved on.
pub async fn set_state(tx: &mut Tx, id: DepartureId, from: DepartureState, to: DepartureState) -> Result<bool, DbError> {
    let q = "UPDATE departure SET state = $3 WHERE id = $1 AND state = $2";
    Ok(tx.execute(sql(q).bind(id).bind(from.code()).bind(to.code())).await? == 1)
}
