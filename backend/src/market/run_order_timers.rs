//! What happens to orders when nobody acts: unpaid and unanswered ones expire, unsent and unfetched ones are
//! cancelled, those that never seem to arrive go to the office, handed-over ones complete, and a question to cancel that is not answered is answered yes.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::SubOrderId;
use domain::market::order::{By, OrderEvent};
use domain::market::order_rules::OrderRules;

use super::step::{self, Acting, StepError};
use super::store::order_steps::{self, Current, Reach};
use super::take_order_step::moving;
use crate::db::DbError;
use crate::deps::Deps;

const BATCH: i64 = 50;

/// Takes every step that is due and says how many. Several workers may do this at once: each step is taken in its own
/// transaction, on the condition that it is still due.
pub async fn run_order_timers(deps: &Deps) -> Result<usize, DbError> {
    let mut taken = 0;
    loop {
        // Looked for without the writer, so that a second in which nothing is due costs nothing.
        let due = order_steps::due(&mut deps.db.reader(), deps.now(), BATCH).await?;
        let mut progress = 0;
        for sub in due {
            match ring(deps, sub).await {
                Ok(steps) => progress += steps,
                // Another worker, or a person in the last second.
                Err(StepError::Raced) => {}
                Err(StepError::Db(error)) if !error.is_of_its_rows() => return Err(error),
                // Seen by the operator, and no reason to stop the others.
                Err(error) => tracing::error!(%sub, %error, "a timer of an order fails"),
            }
        }
        taken += progress;
        if progress == 0 {
            return Ok(taken);
        }
    }
}

async fn ring(deps: &Deps, sub: SubOrderId) -> Result<usize, StepError> {
    let rules: OrderRules = deps.settings().await?.order_rules;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let parts = order_steps::lock(&mut tx, sub, Reach::Any).await?;
    let Some((current, event, answer)) = parts.iter().find(|p| p.id == sub).and_then(|p| due(p, now).map(|(e, a)| (p, e, a))) else {
        return Ok(0);
    };
    let reason = current.cancel_asked.as_ref().filter(|_| answer).map_or("", |a| a.reason.as_str());
    let acting = Acting { by: By::Timer, person: None, reason, answer, told: false, now };
    let moving = moving(&parts, current);
    step::take_all(&mut tx, deps, &rules, &moving, event, &acting).await?;
    tx.commit().await?;
    Ok(moving.len())
}

/// What is due now: the silence to a question, or else the timer of the state.
fn due(sub: &Current, now: Timestamp) -> Option<(OrderEvent, bool)> {
    if sub.cancel_asked.as_ref().is_some_and(|a| a.answered_at <= now) {
        return Some((OrderEvent::Cancel, true));
    }
    sub.deadline_at.filter(|at| *at <= now)?;
    sub.state.timer_event().map(|event| (event, false))
}
