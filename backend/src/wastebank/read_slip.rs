//! A slip, as whoever holds it may see it: its members, the operators of its counter, and the officers who read the books and the
//! questions that name it. Reading is all that officers do with it: who undoes a slip stands behind its counter (`reverse_slip.rs`).

use domain::identity::actor::Actor;
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::wastebank::payment::PaymentSlip;
use domain::wastebank::sale::SaleSlip;
use domain::wastebank::slip::{Reversal, WeighedSlip};

use super::read_counter::{CounterError, require_operator};
use super::store::{deposits, members, payments, sales};
use crate::db::{DbError, Run};
use crate::deps::Deps;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnySlip {
    Deposit(WeighedSlip),
    Payment(PaymentSlip),
    Sale(SaleSlip),
}

impl AnySlip {
    pub fn number(&self) -> &str {
        match self {
            Self::Deposit(d) => &d.slip.number,
            Self::Payment(p) => &p.number,
            Self::Sale(s) => &s.number,
        }
    }

    /// That it counts no more, and why.
    pub fn reversed(&self) -> Option<&Reversal> {
        match self {
            Self::Deposit(d) => d.slip.reversed.as_ref(),
            Self::Payment(p) => p.reversed.as_ref(),
            Self::Sale(s) => s.reversed.as_ref(),
        }
    }

    pub fn unit(&self) -> WasteUnitId {
        match self {
            Self::Deposit(d) => d.slip.unit,
            Self::Payment(p) => p.unit,
            Self::Sale(s) => s.unit,
        }
    }

    /// Whose balance it moved.
    fn is_of(&self, member: WasteMemberId) -> bool {
        match self {
            Self::Deposit(d) => d.slip.member == member,
            Self::Payment(p) => p.member == member || p.to.as_ref().is_some_and(|(to, _)| *to == member),
            Self::Sale(_) => false,
        }
    }
}

pub async fn read_slip(deps: &Deps, actor: &Actor, number: &str) -> Result<AnySlip, CounterError> {
    let person = actor.require_person()?;
    let mut run = deps.db.reader();
    let slip = find(&mut run, number).await?.ok_or(CounterError::NotFound)?;
    if actor.require_officer().is_ok() {
        return Ok(slip);
    }
    if !members::find_by_person(&mut run, person).await?.is_some_and(|m| slip.is_of(m.id)) {
        require_operator(&mut run, actor, slip.unit()).await?;
    }
    Ok(slip)
}

/// It moved the balance of whoever asks: they read it as a member.
pub async fn is_own(deps: &Deps, actor: &Actor, slip: &AnySlip) -> Result<bool, CounterError> {
    let member = members::find_by_person(&mut deps.db.reader(), actor.require_person()?).await?;
    Ok(member.is_some_and(|m| slip.is_of(m.id)))
}

pub(super) async fn find(run: &mut impl Run, number: &str) -> Result<Option<AnySlip>, DbError> {
    if let Some(slip) = deposits::find(run, number).await? {
        return Ok(Some(AnySlip::Deposit(deposits::weighed(run, slip).await?)));
    }
    if let Some(slip) = payments::find(run, number).await? {
        return Ok(Some(AnySlip::Payment(slip)));
    }
    Ok(sales::find(run, number).await?.map(AnySlip::Sale))
}
