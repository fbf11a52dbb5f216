//! The first of the two persons who change a price, or end the taking of a material.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::WastePriceId;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::price::{Price, ProposalError, Tier, check_proposal};
use thiserror::Error;

use super::store::{materials, prices};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ProposePriceError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such material")]
    NoMaterial,
    /// It has no price on that day that could end.
    #[error("it is not taken then")]
    NotTaken,
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `from`: the first moment of a day in Cimahi. Without a rate: the material is not taken any more.
pub async fn propose_price(
    deps: &Deps,
    actor: &Actor,
    material: MaterialCode,
    tier: Tier,
    rate: Option<Rupiah>,
    from: Timestamp,
) -> Result<WastePriceId, ProposePriceError> {
    actor.require_officer()?;
    check_proposal(rate, from, deps.now())?;
    if !materials::all(&mut deps.db.reader()).await?.iter().any(|m| m.code == material) {
        return Err(ProposePriceError::NoMaterial);
    }
    if rate.is_none() && !prices::rates(&mut deps.db.reader(), tier, from).await?.contains_key(&material) {
        return Err(ProposePriceError::NotTaken);
    }
    let (id, price) = (deps.id(), Price { material, tier, rate, from });
    let mut tx = deps.db.begin().await?;
    prices::propose(&mut tx, id, &price, actor.person(), deps.now()).await?;
    audit::record(&mut tx, deps, actor, "waste.price_proposed", &format!("price:{id}"), &told(&price)).await?;
    tx.commit().await?;
    Ok(id)
}

/// For the audit: `PL-01 member Rp4.000`
pub(super) fn told(price: &Price) -> String {
    let rate = price.rate.map_or_else(|| "not taken".to_owned(), |rate| rate.to_string());
    format!("{} {} {rate}", price.material, price.tier.code())
}
