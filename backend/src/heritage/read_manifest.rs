//! The list of visitors of a base. What identifies them is shown to the officer of the base alone, and each look is written down.

use domain::heritage::departure::{Departure, DepartureLeg, DepartureState};
use domain::heritage::manifest::{Manifest, ManifestLine, Verdict};
use domain::heritage::manifest_seal::{ManifestSeal, signed_text};
use domain::heritage::party::Identity;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{DepartureId, SiteId, VisitorId};
use ed25519_dalek::Signer;
use thiserror::Error;

use super::staff::{StaffError, require_duty_of, require_speaker};
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

/// What an officer of a base is to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestCard {
    pub departure: DepartureId,
    pub starts_at: Timestamp,
    pub cutoff_at: Option<Timestamp>,
    pub closed: bool,
    pub visitors: usize,
    /// Still to be approved or refused.
    pub open: usize,
}

/// The visits to come of a base, in order.
pub async fn list_manifests(deps: &Deps, actor: &Actor, site: SiteId) -> Result<Vec<ManifestCard>, StaffError> {
    let mut run = deps.db.reader();
    require_speaker(&mut run, actor, site).await?;
    let today = deps.now().start_of_wib_day();
    let mut cards = Vec::new();
    for d in departures::calling_at(&mut run, site, today, today.plus(400 * DAY)).await? {
        if d.state == DepartureState::Cancelled {
            continue;
        }
        let Some(leg) = leg_at(&d, site) else { continue };
        let list = manifests::list(&mut run, d.id, site).await?;
        let open = list.iter().filter(|l| l.going && l.verdict == Verdict::Open).count();
        let visitors = list.iter().filter(|l| l.going).count();
        cards.push(ManifestCard {
            departure: d.id,
            starts_at: leg.starts_at,
            cutoff_at: leg.cutoff_at,
            closed: leg.closed,
            visitors,
            open,
        });
    }
    Ok(cards)
}

fn leg_at(d: &Departure, site: SiteId) -> Option<&DepartureLeg> {
    d.legs.iter().find(|l| l.site == Some(site))
}

/// For the officer of the base, with what the base asks for of each identity: every view is written down before it is shown.
pub async fn read_manifest(deps: &Deps, actor: &Actor, departure: DepartureId, site: SiteId) -> Result<Manifest, ReadManifestError> {
    let mut run = deps.db.reader();
    let by = require_speaker(&mut run, actor, site).await?;
    let (mut manifest, list) = build(deps, &mut run, departure, site).await?;
    let asked = match manifest.cutoff_at {
        Some(_) => rules::of_site(&mut run, site, manifest.starts_at).await?.map_or_else(Vec::new, |r| r.identity),
        None => Vec::new(),
    };
    if asked.is_empty() {
        return Ok(manifest);
    }
    let seen: Vec<VisitorId> = list.iter().filter(|l| l.sealed.is_some()).map(|l| l.visitor).collect();
    if !seen.is_empty() {
        let mut tx = deps.db.begin().await?;
        manifests::log_views(&mut tx, deps, &seen, by, site).await?;
        tx.commit().await?;
    }
    for (line, listed) in manifest.lines.iter_mut().zip(&list) {
        let identity = listed.sealed.as_deref().map(|sealed| unseal(deps, listed.visitor, sealed)).transpose()?;
        line.identity = identity.map(|i| i.only(&asked));
    }
    Ok(manifest)
}

/// For the guide and the officers of the tour: names and verdicts only.
pub async fn read_names(deps: &Deps, actor: &Actor, departure: DepartureId, site: SiteId) -> Result<Manifest, ReadManifestError> {
    let mut run = deps.db.reader();
    let found = departures::find(&mut run, departure).await?.ok_or(StaffError::NotFound)?;
    require_duty_of(&mut run, actor, found.tour).await?;
    Ok(build(deps, &mut run, departure, site).await?.0)
}

async fn build(
    deps: &Deps,
    run: &mut impl Run,
    departure: DepartureId,
    site: SiteId,
) -> Result<(Manifest, Vec<Listed>), ReadManifestError> {
    let d = departures::find(run, departure).await?.ok_or(StaffError::NotFound)?;
    let leg = leg_at(&d, site).ok_or(StaffError::NotFound)?;
    let tour = tours::by_id(run, d.tour, deps.now()).await?.ok_or(StaffError::NotFound)?;
    let site_name = sites::by_ids(run, &[site]).await?.pop().ok_or(StaffError::NotFound)?.name;
    let list = manifests::list(run, departure, site).await?;
    let line = |l: &Listed| ManifestLine {
        visitor: l.visitor,
        booking: l.number.clone(),
        state: l.state,
        name: l.name.clone(),
        category: l.category,
        going: l.going,
        identity: None,
        verdict: l.verdict,
    };
    let mut manifest = Manifest {
        departure,
        tour: tour.name,
        site,
        site_name,
        starts_at: leg.starts_at,
        cutoff_at: leg.cutoff_at,
        closed: leg.closed,
        lines: list.iter().map(line).collect(),
        seal: None,
    };
    if manifest.cutoff_at.is_some() && manifest.is_final(deps.now()) {
        let (key, signer) = signing_key(deps).await?;
        manifest.seal = Some(ManifestSeal::new(key, &signer.sign(signed_text(&manifest).as_bytes()).to_bytes()));
    }
    Ok((manifest, list))
}

fn unseal(deps: &Deps, visitor: VisitorId, sealed: &[u8]) -> Result<Identity, ReadManifestError> {
    let plain = deps.vault.open_seal(visitor.0.as_bytes(), sealed)?;
    serde_json::from_slice(&plain).map_err(|e| DbError::decode("sealed", e).into())
}
