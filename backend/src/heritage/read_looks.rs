//! Who looked at what identifies visitors: for the base whose list it was, for the admins, and, without names, for the party itself.

use domain::heritage::identity_look::{IdentityLook, PapersSeen};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::ids::SiteId;
use domain::kernel::paging::{PageRequest, Paged};

use super::read_booking::{BookingKey, ReadBookingError, read_booking};
use super::staff::{StaffError, require_speaker};
use super::store::{looks, rules};
use crate::db::{DbError, Run};
use crate::deps::Deps;

/// Days of bases that a party's page shows: a base opens a list some times before a visit, not for months.
const MOST_DAYS: i64 = 30;

async fn paged(run: &mut impl Run, site: Option<SiteId>, request: PageRequest) -> Result<Paged<IdentityLook>, DbError> {
    Ok(Paged { items: looks::list(run, site, request).await?, total: looks::count(run, site, request).await?, request })
}

/// At the lists of one's own base, by whomever.
pub async fn list_site_looks(deps: &Deps, actor: &Actor, site: SiteId, page: PageRequest) -> Result<Paged<IdentityLook>, StaffError> {
    let mut run = deps.db.reader();
    require_speaker(&mut run, actor, site).await?;
    Ok(paged(&mut run, Some(site), page).await?)
}

/// Whether there is anything to log: the site asks for identities, did so once or is going to, or they were opened.
pub async fn keeps_looks(deps: &Deps, actor: &Actor, site: SiteId) -> Result<bool, StaffError> {
    let mut run = deps.db.reader();
    require_speaker(&mut run, actor, site).await?;
    let asks = rules::all_of(&mut run, site).await?.iter().any(|dated| !dated.rules.identity.is_empty());
    Ok(asks || looks::count(&mut run, Some(site), PageRequest::new(None, 1)).await? > 0)
}

/// At the lists of all bases. Admins only.
pub async fn list_all_looks(deps: &Deps, actor: &Actor, page: PageRequest) -> Result<Paged<IdentityLook>, StaffError> {
    actor.require(Role::Admin)?;
    Ok(paged(&mut deps.db.reader(), None, page).await?)
}

/// Whoever may read the booking may know it.
pub async fn list_party_looks(deps: &Deps, actor: &Actor, key: BookingKey<'_>) -> Result<Vec<PapersSeen>, ReadBookingError> {
    let booking = read_booking(deps, actor, key).await?;
    Ok(looks::of_party(&mut deps.db.reader(), booking.id, MOST_DAYS).await?)
}
