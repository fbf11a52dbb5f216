//! What happened on the way: written down by whoever leads the departure or plans its tour, on a page or by a device that was alone.

use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
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

#[derive(Clone, Debug)]
pub struct NoteIncident {
    /// Made with the form, or by the device.
    pub nonce: String,
    pub departure: DepartureId,
    pub note: String,
    /// When, by the device.
    pub at: Timestamp,
}

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

/// Told twice it is one note.
pub async fn note_incident(deps: &Deps, actor: &Actor, input: &NoteIncident) -> Result<(), NoteIncidentError> {
    let mut run = deps.db.reader();
    let departure = input.departure;
    let found = departures::find(&mut run, departure).await?.ok_or(StaffError::NotFound)?;
    let by = require_duty_of(&mut run, actor, found.tour).await?;
    let nonce = nonce::of(by, &input.nonce).ok_or(NoteIncidentError::Nonce)?;
    let note = text::paragraphs(&input.note, MAX_INCIDENT).map_err(NoteIncidentError::Note)?;
    let at = found.told_at(input.at, deps.now());
    let mut tx = deps.db.begin().await?;
    if !incidents::insert(&mut tx, &nonce, departure, &note, by, at).await? {
        let known = incidents::is_known(&mut tx, &nonce, departure, &note).await?;
        return if known { Ok(()) } else { Err(NoteIncidentError::Used) };
    }
    audit::record(&mut tx, deps, actor, "heritage.incident_noted", &format!("departure:{departure}"), "").await?;
    Ok(tx.commit().await?)
}
