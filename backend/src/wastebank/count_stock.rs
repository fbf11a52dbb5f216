//! A stock count: one person weighs what lies on a unit's piles, another one agrees, and the difference is booked.

use std::collections::{BTreeMap, HashMap};

use domain::identity::actor::Actor;
use domain::kernel::ids::{PersonId, WasteCountId, WasteUnitId};
use domain::kernel::text::{self, TextError};
use domain::wastebank::ledger::EntryError;
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::measure::Amount;
use domain::wastebank::price::Tier;
use domain::wastebank::statement::EntryKind;
use domain::wastebank::stock_count::{self, CountError, CountLine, CountState, Pile, StockCount};
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::store::books::{self, BookError, Booking};
use super::store::counts::{self, NewCount};
use super::store::{materials, prices, stock};
use super::take_deposit::MAX_REASON;
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::nonce;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub material: MaterialCode,
    /// What the form said that the books have.
    pub booked: Amount,
    pub counted: Amount,
}

#[derive(Debug, Error)]
pub enum CountStockError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("the form's key is missing")]
    Nonce,
    /// The form has made a count already, and now says something else.
    #[error("the form's key has made a count already")]
    KeyUsed,
    #[error("nothing was counted")]
    Empty,
    /// Or twice in the form.
    #[error("line {index}: no such material")]
    NoMaterial { index: usize },
    #[error("line {index}: an amount below zero")]
    Negative { index: usize },
    /// Goods came or went since the form was shown.
    #[error("the books have other amounts now")]
    Moved,
    #[error("reason: {0}")]
    Reason(TextError),
    /// One difference is not booked twice.
    #[error("another count waits for a second person")]
    Waiting,
    /// Decided meanwhile, or another unit's.
    #[error("no such count")]
    NotWaiting,
    #[error("it is one's own count")]
    Own,
    #[error(transparent)]
    Count(#[from] CountError),
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Book(#[from] BookError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub struct Counts {
    /// All materials, each with what the books have of it on this unit's piles.
    pub piles: Vec<(Material, Amount)>,
    /// For a second person, with whether it is one's own.
    pub waiting: Option<(StockCount, bool)>,
    /// The newest first.
    pub earlier: Vec<StockCount>,
}

const NEWEST: i64 = 12;

pub async fn read_counts(deps: &Deps, actor: &Actor, unit: WasteUnitId) -> Result<Counts, CounterError> {
    let mut run = deps.db.reader();
    let person = require_operator(&mut run, actor, unit).await?;
    let there: HashMap<_, _> = stock::of_unit(&mut run, unit).await?.into_iter().map(|(m, amount, _)| (m.code, amount)).collect();
    let all = materials::all(&mut run).await?;
    let piles = all.into_iter().map(|m| (there.get(&m.code).copied().unwrap_or_default(), m)).map(|(amount, m)| (m, amount)).collect();
    let (mut waiting, mut earlier) = (None, Vec::new());
    for (count, by) in counts::newest(&mut run, unit, NEWEST).await? {
        if count.state == CountState::Waiting {
            waiting = Some((count, by == person));
        } else {
            earlier.push(count);
        }
    }
    Ok(Counts { piles, waiting, earlier })
}

/// Where nothing differs there is nothing to agree to. Sent again with the same key nothing more happens.
pub async fn count_stock(
    deps: &Deps,
    actor: &Actor,
    unit: WasteUnitId,
    lines: &[Counted],
    reason: &str,
    key: &str,
) -> Result<CountState, CountStockError> {
    let by = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let nonce = nonce::of(by, key).ok_or(CountStockError::Nonce)?;
    if let Some(known) = counts::find_by_nonce(&mut deps.db.reader(), &nonce).await? {
        return same(known, lines);
    }
    if lines.is_empty() {
        return Err(CountStockError::Empty);
    }
    if let Some(index) = lines.iter().position(|l| l.counted < Amount::ZERO) {
        return Err(CountStockError::Negative { index });
    }
    let differs = lines.iter().any(|l| l.counted != l.booked);
    let reason = if differs { text::line(reason, MAX_REASON) } else { text::optional_line(reason, MAX_REASON) };
    let reason = reason.map_err(CountStockError::Reason)?;
    let known = materials::all(&mut deps.db.reader()).await?;
    for (index, line) in lines.iter().enumerate() {
        let twice = lines[..index].iter().any(|l| l.material == line.material);
        if twice || !known.iter().any(|m| m.code == line.material) {
            return Err(CountStockError::NoMaterial { index });
        }
    }
    let mut tx = deps.db.begin().await?;
    let mut sorted: Vec<Counted> = lines.to_vec();
    sorted.sort_unstable_by_key(|l| l.material);
    for line in &sorted {
        let (now, _) = stock::lock(&mut tx, unit, line.material).await?;
        if now != line.booked {
            return Err(CountStockError::Moved);
        }
    }
    let state = if differs { CountState::Waiting } else { CountState::Booked };
    let (id, at) = (deps.id(), deps.now());
    let new = NewCount { id, nonce: &nonce, unit, reason: &reason, state, by, at };
    match counts::insert(&mut tx, &new, &sorted).await {
        Ok(()) => {}
        // The same form, sent twice at once, or another count.
        Err(e) if e.is_unique_violation() => {
            tx.rollback().await?;
            let known = counts::find_by_nonce(&mut deps.db.reader(), &nonce).await?;
            return known.map_or(Err(CountStockError::Waiting), |known| same(known, lines));
        }
        Err(e) => return Err(e.into()),
    }
    audit::record(&mut tx, deps, actor, "waste.count", &format!("count:{id}"), &reason).await?;
    tx.commit().await?;
    Ok(state)
}

/// What the key has made, if it is what the form says now.
fn same((state, known): (CountState, BTreeMap<MaterialCode, Amount>), lines: &[Counted]) -> Result<CountState, CountStockError> {
    let now: BTreeMap<_, _> = lines.iter().map(|l| (l.material, l.counted)).collect();
    if known == now { Ok(state) } else { Err(CountStockError::KeyUsed) }
}

/// The second person agrees, and the difference is booked; or not, and nothing is. Who has counted may take it back.
pub async fn decide_count(deps: &Deps, actor: &Actor, unit: WasteUnitId, id: WasteCountId, agrees: bool) -> Result<(), CountStockError> {
    let by = require_operator(&mut deps.db.reader(), actor, unit).await?;
    let mut tx = deps.db.begin().await?;
    let (count, counted_by) = counts::lock(&mut tx, unit, id).await?.ok_or(CountStockError::NotWaiting)?;
    let wanted = if agrees { CountState::Booked } else { CountState::Dropped };
    // The same answer, given again.
    if count.state == wanted && counts::decider(&mut tx, id).await? == Some(by) {
        return Ok(());
    }
    if count.state != CountState::Waiting {
        return Err(CountStockError::NotWaiting);
    }
    if agrees {
        if counted_by == by {
            return Err(CountStockError::Own);
        }
        book(&mut tx, deps, unit, &count, by).await?;
    }
    if !counts::decide(&mut tx, id, wanted, by, deps.now()).await? {
        return Err(CountStockError::NotWaiting);
    }
    let action = if agrees { "waste.count_booked" } else { "waste.count_dropped" };
    audit::record(&mut tx, deps, actor, action, &format!("count:{id}"), &count.reason).await?;
    tx.commit().await?;
    Ok(())
}

/// Piles by ascending material, then the entry: it moves no balance and no box.
async fn book(tx: &mut Tx, deps: &Deps, unit: WasteUnitId, count: &StockCount, by: PersonId) -> Result<(), CountStockError> {
    let at = deps.now();
    let rates = prices::rates(tx, Tier::Member, at).await?;
    let mut lines: Vec<&CountLine> = count.lines.iter().filter(|l| l.difference() != Amount::ZERO).collect();
    lines.sort_unstable_by_key(|l| l.material.code);
    let mut changes = Vec::with_capacity(lines.len());
    for line in lines {
        let (code, measure) = (line.material.code, line.material.measure);
        let (amount, cost) = stock::lock(tx, unit, code).await?;
        let pile = Pile { amount, cost, rate: rates.get(&code).copied() };
        let change = stock_count::change(code, measure, line.difference(), pile)?;
        if change.amount.0 < 0 {
            let out = BTreeMap::from([(code, (Amount(-change.amount.0), -change.cost))]);
            if !stock::take(tx, unit, &out).await? {
                return Err(CountError::Gone.into());
            }
        } else {
            stock::put(tx, unit, &BTreeMap::from([(code, (change.amount, change.cost))])).await?;
        }
        counts::set_worth(tx, count.id, code, change.cost).await?;
        changes.push(change);
    }
    if let Some(entry) = stock_count::entry(&changes)? {
        let what = count.id.to_string();
        books::book(tx, deps, &entry, &Booking { kind: EntryKind::Count, what: &what, by: Some(by), at }).await?;
    }
    Ok(())
}
