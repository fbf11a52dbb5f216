//! Whom visits concern, and what the village has answered.

use domain::heritage::departure::{Consent, DepartureState};
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
