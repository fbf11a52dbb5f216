//! What everybody may know: where waste is taken, what it is worth today, and what will not be taken any more.

use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::Material;
use domain::wastebank::price::Tier;

use super::read_counter::taken_now;
use super::store::prices;
use super::store::units::{self, Open};
use crate::db::DbError;
use crate::deps::Deps;

pub struct PriceList {
    pub units: Vec<Open>,
    /// In the list's order.
    pub taken: Vec<Listed>,
}

pub struct Listed {
    pub material: Material,
    /// For members.
    pub rate: Rupiah,
    /// The first moment at which it is not taken any more, where that is planned.
    pub until: Option<Timestamp>,
}

pub async fn read_price_list(deps: &Deps) -> Result<PriceList, DbError> {
    let mut run = deps.db.reader();
    let ends = prices::ends(&mut run, deps.now()).await?;
    let until = |m: &Material| ends.iter().find(|p| p.tier == Tier::Member && p.material == m.code).map(|p| p.from);
    let taken = taken_now(deps).await?.into_iter().map(|(material, rate)| Listed { until: until(&material), material, rate }).collect();
    Ok(PriceList { units: units::all(&mut run).await?, taken })
}
