//! The village says whether a departure may enter it. Until then nobody can book.

use domain::heritage::departure::{Consent, Departure};
use domain::heritage::tour::LegKind;
use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;
use domain::kernel::ids::{DepartureId, SiteId};
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::staff::{StaffError, require_speaker};
use super::store::departures;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

pub const MAX_NOTE: usize = 300;

#[derive(Debug, Error)]
pub enum DecideConsentError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// Somebody else has answered in the meantime.
    #[error("it has been answered already")]
    Already,
    /// A refusal says why.
    #[error("note: {0}")]
    Note(TextError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The departures of the coming year that enter this village, answered or not, in order.
pub async fn list_visits(deps: &Deps, actor: &Actor, site: SiteId) -> Result<Vec<Departure>, StaffError> {
    let mut run = deps.db.reader();
    require_speaker(&mut run, actor, site).await?;
    let today = deps.now().start_of_wib_day();
    Ok(departures::calling_at(&mut run, site, today, today.plus(400 * DAY)).await?)
}

/// The first answer to a departure. Taking it back is closing the day.
pub async fn decide_consent(deps: &Deps, actor: &Actor, id: DepartureId, agrees: bool, note: &str) -> Result<(), DecideConsentError> {
    let mut run = deps.db.reader();
    let found = departures::find(&mut run, id).await?.ok_or(StaffError::NotFound)?;
    let village = found.legs.iter().find(|l| l.kind == LegKind::Village).and_then(|l| l.site).ok_or(StaffError::NotFound)?;
    let by = require_speaker(&mut run, actor, village).await?;
    let note = if agrees { text::optional_line(note, MAX_NOTE) } else { text::line(note, MAX_NOTE) }.map_err(DecideConsentError::Note)?;
    let to = if agrees { Consent::Given } else { Consent::Refused };
    let mut tx = deps.db.begin().await?;
    if !departures::set_consent(&mut tx, id, Consent::Waiting, to, by, &note, deps.now()).await? {
        return Err(DecideConsentError::Already);
    }
    audit::record(&mut tx, deps, actor, "heritage.consent", &format!("departure:{id}"), to.code()).await?;
    announce(&mut tx, deps.now(), &[PageTag::Seats(found.tour)]).await?;
    Ok(tx.commit().await?)
}
