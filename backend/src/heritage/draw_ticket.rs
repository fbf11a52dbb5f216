//! The ticket of a party, drawn anew whenever it is looked at: nothing of it is kept.

use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::ticket::Ticket;
use domain::identity::actor::Actor;
use ed25519_dalek::Signer;
use thiserror::Error;

use super::read_booking::{BookingKey, ReadBookingError, read_booking};
use super::store::departures;
use super::ticket_keys::{TicketKeyError, signing_key};
use crate::db::DbError;
use crate::deps::Deps;

/// What the page of a ticket shows.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketPage {
    pub booking: Booking,
    pub ticket: Ticket,
    /// Of the QR code.
    pub text: String,
}

#[derive(Debug, Error)]
pub enum DrawTicketError {
    #[error(transparent)]
    Booking(#[from] ReadBookingError),
    /// Not confirmed, ended, or the day is closed.
    #[error("there is no ticket for it")]
    NoTicket,
    #[error(transparent)]
    Key(#[from] TicketKeyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn draw_ticket(deps: &Deps, actor: &Actor, key: BookingKey<'_>) -> Result<TicketPage, DrawTicketError> {
    let booking = read_booking(deps, actor, key).await?;
    if !matches!(booking.state, BookingState::Confirmed | BookingState::CheckedIn) || booking.offered {
        return Err(DrawTicketError::NoTicket);
    }
    let departure = departures::find(&mut deps.db.reader(), booking.departure).await?.ok_or(DrawTicketError::NoTicket)?;
    let (id, signer) = signing_key(deps).await?;
    let from = booking.terms.ticket_from(departure.starts_at);
    let ticket = Ticket::new(id, booking.id, departure.id, booking.seats(), from, departure.ends_at);
    let text = ticket.text(&signer.sign(&ticket.payload()).to_bytes());
    Ok(TicketPage { booking, ticket, text })
}
