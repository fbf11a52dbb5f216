//! Whom visits concern, and what the village has answered.

use domain::heritage::departure::{Consent, DepartureState};
use domain::heritage::tour::LegKind;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, SiteId, TourId};
use domain::kernel::slug::Slug;

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

/// Where the desk of a tour is, and what it is called.
pub async fn heading(run: &mut impl Run, tour: TourId) -> Result<Option<(Slug, Bilingual)>, DbError> {
    let row = run.fetch_optional(sql("SELECT slug, name FROM tour WHERE id = $1").bind(tour)).await?;
    row.map(|r| Ok((r.get("slug")?, r.json("name")?))).transpose()
}

/// The tours that call at a site, drafts as well.
pub async fn tours_calling(run: &mut impl Run, site: SiteId) -> Result<Vec<TourId>, DbError> {
    let q = "SELECT DISTINCT tour_id FROM tour_leg WHERE site_id = $1 ORDER BY tour_id";
    run.fetch_all(sql(q).bind(site)).await?.iter().map(|r| r.get("tour_id")).collect()
}

/// Departures of a tour that wait for the word of a village.
pub struct Waiting {
    pub tour: TourId,
    pub visits: u32,
    pub first: Timestamp,
    pub last: Timestamp,
}

/// Those that are still to come, by tour.
pub async fn waiting(run: &mut impl Run, village: SiteId, now: Timestamp) -> Result<Vec<Waiting>, DbError> {
    let q = "SELECT d.tour_id, COUNT(*) AS visits, MIN(d.starts_at) AS first_at, MAX(d.starts_at) AS last_at FROM departure d \
             WHERE d.consent = $3 AND d.state = $4 AND d.starts_at > $2 AND d.id IN \
             (SELECT l.departure_id FROM departure_leg l WHERE l.site_id = $1 AND l.kind = $5) GROUP BY d.tour_id ORDER BY d.tour_id";
    let q = sql(q).bind(village).bind(now).bind(Consent::Waiting.code()).bind(DepartureState::Planned.code());
    let waiting = |r: &Row| {
        let visits = u32::try_from(r.get::<i64>("visits")?).unwrap_or(u32::MAX);
        Ok(Waiting { tour: r.get("tour_id")?, visits, first: r.get("first_at")?, last: r.get("last_at")? })
    };
    run.fetch_all(q.bind(LegKind::Village.code())).await?.iter().map(waiting).collect()
}

/// The village's word on a departure, of which its planners do not know yet.
pub struct Answer {
    pub departure: DepartureId,
    pub starts_at: Timestamp,
    pub state: DepartureState,
    pub consent: Consent,
    pub note: String,
}

const UNTOLD: &str = "consent_at IS NOT NULL AND consent_told_at IS NULL";

/// The tours with such an answer that was given by a moment.
pub async fn answered(run: &mut impl Run, by: Timestamp) -> Result<Vec<TourId>, DbError> {
    let q = format!("SELECT DISTINCT tour_id FROM departure WHERE {UNTOLD} AND consent_at <= $1 ORDER BY tour_id");
    run.fetch_all(sql(q).bind(by)).await?.iter().map(|r| r.get("tour_id")).collect()
}

/// All such answers of a tour, whenever they were given. The departures are locked, by id.
pub async fn lock_answers(tx: &mut Tx, tour: TourId) -> Result<Vec<Answer>, DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    let q = format!("SELECT id, starts_at, state, consent, consent_note FROM departure WHERE tour_id = $1 AND {UNTOLD} ORDER BY id{lock}");
    let answer = |r: &Row| {
        Ok(Answer {
            departure: r.get("id")?,
            starts_at: r.get("starts_at")?,
            state: r.parse("state", DepartureState::from_code)?,
            consent: r.parse("consent", Consent::from_code)?,
            note: r.get("consent_note")?,
        })
    };
    tx.fetch_all(sql(q).bind(tour)).await?.iter().map(answer).collect()
}

/// They are told now.
pub async fn mark_answers(tx: &mut Tx, answers: &[Answer], at: Timestamp) -> Result<(), DbError> {
    for some in answers.chunks(500) {
        let q = format!("UPDATE departure SET consent_told_at = $1 WHERE id IN ({})", dialect::list(some.len(), 2));
        tx.execute(sql(q).bind(at).bind_all(some.iter().map(|a| a.departure))).await?;
    }
    Ok(())
}
