//! A village answers a plan departure by departure, one press after the other. Its planners are told of the answers together, a while
//! after the first of them; each once, on whatever number of nodes: the mark is a row of the transaction that tells.

use domain::heritage::departure::{Consent, DepartureState};
use domain::heritage::visit_news::{AnsweredVisit, VisitEvent, VisitNews};
use domain::kernel::clock::MINUTE;
use domain::kernel::ids::TourId;

use super::tell_of_visits::planners;
use crate::db::DbError;
use crate::deps::Deps;
use crate::flows::notify::tell_each;
use crate::heritage::store::tours;
use crate::heritage::store::visit_news::{self, Answer};
use crate::links;
use crate::notices::Notice;

/// Long enough to go through a whole plan, and short against the days that a planner needs to find another date.
const TOGETHER: i64 = 10 * MINUTE;

/// Everything that is due, and of how many tours that was.
pub async fn tell_of_answers(deps: &Deps) -> Result<usize, DbError> {
    // Looked for without the writer, so that a second in which nothing is due costs nothing.
    let due = visit_news::answered(&mut deps.db.reader(), deps.now().plus(-TOGETHER)).await?;
    let mut told = 0;
    for tour in due {
        match tell_planners(deps, tour).await {
            Ok(done) => told += usize::from(done),
            // Seen by the operator, and no reason to keep the other tours untold.
            Err(error) => tracing::error!(%tour, %error, "the village's answers about a tour cannot be told"),
        }
    }
    Ok(told)
}

/// False: another node was faster.
async fn tell_planners(deps: &Deps, tour: TourId) -> Result<bool, DbError> {
    let mut tx = deps.db.begin().await?;
    tours::lock(&mut tx, tour).await?;
    let mut answers = visit_news::lock_answers(&mut tx, tour).await?;
    if answers.is_empty() {
        return Ok(false);
    }
    let now = deps.now();
    visit_news::mark_answers(&mut tx, &answers, now).await?;
    // Marked all the same, so that it is not looked at again.
    answers.retain(|a| a.state == DepartureState::Planned && a.starts_at > now);
    answers.sort_by_key(|a| a.starts_at);
    if let (Some(first), Some((slug, name))) = (answers.first(), visit_news::heading(&mut tx, tour).await?) {
        let href = if answers.len() == 1 { links::departure(first.departure) } else { links::tour_desk(&slug, first.starts_at) };
        let notice = Notice::Visits(VisitNews { tour: name, what: answered(&answers) });
        let people = planners(&mut tx, tour).await?;
        tell_each(&mut tx, deps, &people, &notice, &href, &format!("visits_answered:{}", first.departure)).await?;
    }
    tx.commit().await?;
    Ok(true)
}

fn answered(answers: &[Answer]) -> VisitEvent {
    let (given, refused): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|a| a.consent == Consent::Given);
    let visits = |all: Vec<&Answer>| -> Vec<AnsweredVisit> {
        all.iter().map(|a| AnsweredVisit { starts_at: a.starts_at, note: a.note.clone() }).collect()
    };
    VisitEvent::Answered { given: visits(given), refused: visits(refused) }
}
