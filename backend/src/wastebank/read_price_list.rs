//! What everybody may know: where waste is taken, and what it is worth today.

use domain::kernel::money::Rupiah;
use domain::wastebank::material::Material;

use super::read_counter::taken_now;
use super::store::units::{self, Open};
use crate::db::DbError;
use crate::deps::Deps;

pub struct PriceList {
    pub units: Vec<Open>,
    /// In the list's order, each with its price for members.
    pub taken: Vec<(Material, Rupiah)>,
}

pub async fn read_price_list(deps: &Deps) -> Result<PriceList, DbError> {
    Ok(PriceList { units: units::all(&mut deps.db.reader()).await?, taken: taken_now(deps).await? })
}
