//! What officers should ask about, of the last weeks.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::{DAY, Timestamp};
use domain::wastebank::questions::{Question, ask};
use domain::wastebank::rules::WasteRules;
use thiserror::Error;

use super::store::{questions, rules};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ReadQuestionsError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// So many slips are looked at, the newest: more than a month of all counters of the city has.
const MOST: i64 = 5_000;
/// So many sacks that were sold.
const MOST_SACKS: i64 = 2_000;

pub struct Questions {
    pub since: Timestamp,
    /// How many were looked at.
    pub slips: usize,
    /// Older ones of the same days that were not.
    pub left_out: i64,
    /// Where a second person must look, a photo be taken, and something be asked.
    pub rules: WasteRules,
    pub questions: Vec<Question>,
}

pub async fn read_questions(deps: &Deps, actor: &Actor) -> Result<Questions, ReadQuestionsError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let rules = rules::in_force(&mut run, deps.now()).await?;
    let since = deps.now().start_of_wib_day().plus(-rules.asking.days * DAY);
    let seen = questions::seen(&mut run, since, MOST).await?;
    // What was sold before the oldest slip may be among the goods of that slip.
    let sold = questions::sold(&mut run, since.plus(-rules.asking.sold_days * DAY), MOST_SACKS).await?;
    let left_out = (questions::count(&mut run, since).await? - MOST).max(0);
    Ok(Questions { since, slips: seen.len(), left_out, questions: ask(&seen, &sold, &rules), rules })
}
