//! The legs of tours as they are planned from now on; those of a departure are in `departures.rs`.

use std::collections::HashMap;

use domain::heritage::departure::Departure;
use domain::heritage::route::{LegPlan, Route, RouteLeg};
use domain::heritage::site::Site;
use domain::heritage::tour::{LegKind, LegSite, TourLeg};
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{SiteId, TourId};

use super::{json, rules, sites};
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

const COLUMNS: &str = "kind, site_id, name, note, minutes, capacity, barefoot";

fn plan(r: &Row) -> Result<LegPlan, DbError> {
    Ok(LegPlan {
        kind: r.parse("kind", LegKind::from_code)?,
        site: r.get("site_id")?,
        name: r.json("name")?,
        note: r.json("note")?,
        minutes: r.get("minutes")?,
        capacity: r.get("capacity")?,
        barefoot: r.get("barefoot")?,
    })
}

/// With the rules of their sites at `at`.
pub async fn of_tours(run: &mut impl Run, tours: &[TourId], at: Timestamp) -> Result<HashMap<TourId, Vec<TourLeg>>, DbError> {
    let mut out: HashMap<TourId, Vec<TourLeg>> = HashMap::new();
    if tours.is_empty() {
        return Ok(out);
    }
    let q = format!(
        "SELECT tour_id, position, {COLUMNS} FROM tour_leg WHERE tour_id IN ({}) ORDER BY tour_id, position",
        dialect::list(tours.len(), 1)
    );
    let rows = run.fetch_all(sql(q).bind_all(tours.iter().copied())).await?;
    let plans: Vec<LegPlan> = rows.iter().map(plan).collect::<Result<_, _>>()?;
    let known = called_at(run, plans.iter().filter_map(|p| p.site).collect(), at).await?;
    for (r, p) in rows.iter().zip(plans) {
        out.entry(r.get("tour_id")?).or_default().push(TourLeg {
            position: r.get("position")?,
            kind: p.kind,
            site: p.site.and_then(|id| known.get(&id).cloned()),
            name: p.name,
            note: p.note,
            minutes: p.minutes,
            capacity: p.capacity,
            barefoot: p.barefoot,
        });
    }
    Ok(out)
}

/// The way of a departure: the legs that were copied for it, with the rules of their sites on its day. What is told of a leg is
/// not copied.
pub async fn of_departure(run: &mut impl Run, d: &Departure) -> Result<Vec<TourLeg>, DbError> {
    let known = called_at(run, d.legs.iter().filter_map(|l| l.site).collect(), d.starts_at).await?;
    let legs = d.legs.iter().map(|l| TourLeg {
        position: l.position,
        kind: l.kind,
        site: l.site.and_then(|id| known.get(&id).cloned()),
        name: l.name.clone(),
        note: Bilingual::default(),
        minutes: l.minutes,
        capacity: l.capacity,
        barefoot: false,
    });
    Ok(legs.collect())
}

async fn called_at(run: &mut impl Run, mut ids: Vec<SiteId>, at: Timestamp) -> Result<HashMap<SiteId, LegSite>, DbError> {
    ids.sort_unstable();
    ids.dedup();
    let mut asked = rules::all_at(run, at).await?;
    let site = |s: Site| {
        let (kelurahan, point, certainty) = (s.place.kelurahan, s.place.point, s.place.certainty);
        let rules = asked.remove(&s.id);
        (s.id, LegSite { id: s.id, slug: s.slug, kind: s.kind, name: s.name, kelurahan, point, certainty, rules })
    };
    Ok(sites::by_ids(run, &ids).await?.into_iter().map(site).collect())
}

/// As it is arranged.
pub async fn route(run: &mut impl Run, tour: TourId) -> Result<Route, DbError> {
    let q = format!("SELECT id, {COLUMNS} FROM tour_leg WHERE tour_id = $1 ORDER BY position");
    let leg = |r: &Row| Ok(RouteLeg { id: r.get("id")?, plan: plan(r)? });
    Ok(Route::new(run.fetch_all(sql(q).bind(tour)).await?.iter().map(leg).collect::<Result<_, DbError>>()?))
}

/// In place of what was arranged before, under the lock of the tour.
pub async fn write(tx: &mut Tx, tour: TourId, route: &Route) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM tour_leg WHERE tour_id = $1").bind(tour)).await?;
    if route.is_empty() {
        return Ok(());
    }
    let values = dialect::values(route.legs().len(), 10, 1);
    let mut q = sql(format!("INSERT INTO tour_leg (id, tour_id, position, {COLUMNS}) VALUES {values}"));
    for (position, leg) in (1_i64..).zip(route.legs()) {
        let p = &leg.plan;
        q = q.bind(leg.id).bind(tour).bind(position).bind(p.kind.code()).bind(p.site);
        q = q.bind(json("name", &p.name)?).bind(json("note", &p.note)?).bind(p.minutes).bind(p.capacity).bind(p.barefoot);
    }
    tx.execute(q).await?;
    Ok(())
}
