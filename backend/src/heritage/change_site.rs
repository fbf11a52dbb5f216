//! What everybody may know of a site, changed by those who keep it. Its address stays.

use domain::heritage::site::{Site, SitePlace};
use domain::heritage::site_profile::{SiteProfile, SiteProfileError};
use domain::identity::actor::Actor;
use domain::kernel::ids::SiteId;
use thiserror::Error;

use super::staff::{StaffError, require_opener};
use super::store::sites;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

#[derive(Debug, Error)]
pub enum ChangeSiteError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error(transparent)]
    Profile(#[from] SiteProfileError),
    #[error("another site has this name")]
    NameTaken,
    /// Consent and lists of visitors hang on it.
    #[error("tours call there as what it is")]
    KindFixed,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn change_site(deps: &Deps, actor: &Actor, id: SiteId, input: SiteProfile) -> Result<(), ChangeSiteError> {
    require_opener(&mut deps.db.reader(), actor).await?;
    let SiteProfile { kind, name, story, era, place } = input.read()?;
    let mut tx = deps.db.begin().await?;
    let before = sites::lock_whole(&mut tx, id).await?.ok_or(StaffError::NotFound)?;
    let after = Site { kind, name, story, era, place, ..before.clone() };
    let changed = changes(&before, &after);
    if changed.is_empty() {
        return Ok(());
    }
    let called = sites::is_called_at(&mut tx, id).await?;
    if !before.kind.may_become(after.kind, called) {
        return Err(ChangeSiteError::KindFixed);
    }
    if !after.is_named_like(&before) && sites::all(&mut tx).await?.iter().any(|other| other.id != id && other.is_named_like(&after)) {
        return Err(ChangeSiteError::NameTaken);
    }
    sites::update(&mut tx, &after).await?;
    // Every page that names a site carries its tag.
    announce(&mut tx, deps.now(), &[PageTag::Place(id)]).await?;
    audit::record(&mut tx, deps, actor, "heritage.site_changed", &format!("site:{id}"), &changed.join(", ")).await?;
    Ok(tx.commit().await?)
}

/// What is different, with what it is now where that is short.
fn changes(before: &Site, after: &Site) -> Vec<String> {
    let (was, is) = (&before.place, &after.place);
    // To a metre: a form shows no more.
    let (stood, stands) = (format!("{:.5} {:.5}", was.point.lat, was.point.lon), format!("{:.5} {:.5}", is.point.lat, is.point.lon));
    let sure = |p: &SitePlace| format!("{} ±{} m", p.certainty.code(), p.radius_m);
    [
        (before.kind != after.kind).then(|| format!("kind {}", after.kind.code())),
        (before.name != after.name).then(|| format!("name {} / {}", after.name.id, after.name.en)),
        (before.story != after.story).then(|| "story".to_owned()),
        (before.era != after.era).then(|| format!("era {} / {}", after.era.id, after.era.en)),
        (was.address != is.address).then(|| format!("address {}", is.address)),
        (was.kelurahan != is.kelurahan).then(|| format!("kelurahan {}", is.kelurahan.name())),
        (stood != stands).then(|| format!("point {stands}")),
        (sure(was) != sure(is)).then(|| sure(is)),
        (was.source != is.source).then(|| format!("source {}", is.source)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
