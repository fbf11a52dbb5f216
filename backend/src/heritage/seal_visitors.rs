//! A party as it is kept: each with the fare of the day, and what identifies them sealed; and how that is opened again.

use domain::heritage::fare::Tariff;
use domain::heritage::party::{Identity, Visitor};
use domain::kernel::ids::VisitorId;
use domain::kernel::money::Rupiah;
use thiserror::Error;

use super::store::bookings::NewVisitor;
use crate::adapters::vault::VaultError;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum SealError {
    /// One of the party has a category without a fare on that day.
    #[error("row {index}: no fare on that day")]
    NoFare { index: usize },
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// In their order.
pub(crate) fn seal_visitors(deps: &Deps, party: &[Visitor], tariff: &Tariff) -> Result<Vec<NewVisitor>, SealError> {
    let mut visitors = Vec::with_capacity(party.len());
    for (index, v) in party.iter().enumerate() {
        let fare = tariff.of(v.category).ok_or(SealError::NoFare { index })?;
        visitors.push(seal(deps, v, fare)?);
    }
    Ok(visitors)
}

fn seal(deps: &Deps, v: &Visitor, fare: Rupiah) -> Result<NewVisitor, SealError> {
    let id: VisitorId = deps.id();
    let sealed = if v.identity.is_empty() {
        None
    } else {
        let plain = serde_json::to_vec(&v.identity).map_err(|e| DbError::decode("sealed", e))?;
        Some(deps.vault.seal(&deps.random, id.0.as_bytes(), &plain)?)
    };
    Ok(NewVisitor { id, name: v.name.clone(), category: v.category, fare, sealed })
}

#[derive(Debug, Error)]
pub enum UnsealError {
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Whoever shows it to somebody writes that down first.
pub(crate) fn unseal(deps: &Deps, visitor: VisitorId, sealed: &[u8]) -> Result<Identity, UnsealError> {
    let plain = deps.vault.open_seal(visitor.0.as_bytes(), sealed)?;
    serde_json::from_slice(&plain).map_err(|e| DbError::decode("sealed", e).into())
}
