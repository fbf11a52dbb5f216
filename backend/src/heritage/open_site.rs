//! A new place of the city's heritage. Everybody sees it at once; nothing is told of it yet but its story.

use domain::heritage::site_profile::{SiteProfile, SiteProfileError};
use domain::identity::actor::Actor;
use domain::kernel::ids::SiteId;
use thiserror::Error;

use super::staff::{StaffError, require_opener};
use super::store::sites;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::nonce;
use crate::page_change::{PageTag, announce};

#[derive(Debug, Error)]
pub enum OpenSiteError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error("the form has no key")]
    Nonce,
    /// It opened another site before: this one is not lost.
    #[error("the form's key is used already")]
    Used,
    #[error(transparent)]
    Profile(#[from] SiteProfileError),
    #[error("another site has this name, or had it when it was opened")]
    NameTaken,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `nonce`: of the form, so that one that is sent twice opens one site.
pub async fn open_site(deps: &Deps, actor: &Actor, nonce: &str, input: SiteProfile) -> Result<SiteId, OpenSiteError> {
    let by = require_opener(&mut deps.db.reader(), actor).await?;
    let nonce = nonce::of(by, nonce).ok_or(OpenSiteError::Nonce)?;
    let site = input.read()?.site(deps.id());
    let mut tx = deps.db.begin().await?;
    if !sites::insert(&mut tx, &site, Some(&nonce)).await? {
        return match sites::opened_by(&mut tx, &nonce).await? {
            Some(known) if SiteProfile::of(&known) == SiteProfile::of(&site) => Ok(known.id),
            Some(_) => Err(OpenSiteError::Used),
            None => Err(OpenSiteError::NameTaken),
        };
    }
    if sites::all(&mut tx).await?.iter().any(|other| other.id != site.id && other.is_named_like(&site)) {
        return Err(OpenSiteError::NameTaken);
    }
    // Lists and maps that do not know it yet carry no tag of it.
    announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
    let detail = format!("{} ({}), {}", site.name.id, site.kind.code(), site.place.kelurahan.name());
    audit::record(&mut tx, deps, actor, "heritage.site_opened", &format!("site:{}", site.id), &detail).await?;
    tx.commit().await?;
    Ok(site.id)
}
