//! What leaves a balance at the counter: cash, or a transfer to a member of the family. Checked and written with the
//! member locked, so that neither a balance nor a day's limit is spent twice.

use domain::identity::actor::Actor;
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::ledger::{Account, EntryError};
use domain::wastebank::payment::{self, Purpose, payment_number};
use domain::wastebank::rules::CashRefusal;
use domain::wastebank::statement::EntryKind;
use thiserror::Error;

use super::read_counter::{CounterError, require_operator};
use super::store::books::{self, BookError, Booking};
use super::store::payments::{self, NewPayment};
use super::store::{cash, kin, members, rules};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::nonce;

#[derive(Clone, Debug)]
pub struct PayOut {
    /// Made with the form: sent again it gives the same slip.
    pub nonce: String,
    pub unit: WasteUnitId,
    pub member: WasteMemberId,
    /// Who gets it; none: the member, in cash.
    pub to: Option<WasteMemberId>,
    pub amount: Rupiah,
}

#[derive(Debug, Error)]
pub enum PayOutError {
    #[error(transparent)]
    Counter(#[from] CounterError),
    #[error("no such member")]
    NoMember,
    #[error("the form's key is missing")]
    Nonce,
    /// The form has made this slip already, and now says something else.
    #[error("the form's key has made slip {slip} already")]
    KeyUsed { slip: String },
    #[error(transparent)]
    Cash(#[from] CashRefusal),
    #[error("the balance is {balance}")]
    Short { balance: Rupiah },
    #[error("in the cash box is {left}")]
    BoxShort { left: Rupiah },
    #[error("not of one family")]
    NotKin,
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Returns the number of the slip.
pub async fn pay_out(deps: &Deps, actor: &Actor, input: &PayOut) -> Result<String, PayOutError> {
    let operator = require_operator(&mut deps.db.reader(), actor, input.unit).await?;
    let nonce = nonce::of(operator, &input.nonce).ok_or(PayOutError::Nonce)?;
    let purpose = input.to.map_or(Purpose::Cash(input.unit), Purpose::Family);
    let mut tx = deps.db.begin().await?;
    lock(&mut tx, input).await?;
    // With the member locked the same form, sent twice at once, comes here one after the other.
    if let Some(known) = payments::find_by_nonce(&mut tx, &nonce).await? {
        let same = (known.member, known.to, known.amount) == (input.member, input.to, input.amount);
        return if same { Ok(known.slip) } else { Err(PayOutError::KeyUsed { slip: known.slip }) };
    }
    check(&mut tx, deps, input).await?;
    let entry = payment::entry(input.member, purpose, input.amount)?;
    let (id, at) = (deps.id(), deps.now());
    let slip = payment_number(at, deps.random.u64());
    let kind = if input.to.is_some() { EntryKind::Transfer } else { EntryKind::Withdrawal };
    let booked = match books::book(&mut tx, deps, &entry, &Booking { kind, what: &slip, by: Some(operator), at }).await {
        Ok(booked) => booked,
        Err(BookError::Short(Account::Cash(unit))) => {
            let left = cash::in_box(&mut tx, unit).await?.unwrap_or_default();
            return Err(PayOutError::BoxShort { left });
        }
        Err(BookError::Short(_)) => return Err(PayOutError::NoMember),
        Err(BookError::Db(e)) => return Err(e.into()),
    };
    let new = NewPayment {
        id,
        slip: &slip,
        nonce: &nonce,
        unit: input.unit,
        member: input.member,
        purpose,
        operator,
        at,
        amount: input.amount,
        entry: booked,
    };
    payments::insert(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(slip)
}

/// Both members, by id.
async fn lock(tx: &mut Tx, input: &PayOut) -> Result<(), PayOutError> {
    let mut both: Vec<WasteMemberId> = std::iter::once(input.member).chain(input.to).collect();
    both.sort_unstable();
    for member in both {
        members::lock(tx, member).await?.ok_or(PayOutError::NoMember)?;
    }
    Ok(())
}

async fn check(tx: &mut Tx, deps: &Deps, input: &PayOut) -> Result<(), PayOutError> {
    match input.to {
        Some(to) if !kin::are(tx, input.member, to).await? => return Err(PayOutError::NotKin),
        Some(_) => {}
        None => {
            let (rules, today) = (rules::in_force(tx, deps.now()).await?, deps.now().start_of_wib_day());
            let paid = payments::cash_since(tx, input.member, today).await?;
            rules.check_cash(input.amount, paid, deps.now())?;
        }
    }
    let balance = members::find(tx, input.member).await?.ok_or(PayOutError::NoMember)?.balance;
    if input.amount > balance { Err(PayOutError::Short { balance }) } else { Ok(()) }
}

/// What the counter's page says before anything is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashToday {
    pub refused: Option<CashRefusal>,
    /// The least and the most that can be paid out now; the most is zero when nothing can.
    pub least: Rupiah,
    pub most: Rupiah,
    pub in_box: Rupiah,
}

pub async fn cash_today(deps: &Deps, actor: &Actor, unit: WasteUnitId, member: WasteMemberId) -> Result<CashToday, CounterError> {
    let mut run = deps.db.reader();
    require_operator(&mut run, actor, unit).await?;
    let now = deps.now();
    let balance = members::find(&mut run, member).await?.ok_or(CounterError::NotFound)?.balance;
    let rules = rules::in_force(&mut run, now).await?;
    let paid = payments::cash_since(&mut run, member, now.start_of_wib_day()).await?;
    let in_box = cash::in_box(&mut run, unit).await?.ok_or(CounterError::NotFound)?;
    let most = [rules.cash_most, rules.left_today(paid), balance, in_box].into_iter().min().unwrap_or_default();
    let refused = rules.check_cash(rules.cash_least, paid, now).err();
    Ok(CashToday { refused, least: rules.cash_least, most, in_box })
}
