//! What one slip kept out of the landfill, for a flow that knows whose it is. Its estimate is that of the public figures.

use domain::wastebank::impact::{SlipImpact, keep};
use domain::wastebank::material::Material;
use domain::wastebank::measure::Amount;

use super::store::{deposits, factors};
use crate::db::{DbError, Run};
use crate::deps::Deps;

/// Nothing, when the slip is undone.
pub async fn read_slip_impact(run: &mut impl Run, deps: &Deps, slip: &str) -> Result<SlipImpact, DbError> {
    let Some(found) = deposits::find(run, slip).await?.filter(|s| s.reversed.is_none()) else { return Ok(SlipImpact::default()) };
    let mut amounts: Vec<(Material, Amount)> = Vec::new();
    for (material, line) in deposits::weighed(run, found).await?.lines {
        let net = line.weighing.net();
        match amounts.iter_mut().find(|(m, _)| m.code == material.code) {
            Some((_, sum)) => sum.0 += net.0,
            None => amounts.push((material, net)),
        }
    }
    let (kept, version) = keep(amounts, &factors::in_force(run, deps.now()).await?);
    Ok(SlipImpact { kept, version })
}
