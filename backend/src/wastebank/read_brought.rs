//! What was weighed on given slips: for a flow that knows whose they are.

use domain::wastebank::material::MaterialKind;
use domain::wastebank::measure::{Amount, Measure};

use super::store::deposits;
use crate::db::{DbError, Run};

/// Of one slip and one kind of material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    pub slip: String,
    pub kind: MaterialKind,
    pub measure: Measure,
    pub amount: Amount,
}

/// So many slips are asked for at once.
const AT_ONCE: usize = 5_000;

/// What was undone is not among it.
pub async fn read_brought(run: &mut impl Run, slips: &[&str]) -> Result<Vec<Brought>, DbError> {
    let mut all = Vec::new();
    for some in slips.chunks(AT_ONCE) {
        all.extend(deposits::brought(run, some).await?);
    }
    Ok(all)
}
