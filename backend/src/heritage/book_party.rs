//! Booking seats for a party: all legs at once, held until a moment, while the party chooses how to pay. The same form sent
//! again gives the same booking.

use data_encoding::BASE64URL_NOPAD;
use domain::heritage::booking::{BookingState, booking_number};
use domain::heritage::contact::Contact;
use domain::heritage::departure::{Departure, NotBookable};
use domain::heritage::fare::Tariff;
use domain::heritage::form_draft::FormOf;
use domain::heritage::news::TourEvent;
use domain::heritage::party::{Demands, MAX_NEEDS, PartyError, TypedVisitor, Visit};
use domain::heritage::tour::Tour;
use domain::identity::actor::Actor;
use domain::kernel::ids::DepartureId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::text::{self, TextError};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::form_key::{is_told, key_of};
use super::limit_guest::{GuestLimit, check_open, count_guest};
use super::seal_visitors::{SealError, seal_visitors};
use super::store::booking_reads::{self, Which};
use super::store::bookings::{self, KnownBooking, NewBooking, NewVisitor};
use super::store::{departures, drafts, seats, tours};
use crate::adapters::vault::VaultError;
use crate::db::DbError;
use crate::deps::Deps;
use crate::flows::tours::tell::tell_party;
use crate::identity::owner::Owner;
use crate::page_change::{PageTag, announce};

/// What the form holds.
#[derive(Clone, Debug)]
pub struct BookParty {
    /// Made with the form.
    pub idempotency_key: String,
    pub departure: DepartureId,
    pub contact: Contact,
    pub visitors: Vec<TypedVisitor>,
    /// Of what we write.
    pub locale: Locale,
    /// Of the guide.
    pub language: Locale,
    pub needs: String,
    /// Where too few seats are left: wait until some come back.
    pub wait: bool,
    /// The rules of conduct have been accepted.
    pub conduct: bool,
    /// What the party was shown.
    pub expected_fare: Rupiah,
    /// From which network address it came.
    pub address: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Of the link by which the booking is followed.
    pub secret: String,
    pub number: String,
}

#[derive(Debug, Error)]
pub enum BookPartyError {
    #[error("no such departure")]
    NotFound,
    #[error(transparent)]
    NotBookable(#[from] NotBookable),
    /// Fewer than the party needs; somebody may have been faster.
    #[error("{left} seats are left")]
    TooFew { left: u32 },
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
    /// Missing, or of a booking that this sender may not know.
    #[error("the form needs a key of its own")]
    Key,
    /// The key has made another booking, which this sender may know.
    #[error("the form's key has made a booking already")]
    KeyUsed { secret: String, number: String },
    /// A guest holds much already, or books too often.
    #[error(transparent)]
    Guest(#[from] GuestLimit),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<SealError> for BookPartyError {
    fn from(e: SealError) -> Self {
        match e {
            SealError::NoFare { index } => Self::NoFare { index },
            SealError::Vault(e) => Self::Vault(e),
            SealError::Db(e) => Self::Db(e),
        }
    }
}

/// Anybody may book; whoever is logged in finds the booking among their own.
pub async fn book_party(deps: &Deps, actor: &Actor, form: &BookParty) -> Result<Booked, BookPartyError> {
    let (key, digest) = (key_of(&form.idempotency_key).ok_or(BookPartyError::Key)?, digest(form));
    let mut run = deps.db.reader();
    if let Some(known) = bookings::find_by_key(&mut run, &key).await? {
        return same(actor, known, &digest);
    }
    let departure = departures::find(&mut run, form.departure).await?.ok_or(BookPartyError::NotFound)?;
    // Before anything else is read: in a rush most come too late.
    check_seats(deps, form, &departure)?;
    let found = tours::of_departure(&mut run, &departure, deps.now()).await?;
    let (tour, tariff) = found.filter(|(tour, _)| tour.published).ok_or(BookPartyError::NotFound)?;
    let plan = plan(deps, form, &departure, &tour, &tariff)?;
    if actor.person().is_none() {
        let limits = deps.settings().await?.booking_limits;
        check_open(&mut run, &limits, &form.contact, persons(&plan.visitors), deps.now()).await?;
    }
    write(deps, actor, form, &plan, &key, &digest).await
}

struct Plan<'a> {
    departure: &'a Departure,
    tour: &'a Tour,
    visitors: Vec<NewVisitor>,
    fare: Rupiah,
    needs: String,
}

fn check_seats(deps: &Deps, form: &BookParty, departure: &Departure) -> Result<(), BookPartyError> {
    if form.wait {
        return Ok(departure.on_offer(deps.now())?);
    }
    departure.bookable(deps.now())?;
    let left = departure.left();
    if form.visitors.len() > left as usize { Err(BookPartyError::TooFew { left }) } else { Ok(()) }
}

/// Everything else that can be said without a lock.
fn plan<'a>(deps: &Deps, form: &BookParty, departure: &'a Departure, tour: &'a Tour, tariff: &Tariff) -> Result<Plan<'a>, BookPartyError> {
    let demands = Demands::of(tour.legs.iter().filter_map(|l| l.site.as_ref()?.rules.as_ref()));
    let visit = Visit { most: tour.terms.largest_party, now: deps.now(), starts_at: departure.starts_at };
    let party = demands.read(&form.visitors, visit)?;
    let needs = text::optional_paragraphs(&form.needs, MAX_NEEDS).map_err(BookPartyError::Needs)?;
    if !tour.languages.contains(&form.language) {
        return Err(BookPartyError::Language);
    }
    if !form.conduct {
        return Err(BookPartyError::Conduct);
    }
    let visitors = seal_visitors(deps, &party, tariff)?;
    let fare = visitors.iter().map(|v| v.fare).sum();
    if fare != form.expected_fare {
        return Err(BookPartyError::FareChanged { now: fare });
    }
    Ok(Plan { departure, tour, visitors, fare, needs })
}

fn persons(visitors: &[NewVisitor]) -> u32 {
    u32::try_from(visitors.len()).unwrap_or(u32::MAX)
}

async fn write(deps: &Deps, actor: &Actor, form: &BookParty, plan: &Plan<'_>, key: &str, digest: &str) -> Result<Booked, BookPartyError> {
    let now = deps.now();
    let terms = &plan.tour.terms;
    let seats = persons(&plan.visitors);
    let (number, secret) = (booking_number(now, deps.random.u64()), deps.random.link_secret());
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, plan.departure.id).await?;
    // The same form, sent twice at once: the other one was faster, with or without a session.
    if let Some(known) = bookings::find_by_key(&mut tx, key).await? {
        return same(actor, known, digest);
    }
    // What was read before the lock may be outdated: the village's word, a closed day, the last seats.
    let current = departures::find(&mut tx, plan.departure.id).await?.ok_or(BookPartyError::NotFound)?;
    current.on_offer(now)?;
    let (state, deadline) = match current.left() {
        left if left >= seats => (BookingState::Held, terms.held_until(now)),
        _ if form.wait => (BookingState::Waiting, current.book_until),
        left => return Err(BookPartyError::TooFew { left }),
    };
    // Hidden while this waited. Read without a lock of the tour, which all bookings at once would have to share: whoever hides it
    // a moment later hides it after this booking.
    if !tours::is_published(&mut tx, plan.tour.id).await? {
        return Err(BookPartyError::NotFound);
    }
    if actor.person().is_none() {
        let limits = deps.settings().await?.booking_limits;
        count_guest(&mut tx, &limits, &form.contact, &form.address, seats, now).await?;
    }
    if state == BookingState::Held && !seats::take(&mut tx, &current, seats).await? {
        return Err(BookPartyError::TooFew { left: current.left() });
    }
    let new = NewBooking {
        id: deps.id(),
        number: &number,
        secret: &secret,
        key,
        digest,
        departure: plan.departure,
        person: actor.person(),
        contact: &form.contact,
        locale: form.locale,
        language: form.language,
        needs: &plan.needs,
        fare: plan.fare,
        terms,
        state,
        deadline: Some(deadline),
        at: now,
        visitors: &plan.visitors,
    };
    if !bookings::insert(&mut tx, &new).await? {
        return Err(BookPartyError::Key);
    }
    bookings::record(&mut tx, deps, new.id, state.code(), actor.person(), "").await?;
    if state == BookingState::Waiting
        && let Some(booking) = booking_reads::find(&mut tx, Which::Id(new.id)).await?
    {
        tell_party(&mut tx, deps, &booking, TourEvent::Waiting, "waiting").await?;
    }
    if let Some(owner) = Owner::of(actor) {
        drafts::remove(&mut tx, owner, FormOf::Party(plan.departure.id)).await?;
    }
    announce(&mut tx, now, &[PageTag::Seats(plan.tour.id)]).await?;
    tx.commit().await?;
    Ok(Booked { secret, number })
}

/// Who sends the very form again is whoever sent it. With another form, only who may know the booking learns of it.
fn same(actor: &Actor, known: KnownBooking, digest: &str) -> Result<Booked, BookPartyError> {
    let told = is_told(&known, actor);
    let KnownBooking { secret, number, digest: made, .. } = known;
    if made == digest {
        return Ok(Booked { secret, number });
    }
    Err(if told { BookPartyError::KeyUsed { secret, number } } else { BookPartyError::Key })
}

/// Of all that the form says: sent again it gives the same, and with anything changed something else.
pub(crate) fn digest(form: &BookParty) -> String {
    let mut seen = Sha256::new();
    let mut text = |t: &str| {
        // With its length, so that nothing can slip from one text into the next.
        seen.update(t.len().to_le_bytes());
        seen.update(t);
    };
    let c = &form.contact;
    let (phone, email) = (c.phone.as_ref().map_or("", |p| p.as_str()), c.email.as_ref().map_or("", |e| e.as_str()));
    for t in [form.departure.to_string().as_str(), &c.name, phone, email] {
        text(t);
    }
    for t in [form.locale.tag(), form.language.tag(), &form.needs, &form.expected_fare.0.to_string()] {
        text(t);
    }
    for v in &form.visitors {
        for t in [v.name.as_str(), v.category.map_or("", |c| c.code()), &v.document, &v.birth_date, &v.nationality] {
            text(t);
        }
    }
    BASE64URL_NOPAD.encode(&seen.finalize()[..16])
}
