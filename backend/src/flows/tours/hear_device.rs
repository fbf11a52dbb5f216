//! What a device tells after it was alone: its actions in their order, each with a name of its own, so that what is told twice,
//! late or by two devices counts once. Each is answered by itself: one that is refused stops no other.

use domain::heritage::boarding::{Redemption, Settlement};
use domain::heritage::conflict::Reason;
use domain::heritage::departure::Departure;
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, PersonId};
use domain::kernel::money::Rupiah;

use super::board::{CountHeads, Redeem, require};
use super::handed_over::handed_over;
use super::hear_action::hear;
use super::settle::SettleFare;
use super::walk_in::WalkIn;
use crate::db::{DbError, Run};
use crate::deps::Deps;
use crate::heritage::note_incident::NoteIncident;
use crate::heritage::staff::StaffError;
use crate::heritage::store::conflicts::{self, NewConflict};
use crate::heritage::store::tours;
use crate::nonce;
use crate::wastebank::store::materials;

/// Characters kept of a name or a number that a device sent.
const MAX_ABOUT: usize = 120;

#[derive(Clone, Debug)]
pub enum Told {
    Redeem(Redeem),
    Settle {
        fare: SettleFare,
        /// The card of the member whose waste it is, where the party itself is none.
        card: Option<String>,
    },
    Count(CountHeads),
    Note(NoteIncident),
    WalkIn {
        party: WalkIn,
        card: Option<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Admitted,
    Settled(Settlement),
    Counted,
    Noted,
    /// Booked, settled and let in.
    WalkedIn,
    /// It does not count: for a person to decide.
    Refused(Refusal),
    /// Nothing is decided: to be told again.
    Again,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub reason: Reason,
    /// Who let the party in before.
    pub first: Option<Redemption>,
    /// What it is now, of an amount that has changed.
    pub amount: Option<Rupiah>,
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self { reason, first: None, amount: None }
    }
}

/// How an action that did not count is listed: its name, what it was about, and when it was, by the device. Of tickets the
/// house keeps a list of its own; a note is refused only for what no list can hold, a name that is missing or used up, or no words.
/// What was weighed and taken is kept with it (`handed_over`).
fn listed(told: &Told) -> Option<(&str, &str, Timestamp)> {
    match told {
        Told::Redeem(_) | Told::Note(_) => None,
        Told::Settle { fare, .. } => Some((&fare.nonce, &fare.number, fare.at)),
        Told::Count(count) => Some((&count.nonce, "", count.at)),
        Told::WalkIn { party, .. } => Some((&party.nonce, &party.name, party.at)),
    }
}

/// `person`: whose actions they are. Another's are not told under one's own name.
pub async fn hear_device(
    deps: &Deps,
    actor: &Actor,
    departure: DepartureId,
    person: PersonId,
    told: &[Told],
) -> Result<Option<Vec<Heard>>, StaffError> {
    let (departure, by) = require(&mut deps.db.reader(), actor, departure).await?;
    if by != person {
        return Ok(None);
    }
    let mut heard = Vec::with_capacity(told.len());
    for action in told {
        // What comes after may build on it: a party is let in after it has paid.
        let answer =
            if heard.last() == Some(&Heard::Again) { Heard::Again } else { hear_once(deps, actor, &departure, by, action).await? };
        heard.push(answer);
    }
    Ok(Some(heard))
}

/// What did not count once does not count when it is told again, and is on the list by then.
async fn hear_once(deps: &Deps, actor: &Actor, departure: &Departure, by: PersonId, told: &Told) -> Result<Heard, StaffError> {
    let action = listed(told).and_then(|(nonce, about, at)| Some((nonce::of(by, nonce)?, about, at)));
    let Some((nonce, about, at)) = action else { return hear(deps, actor, told).await };
    if let Some((reason, amount)) = conflicts::find(&mut deps.db.reader(), &nonce).await? {
        return Ok(Heard::Refused(Refusal { amount, ..reason.into() }));
    }
    let heard = hear(deps, actor, told).await?;
    let Heard::Refused(Refusal { reason, amount, .. }) = heard else { return Ok(heard) };
    if reason.is_listed() {
        let now = deps.now();
        let about: String = about.trim().chars().take(MAX_ABOUT).collect();
        let mut run = deps.db.reader();
        let handed = handed_over(told, &materials::all(&mut run).await?);
        let names = handed.as_ref().is_some_and(|h| h.along.is_some() || h.card.is_some());
        let purge_at = if names { forgotten_at(&mut run, departure, now).await? } else { None };
        let (departure, handed, at, told_at) = (departure.id, handed.as_ref(), at.min(now), now);
        list(deps, &NewConflict { nonce: &nonce, departure, about: &about, reason, amount, handed, by, at, told_at, purge_at }).await?;
    }
    Ok(heard)
}

/// Like what identifies visitors; who is told of it late has as many days to decide.
async fn forgotten_at(run: &mut impl Run, departure: &Departure, now: Timestamp) -> Result<Option<Timestamp>, DbError> {
    let tour = tours::of_departure(run, departure, now).await?;
    Ok(tour.map(|(tour, _)| tour.terms.purge_at(departure.ends_at.max(now))))
}

async fn list(deps: &Deps, conflict: &NewConflict<'_>) -> Result<(), DbError> {
    let mut tx = deps.db.begin().await?;
    conflicts::insert(&mut tx, conflict).await?;
    tx.commit().await
}
