//! Somebody comes to the meeting point without a booking: a party gets what seats are left, pays in waste and cash, and is let
//! in. Three steps that are one action: booked, settled, let in, each of them once. What would refuse it is asked before the
//! first; if it breaks off in between, the same action told again goes on where it was, and until then the party stands on
//! the list as one that has to pay. The clock may give it up meanwhile, where it is told late: it was there in time (`Booking::was_in_time`).

use domain::heritage::boarding::Settlement;
use domain::heritage::booking::{BookingState, booking_number};
use domain::heritage::contact::Contact;
use domain::heritage::departure::Departure;
use domain::heritage::part::TenderState;
use domain::heritage::party::{Demands, MAX_NAME, MAX_NEEDS, PartyError, TypedVisitor, Visit};
use domain::heritage::tender::TenderKind;
use domain::heritage::tour::Tour;
use domain::heritage::walk_in::{NoWalkIn, may_walk_in};
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, PersonId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::kernel::text::{self, TextError};
use domain::kernel::weight::Grams;
use thiserror::Error;

use super::board::{Admission, BoardError, Redeem, Shown, redeem, require};
use super::settle::{Brought, SettleFare, SettleFareError, settle_fare};
use crate::adapters::vault::VaultError;
use crate::db::DbError;
use crate::deps::Deps;
use crate::heritage::book_party::{BookParty, digest};
use crate::heritage::seal_visitors::{SealError, seal_visitors};
use crate::heritage::staff::StaffError;
use crate::heritage::store::bookings::{self, NewBooking, NewVisitor};
use crate::heritage::store::{boarding, departures, parts, seats, tours};
use crate::nonce;
use crate::page_change::{PageTag, announce};
use crate::wastebank::take_deposit::{TakeDeposit, check_deposit};

#[derive(Clone, Debug)]
pub struct WalkIn {
    /// Made by the device.
    pub nonce: String,
    pub departure: DepartureId,
    /// Of the party.
    pub name: String,
    /// Where one is given.
    pub phone: Option<Phone>,
    pub visitors: Vec<TypedVisitor>,
    /// Of what we write.
    pub locale: Locale,
    /// Of the guide.
    pub language: Locale,
    pub needs: String,
    /// The rules of conduct have been accepted.
    pub conduct: bool,
    /// What the party was shown.
    pub expected_fare: Rupiah,
    /// What was brought, with the member it belongs to; none: all of it is paid in cash.
    pub waste: Option<Brought>,
    /// What was taken in cash.
    pub cash: Rupiah,
    /// When, by the device.
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkedIn {
    /// Of the booking that was made.
    pub number: String,
    pub settlement: Settlement,
    pub admission: Admission,
}

#[derive(Debug, Error)]
pub enum WalkInError {
    #[error(transparent)]
    Board(#[from] BoardError),
    #[error(transparent)]
    NoWalkIn(#[from] NoWalkIn),
    /// Fewer than the party needs; somebody may have been faster.
    #[error("{left} seats are left")]
    TooFew { left: u32 },
    #[error("name: {0}")]
    Name(TextError),
    #[error(transparent)]
    Party(#[from] PartyError),
    #[error("needs: {0}")]
    Needs(TextError),
    #[error("the guide does not speak it")]
    Language,
    #[error("the rules of conduct must be accepted")]
    Conduct,
    /// One of the party has a category without a fare on that day.
    #[error("row {index}: no fare on that day")]
    NoFare { index: usize },
    #[error("the fare is {now} now")]
    FareChanged { now: Rupiah },
    #[error("at least {least} of the fare is paid in waste")]
    TooLittleWaste { least: Rupiah },
    /// Whoever pays with waste brings so much, as who promises it does.
    #[error("at least {least:?} is brought")]
    TooLight { least: Grams },
    /// The action's name stands for another party.
    #[error("the action has made booking {number} already")]
    KeyUsed { number: String },
    #[error(transparent)]
    Settle(#[from] SettleFareError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<StaffError> for WalkInError {
    fn from(e: StaffError) -> Self {
        Self::Board(e.into())
    }
}

impl From<SealError> for WalkInError {
    fn from(e: SealError) -> Self {
        match e {
            SealError::NoFare { index } => Self::NoFare { index },
            SealError::Vault(e) => Self::Vault(e),
            SealError::Db(e) => Self::Db(e),
        }
    }
}

/// Whoever works for the tour; who takes waste is an operator of the counter, too.
pub async fn walk_in(deps: &Deps, actor: &Actor, input: &WalkIn) -> Result<WalkedIn, WalkInError> {
    let mut run = deps.db.reader();
    let (departure, by) = require(&mut run, actor, input.departure).await?;
    let key = format!("walk-in:{}", nonce::of(by, &input.nonce).ok_or(BoardError::Nonce)?);
    let input = &WalkIn { at: departure.told_at(input.at, deps.now()), ..input.clone() };
    let form = as_form(input);
    let number = match bookings::find_by_key(&mut run, &key).await? {
        Some(known) if known.may_be_of(&digest(&form)) => known.number,
        Some(known) => return Err(WalkInError::KeyUsed { number: known.number }),
        None => {
            let plan = plan(deps, actor, input, &departure).await?;
            book(deps, by, input, &form, &plan, &key).await?
        }
    };
    let settlement = if input.expected_fare.is_zero() && input.waste.is_none() {
        Settlement::of(Rupiah::ZERO, Rupiah::ZERO, Rupiah::ZERO)
    } else {
        let (nonce, waste) = (input.nonce.clone(), input.waste.clone());
        let fare = SettleFare { nonce, departure: departure.id, number: number.clone(), waste, cash: input.cash, at: input.at };
        settle_fare(deps, actor, &fare).await?
    };
    let shown = Redeem { nonce: input.nonce.clone(), departure: departure.id, shown: Shown::Number(number.clone()), at: input.at };
    let admission = redeem(deps, actor, &shown).await?;
    Ok(WalkedIn { number, settlement, admission })
}

/// As the same party would have booked: what makes two actions the same.
fn as_form(input: &WalkIn) -> BookParty {
    BookParty {
        idempotency_key: input.nonce.clone(),
        departure: input.departure,
        contact: Contact { name: input.name.clone(), phone: input.phone.clone(), email: None },
        visitors: input.visitors.clone(),
        locale: input.locale,
        language: input.language,
        needs: input.needs.clone(),
        wait: false,
        conduct: input.conduct,
        expected_fare: input.expected_fare,
        address: String::new(),
    }
}

struct Plan {
    tour: Tour,
    contact: Contact,
    visitors: Vec<NewVisitor>,
    needs: String,
    due: Settlement,
}

/// Everything that can be said without a lock, also what the scale and the cash box would say.
async fn plan(deps: &Deps, actor: &Actor, input: &WalkIn, departure: &Departure) -> Result<Plan, WalkInError> {
    let mut run = deps.db.reader();
    let (tour, tariff) = tours::of_departure(&mut run, departure, deps.now()).await?.ok_or(StaffError::NotFound)?;
    may_walk_in(&tour, departure, boarding::left_at(&mut run, departure.id).await?, input.at)?;
    let name = text::line(&input.name, MAX_NAME).map_err(WalkInError::Name)?;
    let demands = Demands::of(tour.legs.iter().filter_map(|l| l.site.as_ref()?.rules.as_ref()));
    let visit = Visit { most: tour.terms.largest_party, now: input.at, starts_at: departure.starts_at };
    let party = demands.read(&input.visitors, visit)?;
    let needs = text::optional_paragraphs(&input.needs, MAX_NEEDS).map_err(WalkInError::Needs)?;
    if !tour.languages.contains(&input.language) {
        return Err(WalkInError::Language);
    }
    if !input.conduct {
        return Err(WalkInError::Conduct);
    }
    let visitors = seal_visitors(deps, &party, &tariff)?;
    let fare: Rupiah = visitors.iter().map(|v| v.fare).sum();
    if fare != input.expected_fare {
        return Err(WalkInError::FareChanged { now: fare });
    }
    if departure.left() < persons(&visitors) {
        return Err(WalkInError::TooFew { left: departure.left() });
    }
    let worth = input.waste.as_ref().map_or(Rupiah::ZERO, |w| w.worth);
    let due = Settlement::of(Rupiah::ZERO, fare, worth);
    let least = tour.terms.least_waste(fare);
    if due.from_waste < least {
        return Err(WalkInError::TooLittleWaste { least });
    }
    if due.in_cash != input.cash {
        return Err(SettleFareError::Cash { due: due.in_cash }.into());
    }
    if let Some(waste) = &input.waste {
        let (brought, least) = (weigh(deps, actor, input, waste).await?, tour.terms.least_grams(persons(&visitors)));
        if brought < least {
            return Err(WalkInError::TooLight { least });
        }
    }
    let contact = Contact { name, phone: input.phone.clone(), email: None };
    Ok(Plan { tour, contact, visitors, needs, due })
}

/// Would the counter take it, and how heavy is it?
async fn weigh(deps: &Deps, actor: &Actor, input: &WalkIn, waste: &Brought) -> Result<Grams, SettleFareError> {
    if input.expected_fare.is_zero() {
        return Err(SettleFareError::NothingDue);
    }
    let deposit = TakeDeposit {
        nonce: input.nonce.clone(),
        unit: waste.unit,
        member: waste.member.ok_or(SettleFareError::NoMember)?,
        lines: waste.lines.clone(),
        witness: waste.witness,
        expected_total: waste.worth,
        pictured: false,
    };
    Ok(check_deposit(deps, actor, &deposit, input.at).await?.weight())
}

fn persons(visitors: &[NewVisitor]) -> u32 {
    u32::try_from(visitors.len()).unwrap_or(u32::MAX)
}

/// Confirmed, and to be paid at once. The number of the booking.
async fn book(deps: &Deps, by: PersonId, input: &WalkIn, form: &BookParty, plan: &Plan, key: &str) -> Result<String, WalkInError> {
    let (now, seats) = (deps.now(), persons(&plan.visitors));
    let (number, secret, digest) = (booking_number(now, deps.random.u64()), deps.random.link_secret(), digest(form));
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, input.departure).await?;
    // The same action, told twice at once: the other one was faster.
    if let Some(known) = bookings::find_by_key(&mut tx, key).await? {
        return if known.may_be_of(&digest) { Ok(known.number) } else { Err(WalkInError::KeyUsed { number: known.number }) };
    }
    // What was read before the lock may be outdated: a hidden tour, a closed day, the way out, the last seats.
    if !tours::is_published(&mut tx, plan.tour.id).await? {
        return Err(NoWalkIn::Withdrawn.into());
    }
    let current = departures::find(&mut tx, input.departure).await?.ok_or(StaffError::NotFound)?;
    let left_at = boarding::left_at(&mut tx, current.id).await?;
    may_walk_in(&plan.tour, &current, left_at, input.at)?;
    if current.left() < seats || !seats::take(&mut tx, &current, seats).await? {
        return Err(WalkInError::TooFew { left: current.left() });
    }
    let terms = &plan.tour.terms;
    let new = NewBooking {
        id: deps.id(),
        number: &number,
        secret: &secret,
        key,
        digest: &digest,
        departure: &current,
        person: None,
        contact: &plan.contact,
        locale: input.locale,
        language: input.language,
        needs: &plan.needs,
        fare: input.expected_fare,
        terms,
        state: BookingState::Confirmed,
        deadline: None,
        at: now,
        visitors: &plan.visitors,
    };
    if !bookings::insert(&mut tx, &new).await? {
        return Err(BoardError::Used.into());
    }
    let due = [(TenderKind::Pledge, plan.due.from_waste), (TenderKind::Cash, plan.due.in_cash)];
    let due: Vec<_> = due.into_iter().filter(|(_, amount)| !amount.is_zero()).map(|(kind, a)| (kind, a, TenderState::Due)).collect();
    parts::insert(&mut tx, deps, new.id, &due).await?;
    bookings::record(&mut tx, deps, new.id, "walked_in", Some(by), "").await?;
    announce(&mut tx, now, &[PageTag::Seats(plan.tour.id)]).await?;
    tx.commit().await?;
    Ok(number)
}
