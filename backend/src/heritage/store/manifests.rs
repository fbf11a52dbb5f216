use domain::heritage::booking::BookingState;
use domain::heritage::fare::FareCategory;
use domain::heritage::manifest::{RefusalReason, Verdict};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, DepartureId, IdentityViewId, PersonId, SiteId, VisitorId};
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Run, Tx, dialect, sql};
use crate::deps::Deps;

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

/// Of confirmed bookings, and of those that ended because somebody was refused, by name.
pub async fn list(run: &mut impl Run, departure: DepartureId, site: SiteId) -> Result<Vec<Listed>, DbError> {
    let q = "SELECT v.id, b.id AS booking_id, b.number, b.state, v.name, v.category, v.fare, v.going, v.sealed, j.approved, j.reason \
             FROM visitor v JOIN booking b ON b.id = v.booking_id \
             LEFT JOIN visitor_verdict j ON j.visitor_id = v.id AND j.departure_id = b.departure_id AND j.site_id = $2 \
             WHERE b.departure_id = $1 AND (b.state IN ('confirmed', 'checked_in') OR j.approved IS NOT NULL) ORDER BY v.name, v.id";
    let rows = run.fetch_all(sql(q).bind(departure).bind(site)).await?;
    let listed = |r: &crate::db::Row| {
        let verdict = match r.get::<Option<bool>>("approved")? {
            None => Verdict::Open,
            Some(true) => Verdict::Approved,
            Some(false) => Verdict::Refused(r.parse("reason", RefusalReason::from_code)?),
        };
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
            verdict,
        })
    };
    rows.iter().map(listed).collect()
}

pub async fn log_views(tx: &mut Tx, deps: &Deps, visitors: &[VisitorId], by: PersonId, site: SiteId) -> Result<(), DbError> {
    for some in visitors.chunks(200) {
        let values = dialect::values(some.len(), 5, 1);
        let mut q = sql(format!("INSERT INTO identity_view (id, visitor_id, person_id, site_id, at) VALUES {values}"));
        for v in some {
            q = q.bind(deps.id::<IdentityViewId>()).bind(*v).bind(by).bind(site).bind(deps.now());
        }
        tx.execute(q).await?;
    }
    Ok(())
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

/// Takes one person out of a booking: the fare is smaller by theirs. False: out already.
pub async fn leave_out(tx: &mut Tx, booking: BookingId, visitor: VisitorId, fare: Rupiah) -> Result<bool, DbError> {
    let q = "UPDATE visitor SET going = FALSE, sealed = NULL WHERE id = $1 AND booking_id = $2 AND going";
    if tx.execute(sql(q).bind(visitor).bind(booking)).await? == 0 {
        return Ok(false);
    }
    tx.execute(sql("UPDATE booking SET seats = seats - 1, fare = fare - $2 WHERE id = $1").bind(booking).bind(fare)).await?;
    Ok(true)
}
