//! The first of the two persons who change a price.

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
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// `from`: the first moment of a day in Cimahi.
pub async fn propose_price(
    deps: &Deps,
    actor: &Actor,
    material: MaterialCode,
    tier: Tier,
    rate: Rupiah,
    from: Timestamp,
) -> Result<WastePriceId, ProposePriceError> {
    actor.require_officer()?;
    check_proposal(rate, from, deps.now())?;
    if !materials::all(&mut deps.db.reader()).await?.iter().any(|m| m.code == material) {
        return Err(ProposePriceError::NoMaterial);
    }
    let (id, price) = (deps.id(), Price { material, tier, rate, from });
    let mut tx = deps.db.begin().await?;
    prices::propose(&mut tx, id, &price, actor.person(), deps.now()).await?;
    audit::record(&mut tx, deps, actor, "waste.price_proposed", &format!("price:{id}"), &format!("{material} {} {rate}", tier.code()))
        .await?;
    tx.commit().await?;
    Ok(id)
}
