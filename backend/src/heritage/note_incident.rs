//! What happened on the way: written down by whoever leads the departure or plans its tour.

use domain::identity::actor::Actor;
use domain::kernel::ids::DepartureId;
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::staff::{StaffError, require_duty_of};
use super::store::{departures, incidents};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::nonce;

pub const MAX_INCIDENT: usize = 1_000;

#[derive(Debug, Error)]
pub enum NoteIncidentError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("the form has no key")]
    Nonce,
    /// It wrote another note before: this one is not lost.
    #[error("the form's key is used already")]
    Used,
    #[error("note: {0}")]
    Note(TextError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn note_incident(deps: &Deps, actor: &Actor, departure: DepartureId, nonce: &str, note: &str) -> Result<(), NoteIncidentError> {
    let mut run = deps.db.reader();
    let found = departures::find(&mut run, departure).await?.ok_or(StaffError::NotFound)?;
    let by = require_duty_of(&mut run, actor, found.tour).await?;
    let nonce = nonce::of(by, nonce).ok_or(NoteIncidentError::Nonce)?;
    let note = text::paragraphs(note, MAX_INCIDENT).map_err(NoteIncidentError::Note)?;
    let mut tx = deps.db.begin().await?;
    if !incidents::insert(&mut tx, &nonce, departure, &note, by, deps.now()).await? {
        let known = incidents::is_known(&mut tx, &nonce, departure, &note).await?;
        return if known { Ok(()) } else { Err(NoteIncidentError::Used) };
    }
    audit::record(&mut tx, deps, actor, "heritage.incident_noted", &format!("departure:{departure}"), "").await?;
    Ok(tx.commit().await?)
}
