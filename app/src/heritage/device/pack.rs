//! What a device takes along. Of a party as little as the meeting point needs: a name to call, no phone number, no document.

use backend::flows::tours::take_along;
use domain::heritage::boarding::{HeadCount, PartyLine, Way};
use domain::heritage::booking::BookingState;
use domain::heritage::conflict;
use domain::heritage::departure::Departure;
use domain::heritage::fare::FareCategory;
use domain::heritage::offline::Turned;
use domain::heritage::ticket::TicketKey;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{BookingId, DepartureId, PersonId, WasteUnitId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::measure::Measure;
use serde::Serialize;

use super::super::words as tour_words;
use crate::wastebank::pages::words;

#[derive(Serialize)]
pub struct Offers {
    pub person: PersonId,
    pub departures: Vec<Offer>,
}

#[derive(Serialize)]
pub struct Offer {
    departure: DepartureId,
    tour: String,
    starts_at: Timestamp,
    /// From here on nothing of it is kept on a device.
    forget_at: Timestamp,
}

impl Offer {
    pub fn of(d: &Departure, tour: &str) -> Self {
        let forget_at = d.ends_at.start_of_wib_day().plus(DAY);
        Self { departure: d.id, tour: tour.to_owned(), starts_at: d.starts_at, forget_at }
    }
}

#[derive(Serialize)]
pub struct Pack {
    #[serde(flatten)]
    offer: Offer,
    person: PersonId,
    taken_at: Timestamp,
    keys: Vec<TicketKey>,
    parties: Vec<Party>,
    turned: Vec<Turned>,
    counts: Vec<Count>,
    conflicts: Vec<Conflict>,
    counters: Vec<Counter>,
    taken: Vec<Taken>,
    witness_from: Rupiah,
    walk_in: Option<WalkIns>,
}

#[derive(Serialize)]
struct WalkIns {
    left: u32,
    fares: Vec<Fare>,
    least_waste_percent: u32,
    largest_party: u32,
    language: Locale,
    conduct: Vec<String>,
}

#[derive(Serialize)]
struct Fare {
    category: FareCategory,
    name: &'static str,
    amount: Rupiah,
}

#[derive(Serialize)]
struct Party {
    booking: BookingId,
    number: String,
    name: String,
    persons: u32,
    needs: String,
    came: bool,
    due_in_waste: Rupiah,
    due_in_cash: Rupiah,
    /// What it promised to bring, in words.
    pledge: Vec<String>,
    /// Persons whom a base has not approved.
    unapproved: u32,
    /// Its waste has a balance to go to.
    member: bool,
}

#[derive(Serialize)]
pub struct Count {
    way: Way,
    counted: u32,
    expected: u32,
    at: Timestamp,
}

/// What was not accepted, and who looked at it.
#[derive(Serialize)]
pub struct Conflict {
    /// As the device named it that told it.
    nonce: String,
    about: Option<String>,
    code: &'static str,
    by: String,
    at: Timestamp,
    decided: bool,
}

#[derive(Serialize)]
struct Counter {
    id: WasteUnitId,
    name: String,
}

#[derive(Serialize)]
struct Taken {
    material: MaterialCode,
    name: String,
    kind: &'static str,
    measure: Measure,
    rate: Rupiah,
    /// `Rp4.000/kg`
    price: String,
}

impl Party {
    fn of(l: Locale, p: PartyLine, members: &[BookingId]) -> Self {
        Self {
            pledge: p.pledge.iter().map(|line| format!("{} {}", line.amount, line.name.pick(l))).collect(),
            came: p.state == BookingState::CheckedIn,
            member: members.contains(&p.booking),
            booking: p.booking,
            number: p.number,
            name: p.name,
            persons: p.persons,
            needs: p.needs,
            due_in_waste: p.due_in_waste,
            due_in_cash: p.due_in_cash,
            unapproved: p.unapproved,
        }
    }
}

impl From<HeadCount> for Count {
    fn from(c: HeadCount) -> Self {
        Self { way: c.way, counted: c.counted, expected: c.expected, at: c.at }
    }
}

impl From<conflict::Conflict> for Conflict {
    fn from(c: conflict::Conflict) -> Self {
        let nonce = c.nonce.split_once(':').map_or(c.nonce.as_str(), |(_, own)| own).to_owned();
        Self { nonce, about: c.about, code: c.reason.code(), by: c.by, at: c.at, decided: c.decided_by.is_some() }
    }
}

impl Taken {
    fn of(l: Locale, m: &Material, rate: Rupiah) -> Self {
        Self {
            material: m.code,
            name: m.name(l).to_owned(),
            kind: words::kind(l, m.kind),
            measure: m.measure,
            rate,
            price: words::rate(l, rate, m.measure),
        }
    }
}

impl WalkIns {
    fn of(l: Locale, w: take_along::WalkIns) -> Self {
        let fare = |(category, amount)| Fare { category, name: tour_words::category(l, category), amount };
        Self {
            left: w.left,
            fares: w.fares.into_iter().map(fare).collect(),
            least_waste_percent: w.least_waste_percent,
            largest_party: w.largest_party,
            language: w.language,
            conduct: w.conduct.iter().map(|rule| rule.pick(l).to_owned()).collect(),
        }
    }
}

impl Pack {
    pub fn of(l: Locale, pack: take_along::Pack) -> Self {
        let page = pack.page;
        Self {
            offer: Offer::of(&page.departure, page.tour.pick(l)),
            person: pack.person,
            taken_at: pack.taken_at,
            keys: page.keys,
            parties: page.parties.into_iter().map(|p| Party::of(l, p, &pack.members)).collect(),
            turned: pack.turned,
            counts: page.counts.into_iter().map(Count::from).collect(),
            conflicts: page.conflicts.into_iter().map(Conflict::from).collect(),
            counters: pack.counters.into_iter().map(|u| Counter { id: u.id, name: u.name }).collect(),
            taken: pack.taken.iter().map(|(m, rate)| Taken::of(l, m, *rate)).collect(),
            witness_from: pack.witness_from,
            walk_in: pack.walk_in.map(|w| WalkIns::of(l, w)),
        }
    }
}
