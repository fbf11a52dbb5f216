//! What a device takes along to the meeting point, so that it can work there without a network.

use domain::heritage::boarding::{BoardingPage, Outcome, Way, admit};
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::departure::Departure;
use domain::heritage::fare::{FareCategory, Tariff};
use domain::heritage::offline::Turned;
use domain::heritage::tour::Tour;
use domain::heritage::walk_in::may_walk_in_offline;
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{BookingId, DepartureId, PersonId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::Material;
use domain::wastebank::unit::Unit;

use super::board::{BoardError, read_boarding};
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::staff::StaffError;
use crate::heritage::store::{booking_reads, departures, tours};
use crate::wastebank::pay_fare::members_among;
use crate::wastebank::read_counter::{CounterError, list_counters, rules_at, taken_at};

/// Today's departures and those of the next two days: names of people are not carried about for longer.
const AHEAD: i64 = 3 * DAY;

pub struct Pack {
    pub person: PersonId,
    pub taken_at: Timestamp,
    pub page: BoardingPage,
    /// Bookings that are not let in: refused by a base, cancelled, lapsed, given up with something to pay.
    pub turned: Vec<Turned>,
    /// Parties whose waste has a balance to go to.
    pub members: Vec<BookingId>,
    /// Counters that this person stands at, where waste can be weighed: the nearest to the meeting point first.
    pub counters: Vec<Unit>,
    /// What is taken on the day, each with its price for members.
    pub taken: Vec<(Material, Rupiah)>,
    /// What it takes to bring somebody without a booking along; none: no device alone can.
    pub walk_in: Option<WalkIns>,
    /// A deposit worth so much needs a second person who is there with a password: no device alone can take it.
    pub witness_from: Rupiah,
}

pub struct WalkIns {
    pub left: u32,
    pub fares: Vec<(FareCategory, Rupiah)>,
    pub least_waste_percent: u32,
    pub largest_party: u32,
    /// Of the guide.
    pub language: Locale,
    /// The rules of conduct that are read out.
    pub conduct: Vec<Bilingual>,
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
    let (tour, tariff) = tours::of_departure(&mut deps.db.reader(), &page.departure, now).await?.ok_or(StaffError::NotFound)?;
    let far = |u: &Unit| u.point.apart(tour.meeting.point);
    counters.sort_by(|a, b| far(a).total_cmp(&far(b)));
    // It may be packed on the eve: the prices are those of the day.
    let day = now.max(page.departure.starts_at.start_of_wib_day());
    Ok(Pack {
        person,
        taken_at: now,
        turned: turned(deps, page.departure.id).await?,
        walk_in: walk_in(deps, &page, tour, &tariff),
        members: members(deps, &page).await?,
        counters,
        taken: taken_at(deps, day).await?,
        witness_from: rules_at(deps, day).await?.witness_from,
        page,
    })
}

/// Who had paid and was given up may still be let in, where seats are left: only the house knows.
async fn turned(deps: &Deps, departure: DepartureId) -> Result<Vec<Turned>, DbError> {
    let now = deps.now();
    let turned = |b: &Booking| {
        // Packed on the eve it is for the day.
        let outcome = admit(b, departure, now.max(b.starts_at.start_of_wib_day()));
        let why = match outcome {
            Outcome::Released => true,
            Outcome::Refused | Outcome::Expired => b.state != BookingState::NoShow,
            _ => false,
        };
        why.then(|| Turned { booking: b.id, number: b.number.clone(), outcome })
    };
    let all = booking_reads::all_of(&mut deps.db.reader(), departure).await?;
    Ok(all.iter().filter_map(turned).collect())
}

fn walk_in(deps: &Deps, page: &BoardingPage, tour: Tour, tariff: &Tariff) -> Option<WalkIns> {
    let (d, now) = (&page.departure, deps.now());
    let left_at = page.counts.iter().find(|c| c.way == Way::Out).map(|c| c.at);
    // Packed on the eve it is for the day.
    if !may_walk_in_offline(&tour, d, left_at, now.max(d.starts_at.start_of_wib_day())) {
        return None;
    }
    Some(WalkIns {
        left: d.left(),
        fares: tariff.fares().iter().map(|f| (f.category, f.amount)).collect(),
        least_waste_percent: tour.terms.least_waste_percent,
        largest_party: tour.terms.largest_party,
        language: tour.languages.first().copied().unwrap_or_default(),
        conduct: tour.conduct,
    })
}

async fn members(deps: &Deps, page: &BoardingPage) -> Result<Vec<BookingId>, DbError> {
    let mut run = deps.db.reader();
    let booked = booking_reads::persons_of(&mut run, page.departure.id).await?;
    let persons: Vec<PersonId> = booked.values().copied().collect();
    let saving = members_among(&mut run, &persons).await?;
    let has_balance = |booking: &BookingId| booked.get(booking).is_some_and(|person| saving.contains(person));
    Ok(page.parties.iter().map(|party| party.booking).filter(has_balance).collect())
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
