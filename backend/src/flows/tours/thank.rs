//! After the tour: a party is thanked once, when its departure has come back, and has a page with what it did.

use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::news::TourEvent;
use domain::heritage::part::Part;
use domain::heritage::tender::TenderKind;
use domain::identity::actor::Actor;
use domain::kernel::ids::BookingId;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::wastebank::impact::{SlipImpact, grams};
use thiserror::Error;

use super::tell::tell_party;
use crate::db::{DbError, Run, Tx};
use crate::deps::Deps;
use crate::heritage::read_booking::{BookingKey, ReadBookingError, read_booking};
use crate::heritage::store::{boarding, bookings, departures};
use crate::wastebank::read_slip_impact::read_slip_impact;

/// What the page after the tour tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Thanks {
    pub booking: Booking,
    /// What it brought to the meeting point; of nothing there is nothing.
    pub brought: SlipImpact,
    /// What it paid from a balance, and with what it brought.
    pub from_balance: Rupiah,
    pub from_brought: Rupiah,
    /// In cash and by card.
    pub in_money: Rupiah,
}

#[derive(Debug, Error)]
pub enum ReadThanksError {
    #[error("no such booking")]
    NotFound,
    /// The departure has not come back.
    #[error("not yet")]
    NotYet,
    /// The party was not on it.
    #[error("the party did not go")]
    DidNotGo,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ReadBookingError> for ReadThanksError {
    fn from(e: ReadBookingError) -> Self {
        match e {
            ReadBookingError::NotFound => Self::NotFound,
            ReadBookingError::Db(e) => Self::Db(e),
        }
    }
}

/// For whoever has the link of the booking.
pub async fn read_thanks(deps: &Deps, actor: &Actor, key: BookingKey<'_>) -> Result<Thanks, ReadThanksError> {
    let booking = read_booking(deps, actor, key).await?;
    if booking.thanked_at.is_none() {
        let may_go = booking.state.is_live() || booking.state == BookingState::Waiting;
        return Err(if may_go { ReadThanksError::NotYet } else { ReadThanksError::DidNotGo });
    }
    let brought = brought(&mut deps.db.reader(), deps, booking.id).await?;
    let (from_balance, from_brought) = (held(&booking, TenderKind::Balance), held(&booking, TenderKind::Pledge));
    let in_money = held(&booking, TenderKind::Cash) + held(&booking, TenderKind::Card);
    Ok(Thanks { booking, brought, from_balance, from_brought, in_money })
}

/// Under the lock of the departure. False: it has not come back, or the party was thanked before.
pub(super) async fn thank(tx: &mut Tx, deps: &Deps, b: &Booking) -> Result<bool, DbError> {
    let now = deps.now();
    let over = departures::find(tx, b.departure).await?.is_some_and(|d| d.is_over(now, &b.terms));
    if !over || !bookings::set_thanked(tx, b.id, now).await? {
        return Ok(false);
    }
    bookings::record(tx, deps, b.id, "thanked", None, "").await?;
    let waste = Grams(grams(&brought(tx, deps, b.id).await?.kept).0);
    let news = TourEvent::Thanks { waste, balance: held(b, TenderKind::Balance) };
    tell_party(tx, deps, b, news, "thanks").await?;
    Ok(true)
}

fn held(b: &Booking, kind: TenderKind) -> Rupiah {
    b.parts.iter().filter(|p| p.kind == kind).map(Part::held).sum()
}

async fn brought(run: &mut impl Run, deps: &Deps, booking: BookingId) -> Result<SlipImpact, DbError> {
    match boarding::find_settlement(run, booking).await?.and_then(|s| s.slip) {
        Some(slip) => read_slip_impact(run, deps, &slip).await,
        None => Ok(SlipImpact::default()),
    }
}
