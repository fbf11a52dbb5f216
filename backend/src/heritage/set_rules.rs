//! What a site asks of its visitors, from a day on: said by those who speak for it.

use domain::heritage::rules::{DatedRules, RulesError, VisitRules};
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::SiteId;
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::staff::{StaffError, require_speaker};
use super::store::rules;
use crate::audit;
use crate::db::DbError;
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

/// `from`: any moment of the first day on which they hold. Departures that are planned already keep their deadlines.
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
    rules::set(&mut tx, site, new, from, Some(by)).await?;
    audit::record(&mut tx, deps, actor, "heritage.rules_set", &format!("site:{site}"), &from.wib().date_input()).await?;
    announce(&mut tx, deps.now(), &[PageTag::Place(site)]).await?;
    Ok(tx.commit().await?)
}
