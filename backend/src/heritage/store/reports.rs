//! Departures of a period with their sums: a query for each kind of figure, whatever the number of departures.

use std::collections::HashMap;

use domain::heritage::booking::BookingState;
use domain::heritage::departure::DepartureState;
use domain::heritage::report::{Fares, Heads, Ran, ReportedTour};
use domain::heritage::staff::Duty;
use domain::heritage::tender::TenderKind;
use domain::kernel::ids::{DepartureId, PersonId, TourId};
use domain::kernel::money::Rupiah;
use domain::kernel::period::Period;

use crate::db::{DbError, Query, Row, Run, dialect, sql};

/// The tours whose officer somebody is, in the order of the site.
pub async fn tours_of(run: &mut impl Run, officer: PersonId) -> Result<Vec<ReportedTour>, DbError> {
    let q = "SELECT t.id, t.slug, t.name FROM tour_staff s JOIN tour t ON t.id = s.tour_id WHERE s.person_id = $1 AND s.duty = $2 \
             ORDER BY t.position, t.slug";
    let tour = |r: &Row| Ok(ReportedTour { id: r.get("id")?, slug: r.get("slug")?, name: r.json("name")? });
    run.fetch_all(sql(q).bind(officer).bind(Duty::Officer.code())).await?.iter().map(tour).collect()
}

/// A statement about the departures `d` of some tours in a period; `end` comes after the condition.
fn asked(select: &str, tours: &[TourId], period: Period, end: &str) -> Query {
    let tours_in = dialect::list(tours.len(), 3);
    let q = format!("{select} d.tour_id IN ({tours_in}) AND d.starts_at >= $1 AND d.starts_at < $2 {end}");
    sql(q).bind(period.from()).bind(period.before()).bind_all(tours.iter().copied())
}

/// In the order in which they start. `tours` is not empty.
pub async fn ran(run: &mut impl Run, tours: &[TourId], period: Period) -> Result<Vec<(Ran, Heads, Fares)>, DbError> {
    let q = "SELECT d.id, t.name, d.starts_at, d.state, g.name AS guide_name, \
             (SELECT MIN(l.capacity) FROM departure_leg l WHERE l.departure_id = d.id) AS capacity \
             FROM departure d JOIN tour t ON t.id = d.tour_id LEFT JOIN person g ON g.id = d.guide_id WHERE";
    let rows = run.fetch_all(asked(q, tours, period, "ORDER BY d.starts_at, d.id")).await?;
    let (mut heads, mut fares) = (heads(run, tours, period).await?, fares(run, tours, period).await?);
    let one = |r: &Row| {
        let (departure, state) = (r.get("id")?, r.parse("state", DepartureState::from_code)?);
        let capacity = r.get::<Option<i64>>("capacity")?.unwrap_or(0);
        let mut heads = heads.remove(&departure).unwrap_or_default();
        // Whoever has not chosen yet what to do instead holds no seat of it.
        // And a seat that was given up and taken again is one seat.
        (heads.offered, heads.sold) = if state == DepartureState::Cancelled { (0, 0) } else { (capacity, heads.sold.min(capacity)) };
        let ran = Ran { departure, tour: r.json("name")?, starts_at: r.get("starts_at")?, state, guide: r.get("guide_name")? };
        Ok((ran, heads, fares.remove(&departure).unwrap_or_default()))
    };
    rows.iter().map(one).collect()
}

async fn heads(run: &mut impl Run, tours: &[TourId], period: Period) -> Result<HashMap<DepartureId, Heads>, DbError> {
    let mut all: HashMap<DepartureId, Heads> = HashMap::new();
    let q = "SELECT b.departure_id, b.state, CAST(SUM(b.seats) AS BIGINT) AS n FROM booking b JOIN departure d ON d.id = b.departure_id \
             WHERE b.state IN ('confirmed', 'checked_in', 'no_show') AND";
    for r in run.fetch_all(asked(q, tours, period, "GROUP BY b.departure_id, b.state")).await? {
        let (heads, n): (_, i64) = (all.entry(r.get("departure_id")?).or_default(), r.get("n")?);
        heads.sold += n;
        match r.parse("state", BookingState::from_code)? {
            BookingState::CheckedIn => heads.went += n,
            BookingState::NoShow => heads.missed += n,
            _ => {}
        }
    }
    let q = "SELECT v.departure_id, COUNT(DISTINCT v.visitor_id) AS n FROM visitor_verdict v JOIN departure d ON d.id = v.departure_id \
             WHERE NOT v.approved AND";
    for r in run.fetch_all(asked(q, tours, period, "GROUP BY v.departure_id")).await? {
        all.entry(r.get("departure_id")?).or_default().refused = r.get("n")?;
    }
    Ok(all)
}

/// Of every booking, also of those that have ended: a fee stays with the house.
async fn fares(run: &mut impl Run, tours: &[TourId], period: Period) -> Result<HashMap<DepartureId, Fares>, DbError> {
    let q = "SELECT b.departure_id, p.kind, CAST(SUM(p.amount) AS BIGINT) AS paid, CAST(SUM(p.returned) AS BIGINT) AS returned \
             FROM fare_part p JOIN booking b ON b.id = p.booking_id JOIN departure d ON d.id = b.departure_id WHERE p.state = 'paid' AND";
    let mut all: HashMap<DepartureId, Fares> = HashMap::new();
    for r in run.fetch_all(asked(q, tours, period, "GROUP BY b.departure_id, p.kind")).await? {
        let fares = all.entry(r.get("departure_id")?).or_default();
        *fares.of_mut(r.parse("kind", TenderKind::from_code)?) += r.get::<Rupiah>("paid")?;
        fares.returned += r.get::<Rupiah>("returned")?;
    }
    Ok(all)
}

/// The slips of what was weighed at the meeting points, each with its departure.
pub async fn slips(run: &mut impl Run, tours: &[TourId], period: Period) -> Result<Vec<(String, DepartureId)>, DbError> {
    let q = "SELECT s.slip, b.departure_id FROM fare_settlement s JOIN booking b ON b.id = s.booking_id \
             JOIN departure d ON d.id = b.departure_id WHERE s.slip IS NOT NULL AND";
    let rows = run.fetch_all(asked(q, tours, period, "")).await?;
    rows.iter().map(|r| Ok((r.get("slip")?, r.get("departure_id")?))).collect()
}
