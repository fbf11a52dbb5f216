//! What today's list says for whoever buys sacks.

use std::collections::HashMap;

use domain::identity::actor::Actor;
use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::price::Tier;

use super::read_counter::{CounterError, require_operator};
use super::store::prices;
use crate::deps::Deps;

pub async fn read_buyer_prices(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    buyer: Tier,
) -> Result<HashMap<MaterialCode, Rupiah>, CounterError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    Ok(prices::rates(&mut run, buyer, deps.now()).await?)
}
