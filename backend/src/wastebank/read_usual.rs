//! What a counter weighs most often of late: its scale begins with these, so that a practised operator types weights alone.

use domain::identity::actor::Actor;
use domain::kernel::ids::WasteUnitId;
use domain::wastebank::material::MaterialCode;

use super::read_counter::{CounterError, require_operator};
use super::store::deposits;
use crate::deps::Deps;

/// So many slips tell it: some days of a counter, and never more to read.
const NEWEST: i64 = 100;

/// At most so many, the most frequent first. Nothing of a counter that has weighed nothing yet.
pub async fn read_usual(deps: &Deps, actor: &Actor, unit: WasteUnitId, most: i64) -> Result<Vec<MaterialCode>, CounterError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    Ok(deposits::usual(&mut run, unit, NEWEST, most).await?)
}
