//! A base approves its visitors, or refuses one: the seat goes to who waits, the fare of that person back,
//! with their part of what moving has cost, and the party is told.

use domain::heritage::booking::{Booking, BookingEvent, BookingState};
use domain::heritage::manifest::{RefusalReason, Verdict};
use domain::heritage::news::{TourEnd, TourEvent};
use domain::heritage::part::Less;
use domain::identity::actor::Actor;
use domain::kernel::ids::{DepartureId, PersonId, SiteId, VisitorId};
use domain::kernel::money::Rupiah;
use domain::kernel::text::{self, TextError};
use thiserror::Error;

use super::end::{Farewell, say_farewell};
use super::money::{MoneyError, lower};
use super::tell::tell_party;
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::heritage::move_up::move_up;
use crate::heritage::staff::{StaffError, require_speaker};
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::manifests::{self, Listed, NewVerdict};
use crate::heritage::store::{bookings, departures, seats};

pub const MAX_NOTE: usize = 200;

#[derive(Debug, Error)]
pub enum JudgeError {
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// Not on the list of this base, or not any more.
    #[error("no such visitor on the list")]
    NotListed,
    /// The party has come, or the visit is over.
    #[error("too late for that")]
    Over,
    #[error("note: {0}")]
    Note(TextError),
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Those who are open; who was judged before stays as it is, and so does who has not come. How many were approved.
pub async fn approve_visitors(
    deps: &Deps,
    actor: &Actor,
    departure: DepartureId,
    site: SiteId,
    visitors: &[VisitorId],
) -> Result<usize, JudgeError> {
    let by = require_speaker(&mut deps.db.reader(), actor, site).await?;
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure).await?;
    let list = list(&mut tx, departure, site).await?;
    let mut approved = 0;
    for l in list.iter().filter(|l| visitors.contains(&l.visitor) && l.line().is_open()) {
        let verdict = NewVerdict { visitor: l.visitor, departure, site, refused: None, note: "", by, at: deps.now() };
        approved += usize::from(manifests::judge(&mut tx, &verdict).await?);
    }
    if approved > 0 {
        audit::record(&mut tx, deps, actor, "heritage.approved", &format!("departure:{departure}"), &approved.to_string()).await?;
        tx.commit().await?;
    }
    Ok(approved)
}

/// `note` stays with the base and the office; the party is told the reason's name.
pub async fn refuse_visitor(
    deps: &Deps,
    actor: &Actor,
    departure: DepartureId,
    site: SiteId,
    visitor: VisitorId,
    reason: RefusalReason,
    note: &str,
) -> Result<(), JudgeError> {
    let by = require_speaker(&mut deps.db.reader(), actor, site).await?;
    let note = text::optional_line(note, MAX_NOTE).map_err(JudgeError::Note)?;
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure).await?;
    let list = list(&mut tx, departure, site).await?;
    let listed = list.iter().find(|l| l.visitor == visitor).ok_or(JudgeError::NotListed)?;
    // Pressed twice.
    if matches!(listed.verdict, Verdict::Refused(_)) {
        return Ok(());
    }
    let b = booking_reads::find(&mut tx, Which::Id(listed.booking)).await?.ok_or(JudgeError::NotListed)?;
    if b.state != BookingState::Confirmed {
        return Err(JudgeError::Over);
    }
    let verdict = NewVerdict { visitor, departure, site, refused: Some(reason), note: &note, by, at: deps.now() };
    manifests::judge(&mut tx, &verdict).await?;
    leave_out(&mut tx, deps, &b, listed, reason, by).await?;
    audit::record(&mut tx, deps, actor, "heritage.refused", &format!("visitor:{visitor}"), reason.code()).await?;
    tx.commit().await?;
    Ok(())
}

/// The list of a base that the departure calls at, and that has a say about each person.
async fn list(tx: &mut Tx, departure: DepartureId, site: SiteId) -> Result<Vec<Listed>, JudgeError> {
    let d = departures::find(tx, departure).await?.ok_or(StaffError::NotFound)?;
    if !d.is_judged_at(site) {
        return Err(StaffError::NotFound.into());
    }
    Ok(manifests::list(tx, departure, site).await?)
}

async fn leave_out(tx: &mut Tx, deps: &Deps, b: &Booking, l: &Listed, reason: RefusalReason, by: PersonId) -> Result<(), JudgeError> {
    // Refused by the other base already: there is nothing left to give back.
    if !l.going {
        return Ok(());
    }
    if b.seats() == 1 {
        // The last of the party: its booking ends, and all of its money goes back.
        let farewell = Farewell { event: BookingEvent::Refuse, cause: TourEnd::Refused, reason: "", fee: Rupiah::ZERO, by: Some(by) };
        say_farewell(tx, deps, b, &farewell).await?.ok_or(JudgeError::Over)?;
        return Ok(());
    }
    let less = Less::of(l.fare, b.fare, b.move_fee);
    if !manifests::leave_out(tx, b.id, l.visitor, less).await? {
        return Err(JudgeError::NotListed);
    }
    let occasion = format!("refused_{}", l.visitor);
    let back = lower(tx, deps, b, less, &occasion, Some(by)).await?;
    bookings::record(tx, deps, b.id, "visitor_refused", Some(by), &l.name).await?;
    let news = TourEvent::VisitorRefused { visitor: l.name.clone(), reason, back };
    tell_party(tx, deps, b, news, &occasion).await?;
    seats::give_back(tx, b.departure, 1).await?;
    move_up(tx, deps, b.departure).await?;
    Ok(())
}
