//! Looks at what identifies visitors: a row for each visitor who was shown, all of one look at one moment.

use domain::heritage::identity_look::{IdentityLook, PapersSeen};
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::ids::{BookingId, DepartureId, IdentityViewId, PersonId, SiteId, VisitorId};
use domain::kernel::paging::PageRequest;

use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;

/// WIB is ahead of UTC.
const AHEAD: i64 = 7 * HOUR;

/// Who looks, for which base, at the list of which departure.
#[derive(Clone, Copy)]
pub struct NewLook {
    pub by: PersonId,
    pub site: SiteId,
    pub departure: DepartureId,
}

pub async fn insert(tx: &mut Tx, deps: &Deps, visitors: &[VisitorId], look: NewLook) -> Result<(), DbError> {
    let now = deps.now();
    for some in visitors.chunks(150) {
        let values = dialect::values(some.len(), 6, 1);
        let mut q = sql(format!("INSERT INTO identity_view (id, visitor_id, person_id, site_id, departure_id, at) VALUES {values}"));
        for v in some {
            q = q.bind(deps.id::<IdentityViewId>()).bind(*v).bind(look.by).bind(look.site).bind(look.departure).bind(now);
        }
        tx.execute(q).await?;
    }
    Ok(())
}

/// The newest first; of one site, or of all. The page is picked before anything is joined to it: both orders have an index.
pub async fn list(run: &mut impl Run, site: Option<SiteId>, page: PageRequest) -> Result<Vec<IdentityLook>, DbError> {
    let of = if site.is_some() { "WHERE site_id = $3" } else { "" };
    let q = format!(
        "SELECT i.at, p.name AS by_name, s.name AS site_name, d.starts_at, i.persons FROM \
         (SELECT at, person_id, site_id, departure_id, COUNT(DISTINCT visitor_id) AS persons FROM identity_view {of} \
          GROUP BY at, person_id, site_id, departure_id ORDER BY at DESC, person_id, site_id, departure_id LIMIT $1 OFFSET $2) i \
         JOIN person p ON p.id = i.person_id JOIN site s ON s.id = i.site_id LEFT JOIN departure d ON d.id = i.departure_id \
         ORDER BY i.at DESC, i.person_id, i.site_id, i.departure_id"
    );
    let mut q = sql(q).bind(page.limit()).bind(page.offset());
    if let Some(site) = site {
        q = q.bind(site);
    }
    let look = |r: &Row| {
        Ok(IdentityLook {
            at: r.get("at")?,
            by_name: r.get("by_name")?,
            site_name: r.json("site_name")?,
            starts_at: r.get("starts_at")?,
            persons: r.get("persons")?,
        })
    };
    run.fetch_all(q).await?.iter().map(look).collect()
}

/// As far as the pager leads.
pub async fn count(run: &mut impl Run, site: Option<SiteId>, page: PageRequest) -> Result<u64, DbError> {
    let of = if site.is_some() { "WHERE i.site_id = $2" } else { "" };
    let q = format!(
        "SELECT COUNT(*) AS n FROM (SELECT i.at FROM identity_view i {of} GROUP BY i.at, i.person_id, i.site_id, i.departure_id LIMIT $1) x"
    );
    let mut q = sql(q).bind(page.countable());
    if let Some(site) = site {
        q = q.bind(site);
    }
    run.fetch_one(q).await?.get("n")
}

/// Whether there is one of this moment or of before.
pub async fn has_old(run: &mut impl Run, until: Timestamp) -> Result<bool, DbError> {
    Ok(run.fetch_optional(sql("SELECT id FROM identity_view WHERE at <= $1 LIMIT 1").bind(until)).await?.is_some())
}

pub async fn forget_old(tx: &mut Tx, until: Timestamp) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM identity_view WHERE at <= $1").bind(until)).await?;
    Ok(())
}

/// Each day on which a base has seen papers of this party, the newest first.
pub async fn of_party(run: &mut impl Run, booking: BookingId, most: i64) -> Result<Vec<PapersSeen>, DbError> {
    let q = format!(
        "SELECT s.name AS site_name, MAX(i.at) AS seen_at FROM visitor v \
         JOIN identity_view i ON i.visitor_id = v.id JOIN site s ON s.id = i.site_id WHERE v.booking_id = $1 \
         GROUP BY s.id, s.name, (i.at + {AHEAD}) / {DAY} ORDER BY MAX(i.at) DESC, s.id LIMIT $2"
    );
    let seen = |r: &Row| Ok(PapersSeen { site_name: r.json("site_name")?, at: r.get("seen_at")? });
    run.fetch_all(sql(q).bind(booking).bind(most)).await?.iter().map(seen).collect()
}
