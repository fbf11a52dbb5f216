//! What is told of a site, each with its status: those who keep the sites add it, change it, put it elsewhere and take it away.

use domain::heritage::arrangement::put;
use domain::heritage::site::SiteFact;
use domain::heritage::site_fact::{MAX_FACTS, SiteFactError};
use domain::identity::actor::Actor;
use domain::kernel::ids::SiteId;
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::staff::{StaffError, require_opener};
use super::store::{site_facts, sites};
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

#[derive(Debug, Error)]
pub enum KeepFactError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error(transparent)]
    Fact(#[from] SiteFactError),
    #[error("{MAX_FACTS} facts are there")]
    TooMany,
    /// Somebody has changed it since it was read, or taken it away.
    #[error("it is not what was read")]
    Changed,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Which fact somebody means, and what they have read there.
#[derive(Clone, Copy, Debug)]
pub struct ReadFact<'a> {
    pub position: i64,
    /// By [`mark`].
    pub mark: &'a str,
}

/// Of what a fact says: whoever changes or removes it has read just that, and not what another made of it meanwhile.
pub fn mark(fact: &SiteFact) -> String {
    Sha256::digest(format!("{fact:?}")).iter().take(8).fold(String::new(), |text, b| text + &format!("{b:02x}"))
}

/// At the end. The same again is there already.
pub async fn add_fact(deps: &Deps, actor: &Actor, site: SiteId, new: SiteFact) -> Result<(), KeepFactError> {
    let (mut tx, facts) = begin(deps, actor, site).await?;
    let new = new.read()?;
    if facts.iter().any(|(_, fact)| *fact == new) {
        return Ok(());
    }
    if facts.len() >= MAX_FACTS {
        return Err(KeepFactError::TooMany);
    }
    let mut order = positions(&facts);
    let position = order.iter().max().map_or(1, |last| last + 1);
    site_facts::insert(&mut tx, site, position, std::slice::from_ref(&new)).await?;
    order.push(position);
    site_facts::put_in_order(&mut tx, site, &order).await?;
    tell(tx, deps, actor, site, "heritage.fact_added", &said(&new)).await
}

pub async fn change_fact(deps: &Deps, actor: &Actor, site: SiteId, read: ReadFact<'_>, new: SiteFact) -> Result<(), KeepFactError> {
    let (mut tx, facts) = begin(deps, actor, site).await?;
    let new = new.read()?;
    let there = facts.iter().find(|(position, _)| *position == read.position).map(|(_, fact)| fact);
    match there {
        // Sent twice, or nothing was changed.
        Some(fact) if *fact == new => Ok(()),
        Some(fact) if mark(fact) == read.mark => {
            site_facts::update(&mut tx, site, read.position, &new).await?;
            tell(tx, deps, actor, site, "heritage.fact_changed", &format!("{} → {}", said(fact), said(&new))).await
        }
        _ => Err(KeepFactError::Changed),
    }
}

/// Before the one at another position; none: to the end. What others are writing of any of them at the same time is not in its way.
pub async fn move_fact(deps: &Deps, actor: &Actor, site: SiteId, read: ReadFact<'_>, before: Option<i64>) -> Result<(), KeepFactError> {
    let (mut tx, facts) = begin(deps, actor, site).await?;
    let there = facts.iter().find(|(position, fact)| *position == read.position && mark(fact) == read.mark);
    let now = positions(&facts);
    let (Some((_, fact)), Some(order)) = (there, put(&now, read.position, before)) else { return Err(KeepFactError::Changed) };
    if order == now {
        return Ok(());
    }
    site_facts::put_in_order(&mut tx, site, &order).await?;
    tell(tx, deps, actor, site, "heritage.fact_moved", &said(fact)).await
}

/// In their order.
fn positions(facts: &[(i64, SiteFact)]) -> Vec<i64> {
    facts.iter().map(|(position, _)| *position).collect()
}

/// Nothing happens where it is gone.
pub async fn remove_fact(deps: &Deps, actor: &Actor, site: SiteId, read: ReadFact<'_>) -> Result<(), KeepFactError> {
    let (mut tx, facts) = begin(deps, actor, site).await?;
    match facts.iter().find(|(position, _)| *position == read.position) {
        None => Ok(()),
        Some((_, fact)) if mark(fact) == read.mark => {
            site_facts::delete(&mut tx, site, read.position).await?;
            tell(tx, deps, actor, site, "heritage.fact_removed", &said(fact)).await
        }
        Some(_) => Err(KeepFactError::Changed),
    }
}

/// The facts as they stay until the transaction ends, for whoever may change them.
async fn begin(deps: &Deps, actor: &Actor, site: SiteId) -> Result<(Tx, Vec<(i64, SiteFact)>), KeepFactError> {
    require_opener(&mut deps.db.reader(), actor).await?;
    let mut tx = deps.db.begin().await?;
    sites::lock(&mut tx, &[site]).await?;
    if sites::by_ids(&mut tx, &[site]).await?.is_empty() {
        return Err(StaffError::NotFound.into());
    }
    let facts = site_facts::placed(&mut tx, site).await?;
    Ok((tx, facts))
}

async fn tell(mut tx: Tx, deps: &Deps, actor: &Actor, site: SiteId, action: &str, detail: &str) -> Result<(), KeepFactError> {
    announce(&mut tx, deps.now(), &[PageTag::Place(site)]).await?;
    audit::record(&mut tx, deps, actor, action, &format!("site:{site}"), detail).await?;
    Ok(tx.commit().await?)
}

/// Also of one that is gone somebody may ask what it said, and how sure that was.
fn said(fact: &SiteFact) -> String {
    let status = if fact.verified { "verified" } else { "unverified" };
    format!("{status}: {} ({})", fact.text.id, fact.sources.join("; "))
}
