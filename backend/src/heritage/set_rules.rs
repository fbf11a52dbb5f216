//! What a site asks of its visitors, from a day on: said by those who speak for it.

use domain::heritage::departure::DepartureState;
use domain::heritage::rules::{DatedRules, RulesError, VisitRules};
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::SiteId;
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::foresee::AHEAD;
use super::staff::{StaffError, require_speaker};
use super::store::{departures, manifests, rules, sites};
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::page_change::{PageTag, announce};

/// Characters of what one is to wear, in one language.
pub const MAX_DRESS: usize = 200;

#[derive(Debug, Error)]
pub enum SetRulesError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    #[error(transparent)]
    Rules(#[from] RulesError),
    #[error("what to wear: {0}")]
    Dress(TextError),
    #[error("the day must not be over")]
    Past,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// All that were ever set, those to come included; the last first.
pub async fn list_rules(deps: &Deps, actor: &Actor, site: SiteId) -> Result<Vec<DatedRules>, StaffError> {
    let mut run = deps.db.reader();
    require_speaker(&mut run, actor, site).await?;
    Ok(rules::all_of(&mut run, site).await?)
}

/// `from`: any moment of the first day on which they hold. Departures that are planned already keep their deadlines, and go although
/// the site is closed on their day of the week by now.
pub async fn set_rules(deps: &Deps, actor: &Actor, site: SiteId, new: &VisitRules, from: Timestamp) -> Result<(), SetRulesError> {
    let by = require_speaker(&mut deps.db.reader(), actor, site).await?;
    new.check()?;
    let dress = |words: &str| text::optional_line(words, MAX_DRESS).map_err(SetRulesError::Dress);
    let new = &VisitRules { dress: Bilingual { id: dress(&new.dress.id)?, en: dress(&new.dress.en)? }, ..new.clone() };
    let from = from.start_of_wib_day();
    if from < deps.now().start_of_wib_day() {
        return Err(SetRulesError::Past);
    }
    let mut tx = deps.db.begin().await?;
    // Nobody plans a visit by what held before meanwhile.
    sites::lock(&mut tx, &[site]).await?;
    rules::set(&mut tx, site, new, from, Some(by)).await?;
    begin_lists(&mut tx, site, new, from, deps.now()).await?;
    audit::record(&mut tx, deps, actor, "heritage.rules_set", &format!("site:{site}"), &from.wib().date_input()).await?;
    announce(&mut tx, deps.now(), &[PageTag::Place(site)]).await?;
    Ok(tx.commit().await?)
}

/// Whoever comes on a visit that is planned already is asked what the new rules ask; so the site gets the list.
/// It stays open while the departure can be booked, by the deadline that it keeps. A list that is there keeps its deadline.
async fn begin_lists(tx: &mut Tx, site: SiteId, new: &VisitRules, from: Timestamp, now: Timestamp) -> Result<(), DbError> {
    if !new.asks_who_comes() {
        return Ok(());
    }
    let next = rules::all_of(tx, site).await?.iter().map(|dated| dated.from).filter(|at| *at > from).min();
    let end = next.unwrap_or(now.plus(AHEAD + DAY));
    // A visit may be on the day after its departure.
    let mut found = departures::calling_at(tx, site, from.max(now), end.plus(DAY)).await?;
    found.retain(|d| d.state == DepartureState::Planned && d.starts_at > now && (from..end).contains(&d.starts_at));
    found.sort_by_key(|d| d.id);
    for d in &found {
        departures::lock(tx, d.id).await?;
        for leg in d.legs.iter().filter(|l| l.site == Some(site)) {
            let cutoff_at = new.cutoff(leg.starts_at).max(d.book_until);
            manifests::begin(tx, d.id, leg.position, cutoff_at, new.approves_each).await?;
        }
    }
    Ok(())
}
