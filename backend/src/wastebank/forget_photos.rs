//! Photos whose form was left, or that a newer one replaced. First the rows go, then every file that neither a form nor a slip names:
//! those of these rows, and what a crash, a database that was away or a disk that refused has left behind before.

use std::collections::HashSet;

use domain::kernel::clock::{DAY, HOUR};
use futures::TryStreamExt;
use thiserror::Error;

use super::photo_files::{FOLDER, photo_of};
use super::store::form_photos;
use crate::adapters::blobs::BlobError;
use crate::db::DbError;
use crate::deps::Deps;
use crate::random::made_at;

/// A form that is open longer than this is asked for its photo again.
const WAITS: i64 = DAY;
/// A photo writes its file before its row.
const ON_ITS_WAY: i64 = HOUR;
const BATCH: usize = 500;

#[derive(Debug, Error)]
pub enum ForgetPhotosError {
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Returns how many files went.
pub async fn forget_photos(deps: &Deps) -> Result<usize, ForgetPhotosError> {
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    // A slip that takes a photo at this moment has it, or is asked for another.
    form_photos::forget_before(&mut tx, now.plus(-WAITS)).await?;
    tx.commit().await?;
    let old = |file: &String| photo_of(file).and_then(|id| made_at(id.0)).is_none_or(|at| now.since(at) > ON_ITS_WAY);
    let found = deps.blobs.keys(FOLDER).try_filter(|file| std::future::ready(old(file)));
    let mut batches = std::pin::pin!(found.try_chunks(BATCH));
    let mut gone = 0;
    while let Some(batch) = batches.try_next().await.map_err(|e| e.1)? {
        let named: HashSet<String> = form_photos::named_of(&mut deps.db.reader(), &batch).await?.into_iter().collect();
        for file in batch.iter().filter(|file| !named.contains(file.as_str())) {
            match deps.blobs.delete(file).await {
                Ok(()) => gone += 1,
                // The others do not wait for it, and the next round finds it again.
                Err(error) => tracing::error!(%error, %file, "a photo that no slip took could not be deleted"),
            }
        }
    }
    Ok(gone)
}
