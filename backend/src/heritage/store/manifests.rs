use std::collections::HashMap;

use domain::heritage::booking::BookingState;
use domain::heritage::fare::FareCategory;
use domain::heritage::manifest::{ManifestLine, RefusalReason, Verdict};
use domain::heritage::part::Less;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, DepartureId, PersonId, SiteId, VisitorId};
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Row, Run, Tx, sql};

/// A visitor on the list of a base, with what is sealed.
pub struct Listed {
    pub visitor: VisitorId,
    pub booking: BookingId,
    pub number: String,
    pub state: BookingState,
    pub name: String,
    pub category: FareCategory,
    pub fare: Rupiah,
    pub going: bool,
    pub sealed: Option<Vec<u8>>,
    pub verdict: Verdict,
}

impl Listed {
    /// Without what identifies the person.
    pub fn line(&self) -> ManifestLine {
        ManifestLine {
            visitor: self.visitor,
            booking: self.number.clone(),
            state: self.state,
            name: self.name.clone(),
            category: self.category,
            going: self.going,
            identity: None,
            verdict: self.verdict,
        }
    }
}

fn verdict(r: &Row) -> Result<Verdict, DbError> {
    Ok(match r.get::<Option<bool>>("approved")? {
        None => Verdict::Open,
        Some(true) => Verdict::Approved,
        Some(false) => Verdict::Refused(r.parse("reason", RefusalReason::from_code)?),
    })
}

/// Of bookings that were sure to come, whether they came or not, so that the list stays what was printed; and of those that ended
/// after the site had decided. Who of them [comes](ManifestLine::comes) is another question. By name.
pub async fn list(run: &mut impl Run, departure: DepartureId, site: SiteId) -> Result<Vec<Listed>, DbError> {
    let q = "SELECT v.id, b.id AS booking_id, b.number, b.state, v.name, v.category, v.fare, v.going, v.sealed, j.approved, j.reason \
             FROM visitor v JOIN booking b ON b.id = v.booking_id \
             LEFT JOIN visitor_verdict j ON j.visitor_id = v.id AND j.departure_id = b.departure_id AND j.site_id = $2 \
             WHERE b.departure_id = $1 AND (b.state IN ('confirmed', 'checked_in', 'no_show') OR j.approved IS NOT NULL) ORDER BY v.name, v.id";
    let rows = run.fetch_all(sql(q).bind(departure).bind(site)).await?;
    let listed = |r: &Row| {
        Ok(Listed {
            visitor: r.get("id")?,
            booking: r.get("booking_id")?,
            number: r.get("number")?,
            state: r.parse("state", BookingState::from_code)?,
            name: r.get("name")?,
            category: r.parse("category", FareCategory::from_code)?,
            fare: r.get("fare")?,
            going: r.get("going")?,
            sealed: r.get("sealed")?,
            verdict: verdict(r)?,
        })
    };
    rows.iter().map(listed).collect()
}

/// On the list of a base with this verdict of its own, as [`list`] has it; `None`: not on it.
pub fn at_base(visitor: &ManifestLine, verdict: Option<Verdict>) -> Option<ManifestLine> {
    let sure = matches!(visitor.state, BookingState::Confirmed | BookingState::CheckedIn | BookingState::NoShow);
    let verdict = verdict.or(sure.then_some(Verdict::Open))?;
    Some(ManifestLine { verdict, ..visitor.clone() })
}

/// Everybody who was booked on a departure, by name.
pub async fn visitors(run: &mut impl Run, departure: DepartureId) -> Result<Vec<ManifestLine>, DbError> {
    let q = "SELECT v.id, b.number, b.state, v.name, v.category, v.going FROM visitor v JOIN booking b ON b.id = v.booking_id \
             WHERE b.departure_id = $1 ORDER BY v.name, v.id";
    let line = |r: &Row| {
        Ok(ManifestLine {
            visitor: r.get("id")?,
            booking: r.get("number")?,
            state: r.parse("state", BookingState::from_code)?,
            name: r.get("name")?,
            category: r.parse("category", FareCategory::from_code)?,
            going: r.get("going")?,
            identity: None,
            verdict: Verdict::Open,
        })
    };
    run.fetch_all(sql(q).bind(departure)).await?.iter().map(line).collect()
}

/// What each site has said of each visitor.
pub async fn verdicts(run: &mut impl Run, departure: DepartureId) -> Result<HashMap<(VisitorId, SiteId), Verdict>, DbError> {
    let q = "SELECT visitor_id, site_id, approved, reason FROM visitor_verdict WHERE departure_id = $1";
    let rows = run.fetch_all(sql(q).bind(departure)).await?;
    rows.iter().map(|r| Ok(((r.get("visitor_id")?, r.get("site_id")?), verdict(r)?))).collect()
}

/// A site asks who comes from now on: this leg gets a list, unless it has one. It begins to be decided about when the site wants that,
/// and never ends to be; told of before as one to read, it is told of again.
pub async fn begin(tx: &mut Tx, departure: DepartureId, position: u32, cutoff_at: Timestamp, approves_each: bool) -> Result<(), DbError> {
    let q = "UPDATE departure_leg SET cutoff_at = COALESCE(cutoff_at, $3), approves_each = (approves_each OR $4), \
             list_told_at = CASE WHEN $4 AND NOT approves_each THEN NULL ELSE list_told_at END \
             WHERE departure_id = $1 AND position = $2";
    tx.execute(sql(q).bind(departure).bind(position).bind(cutoff_at).bind(approves_each)).await?;
    Ok(())
}

#[derive(Clone, Copy, Default)]
pub struct ListCount {
    pub visitors: usize,
    /// Still to be approved or refused.
    pub open: usize,
}

/// How many [come](ManifestLine::comes) by the lists of a base, of the departures that call there from a moment until before another.
pub async fn counts(
    run: &mut impl Run,
    site: SiteId,
    from: Timestamp,
    before: Timestamp,
) -> Result<HashMap<DepartureId, ListCount>, DbError> {
    let q = "SELECT b.departure_id, COUNT(*) AS visitors, \
             CAST(SUM(CASE WHEN j.approved IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS open FROM visitor v \
             JOIN booking b ON b.id = v.booking_id \
             LEFT JOIN visitor_verdict j ON j.visitor_id = v.id AND j.departure_id = b.departure_id AND j.site_id = $1 \
             WHERE b.departure_id IN \
             (SELECT l.departure_id FROM departure_leg l WHERE l.site_id = $1 AND l.starts_at >= $2 AND l.starts_at < $3) \
             AND v.going AND b.state IN ('confirmed', 'checked_in') GROUP BY b.departure_id";
    let rows = run.fetch_all(sql(q).bind(site).bind(from).bind(before)).await?;
    let number = |r: &Row, column| Ok::<_, DbError>(usize::try_from(r.get::<i64>(column)?).unwrap_or(0));
    let count = |r: &Row| Ok::<_, DbError>(ListCount { visitors: number(r, "visitors")?, open: number(r, "open")? });
    rows.iter().map(|r| Ok((r.get("departure_id")?, count(r)?))).collect()
}

pub struct NewVerdict<'a> {
    pub visitor: VisitorId,
    pub departure: DepartureId,
    pub site: SiteId,
    /// None: approved.
    pub refused: Option<RefusalReason>,
    pub note: &'a str,
    pub by: PersonId,
    pub at: Timestamp,
}

/// An approval may become a refusal, a refusal stays: the seat is gone. False: nothing changed.
pub async fn judge(tx: &mut Tx, v: &NewVerdict<'_>) -> Result<bool, DbError> {
    let q = "INSERT INTO visitor_verdict (visitor_id, departure_id, site_id, approved, reason, note, by_id, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (visitor_id, departure_id, site_id) DO UPDATE SET \
             approved = excluded.approved, reason = excluded.reason, note = excluded.note, by_id = excluded.by_id, at = excluded.at \
             WHERE visitor_verdict.approved AND NOT excluded.approved";
    let q = sql(q).bind(v.visitor).bind(v.departure).bind(v.site).bind(v.refused.is_none());
    Ok(tx.execute(q.bind(v.refused.map(RefusalReason::code)).bind(v.note).bind(v.by).bind(v.at)).await? == 1)
}

/// Takes one person out of a booking: the fare is smaller by theirs, and so is what moving has cost. False: out already.
pub async fn leave_out(tx: &mut Tx, booking: BookingId, visitor: VisitorId, less: Less) -> Result<bool, DbError> {
    let q = "UPDATE visitor SET going = FALSE, sealed = NULL WHERE id = $1 AND booking_id = $2 AND going";
    if tx.execute(sql(q).bind(visitor).bind(booking)).await? == 0 {
        return Ok(false);
    }
    let q = "UPDATE booking SET seats = seats - 1, fare = fare - $2, move_fee = move_fee - $3 WHERE id = $1";
    tx.execute(sql(q).bind(booking).bind(less.fare).bind(less.fee)).await?;
    Ok(true)
}
