//! What becomes of bookings when nobody acts. Any number of nodes may look: each step is taken once, under the lock of
//! its departure, on the condition that it is still due.

use domain::heritage::booking::{Booking, BookingEvent, BookingState};
use domain::heritage::news::{TourEnd, TourEvent};
use domain::heritage::tender::TenderKind;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{BookingId, DepartureId};
use domain::kernel::money::Rupiah;

use super::end::{Farewell, miss, say_farewell, tell_missed};
use super::money::MoneyError;
use super::read_not_taken::not_taken;
use super::tell::tell_party;
use super::thank::thank;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::heritage::purge_drafts::purge_drafts;
use crate::heritage::purge_identities::purge_identities;
use crate::heritage::store::booking_reads::{self, Which};
use crate::heritage::store::{bookings, departures, tours};

const BATCH: i64 = 50;

/// Everything that is due, and how many steps that was.
pub async fn run_tour_timers(deps: &Deps) -> Result<usize, MoneyError> {
    let taken = ring_all(deps).await;
    // Papers are forgotten when it was promised, whatever else goes wrong: each of these is tried, and then it is told what failed first.
    let (papers, forms) = (purge_identities(deps).await, purge_drafts(deps).await);
    let taken = taken?;
    papers.and(forms)?;
    Ok(taken)
}

async fn ring_all(deps: &Deps) -> Result<usize, DbError> {
    let mut taken = 0;
    loop {
        // Looked for without the writer, so that a second in which nothing is due costs nothing.
        let mut run = deps.db.reader();
        let now = deps.now();
        let mut due: Vec<(BookingId, DepartureId)> = bookings::timed_out(&mut run, now, BATCH).await?;
        due.extend(bookings::missed(&mut run, now, BATCH).await?);
        due.extend(bookings::to_remind(&mut run, now, BATCH).await?);
        due.extend(bookings::to_thank(&mut run, now, BATCH).await?);
        let mut progress = 0;
        for (booking, departure) in due {
            match ring(deps, booking, departure).await {
                Ok(done) => progress += usize::from(done),
                Err(MoneyError::Db(error)) if !error.is_of_its_rows() => return Err(error),
                // Seen by the operator, and no reason to stop the others.
                Err(error) => tracing::error!(%booking, %error, "a timer of a booking fails"),
            }
        }
        taken += progress;
        if progress == 0 {
            return Ok(taken);
        }
    }
}

async fn ring(deps: &Deps, id: BookingId, departure: DepartureId) -> Result<bool, MoneyError> {
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure).await?;
    let Some(b) = booking_reads::find(&mut tx, Which::Id(id)).await?.filter(|b| b.departure == departure) else { return Ok(false) };
    let now = deps.now();
    let farewell = |event, cause| Farewell { event, cause, reason: "", fee: Rupiah::ZERO, by: None };
    let due = b.deadline_at.is_some_and(|at| at <= now);
    let done = if due && b.state == BookingState::NoShow {
        tell_missed(&mut tx, deps, &b).await?;
        true
    } else if due {
        let cause = why_over(&mut tx, &b).await?;
        say_farewell(&mut tx, deps, &b, &farewell(BookingEvent::TimeOut, cause)).await?.is_some()
    } else if b.state == BookingState::Confirmed && b.terms.missed_at(b.starts_at) <= now && b.offered {
        // It never left: whoever did not choose gets the money back.
        say_farewell(&mut tx, deps, &b, &farewell(BookingEvent::Cancel, TourEnd::Closed)).await?.is_some()
    } else if b.state == BookingState::Confirmed && b.terms.missed_at(b.starts_at) <= now {
        miss(&mut tx, deps, &b).await?
    } else if b.state == BookingState::Confirmed && b.starts_at > now {
        remind(&mut tx, deps, &b, now).await?
    } else if b.state == BookingState::CheckedIn {
        thank(&mut tx, deps, &b).await?
    } else {
        false
    };
    if done {
        tx.commit().await?;
    }
    Ok(done)
}

/// Seats may have come back to a tour that is hidden, where they are for nobody.
async fn why_over(tx: &mut Tx, b: &Booking) -> Result<TourEnd, DbError> {
    if b.state != BookingState::Waiting {
        return Ok(TourEnd::TimeOut);
    }
    let published = match departures::find(tx, b.departure).await? {
        Some(d) => tours::is_published(tx, d.tour).await?,
        None => false,
    };
    Ok(if published { TourEnd::NoSeats } else { TourEnd::Withdrawn })
}

/// The latest reminder that is due by the terms of the booking; one that was missed is not made up for.
async fn remind(tx: &mut Tx, deps: &Deps, b: &Booking, now: Timestamp) -> Result<bool, MoneyError> {
    let Some(days) = b.terms.reminder_due(now, b.starts_at) else { return Ok(false) };
    if !bookings::set_reminded(tx, b.id, days, b.terms.next_reminder(b.starts_at, Some(days))).await? {
        return Ok(false);
    }
    // Told are the days that are left: whoever booked late is reminded late. On the day itself the confirmation has just said it,
    // and an offer has told already that it will not be as planned.
    let left = u32::try_from(b.starts_at.start_of_wib_day().since(now.start_of_wib_day()) / DAY).unwrap_or(0);
    if !b.offered && left > 0 {
        let occasion = format!("reminder:{days}:{}", b.departure);
        let not_taken = not_taken(tx, b).await?;
        let waste = b.pledge_due().iter().filter(|line| !not_taken.contains(&line.name)).map(|line| line.amount).sum();
        let news = TourEvent::Reminder { days: left, cash: b.due(TenderKind::Cash), waste, not_taken };
        tell_party(tx, deps, b, news, &occasion).await?;
    }
    Ok(true)
}
