use domain::heritage::departure::Departure;
use domain::heritage::fare::{Fare, Tariff};
use domain::heritage::terms::Terms;
use domain::heritage::tour::{Tour, TourLeg};
use domain::heritage::tour_profile::TourProfile;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, TourId};
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;

use super::{fares, json, rules, tour_legs};
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

const SELECT: &str =
    "SELECT t.id, t.slug, t.name, t.story, t.meeting, t.languages, t.access, t.bring, t.conduct, t.published, t.demo FROM tour t";

/// With everything that holds at `at`.
pub async fn find(run: &mut impl Run, slug: &Slug, at: Timestamp) -> Result<Option<Tour>, DbError> {
    Ok(find_any(run, slug, at).await?.filter(|tour| tour.published))
}

/// Published or not.
pub async fn find_any(run: &mut impl Run, slug: &Slug, at: Timestamp) -> Result<Option<Tour>, DbError> {
    let row = run.fetch_optional(sql(format!("{SELECT} WHERE t.slug = $1")).bind(slug)).await?;
    Ok(all_whole(run, row.as_slice(), at).await?.pop())
}

/// Published or not.
pub async fn by_id(run: &mut impl Run, tour: TourId, at: Timestamp) -> Result<Option<Tour>, DbError> {
    let row = run.fetch_optional(sql(format!("{SELECT} WHERE t.id = $1")).bind(tour)).await?;
    Ok(all_whole(run, row.as_slice(), at).await?.pop())
}

/// Published or not: the tour as this departure goes, on the legs that were copied for it, with the terms that hold at `at`, and what its
/// sites ask and a seat costs on its day.
pub async fn of_departure(run: &mut impl Run, d: &Departure, at: Timestamp) -> Result<Option<(Tour, Tariff)>, DbError> {
    let Some(row) = run.fetch_optional(sql(format!("{SELECT} WHERE t.id = $1")).bind(d.tour)).await? else { return Ok(None) };
    let legs = tour_legs::of_departure(run, d).await?;
    let terms = rules::terms(run, &[d.tour], at).await?.remove(&d.tour).unwrap_or_default();
    let fares = fares::of_tour(run, d.tour).await?;
    Ok(Some((tour(&row, legs, terms, Tariff::at(&fares, at))?, Tariff::at(&fares, d.starts_at))))
}

/// Who plans its departures or changes it holds it, so that no two are planned for one moment, and each has the legs of one
/// arrangement.
pub async fn lock(tx: &mut Tx, tour: TourId) -> Result<(), DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    tx.fetch_optional(sql(format!("SELECT id FROM tour WHERE id = $1{lock}")).bind(tour)).await?;
    Ok(())
}

/// Who arranges the list of tours holds all of them, by id.
pub async fn lock_all(tx: &mut Tx) -> Result<(), DbError> {
    let Some(lock) = dialect::lock_rows(tx.engine()) else { return Ok(()) };
    tx.fetch_all(sql(format!("SELECT id FROM tour ORDER BY id{lock}"))).await?;
    Ok(())
}

/// All there are, drafts as well, as they stand in lists.
pub async fn in_order(run: &mut impl Run) -> Result<Vec<TourId>, DbError> {
    run.fetch_all(sql("SELECT id FROM tour ORDER BY position, slug")).await?.iter().map(|r| r.get("id")).collect()
}

/// Under the lock of all of them.
pub async fn put_in_order(tx: &mut Tx, order: &[TourId]) -> Result<(), DbError> {
    let q = format!("UPDATE tour SET position = {}", dialect::places("id", "position", order.len(), 1));
    tx.execute(sql(q).bind_all(order.iter().copied())).await?;
    Ok(())
}

/// As it is now: who has planned without a lock asks once more under that of the departure.
pub async fn is_published(run: &mut impl Run, tour: TourId) -> Result<bool, DbError> {
    let row = run.fetch_optional(sql("SELECT published FROM tour WHERE id = $1").bind(tour)).await?;
    row.map_or(Ok(false), |r| r.get("published"))
}

pub async fn name_of(run: &mut impl Run, tour: TourId) -> Result<Option<Bilingual>, DbError> {
    let row = run.fetch_optional(sql("SELECT name FROM tour WHERE id = $1").bind(tour)).await?;
    row.map(|r| r.json("name")).transpose()
}

pub async fn published(run: &mut impl Run, at: Timestamp) -> Result<Vec<Tour>, DbError> {
    let rows = run.fetch_all(sql(format!("{SELECT} WHERE t.published ORDER BY t.position, t.slug"))).await?;
    all_whole(run, &rows, at).await
}

/// Those that can be booked (with `true`), and those that could: a hidden tour still has its parties.
pub async fn ever_booked(run: &mut impl Run) -> Result<Vec<(TourId, bool)>, DbError> {
    let q =
        "SELECT t.id, t.published FROM tour t WHERE t.published OR EXISTS (SELECT 1 FROM departure d WHERE d.tour_id = t.id) ORDER BY t.id";
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("id")?, r.get("published")?))).collect()
}

/// By which those were booked whose visitors are not forgotten yet, of the tours that are hidden.
pub async fn kept_terms_of_hidden(run: &mut impl Run, now: Timestamp) -> Result<Vec<Terms>, DbError> {
    let q = "SELECT DISTINCT b.terms FROM booking b JOIN departure d ON d.id = b.departure_id JOIN tour t ON t.id = d.tour_id \
             WHERE b.purge_at > $1 AND NOT t.published";
    run.fetch_all(sql(q).bind(now)).await?.iter().map(|r| r.json("terms")).collect()
}

/// Those that somebody works for, drafts as well.
pub async fn of_staff(run: &mut impl Run, person: PersonId, at: Timestamp) -> Result<Vec<Tour>, DbError> {
    let q = format!("{SELECT} WHERE t.id IN (SELECT s.tour_id FROM tour_staff s WHERE s.person_id = $1) ORDER BY t.position, t.slug");
    let rows = run.fetch_all(sql(q).bind(person)).await?;
    all_whole(run, &rows, at).await
}

/// With their legs, terms and fares: a query for each of these, however many tours there are.
async fn all_whole(run: &mut impl Run, rows: &[Row], at: Timestamp) -> Result<Vec<Tour>, DbError> {
    let ids: Vec<TourId> = rows.iter().map(|r| r.get("id")).collect::<Result<_, _>>()?;
    let mut legs = tour_legs::of_tours(run, &ids, at).await?;
    let terms = rules::terms(run, &ids, at).await?;
    let mut fares = fares::of_tours(run, &ids).await?;
    let whole = |(r, id): (&Row, TourId)| {
        let set: Vec<Fare> = fares.remove(&id).unwrap_or_default();
        tour(r, legs.remove(&id).unwrap_or_default(), terms.get(&id).copied().unwrap_or_default(), Tariff::at(&set, at))
    };
    rows.iter().zip(ids).map(whole).collect()
}

fn tour(r: &Row, legs: Vec<TourLeg>, terms: Terms, tariff: Tariff) -> Result<Tour, DbError> {
    Ok(Tour {
        id: r.get("id")?,
        slug: r.get("slug")?,
        name: r.json("name")?,
        story: r.json("story")?,
        meeting: r.json("meeting")?,
        languages: r.json::<Vec<Locale>>("languages")?,
        access: r.json("access")?,
        bring: r.json("bring")?,
        conduct: r.json("conduct")?,
        legs,
        terms,
        tariff,
        published: r.get("published")?,
        demo: r.get("demo")?,
    })
}

/// A tour that begins.
pub struct NewTour<'a> {
    pub id: TourId,
    pub slug: &'a Slug,
    pub profile: &'a TourProfile,
    pub published: bool,
    pub demo: bool,
}

/// After all others; legs, terms and fares are set apart. False: there is one with this id or slug.
pub async fn insert(tx: &mut Tx, new: &NewTour<'_>) -> Result<bool, DbError> {
    let q = "INSERT INTO tour (id, slug, name, story, meeting, languages, access, bring, conduct, published, demo, position) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, (SELECT COALESCE(MAX(t.position), 0) + 1 FROM tour t)) ON CONFLICT DO NOTHING";
    let q = sql(q).bind(new.id).bind(new.slug).bind_all(columns(new.profile)?).bind(new.published).bind(new.demo);
    Ok(tx.execute(q).await? > 0)
}

/// Its slug stays: addresses that people have kept lead to it.
pub async fn update(tx: &mut Tx, id: TourId, profile: &TourProfile) -> Result<(), DbError> {
    let q = "UPDATE tour SET name = $2, story = $3, meeting = $4, languages = $5, access = $6, bring = $7, conduct = $8 WHERE id = $1";
    tx.execute(sql(q).bind(id).bind_all(columns(profile)?)).await?;
    Ok(())
}

/// In the order of the table.
fn columns(p: &TourProfile) -> Result<[String; 7], DbError> {
    Ok([
        json("name", &p.name)?,
        json("story", &p.story)?,
        json("meeting", &p.meeting)?,
        json("languages", &p.languages)?,
        json("access", &p.access)?,
        json("bring", &p.bring)?,
        json("conduct", &p.conduct)?,
    ])
}

/// False: it was so already.
pub async fn set_published(tx: &mut Tx, id: TourId, published: bool) -> Result<bool, DbError> {
    let q = "UPDATE tour SET published = $2 WHERE id = $1 AND published <> $2";
    Ok(tx.execute(sql(q).bind(id).bind(published)).await? > 0)
}
