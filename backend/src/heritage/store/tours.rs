use std::collections::HashMap;

use domain::heritage::fare::{Fare, Tariff};
use domain::heritage::tour::{LegKind, LegSite, Tour, TourLeg};
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{SiteId, TourId};
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;

use super::{fares, json, rules, sites};
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

const COLUMNS: &str = "t.id, t.slug, t.name, t.story, t.meeting, t.languages, t.access, t.bring, t.conduct, t.demo";

/// With everything that holds at `at`.
pub async fn find(run: &mut impl Run, slug: &Slug, at: Timestamp) -> Result<Option<Tour>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM tour t WHERE t.slug = $1 AND t.published");
    match run.fetch_optional(sql(q).bind(slug)).await? {
        Some(row) => Ok(whole(run, &row, at, at).await?.map(|(tour, _)| tour)),
        None => Ok(None),
    }
}

/// Published or not.
pub async fn by_id(run: &mut impl Run, tour: TourId, at: Timestamp) -> Result<Option<Tour>, DbError> {
    Ok(for_day(run, tour, at, at).await?.map(|(tour, _)| tour))
}

/// Published or not, with the terms that hold at `at`, and what its sites ask and a seat costs on a day to come.
pub async fn for_day(run: &mut impl Run, tour: TourId, at: Timestamp, day: Timestamp) -> Result<Option<(Tour, Tariff)>, DbError> {
    match run.fetch_optional(sql(format!("SELECT {COLUMNS} FROM tour t WHERE t.id = $1")).bind(tour)).await? {
        Some(row) => Ok(whole(run, &row, at, day).await?.map(|(tour, fares)| (tour, Tariff::at(&fares, day)))),
        None => Ok(None),
    }
}

/// Who plans its departures holds it, so that no two are planned for one moment.
pub async fn lock(tx: &mut Tx, tour: TourId) -> Result<(), DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    tx.fetch_optional(sql(format!("SELECT id FROM tour WHERE id = $1{lock}")).bind(tour)).await?;
    Ok(())
}

pub async fn name_of(run: &mut impl Run, tour: TourId) -> Result<Option<Bilingual>, DbError> {
    let row = run.fetch_optional(sql("SELECT name FROM tour WHERE id = $1").bind(tour)).await?;
    row.map(|r| r.json("name")).transpose()
}

pub async fn published(run: &mut impl Run, at: Timestamp) -> Result<Vec<Tour>, DbError> {
    let rows = run.fetch_all(sql(format!("SELECT {COLUMNS} FROM tour t WHERE t.published ORDER BY t.position, t.slug"))).await?;
    Ok(all_whole(run, &rows, at, at).await?.into_iter().map(|(tour, _)| tour).collect())
}

async fn whole(run: &mut impl Run, r: &Row, at: Timestamp, day: Timestamp) -> Result<Option<(Tour, Vec<Fare>)>, DbError> {
    Ok(all_whole(run, std::slice::from_ref(r), at, day).await?.pop())
}

/// With their legs, the terms of `at`, the rules of `day` and all fares that were ever set: a query for each of these, however many
/// tours there are.
async fn all_whole(run: &mut impl Run, rows: &[Row], at: Timestamp, day: Timestamp) -> Result<Vec<(Tour, Vec<Fare>)>, DbError> {
    let ids: Vec<TourId> = rows.iter().map(|r| r.get("id")).collect::<Result<_, _>>()?;
    let mut legs = legs(run, &ids, day).await?;
    let terms = rules::terms(run, &ids, at).await?;
    let mut fares = fares::of_tours(run, &ids).await?;
    let tour = |(r, id): (&Row, TourId)| {
        let fares = fares.remove(&id).unwrap_or_default();
        let tour = Tour {
            id,
            slug: r.get("slug")?,
            name: r.json("name")?,
            story: r.json("story")?,
            meeting: r.json("meeting")?,
            languages: r.json::<Vec<Locale>>("languages")?,
            access: r.json("access")?,
            bring: r.json("bring")?,
            conduct: r.json("conduct")?,
            legs: legs.remove(&id).unwrap_or_default(),
            terms: terms.get(&id).copied().unwrap_or_default(),
            tariff: Tariff::at(&fares, at),
            demo: r.get("demo")?,
        };
        Ok((tour, fares))
    };
    rows.iter().zip(ids).map(tour).collect()
}

async fn legs(run: &mut impl Run, tours: &[TourId], day: Timestamp) -> Result<HashMap<TourId, Vec<TourLeg>>, DbError> {
    let mut out: HashMap<TourId, Vec<TourLeg>> = HashMap::new();
    if tours.is_empty() {
        return Ok(out);
    }
    let q = format!(
        "SELECT tour_id, position, kind, site_id, name, note, minutes, capacity, barefoot FROM tour_leg WHERE tour_id IN ({}) \
         ORDER BY tour_id, position",
        dialect::list(tours.len(), 1)
    );
    let rows = run.fetch_all(sql(q).bind_all(tours.iter().copied())).await?;
    let mut ids: Vec<SiteId> = rows.iter().filter_map(|r| r.get::<Option<SiteId>>("site_id").transpose()).collect::<Result<_, _>>()?;
    ids.sort_unstable();
    ids.dedup();
    let mut asked = rules::all_at(run, day).await?;
    let known: HashMap<SiteId, LegSite> = sites::by_ids(run, &ids)
        .await?
        .into_iter()
        .map(|s| {
            let (kelurahan, point, certainty) = (s.place.kelurahan, s.place.point, s.place.certainty);
            let rules = asked.remove(&s.id);
            (s.id, LegSite { id: s.id, slug: s.slug, kind: s.kind, name: s.name, kelurahan, point, certainty, rules })
        })
        .collect();
    for r in &rows {
        out.entry(r.get("tour_id")?).or_default().push(TourLeg {
            position: r.get("position")?,
            kind: r.parse("kind", LegKind::from_code)?,
            site: r.get::<Option<SiteId>>("site_id")?.and_then(|id| known.get(&id).cloned()),
            name: r.json("name")?,
            note: r.json("note")?,
            minutes: r.get("minutes")?,
            capacity: r.get("capacity")?,
            barefoot: r.get("barefoot")?,
        });
    }
    Ok(out)
}

/// The tour and its legs; terms and fares are set apart, because each begins on a day.
pub async fn insert(tx: &mut Tx, t: &Tour, position: i64) -> Result<(), DbError> {
    let q = sql(format!(
        "INSERT INTO tour (id, slug, name, story, meeting, languages, access, bring, conduct, position, published, demo) VALUES {}",
        dialect::values(1, 12, 1)
    ));
    let q = q.bind(t.id).bind(&t.slug).bind(json("name", &t.name)?).bind(json("story", &t.story)?).bind(json("meeting", &t.meeting)?);
    let q = q.bind(json("languages", &t.languages)?).bind(json("access", &t.access)?).bind(json("bring", &t.bring)?);
    tx.execute(q.bind(json("conduct", &t.conduct)?).bind(position).bind(true).bind(t.demo)).await?;
    let mut q = sql(format!(
        "INSERT INTO tour_leg (tour_id, position, kind, site_id, name, note, minutes, capacity, barefoot) VALUES {}",
        dialect::values(t.legs.len(), 9, 1)
    ));
    for l in &t.legs {
        q = q.bind(t.id).bind(l.position).bind(l.kind.code()).bind(l.site.as_ref().map(|s| s.id));
        q = q.bind(json("name", &l.name)?).bind(json("note", &l.note)?).bind(l.minutes).bind(l.capacity).bind(l.barefoot);
    }
    tx.execute(q).await?;
    Ok(())
}
