//! The treasurer's day close: a counter's cash box is counted against the books, once a day, the oldest day first. What
//! differs becomes an entry of its own; what is booked later is in the next day's opening.

use std::collections::HashMap;

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::{MAX_INPUT, Rupiah};
use domain::kernel::text::{self, TextError};
use domain::wastebank::day_close::{self, CashSheet, DayClose, DayError, booked_at, check_day};
use domain::wastebank::ledger::EntryError;
use domain::wastebank::statement::EntryKind;
use thiserror::Error;

use super::store::books::{self, BookError, Booking};
use super::store::day_closes::{self, Moved, NewClose};
use super::store::{cash, units};
use super::take_deposit::MAX_REASON;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::nonce;

#[derive(Debug, Error)]
pub enum CloseDayError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such counter")]
    NotFound,
    #[error(transparent)]
    Day(#[from] DayError),
    #[error("the form's key is missing")]
    Nonce,
    /// The form has closed a day already, and now says something else.
    #[error("the form's key has closed a day already")]
    KeyUsed,
    #[error("the day is closed already")]
    Already,
    /// The days of a box follow each other.
    #[error("another day is open before it")]
    Earlier { day: Timestamp },
    #[error("nothing was counted, or too much")]
    Counted,
    /// Money moved since the form was shown.
    #[error("{now} should be there now")]
    Changed { now: Rupiah },
    #[error("reason: {0}")]
    Reason(TextError),
    /// Of the missing money less is in the box by now.
    #[error("in the cash box is {left}")]
    BoxShort { left: Rupiah },
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A day on which a box was moved, and that nobody has closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDay {
    pub unit: WasteUnitId,
    pub unit_name: String,
    pub day: Timestamp,
    pub received: Rupiah,
    pub paid: Rupiah,
}

pub struct Days {
    /// Oldest first.
    pub open: Vec<OpenDay>,
    /// The newest first, each with its counter.
    pub closed: Vec<(WasteUnitId, String, DayClose)>,
}

const NEWEST: i64 = 60;

pub async fn list_days(deps: &Deps, actor: &Actor) -> Result<Days, CloseDayError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let units: HashMap<WasteUnitId, String> = units::all(&mut run).await?.into_iter().map(|(u, _)| (u.id, u.name)).collect();
    let all: Vec<WasteUnitId> = units.keys().copied().collect();
    let moved = day_closes::open_days(&mut run, &all).await?;
    let named = moved.into_iter().filter_map(|Moved { unit, day, received, paid }| {
        Some(OpenDay { unit, unit_name: units.get(&unit)?.clone(), day, received, paid })
    });
    let mut open: Vec<OpenDay> = named.collect();
    open.sort_by(|a, b| (a.day, &a.unit_name).cmp(&(b.day, &b.unit_name)));
    Ok(Days { open, closed: day_closes::newest(&mut run, NEWEST).await? })
}

/// A counter's day: the sheet of the books, and the close, where there is one.
pub struct Day {
    pub unit_name: String,
    pub sheet: CashSheet,
    /// Goods weighed on that day: slips and their worth. They move balances, not the box.
    pub deposits: (i64, Rupiah),
    pub closed: Option<DayClose>,
    /// A day of this counter that must be closed before.
    pub earlier: Option<Timestamp>,
}

impl Day {
    /// Of a closed day: what was booked on it afterwards.
    pub fn later(&self) -> Option<Rupiah> {
        self.closed.as_ref().map(|c| self.sheet.expected() - c.counted).filter(|n| !n.is_zero())
    }
}

pub async fn read_day(deps: &Deps, actor: &Actor, unit: WasteUnitId, day: Timestamp) -> Result<Day, CloseDayError> {
    actor.require_officer()?;
    check_day(day, deps.now())?;
    // The box and its postings, as they are at one moment.
    let mut run = deps.db.snapshot().await?;
    let unit_name = units::name(&mut run, unit).await?.ok_or(CloseDayError::NotFound)?;
    let closed = day_closes::find(&mut run, unit, day).await?;
    let earlier = day_closes::open_days(&mut run, &[unit]).await?.first().map(|m| m.day).filter(|first| *first < day);
    let sheet = day_closes::sheet(&mut run, unit, day).await?;
    let deposits = day_closes::deposits(&mut run, unit, day).await?;
    run.rollback().await?;
    Ok(Day { unit_name, sheet, deposits, closed, earlier })
}

#[derive(Clone, Debug)]
pub struct CloseDay {
    pub nonce: String,
    pub unit: WasteUnitId,
    /// Its first moment.
    pub day: Timestamp,
    pub counted: Rupiah,
    /// What the form said that should be there.
    pub expected: Rupiah,
    pub reason: String,
}

/// Sent again with the same key nothing more happens.
pub async fn close_day(deps: &Deps, actor: &Actor, input: &CloseDay) -> Result<(), CloseDayError> {
    actor.require_officer()?;
    let by = actor.require_person()?;
    let nonce = nonce::of(by, &input.nonce).ok_or(CloseDayError::Nonce)?;
    if let Some(known) = day_closes::find_by_nonce(&mut deps.db.reader(), &nonce).await? {
        return if known == (input.unit, input.day, input.counted) { Ok(()) } else { Err(CloseDayError::KeyUsed) };
    }
    check_day(input.day, deps.now())?;
    if input.counted < Rupiah::ZERO || input.counted > MAX_INPUT {
        return Err(CloseDayError::Counted);
    }
    let at = deps.now();
    let mut tx = deps.db.begin().await?;
    let left = cash::lock(&mut tx, input.unit).await?.ok_or(CloseDayError::NotFound)?;
    // With the box locked the same form, sent twice at once, comes here one after the other.
    if let Some(known) = day_closes::find_by_nonce(&mut tx, &nonce).await? {
        return if known == (input.unit, input.day, input.counted) { Ok(()) } else { Err(CloseDayError::KeyUsed) };
    }
    if day_closes::find(&mut tx, input.unit, input.day).await?.is_some() {
        return Err(CloseDayError::Already);
    }
    if let Some(Moved { day, .. }) = day_closes::open_days(&mut tx, &[input.unit]).await?.first()
        && *day < input.day
    {
        return Err(CloseDayError::Earlier { day: *day });
    }
    let sheet = day_closes::sheet(&mut tx, input.unit, input.day).await?;
    let expected = sheet.expected();
    if expected != input.expected {
        return Err(CloseDayError::Changed { now: expected });
    }
    let difference = input.counted - expected;
    let reason = if difference.is_zero() { text::optional_line(&input.reason, MAX_REASON) } else { text::line(&input.reason, MAX_REASON) };
    let reason = reason.map_err(CloseDayError::Reason)?;
    let entry = if difference.is_zero() {
        None
    } else {
        let what = format!("{}:{}", input.unit, input.day.wib().date_input());
        let booking = Booking { kind: EntryKind::CashCount, what: &what, by: Some(by), at: booked_at(input.day, at) };
        match books::book(&mut tx, deps, &day_close::entry(input.unit, difference)?, &booking).await {
            Ok(entry) => Some(entry),
            Err(BookError::Short(_)) => return Err(CloseDayError::BoxShort { left }),
            Err(BookError::Db(e)) => return Err(e.into()),
        }
    };
    let new =
        NewClose { nonce: &nonce, unit: input.unit, day: input.day, sheet: &sheet, counted: input.counted, reason: &reason, by, at, entry };
    day_closes::insert(&mut tx, &new).await?;
    let detail = format!("{} {} {reason}", input.day.wib().date_input(), input.counted);
    audit::record(&mut tx, deps, actor, "waste.day_close", &format!("unit:{}", input.unit), &detail).await?;
    tx.commit().await?;
    Ok(())
}
