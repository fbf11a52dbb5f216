//! Photos of a site, kept by those who speak for it, or by those who keep what is told of it as long as nobody does: looked at and drawn
//! anew like those of the market.

use bytes::Bytes;
use domain::heritage::site_photo::{MAX_PHOTOS, SitePhoto};
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::SiteId;
use domain::kernel::text::{self, TextError};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::staff::{StaffError, require_photographer};
use super::store::{site_photos, sites};
use crate::adapters::blobs::BlobError;
use crate::adapters::photos::{KeepPhotoError, PhotoFormat, keep_sizes};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

pub const MAX_CAPTION: usize = 200;
pub const MAX_CREDIT: usize = 120;

#[derive(Debug, Error)]
pub enum SitePhotoError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("{MAX_PHOTOS} photos are there")]
    TooMany,
    #[error("this photo is there")]
    Already,
    #[error("the photo is gone")]
    Gone,
    #[error("caption: {0}")]
    Caption(TextError),
    #[error("credit: {0}")]
    Credit(TextError),
    #[error(transparent)]
    Photo(#[from] KeepPhotoError),
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Db(#[from] DbError),
}

fn path(site: SiteId, file: &str, width: u32, format: PhotoFormat) -> String {
    format!("sites/{site}/{file}-{width}.{}", format.extension())
}

/// Also those that nobody else sees yet.
pub async fn list_site_photos(deps: &Deps, actor: &Actor, site: SiteId) -> Result<Vec<SitePhoto>, SitePhotoError> {
    let mut run = deps.db.reader();
    require_photographer(&mut run, actor, site).await?;
    Ok(site_photos::of_site(&mut run, site).await?)
}

/// Nobody else sees it before it has a caption.
pub async fn add_site_photo(deps: &Deps, actor: &Actor, site: SiteId, bytes: Bytes) -> Result<(), SitePhotoError> {
    let by = require_photographer(&mut deps.db.reader(), actor, site).await?;
    let picture = Sha256::digest(&bytes).iter().take(16).fold(String::new(), |text, b| text + &format!("{b:02x}"));
    // Before it costs anything.
    fits(&site_photos::of_site(&mut deps.db.reader(), site).await?, &picture)?;
    // The files of each upload are its own: whoever takes one away never takes those of the same picture that comes again.
    let file = format!("{picture}-{:016x}", deps.random.u64());
    // Before the transaction: nobody waits for the disk. Without its row a file is nobody's.
    let kept = keep_sizes(&deps.blobs, bytes, |width, format| path(site, &file, width, format)).await?;
    let (width, height, widths) = (kept.width, kept.height, kept.widths);
    let photo = SitePhoto { file, width, height, widths, caption: Bilingual::default(), credit: String::new() };
    let mut tx = deps.db.begin().await?;
    sites::lock(&mut tx, &[site]).await?;
    // Others may have come meanwhile.
    if let Err(full) = fits(&site_photos::of_site(&mut tx, site).await?, &picture) {
        tx.rollback().await?;
        forget(deps, site, &photo).await?;
        return Err(full);
    }
    site_photos::insert(&mut tx, site, &photo, by, deps.now()).await?;
    audit::record(&mut tx, deps, actor, "heritage.photo_added", &format!("site:{site}"), &photo.file).await?;
    Ok(tx.commit().await?)
}

/// Is there room for one more, and not this one yet?
fn fits(there: &[SitePhoto], picture: &str) -> Result<(), SitePhotoError> {
    if there.iter().any(|p| p.file.starts_with(picture)) {
        return Err(SitePhotoError::Already);
    }
    if there.len() >= MAX_PHOTOS { Err(SitePhotoError::TooMany) } else { Ok(()) }
}

async fn forget(deps: &Deps, site: SiteId, photo: &SitePhoto) -> Result<(), BlobError> {
    for (width, format) in photo.widths.iter().flat_map(|w| [(*w, PhotoFormat::Webp), (*w, PhotoFormat::Jpeg)]) {
        deps.blobs.delete(&path(site, &photo.file, width, format)).await?;
    }
    Ok(())
}

/// What it shows, and whose it is: from then on everybody sees it.
pub async fn describe_site_photo(
    deps: &Deps,
    actor: &Actor,
    site: SiteId,
    file: &str,
    caption: &Bilingual,
    credit: &str,
) -> Result<(), SitePhotoError> {
    require_photographer(&mut deps.db.reader(), actor, site).await?;
    let id = text::line(&caption.id, MAX_CAPTION).map_err(SitePhotoError::Caption)?;
    let en = text::optional_line(&caption.en, MAX_CAPTION).map_err(SitePhotoError::Caption)?;
    let credit = text::line(credit, MAX_CREDIT).map_err(SitePhotoError::Credit)?;
    let mut tx = deps.db.begin().await?;
    if !site_photos::describe(&mut tx, site, file, &Bilingual { id, en }, &credit).await? {
        return Err(SitePhotoError::Gone);
    }
    announce(&mut tx, deps.now(), &[PageTag::Place(site)]).await?;
    Ok(tx.commit().await?)
}

pub async fn remove_site_photo(deps: &Deps, actor: &Actor, site: SiteId, file: &str) -> Result<(), SitePhotoError> {
    require_photographer(&mut deps.db.reader(), actor, site).await?;
    let mut tx = deps.db.begin().await?;
    let Some(photo) = site_photos::find(&mut tx, site, file).await? else { return Err(SitePhotoError::Gone) };
    site_photos::delete(&mut tx, site, file).await?;
    audit::record(&mut tx, deps, actor, "heritage.photo_removed", &format!("site:{site}"), file).await?;
    announce(&mut tx, deps.now(), &[PageTag::Place(site)]).await?;
    tx.commit().await?;
    Ok(forget(deps, site, &photo).await?)
}

/// Whoever has its address was shown it. None: there is none, or not in this width.
pub async fn read_site_photo(
    deps: &Deps,
    site: SiteId,
    file: &str,
    width: u32,
    format: PhotoFormat,
) -> Result<Option<Bytes>, SitePhotoError> {
    let found = site_photos::find(&mut deps.db.reader(), site, file).await?;
    match found {
        Some(photo) if photo.widths.contains(&width) => Ok(deps.blobs.get(&path(site, &photo.file, width, format)).await?),
        _ => Ok(None),
    }
}
