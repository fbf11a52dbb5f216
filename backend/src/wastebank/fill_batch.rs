//! Sacks in a unit's store: filled from the pile, sealed, or put back.

use std::collections::BTreeMap;

use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, WasteBatchId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::batch::{Batch, BatchState, Seal, SealError, batch_number, cost_of};
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::measure::Amount;
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::store::batches::{self, Fill};
use super::store::{sales, stock};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::nonce;

#[derive(Debug, Error)]
pub enum BatchError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("the form's key is missing")]
    Nonce,
    /// The form has filled a sack already, and now says something else.
    #[error("the form's key has filled sack {number} already")]
    KeyUsed { number: String },
    /// Sealed meanwhile, or another unit's.
    #[error("no such open sack")]
    NotOpen,
    #[error("nothing is in it")]
    Empty,
    #[error("on the pile is {left}")]
    NotThere { left: Amount },
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error("this seal was used before")]
    SealUsed,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A unit's store.
pub struct Store {
    pub stock: Vec<(Material, Amount, Rupiah)>,
    /// Open sacks first.
    pub batches: Vec<Batch>,
    /// The newest sales: slip, moment, collector, total.
    pub sales: Vec<(String, Timestamp, String, Rupiah)>,
}

const NEWEST: i64 = 20;

pub async fn read_store(deps: &Deps, actor: &Actor, unit: WasteUnitId) -> Result<Store, CounterError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    Ok(Store {
        stock: stock::of_unit(&mut run, unit).await?,
        batches: batches::in_unit(&mut run, unit).await?,
        sales: sales::of_unit(&mut run, unit, NEWEST).await?,
    })
}

/// Into which sack: an open one, or a new one of this material.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    Open(WasteBatchId),
    New(MaterialCode),
}

/// What a form's key has put into a sack of this unit, if it was sent before.
pub async fn read_filled(deps: &Deps, actor: &Actor, unit: WasteUnitId, key: &str) -> Result<Option<Batch>, CounterError> {
    let mut run = deps.db.reader();
    let by = require_operator(&mut run, actor, unit).await?;
    let Some(nonce) = nonce::of(by, key) else { return Ok(None) };
    Ok(batches::find_filled(&mut run, unit, &nonce).await?.map(|(batch, _)| batch))
}

/// What the key has done, if it is what the form says now.
fn same((batch, filled): (Batch, Amount), into: Into, amount: Amount) -> Result<(), BatchError> {
    let there = match into {
        Into::Open(id) => batch.id == id,
        Into::New(material) => batch.material.code == material,
    };
    if there && filled == amount { Ok(()) } else { Err(BatchError::KeyUsed { number: batch.number }) }
}

/// From the pile into a sack. Sent again with the same key nothing more happens, also when the sack has gone on meanwhile.
pub async fn fill_batch(deps: &Deps, actor: &Actor, unit: WasteUnitId, into: Into, amount: Amount, key: &str) -> Result<(), BatchError> {
    let by = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let nonce = nonce::of(by, key).ok_or(BatchError::Nonce)?;
    if !amount.is_positive() {
        return Err(BatchError::Empty);
    }
    if let Some(known) = batches::find_filled(&mut deps.db.reader(), unit, &nonce).await? {
        return same(known, into, amount);
    }
    let at = deps.now();
    let mut tx = deps.db.begin().await?;
    let (batch, material) = match into {
        Into::Open(id) => {
            let batch = batches::lock(&mut tx, unit, id).await?.ok_or(BatchError::NotOpen)?;
            (id, batch.material.code)
        }
        Into::New(material) => (deps.id(), material),
    };
    let (left, cost) = stock::lock(&mut tx, unit, material).await?;
    // With the pile locked the same form, sent twice at once, comes here one after the other.
    if let Some(known) = batches::find_filled(&mut tx, unit, &nonce).await? {
        return same(known, into, amount);
    }
    if amount > left {
        return Err(BatchError::NotThere { left });
    }
    if into == Into::New(material) {
        batches::open(&mut tx, batch, &batch_number(at, deps.random.u64()), unit, material, at).await?;
    }
    let cost = cost_of(amount, left, cost);
    if !stock::take(&mut tx, unit, &BTreeMap::from([(material, (amount, cost))])).await? {
        return Err(BatchError::NotThere { left });
    }
    if !batches::fill(&mut tx, &Fill { nonce: &nonce, batch, amount, cost, at, by }).await? {
        return Err(BatchError::NotOpen);
    }
    tx.commit().await?;
    Ok(())
}

/// Sealed with the same seal already, nothing more happens.
pub async fn seal_batch(deps: &Deps, actor: &Actor, unit: WasteUnitId, batch: WasteBatchId, seal: &str) -> Result<(), BatchError> {
    let by = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let seal = Seal::parse(seal)?;
    let mut tx = deps.db.begin().await?;
    let found = batches::lock(&mut tx, unit, batch).await?.ok_or(BatchError::NotOpen)?;
    if found.seal.as_ref() == Some(&seal) {
        return Ok(());
    }
    if found.state != BatchState::Open {
        return Err(BatchError::NotOpen);
    }
    if !found.amount.is_positive() {
        return Err(BatchError::Empty);
    }
    match batches::seal(&mut tx, batch, &seal, by, deps.now()).await {
        Ok(true) => {}
        Ok(false) => return Err(BatchError::NotOpen),
        Err(e) if e.is_unique_violation() => return Err(BatchError::SealUsed),
        Err(e) => return Err(e.into()),
    }
    tx.commit().await?;
    Ok(())
}

/// Back onto the pile; an open sack only. What is emptied already stays so.
pub async fn empty_batch(deps: &Deps, actor: &Actor, unit: WasteUnitId, batch: WasteBatchId) -> Result<(), BatchError> {
    let by = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let mut tx = deps.db.begin().await?;
    let found = batches::lock(&mut tx, unit, batch).await?.ok_or(BatchError::NotOpen)?;
    match found.state {
        BatchState::Open => {}
        BatchState::Emptied => return Ok(()),
        BatchState::Sealed | BatchState::Sold => return Err(BatchError::NotOpen),
    }
    put_back(&mut tx, unit, &found, by, deps.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn put_back(tx: &mut Tx, unit: WasteUnitId, batch: &Batch, by: PersonId, at: Timestamp) -> Result<(), BatchError> {
    if batch.amount.is_positive() {
        stock::put(tx, unit, &BTreeMap::from([(batch.material.code, (batch.amount, batch.cost))])).await?;
        let nonce = format!("emptied:{}", batch.id);
        let out = Fill { nonce: &nonce, batch: batch.id, amount: Amount(-batch.amount.0), cost: -batch.cost, at, by };
        if !batches::fill(tx, &out).await? {
            return Err(BatchError::NotOpen);
        }
    }
    if batches::close_empty(tx, batch.id).await? { Ok(()) } else { Err(BatchError::NotOpen) }
}
