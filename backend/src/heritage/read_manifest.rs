//! The list of visitors of a base. What identifies them is shown to the officer of the base alone, and each look is written down.

use domain::heritage::departure::{Departure, DepartureState};
use domain::heritage::departure_leg::DepartureLeg;
use domain::heritage::manifest::{Manifest, ManifestLine};
use domain::heritage::manifest_seal::{ManifestSeal, signed_text};
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{DepartureId, SiteId, VisitorId};
use ed25519_dalek::Signer;
use thiserror::Error;

use super::seal_visitors::{UnsealError, unseal};
use super::staff::{StaffError, require_duty_of, require_speaker};
use super::store::looks::{self, NewLook};
use super::store::manifests::{self, Listed};
use super::store::{departures, rules, sites, tours};
use super::ticket_keys::{TicketKeyError, signing_key};
use crate::adapters::vault::VaultError;
use crate::db::{DbError, Run};
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ReadManifestError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Key(#[from] TicketKeyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<UnsealError> for ReadManifestError {
    fn from(e: UnsealError) -> Self {
        match e {
            UnsealError::Vault(e) => Self::Vault(e),
            UnsealError::Db(e) => Self::Db(e),
        }
    }
}

/// What an officer of a base is to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestCard {
    pub departure: DepartureId,
    pub starts_at: Timestamp,
    pub cutoff_at: Option<Timestamp>,
    pub closed: bool,
    pub visitors: usize,
    /// Still to be approved or refused; none where the site only reads who comes.
    pub open: usize,
}

/// The visits to come of a base, in order.
pub async fn list_manifests(deps: &Deps, actor: &Actor, site: SiteId) -> Result<Vec<ManifestCard>, StaffError> {
    let mut run = deps.db.reader();
    require_speaker(&mut run, actor, site).await?;
    let today = deps.now().start_of_wib_day();
    let end = today.plus(400 * DAY);
    let counts = manifests::counts(&mut run, site, today, end).await?;
    let visits = departures::calling_at(&mut run, site, today, end).await?;
    let card = |d: &Departure| {
        let leg = leg_at(d, site)?;
        let count = counts.get(&d.id).copied().unwrap_or_default();
        Some(ManifestCard {
            departure: d.id,
            starts_at: leg.starts_at,
            cutoff_at: leg.cutoff_at,
            closed: leg.closed,
            visitors: count.visitors,
            open: if leg.approves_each { count.open } else { 0 },
        })
    };
    Ok(visits.iter().filter(|d| d.state != DepartureState::Cancelled).filter_map(card).collect())
}

fn leg_at(d: &Departure, site: SiteId) -> Option<&DepartureLeg> {
    d.legs.iter().find(|l| l.site == Some(site))
}

/// For the officer of the base, with what the base asks for of each identity: every view is written down before it is shown.
pub async fn read_manifest(deps: &Deps, actor: &Actor, departure: DepartureId, site: SiteId) -> Result<Manifest, ReadManifestError> {
    let mut run = deps.db.reader();
    let by = require_speaker(&mut run, actor, site).await?;
    let d = departures::find(&mut run, departure).await?.ok_or(StaffError::NotFound)?;
    let (mut manifest, list) = at_site(&mut run, &d, site).await?;
    sign(deps, std::slice::from_mut(&mut manifest)).await?;
    let asked = match manifest.cutoff_at {
        Some(_) => rules::of_site(&mut run, site, manifest.starts_at).await?.map_or_else(Vec::new, |r| r.identity),
        None => Vec::new(),
    };
    if asked.is_empty() {
        return Ok(manifest);
    }
    // Who does not come stays on the list by name, because that is what was signed; their papers are of no use any more.
    let papers: Vec<Option<&[u8]>> =
        list.iter().zip(&manifest.lines).map(|(l, line)| l.sealed.as_deref().filter(|_| line.comes())).collect();
    let seen: Vec<VisitorId> = list.iter().zip(&papers).filter(|(_, sealed)| sealed.is_some()).map(|(l, _)| l.visitor).collect();
    if !seen.is_empty() {
        let mut tx = deps.db.begin().await?;
        looks::insert(&mut tx, deps, &seen, NewLook { by, site, departure }).await?;
        tx.commit().await?;
    }
    for (line, sealed) in manifest.lines.iter_mut().zip(papers) {
        let identity = sealed.map(|sealed| unseal(deps, line.visitor, sealed)).transpose()?;
        line.identity = identity.map(|i| i.only(&asked));
    }
    Ok(manifest)
}

/// The list as it is now, without a seal and without what identifies people; and what is sealed of each.
pub(super) async fn at_site(run: &mut impl Run, d: &Departure, site: SiteId) -> Result<(Manifest, Vec<Listed>), ReadManifestError> {
    let leg = leg_at(d, site).ok_or(StaffError::NotFound)?;
    let tour = tours::name_of(run, d.tour).await?.ok_or(StaffError::NotFound)?;
    let site_name = sites::by_ids(run, &[site]).await?.pop().ok_or(StaffError::NotFound)?.name;
    let list = manifests::list(run, d.id, site).await?;
    let lines = list.iter().map(Listed::line).collect();
    Ok((manifest(d, leg, site, tour, site_name, lines), list))
}

/// For the guide and the officers of the tour, of each site that says how to visit it: names and verdicts only.
pub async fn list_names(deps: &Deps, actor: &Actor, departure: DepartureId) -> Result<Vec<Manifest>, ReadManifestError> {
    let mut run = deps.db.reader();
    let d = departures::find(&mut run, departure).await?.ok_or(StaffError::NotFound)?;
    require_duty_of(&mut run, actor, d.tour).await?;
    let (tour, _) = tours::of_departure(&mut run, &d, deps.now()).await?.ok_or(StaffError::NotFound)?;
    let visitors = manifests::visitors(&mut run, departure).await?;
    let verdicts = manifests::verdicts(&mut run, departure).await?;
    let asking = tour.legs.iter().filter_map(|l| l.site.as_ref().filter(|s| s.rules.is_some()));
    let mut lists: Vec<Manifest> = asking
        .filter_map(|site| {
            let lines = visitors.iter().filter_map(|v| manifests::at_base(v, verdicts.get(&(v.visitor, site.id)).copied())).collect();
            Some(manifest(&d, leg_at(&d, site.id)?, site.id, tour.name.clone(), site.name.clone(), lines))
        })
        .collect();
    sign(deps, &mut lists).await?;
    Ok(lists)
}

fn manifest(d: &Departure, leg: &DepartureLeg, site: SiteId, tour: Bilingual, site_name: Bilingual, lines: Vec<ManifestLine>) -> Manifest {
    let (starts_at, cutoff_at, approves_each, closed) = (leg.starts_at, leg.cutoff_at, leg.approves_each, leg.closed);
    Manifest { departure: d.id, tour, site, site_name, starts_at, cutoff_at, approves_each, closed, lines, seal: None }
}

/// Those that nobody is added to any more.
async fn sign(deps: &Deps, lists: &mut [Manifest]) -> Result<(), ReadManifestError> {
    let now = deps.now();
    let closed = |m: &Manifest| m.cutoff_at.is_some() && m.is_final(now);
    if !lists.iter().any(closed) {
        return Ok(());
    }
    let (key, signer) = signing_key(deps).await?;
    for m in lists.iter_mut().filter(|m| closed(m)) {
        m.seal = Some(ManifestSeal::new(key, &signer.sign(signed_text(m).as_bytes()).to_bytes()));
    }
    Ok(())
}
