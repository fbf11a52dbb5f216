//! A photo of the goods on the scale, kept with a slip: looked at and drawn anew like those of the market, never replaced.

use bytes::Bytes;
use domain::identity::actor::Actor;
use domain::wastebank::slip::Slip;
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

use super::read_counter::{CounterError, require_operator};
use super::read_slip::{AnySlip, read_slip};
use super::store::{deposits, rules};
use crate::adapters::blobs::BlobError;
use crate::adapters::photos::{PhotoError, PhotoFormat, inspect, process};
use crate::db::DbError;
use crate::deps::Deps;

/// Drawing takes memory: one at a time.
static ONE: Semaphore = Semaphore::const_new(1);

#[derive(Debug, Error)]
pub enum SlipPhotoError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("there is a photo already")]
    Already,
    #[error(transparent)]
    Photo(#[from] PhotoError),
    #[error("drawing it stopped: {0}")]
    Stopped(#[from] JoinError),
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
}

fn key(slip: &str) -> String {
    format!("waste/{slip}.jpg")
}

/// By the rules of its day.
pub async fn wants_photo(deps: &Deps, slip: &Slip) -> Result<bool, DbError> {
    let from = rules::in_force(&mut deps.db.reader(), slip.at).await?.photo_from;
    Ok(!slip.photo && slip.reversed.is_none() && slip.total >= from)
}

/// Strangers' files are not even looked at.
pub async fn may_keep_photo(deps: &Deps, actor: &Actor, number: &str) -> Result<Slip, SlipPhotoError> {
    let mut run = deps.db.reader();
    let slip = deposits::find(&mut run, number).await?.ok_or(CounterError::NotFound)?;
    require_operator(&mut run, actor, slip.unit).await?;
    if slip.photo { Err(SlipPhotoError::Already) } else { Ok(slip) }
}

pub async fn keep_slip_photo(deps: &Deps, actor: &Actor, number: &str, bytes: Bytes) -> Result<(), SlipPhotoError> {
    let slip = may_keep_photo(deps, actor, number).await?;
    let drawn = {
        let _one = ONE.acquire().await.ok(); // never closed
        spawn_blocking(move || inspect(&bytes).and_then(|_| process(&bytes))).await??
    };
    let largest = drawn.renditions.into_iter().rfind(|r| r.format == PhotoFormat::Jpeg).ok_or(PhotoError::NotEncoded)?;
    let by = actor.require_person().map_err(CounterError::from)?;
    let mut tx = deps.db.begin().await?;
    if !deposits::add_photo(&mut tx, &slip.number, by, deps.now()).await? {
        return Err(SlipPhotoError::Already);
    }
    // The row is this transaction's alone by now: nobody else writes the file.
    deps.blobs.put(&key(&slip.number), largest.bytes.into()).await?;
    tx.commit().await?;
    Ok(())
}

/// For whoever may see the slip.
pub async fn read_slip_photo(deps: &Deps, actor: &Actor, number: &str) -> Result<Option<Bytes>, SlipPhotoError> {
    match read_slip(deps, actor, number).await? {
        AnySlip::Deposit(d) if d.slip.photo => Ok(deps.blobs.get(&key(&d.slip.number)).await?),
        _ => Ok(None),
    }
}
