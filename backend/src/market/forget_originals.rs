//! The file as a camera made it says where and when: it is kept only until its photo is drawn. Here go those that a
//! crash or a job given up has left behind.

use std::collections::HashSet;

use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::ids::PhotoId;
use domain::market::photo::PhotoState;
use futures::TryStreamExt;

use super::add_photo::{original, photo_of_original};
use super::process_photo::ProcessPhotoError;
use super::store::photos;
use crate::deps::Deps;
use crate::jobs;
use crate::page_change::{self, PageTag};
use crate::random::made_at;

/// An upload writes its file before its row.
const ON_ITS_WAY: i64 = HOUR;
/// An admin may have another try at a job that was given up, so long.
const LONGEST: i64 = DAY;
const BATCH: usize = 500;

/// Returns how many files went.
pub async fn forget_originals(deps: &Deps) -> Result<usize, ProcessPhotoError> {
    let now = deps.now();
    give_up(deps, now).await?;
    let keys = deps.blobs.keys("photo");
    let old = |id: &PhotoId| made_at(id.0).is_none_or(|at| now.since(at) > ON_ITS_WAY);
    let found = keys.try_filter_map(|key| async move { Ok(photo_of_original(&key)) }).try_filter(|id| std::future::ready(old(id)));
    let mut batches = std::pin::pin!(found.try_chunks(BATCH));
    let mut gone = 0;
    while let Some(batch) = batches.try_next().await.map_err(|e| e.1)? {
        let pending: HashSet<PhotoId> = photos::pending_of(&mut deps.db.reader(), &batch).await?.into_iter().collect();
        for id in batch.iter().filter(|id| !pending.contains(id)) {
            deps.blobs.delete(&original(*id)).await?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Photos that wait for a job that is no more.
async fn give_up(deps: &Deps, now: Timestamp) -> Result<(), ProcessPhotoError> {
    let mut run = deps.db.reader();
    let waiting = photos::pending_before(&mut run, now.plus(-LONGEST)).await?;
    let to_come = jobs::photos_to_come(&mut run).await?;
    for photo in waiting.iter().filter(|p| !to_come.contains(&p.id)) {
        let mut tx = deps.db.begin().await?;
        if photos::set_made(&mut tx, photo.id, PhotoState::Failed, &[]).await? {
            page_change::announce(&mut tx, now, &[PageTag::Product(photo.product)]).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
