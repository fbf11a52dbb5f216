//! Seats have come back: the first party on the waiting list that fits in holds them. Under the lock of the departure. Of a hidden
//! tour they stay free: it takes nobody any more, and who waits has no seat yet. Published again, it looks at once (`publish_tour.rs`);
//! if it is not in time, who waited is told that (`flows/tours/timers.rs`).

use domain::heritage::booking::BookingEvent;
use domain::heritage::news::TourEvent;
use domain::kernel::ids::DepartureId;

use super::store::{booking_reads, bookings, departures, seats, tours};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::flows::tours::tell::tell_party;
use crate::page_change::{PageTag, announce};

/// By the size of the party: a large one does not keep a small one behind it from a single seat.
pub(crate) async fn move_up(tx: &mut Tx, deps: &Deps, departure: DepartureId) -> Result<(), DbError> {
    let Some(mut d) = departures::find(tx, departure).await? else { return Ok(()) };
    let now = deps.now();
    announce(tx, now, &[PageTag::Seats(d.tour)]).await?;
    if d.on_offer(now).is_err() || d.left() == 0 || !tours::is_published(tx, d.tour).await? {
        return Ok(());
    }
    for b in booking_reads::waiting_for(tx, departure).await? {
        let Ok(to) = b.state.after(BookingEvent::MoveUp) else { continue };
        if b.seats() > d.left() || !seats::take(tx, &d, b.seats()).await? {
            continue;
        }
        let until = b.terms.moved_up_until(now).min(d.book_until);
        bookings::set_state(tx, b.id, b.state, to, Some(until)).await?;
        bookings::record(tx, deps, b.id, "moved_up", None, "").await?;
        tell_party(tx, deps, &b, TourEvent::MovedUp { until }, "moved_up").await?;
        d.legs.iter_mut().for_each(|l| l.taken += b.seats());
    }
    Ok(())
}
