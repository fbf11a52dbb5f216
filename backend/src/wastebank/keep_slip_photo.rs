//! A photo of the goods on the scale, kept with a slip that has none: those of the meeting point, which do not wait for one (see
//! `take_deposit.rs`). Looked at and drawn anew like those of the market, never replaced.

use bytes::Bytes;
use domain::identity::actor::Actor;
use domain::wastebank::slip::Slip;
use thiserror::Error;

use super::photo_files::file_of;
use super::read_counter::{CounterError, require_operator};
use super::read_slip::{AnySlip, read_slip};
use super::store::{deposits, rules};
use crate::adapters::blobs::BlobError;
use crate::adapters::photos::{KeepPhotoError, keep_jpeg};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum SlipPhotoError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("there is a photo already")]
    Already,
    #[error("the slip is undone")]
    Reversed,
    #[error(transparent)]
    Photo(#[from] KeepPhotoError),
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// By the rules of its day.
pub async fn wants_photo(deps: &Deps, slip: &Slip) -> Result<bool, DbError> {
    let from = rules::in_force(&mut deps.db.reader(), slip.at).await?.photo_from;
    Ok(slip.photo.is_none() && slip.reversed.is_none() && slip.total >= from)
}

/// Strangers' files are not even looked at.
pub async fn may_keep_photo(deps: &Deps, actor: &Actor, number: &str) -> Result<Slip, SlipPhotoError> {
    let mut run = deps.db.reader();
    let slip = deposits::find(&mut run, number).await?.ok_or(CounterError::NotFound)?;
    require_operator(&mut run, actor, slip.unit).await?;
    if slip.reversed.is_some() {
        return Err(SlipPhotoError::Reversed);
    }
    if slip.photo.is_some() { Err(SlipPhotoError::Already) } else { Ok(slip) }
}

pub async fn keep_slip_photo(deps: &Deps, actor: &Actor, number: &str, bytes: Bytes) -> Result<(), SlipPhotoError> {
    let slip = may_keep_photo(deps, actor, number).await?;
    let by = actor.require_person().map_err(CounterError::from)?;
    let file = file_of(deps.id());
    // Before the transaction: nobody waits for the disk. Without its row the file is nobody's, and is forgotten.
    keep_jpeg(&deps.blobs, &file, bytes).await?;
    let mut tx = deps.db.begin().await?;
    let added = deposits::add_photo(&mut tx, &slip.number, &file, by, deps.now()).await?;
    tx.commit().await?;
    if added {
        return Ok(());
    }
    if let Err(error) = deps.blobs.delete(&file).await {
        // Housekeeping finds it again; what the operator is told is why it was not taken.
        tracing::warn!(%error, %file, "a photo that no slip took was left behind");
    }
    let now = deposits::find(&mut deps.db.reader(), number).await?.ok_or(CounterError::NotFound)?;
    Err(if now.reversed.is_some() { SlipPhotoError::Reversed } else { SlipPhotoError::Already })
}

/// For whoever may see the slip.
pub async fn read_slip_photo(deps: &Deps, actor: &Actor, number: &str) -> Result<Option<Bytes>, SlipPhotoError> {
    match read_slip(deps, actor, number).await? {
        AnySlip::Deposit(d) => match &d.slip.photo {
            Some(file) => Ok(deps.blobs.get(file).await?),
            None => Ok(None),
        },
        AnySlip::Payment(_) | AnySlip::Sale(_) => Ok(None),
    }
}
