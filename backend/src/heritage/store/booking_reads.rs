//! Bookings as they are shown, and as a step finds them.

use std::collections::HashMap;

use domain::heritage::booking::{BookedVisitor, Booking, BookingRecord, BookingState};
use domain::heritage::contact::Contact;
use domain::heritage::fare::FareCategory;
use domain::heritage::part::{Part, TenderState};
use domain::heritage::tender::{PledgeLine, TenderKind};
use domain::identity::email::Email;
use domain::kernel::ids::{BookingId, DepartureId, PersonId, TourId, VisitorId};

use crate::db::{DbError, Row, Run, dialect, sql};

const SELECT: &str = "SELECT b.id, b.number, b.secret, b.departure_id, b.name, b.phone, b.email, b.locale, b.language, b.needs, b.fare, b.move_fee, b.moved_late, b.terms, \
                      b.state, b.deadline_at, b.offered_at, b.thanked_at, b.created_at, d.starts_at, t.slug AS tour_slug, t.name AS tour_name \
                      FROM booking b JOIN departure d ON d.id = b.departure_id JOIN tour t ON t.id = d.tour_id";

#[derive(Clone, Copy)]
pub enum Which<'a> {
    Id(BookingId),
    Secret(&'a str),
    /// One's own.
    Number(&'a str, PersonId),
    /// By its number, of the tour of this departure.
    Of(&'a str, DepartureId),
}

pub async fn find(run: &mut impl Run, which: Which<'_>) -> Result<Option<Booking>, DbError> {
    let q = match which {
        Which::Id(id) => sql(format!("{SELECT} WHERE b.id = $1")).bind(id),
        Which::Secret(secret) => sql(format!("{SELECT} WHERE b.secret = $1")).bind(secret),
        Which::Of(number, departure) => {
            let q = format!("{SELECT} WHERE b.number = $1 AND d.tour_id = (SELECT o.tour_id FROM departure o WHERE o.id = $2)");
            sql(q).bind(number).bind(departure)
        }
        Which::Number(number, person) => sql(format!("{SELECT} WHERE b.number = $1 AND b.person_id = $2")).bind(number).bind(person),
    };
    let rows = run.fetch_all(q).await?;
    Ok(whole(run, &rows).await?.pop())
}

/// Who booked, when logged in.
pub async fn person_of(run: &mut impl Run, booking: BookingId) -> Result<Option<PersonId>, DbError> {
    let row = run.fetch_optional(sql("SELECT person_id FROM booking WHERE id = $1").bind(booking)).await?;
    Ok(row.map(|r| r.get("person_id")).transpose()?.flatten())
}

/// What identifies those of a party who go, as it is kept: sealed.
pub async fn sealed(run: &mut impl Run, booking: BookingId) -> Result<HashMap<VisitorId, Vec<u8>>, DbError> {
    let q = "SELECT id, sealed FROM visitor WHERE booking_id = $1 AND going AND sealed IS NOT NULL";
    run.fetch_all(sql(q).bind(booking)).await?.iter().map(|r| Ok((r.get("id")?, r.get("sealed")?))).collect()
}

/// Who booked on a departure, of those who were logged in.
pub async fn persons_of(run: &mut impl Run, departure: DepartureId) -> Result<HashMap<BookingId, PersonId>, DbError> {
    let q = "SELECT id, person_id FROM booking WHERE departure_id = $1 AND person_id IS NOT NULL";
    run.fetch_all(sql(q).bind(departure)).await?.iter().map(|r| Ok((r.get("id")?, r.get("person_id")?))).collect()
}

/// The live ones of a departure, by number.
pub async fn live_of(run: &mut impl Run, departure: DepartureId) -> Result<Vec<Booking>, DbError> {
    let live = BookingState::LIVE.map(|s| format!("'{}'", s.code())).join(", ");
    let rows =
        run.fetch_all(sql(format!("{SELECT} WHERE b.departure_id = $1 AND b.state IN ({live}) ORDER BY b.number")).bind(departure)).await?;
    whole(run, &rows).await
}

/// Who waits for seats, in the order in which they came.
pub async fn waiting_for(run: &mut impl Run, departure: DepartureId) -> Result<Vec<Booking>, DbError> {
    let q = format!("{SELECT} WHERE b.departure_id = $1 AND b.state = 'waiting' ORDER BY b.created_at, b.id");
    let rows = run.fetch_all(sql(q).bind(departure)).await?;
    whole(run, &rows).await
}

/// The departures of a tour that somebody waits for, in the order in which they are locked.
pub async fn waited_for(run: &mut impl Run, tour: TourId) -> Result<Vec<DepartureId>, DbError> {
    let q = "SELECT d.id FROM departure d WHERE d.tour_id = $1 AND EXISTS \
             (SELECT 1 FROM booking b WHERE b.departure_id = d.id AND b.state = 'waiting') ORDER BY d.id";
    run.fetch_all(sql(q).bind(tour)).await?.iter().map(|r| r.get("id")).collect()
}

/// All of a departure, whatever became of them, by number.
pub async fn all_of(run: &mut impl Run, departure: DepartureId) -> Result<Vec<Booking>, DbError> {
    let rows = run.fetch_all(sql(format!("{SELECT} WHERE b.departure_id = $1 ORDER BY b.number")).bind(departure)).await?;
    whole(run, &rows).await
}

/// A person's own, the newest first.
pub async fn of_person(run: &mut impl Run, person: PersonId, most: i64) -> Result<Vec<Booking>, DbError> {
    let q = format!("{SELECT} WHERE b.person_id = $1 ORDER BY b.created_at DESC, b.id DESC LIMIT $2");
    let rows = run.fetch_all(sql(q).bind(person).bind(most)).await?;
    whole(run, &rows).await
}

async fn whole(run: &mut impl Run, rows: &[Row]) -> Result<Vec<Booking>, DbError> {
    let mut out = Vec::with_capacity(rows.len());
    for some in rows.chunks(500) {
        let ids: Vec<BookingId> = some.iter().map(|r| r.get("id")).collect::<Result<_, _>>()?;
        let mut visitors = of_many(run, &ids, VISITORS, visitor).await?;
        let mut parts = of_many(run, &ids, PARTS, part).await?;
        let mut pledges = of_many(run, &ids, PLEDGE, pledge).await?;
        let mut records = of_many(run, &ids, RECORDS, record).await?;
        for (r, id) in some.iter().zip(ids) {
            let mut b = booking(r)?;
            b.visitors = visitors.remove(&id).unwrap_or_default();
            b.parts = parts.remove(&id).unwrap_or_default();
            b.pledge = pledges.remove(&id).unwrap_or_default();
            b.records = records.remove(&id).unwrap_or_default();
            out.push(b);
        }
    }
    Ok(out)
}

fn booking(r: &Row) -> Result<Booking, DbError> {
    let email: Option<String> = r.get("email")?;
    let email = email.map(|e| Email::parse(&e)).transpose().map_err(|e| DbError::decode("email", e))?;
    Ok(Booking {
        id: r.get("id")?,
        number: r.get("number")?,
        secret: r.get("secret")?,
        tour: r.get("tour_slug")?,
        tour_name: r.json("tour_name")?,
        departure: r.get("departure_id")?,
        starts_at: r.get("starts_at")?,
        state: r.parse("state", BookingState::from_code)?,
        deadline_at: r.get("deadline_at")?,
        contact: Contact { name: r.get("name")?, phone: r.get("phone")?, email },
        locale: r.get("locale")?,
        language: r.get("language")?,
        needs: r.get("needs")?,
        visitors: Vec::new(),
        fare: r.get("fare")?,
        move_fee: r.get("move_fee")?,
        moved_late: r.get("moved_late")?,
        parts: Vec::new(),
        pledge: Vec::new(),
        terms: r.json("terms")?,
        records: Vec::new(),
        offered: r.get::<Option<i64>>("offered_at")?.is_some(),
        thanked_at: r.get("thanked_at")?,
        created_at: r.get("created_at")?,
    })
}

const VISITORS: &str = "SELECT booking_id, id, name, category, fare, going, sealed IS NOT NULL AS identified FROM visitor \
                        WHERE booking_id IN (…) ORDER BY booking_id, position";
const PARTS: &str = "SELECT booking_id, kind, amount, state, returned FROM fare_part WHERE booking_id IN (…) ORDER BY booking_id, kind";
const PLEDGE: &str =
    "SELECT booking_id, material, name, amount, worth FROM pledge_line WHERE booking_id IN (…) ORDER BY booking_id, position";
const RECORDS: &str = "SELECT booking_id, at, what, note FROM booking_record WHERE booking_id IN (…) ORDER BY booking_id, at, id";

async fn of_many<T>(
    run: &mut impl Run,
    ids: &[BookingId],
    query: &str,
    read: impl Fn(&Row) -> Result<T, DbError>,
) -> Result<HashMap<BookingId, Vec<T>>, DbError> {
    let mut out: HashMap<BookingId, Vec<T>> = HashMap::new();
    if ids.is_empty() {
        return Ok(out);
    }
    let q = sql(query.replace('…', &dialect::list(ids.len(), 1))).bind_all(ids.iter().copied());
    for r in run.fetch_all(q).await? {
        out.entry(r.get("booking_id")?).or_default().push(read(&r)?);
    }
    Ok(out)
}

fn visitor(r: &Row) -> Result<BookedVisitor, DbError> {
    Ok(BookedVisitor {
        id: r.get("id")?,
        name: r.get("name")?,
        category: r.parse("category", FareCategory::from_code)?,
        fare: r.get("fare")?,
        going: r.get("going")?,
        identified: r.get("identified")?,
    })
}

fn part(r: &Row) -> Result<Part, DbError> {
    Ok(Part {
        kind: r.parse("kind", TenderKind::from_code)?,
        amount: r.get("amount")?,
        state: r.parse("state", TenderState::from_code)?,
        returned: r.get("returned")?,
    })
}

fn pledge(r: &Row) -> Result<PledgeLine, DbError> {
    Ok(PledgeLine { material: r.get("material")?, name: r.json("name")?, amount: r.get("amount")?, worth: r.get("worth")? })
}

fn record(r: &Row) -> Result<BookingRecord, DbError> {
    Ok(BookingRecord { at: r.get("at")?, what: r.get("what")?, note: r.get("note")? })
}
