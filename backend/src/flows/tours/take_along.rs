//! What a device takes along to the meeting point, so that it can work there without a network.

use domain::heritage::boarding::{BoardingPage, Outcome, admit};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::departure::Departure;
use domain::heritage::offline::Turned;
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{BookingId, DepartureId, PersonId};
use domain::kernel::money::Rupiah;
use domain::wastebank::material::Material;
use domain::wastebank::unit::Unit;

use super::board::{BoardError, read_boarding};
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::heritage::store::{booking_reads, departures, tours};
use crate::wastebank::pay_fare::member_of;
use crate::wastebank::read_counter::{CounterError, list_counters, rules_at, taken_at};

/// Today's departures and those of the next two days: names of people are not carried about for longer.
const AHEAD: i64 = 3 * DAY;

pub struct Pack {
    pub person: PersonId,
    pub taken_at: Timestamp,
    pub page: BoardingPage,
    /// Bookings that are not let in: refused by a base, cancelled, lapsed.
    pub turned: Vec<Turned>,
    /// Parties whose waste has a balance to go to.
    pub members: Vec<BookingId>,
    /// Counters that this person stands at, where waste can be weighed: the nearest to the meeting point first.
    pub counters: Vec<Unit>,
    /// What is taken on the day, each with its price for members.
    pub taken: Vec<(Material, Rupiah)>,
    /// A deposit worth so much needs a second person who is there with a password: no device alone can take it.
    pub witness_from: Rupiah,
}

pub async fn take_along(deps: &Deps, actor: &Actor, departure: DepartureId) -> Result<Pack, BoardError> {
    let page = read_boarding(deps, actor, departure).await?;
    let person = actor.require_person().map_err(StaffError::from)?;
    let mut counters = list_counters(deps, actor).await.map_err(|e| match e {
        CounterError::Forbidden(e) => StaffError::from(e).into(),
        CounterError::NotFound => BoardError::Staff(StaffError::NotFound),
        CounterError::Db(e) => BoardError::Db(e),
    })?;
    let now = deps.now();
    let tour = tours::by_id(&mut deps.db.reader(), page.departure.tour, now).await?.ok_or(StaffError::NotFound)?;
    let far = |u: &Unit| u.point.apart(tour.meeting.point);
    counters.sort_by(|a, b| far(a).total_cmp(&far(b)));
    // It may be packed on the eve: the prices are those of the day.
    let day = now.max(page.departure.starts_at.start_of_wib_day());
    Ok(Pack {
        person,
        taken_at: now,
        turned: turned(deps, page.departure.id).await?,
        members: members(deps, &page).await?,
        counters,
        taken: taken_at(deps, day).await?,
        witness_from: rules_at(deps, day).await?.witness_from,
        page,
    })
}

/// Who was here in time before the release of a no-show may still be let in: only the house knows.
async fn turned(deps: &Deps, departure: DepartureId) -> Result<Vec<Turned>, DbError> {
    let now = deps.now();
    let turned = |b: &Booking| {
        let outcome = admit(b, departure, now);
        let why = matches!(outcome, Outcome::Refused | Outcome::Expired) && b.state != BookingState::NoShow;
        why.then(|| Turned { booking: b.id, number: b.number.clone(), outcome })
    };
    let all = booking_reads::all_of(&mut deps.db.reader(), departure).await?;
    Ok(all.iter().filter_map(turned).collect())
}

async fn members(deps: &Deps, page: &BoardingPage) -> Result<Vec<BookingId>, DbError> {
    let mut run = deps.db.reader();
    let mut found = Vec::new();
    for party in &page.parties {
        if let Some(person) = booking_reads::person_of(&mut run, party.booking).await?
            && member_of(&mut run, person).await?.is_some()
        {
            found.push(party.booking);
        }
    }
    Ok(found)
}

/// The departures that somebody may take along: of the tours that they work for, with the tour's name.
pub async fn list_to_take(deps: &Deps, actor: &Actor) -> Result<(PersonId, Vec<(Departure, Bilingual)>), StaffError> {
    let person = actor.require_person()?;
    let today = deps.now().start_of_wib_day();
    let mut run = deps.db.reader();
    let mut found = Vec::new();
    for departure in departures::on_duty(&mut run, person, today, today.plus(AHEAD)).await? {
        let tour = tours::by_id(&mut run, departure.tour, deps.now()).await?.ok_or(StaffError::NotFound)?;
        found.push((departure, tour.name));
    }
    Ok((person, found))
}
