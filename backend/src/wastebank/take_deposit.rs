//! A deposit at the counter: weighed, worth what the list says now, booked and credited in one transaction.
//!
//! What is worth much waits for a photo of the goods, and what is worth more for a second person, each from a sum that the rules say:
//! nothing is booked before they are there, in whatever order. The photo comes with the form and is kept by the form's key
//! (`keep_form_photo.rs`), so there are no slips that count half. A fare at the meeting point (`put` within `flows::tours::settle`)
//! does not wait for a photo: a bus leaves, phones weigh without a network, and the party, its guide and often a second person stand
//! around the scale. Such a slip counts at once, its page takes the photo afterwards, and officers are asked about those that have
//! none (`read_questions.rs`).

use std::collections::HashMap;

use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::kernel::text::{self, TextError};
use domain::kernel::weight::Grams;
use domain::wastebank::deposit::{self, DepositError, DepositLine};
use domain::wastebank::ledger::{Entry, EntryError};
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::slip::slip_number;
use domain::wastebank::statement::EntryKind;
use domain::wastebank::weighing::{Weighing, WeighingError};
use thiserror::Error;

use super::read_counter::{CounterError, require_operator, rules_at, taken_at};
use super::store::books::{self, BookError, Booking};
use super::store::deposits::{self, NewDeposit};
use super::store::{form_photos, members, stock, units};
use crate::db::{DbError, Run, Tx};
use crate::deps::Deps;
use crate::nonce;

pub const MAX_REASON: usize = 120;

/// What the counter's form holds. Amounts are in the material's small unit.
#[derive(Clone, Debug)]
pub struct TakeDeposit {
    /// Made with the form, or by the device: sent again it gives the same slip.
    pub nonce: String,
    pub unit: WasteUnitId,
    pub member: WasteMemberId,
    pub lines: Vec<TypedLine>,
    /// A second operator of this counter who has seen it, and proved to be who they are: see `flows::witness_deposit`.
    pub witness: Option<PersonId>,
    /// The sum that both have seen: a price list may begin while a form is open.
    pub expected_total: Rupiah,
    /// The form says that a photo came with it, now or before.
    pub pictured: bool,
}

#[derive(Clone, Debug)]
pub struct TypedLine {
    pub material: MaterialCode,
    pub gross: Amount,
    pub tare: Amount,
    pub deduction: Amount,
    pub reason: String,
}

#[derive(Debug, Error)]
pub enum TakeDepositError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("no such member")]
    NoMember,
    #[error("line {index}: no price, not taken")]
    NotTaken { index: usize },
    #[error("line {index}: {why}")]
    Weighing { index: usize, why: WeighingError },
    #[error("line {index}: reason: {why}")]
    Reason { index: usize, why: TextError },
    #[error(transparent)]
    Deposit(#[from] DepositError),
    /// Worth this much or more, and nobody else has seen it.
    #[error("from {from} on a second person must have seen it")]
    WitnessMissing { from: Rupiah },
    /// Not behind this counter, or the operator alone.
    #[error("the second person is not another operator of this counter")]
    NoWitness,
    /// Worth this much or more, and no photo of the goods came with the form.
    #[error("from {from} on there must be a photo")]
    PhotoMissing { from: Rupiah },
    /// Prices have changed since the form was shown.
    #[error("it is worth {now} now")]
    TotalChanged { now: Rupiah },
    #[error("the form's key is missing")]
    Nonce,
    /// The form has made this slip already, and now says something else.
    #[error("the form's key has made slip {slip} already")]
    KeyUsed { slip: String },
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Returns the number of the slip.
pub async fn take_deposit(deps: &Deps, actor: &Actor, input: &TakeDeposit) -> Result<String, TakeDepositError> {
    let mut run = deps.db.reader();
    let operator = require_operator(&mut run, actor, input.unit).await?;
    let nonce = nonce::of(operator, &input.nonce).ok_or(TakeDepositError::Nonce)?;
    if let Some(slip) = taken_before(&mut run, &nonce, input).await? {
        return Ok(slip);
    }
    let seen = look(deps, input, operator, deps.now()).await?;
    let kept = (input.pictured || seen.wants_photo()) && form_photos::is_there(&mut run, &nonce).await?;
    if seen.wants_photo() && !kept {
        // Or the same form, sent twice at once, has just given it to its slip.
        let missing = TakeDepositError::PhotoMissing { from: seen.photo_from };
        return taken_before(&mut run, &nonce, input).await?.ok_or(missing);
    }
    let mut tx = deps.db.begin_shared().await?;
    match put_pictured(&mut tx, deps, &nonce, input, &seen, kept).await {
        // The same form, sent twice at once: the other one was faster.
        Err(TakeDepositError::Db(e)) if e.is_unique_violation() => {
            tx.rollback().await?;
            taken_before(&mut deps.db.reader(), &nonce, input).await?.ok_or(TakeDepositError::Db(e))
        }
        Err(e) => Err(e),
        Ok(slip) => {
            tx.commit().await?;
            Ok(slip)
        }
    }
}

/// What would refuse this deposit, for a flow that does something else before it. `at`: when it lay on the scale, whose
/// price and rules it has, however late that is told.
pub async fn check_deposit(deps: &Deps, actor: &Actor, input: &TakeDeposit, at: Timestamp) -> Result<Seen, TakeDepositError> {
    let operator = require_operator(&mut deps.db.reader(), actor, input.unit).await?;
    look(deps, input, operator, at).await
}

/// `kept`: a photo came with the form. Then it is the slip's, also when it is not wanted any more: a line was taken away, or a price
/// list began. Only one that is wanted must still be there.
async fn put_pictured(
    tx: &mut Tx,
    deps: &Deps,
    nonce: &str,
    input: &TakeDeposit,
    seen: &Seen,
    kept: bool,
) -> Result<String, TakeDepositError> {
    let slip = put(tx, deps, nonce, input, seen).await?;
    if kept && !form_photos::give(tx, nonce, &slip).await? && seen.wants_photo() {
        return Err(TakeDepositError::PhotoMissing { from: seen.photo_from });
    }
    Ok(slip)
}

/// Within a flow's own transaction: what was seen is booked and credited. Locks the member, then the pile. The flow knows that it
/// is the first time: `nonce` is unique in all the house.
pub async fn put(tx: &mut Tx, deps: &Deps, nonce: &str, input: &TakeDeposit, seen: &Seen) -> Result<String, TakeDepositError> {
    let &Seen { at: weighed_at, operator, member, ref lines, total, witness, ref entry, .. } = seen;
    let (id, now) = (deps.id(), deps.now());
    let slip = slip_number(weighed_at, deps.random.u64());
    let booking = Booking { kind: EntryKind::Deposit, what: &slip, by: Some(operator), at: now };
    let booked = books::book(tx, deps, entry, &booking).await.map_err(|e| match e {
        BookError::Short(_) => TakeDepositError::NoMember,
        BookError::Db(e) => e.into(),
    })?;
    let unit = input.unit;
    stock::put(tx, unit, &stock::pile(lines)).await?;
    let new = NewDeposit { id, slip: &slip, nonce, unit, member, operator, witness, at: now, weighed_at, total, entry: booked };
    deposits::insert(tx, deps, &new, lines).await?;
    Ok(slip)
}

/// A deposit as it is found without a lock.
pub struct Seen {
    /// When it lay on the scale: what the slip shows. It is booked when it is told.
    at: Timestamp,
    operator: PersonId,
    member: WasteMemberId,
    lines: Vec<DepositLine>,
    total: Rupiah,
    witness: Option<PersonId>,
    /// By the rules of that moment.
    photo_from: Rupiah,
    entry: Entry,
}

impl Seen {
    fn wants_photo(&self) -> bool {
        self.total >= self.photo_from
    }

    /// Of what is taken by weight.
    pub fn weight(&self) -> Grams {
        Grams(self.lines.iter().filter(|l| l.measure == Measure::Kilogram).map(|l| l.weighing.net().0).sum())
    }
}

async fn look(deps: &Deps, input: &TakeDeposit, operator: PersonId, at: Timestamp) -> Result<Seen, TakeDepositError> {
    let member = members::find(&mut deps.db.reader(), input.member).await?.ok_or(TakeDepositError::NoMember)?.id;
    let lines = weigh(deps, &input.lines, at).await?;
    let total = deposit::total(&lines)?;
    if total != input.expected_total {
        return Err(TakeDepositError::TotalChanged { now: total });
    }
    let rules = rules_at(deps, at).await?;
    let witness = witness(deps, input, operator, total, rules.witness_from).await?;
    let entry = deposit::entry(member, &lines)?;
    Ok(Seen { at, operator, member, lines, total, witness, photo_from: rules.photo_from, entry })
}

/// What the key has made, if it is what the form says now.
pub async fn taken_before(run: &mut impl Run, nonce: &str, input: &TakeDeposit) -> Result<Option<String>, TakeDepositError> {
    let Some(known) = deposits::find_by_nonce(run, nonce).await? else { return Ok(None) };
    let same = (known.unit, known.member, known.total) == (input.unit, input.member, input.expected_total);
    if same { Ok(Some(known.slip)) } else { Err(TakeDepositError::KeyUsed { slip: known.slip }) }
}

/// The lines with the prices of that moment.
async fn weigh(deps: &Deps, typed: &[TypedLine], at: Timestamp) -> Result<Vec<DepositLine>, TakeDepositError> {
    let taken: HashMap<MaterialCode, _> = taken_at(deps, at).await?.into_iter().map(|(m, rate)| (m.code, (m.measure, rate))).collect();
    let mut lines = Vec::with_capacity(typed.len());
    for (index, line) in typed.iter().enumerate() {
        let (measure, rate) = *taken.get(&line.material).ok_or(TakeDepositError::NotTaken { index })?;
        let weighing =
            Weighing::new(measure, line.gross, line.tare, line.deduction).map_err(|why| TakeDepositError::Weighing { index, why })?;
        let reason = text::optional_line(&line.reason, MAX_REASON).map_err(|why| TakeDepositError::Reason { index, why })?;
        lines.push(DepositLine { material: line.material, measure, weighing, reason, rate });
    }
    Ok(lines)
}

/// Who else has seen it, where somebody must.
async fn witness(
    deps: &Deps,
    input: &TakeDeposit,
    operator: PersonId,
    total: Rupiah,
    from: Rupiah,
) -> Result<Option<PersonId>, TakeDepositError> {
    if total < from {
        return Ok(None);
    }
    let person = input.witness.ok_or(TakeDepositError::WitnessMissing { from })?;
    if person == operator || !units::is_operator(&mut deps.db.reader(), input.unit, person).await? {
        return Err(TakeDepositError::NoWitness);
    }
    Ok(Some(person))
}
