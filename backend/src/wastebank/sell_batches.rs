//! Sealed sacks sold to a collector, the central bank or another unit, as the weigh-bridge says, for cash.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::identity::actor::Actor;
use domain::kernel::ids::{WasteBatchId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::kernel::text::{self, TextError};
use domain::wastebank::batch::{Batch, BatchState};
use domain::wastebank::ledger::EntryError;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;
use domain::wastebank::price::{MAX_RATE, Tier};
use domain::wastebank::sale::{self, SaleLine, sale_number};
use domain::wastebank::statement::EntryKind;
use domain::wastebank::weighing::{Weighing, WeighingError};
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::store::books::{self, BookError, Booking};
use super::store::sales::{self, KnownSale, NewSale};
use super::store::{batches, prices};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::nonce;

pub const MAX_COLLECTOR: usize = 80;
pub const MAX_TICKET: usize = 40;
/// What one truck takes.
pub const MAX_LINES: usize = 60;

/// Amounts are in the material's small unit.
#[derive(Clone, Copy, Debug)]
pub struct SoldBatch {
    pub batch: WasteBatchId,
    pub gross: Amount,
    pub tare: Amount,
    pub rate: Rupiah,
}

#[derive(Clone, Debug)]
pub struct SellBatches {
    pub nonce: String,
    pub unit: WasteUnitId,
    /// Whose list price stands beside the rate: one of [`Tier::BUYERS`].
    pub buyer: Tier,
    pub collector: String,
    pub ticket: String,
    pub lines: Vec<SoldBatch>,
    /// The sum on the button.
    pub expected_total: Rupiah,
}

#[derive(Debug, Error)]
pub enum SellError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("the form's key is missing")]
    Nonce,
    #[error("collector: {0}")]
    Collector(TextError),
    #[error("ticket: {0}")]
    Ticket(TextError),
    #[error("nobody of this kind buys sacks")]
    Buyer,
    /// The form has made this slip already, and now says something else.
    #[error("the form's key has made slip {slip} already")]
    KeyUsed { slip: String },
    /// Something was changed after it was counted.
    #[error("the sum is {now} now")]
    TotalChanged { now: Rupiah },
    #[error("nothing is sold")]
    Empty,
    #[error("too many sacks")]
    TooMany,
    /// Not sealed, sold meanwhile, or twice in the form.
    #[error("line {index}: no such sealed sack")]
    NotSealed { index: usize },
    #[error("line {index}: {why}")]
    Weighing { index: usize, why: WeighingError },
    #[error("line {index}: the price is not between nothing and {MAX_RATE}")]
    Rate { index: usize },
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Book(#[from] BookError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Returns the number of the slip.
pub async fn sell_batches(deps: &Deps, actor: &Actor, input: &SellBatches) -> Result<String, SellError> {
    let operator = require_operator(&mut deps.db.reader(), actor, input.unit).await?;
    let nonce = nonce::of(operator, &input.nonce).ok_or(SellError::Nonce)?;
    let collector = text::line(&input.collector, MAX_COLLECTOR).map_err(SellError::Collector)?;
    let ticket = text::optional_line(&input.ticket, MAX_TICKET).map_err(SellError::Ticket)?;
    if !Tier::BUYERS.contains(&input.buyer) {
        return Err(SellError::Buyer);
    }
    // A sale that is sent again finds its sacks gone, and its slip.
    if let Some(known) = sales::find_by_nonce(&mut deps.db.reader(), &nonce).await? {
        return same(known, &collector, &ticket, input);
    }
    if input.lines.is_empty() {
        return Err(SellError::Empty);
    }
    if input.lines.len() > MAX_LINES {
        return Err(SellError::TooMany);
    }
    let mut tx = deps.db.begin().await?;
    let sacks = lock(&mut tx, input).await?;
    // With the sacks locked the same form, sent twice at once, comes here one after the other.
    if let Some(known) = sales::find_by_nonce(&mut tx, &nonce).await? {
        return same(known, &collector, &ticket, input);
    }
    let (id, at) = (deps.id(), deps.now());
    let lines = weigh(sacks, input, &prices::rates(&mut tx, input.buyer, at).await?)?;
    let total = sale::total(&lines).ok_or(EntryError::TooLarge)?;
    if total != input.expected_total {
        return Err(SellError::TotalChanged { now: total });
    }
    let number = sale_number(at, deps.random.u64());
    let booking = Booking { kind: EntryKind::Sale, what: &number, by: Some(operator), at };
    let entry = books::book(&mut tx, deps, &sale::entry(input.unit, &lines)?, &booking).await?;
    let (slip, tier) = (number.as_str(), input.buyer);
    let new =
        NewSale { id, slip, nonce: &nonce, unit: input.unit, collector: &collector, tier, ticket: &ticket, operator, at, total, entry };
    sales::insert(&mut tx, &new, &lines).await?;
    for (index, line) in lines.iter().enumerate() {
        if !batches::sell(&mut tx, line.batch, id).await? {
            return Err(SellError::NotSealed { index });
        }
    }
    tx.commit().await?;
    Ok(number)
}

/// What the key has made, if it is what the form says now.
fn same(known: KnownSale, collector: &str, ticket: &str, input: &SellBatches) -> Result<String, SellError> {
    let said = (known.unit, known.tier, known.total) == (input.unit, input.buyer, input.expected_total);
    let same = said && known.collector == collector && known.ticket == ticket;
    if same { Ok(known.slip) } else { Err(SellError::KeyUsed { slip: known.slip }) }
}

/// By ascending id, each once.
async fn lock(tx: &mut Tx, input: &SellBatches) -> Result<BTreeMap<WasteBatchId, Batch>, SellError> {
    let ids: BTreeSet<WasteBatchId> = input.lines.iter().map(|l| l.batch).collect();
    let mut sacks = BTreeMap::new();
    for id in ids {
        sacks.extend(batches::lock(tx, input.unit, id).await?.map(|batch| (id, batch)));
    }
    Ok(sacks)
}

/// Each sack is taken out: one that is in the form twice is not there the second time.
fn weigh(
    mut sacks: BTreeMap<WasteBatchId, Batch>,
    input: &SellBatches,
    list: &HashMap<MaterialCode, Rupiah>,
) -> Result<Vec<SaleLine>, SellError> {
    let mut lines = Vec::with_capacity(input.lines.len());
    for (index, typed) in input.lines.iter().enumerate() {
        let found = sacks.remove(&typed.batch).filter(|b| b.state == BatchState::Sealed);
        let batch = found.ok_or(SellError::NotSealed { index })?;
        let bridge = Weighing::new(batch.material.measure, typed.gross, typed.tare, Amount::ZERO);
        let bridge = bridge.map_err(|why| SellError::Weighing { index, why })?;
        if typed.rate < Rupiah::ZERO || typed.rate > MAX_RATE {
            return Err(SellError::Rate { index });
        }
        lines.push(SaleLine {
            batch: batch.id,
            batch_number: batch.number,
            seal: batch.seal.map(|s| s.to_string()).unwrap_or_default(),
            list: list.get(&batch.material.code).copied(),
            material: batch.material,
            booked: batch.amount,
            cost: batch.cost,
            bridge,
            rate: typed.rate,
        });
    }
    Ok(lines)
}
