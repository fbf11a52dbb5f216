//! Whoever holds a printed list asks by its seal whether the list is still that one. Nothing that identifies people is opened for it.

use domain::heritage::manifest_seal::TypedSeal;
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, SiteId};

use super::read_manifest::{ReadManifestError, at_site};
use super::staff::{StaffError, require_duty_of, require_speaker};
use super::store::departures;
use super::ticket_keys::public_keys;
use crate::deps::Deps;

/// For those who have the paper: who speaks for the site, and who plans or leads the tour. False: the list was changed since, or the
/// seal is of another one.
pub async fn check_seal(
    deps: &Deps,
    actor: &Actor,
    departure: DepartureId,
    site: SiteId,
    seal: &TypedSeal,
) -> Result<bool, ReadManifestError> {
    let mut run = deps.db.reader();
    let d = departures::find(&mut run, departure).await?.ok_or(StaffError::NotFound)?;
    match require_speaker(&mut run, actor, site).await {
        Err(StaffError::NotFound) => require_duty_of(&mut run, actor, d.tour).await?,
        speaker => speaker?,
    };
    let (list, _) = at_site(&mut run, &d, site).await?;
    Ok(seal.fits(&list, &public_keys(deps).await?))
}
