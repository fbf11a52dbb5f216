use std::collections::HashMap;

use domain::heritage::site::{Certainty, Site, SiteKind, SitePlace, TourLink};
use domain::kernel::clock::Timestamp;
use domain::kernel::geo::Point;
use domain::kernel::ids::{PersonId, SiteId};
use domain::kernel::slug::Slug;

use super::json;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::heritage::read_site_desk::Standing;

const COLUMNS: &str =
    "s.id, s.slug, s.kind, s.name, s.story, s.era, s.address, s.kelurahan, s.lat, s.lon, s.radius_m, s.certainty, s.place_source, s.demo";

fn site(r: &Row) -> Result<Site, DbError> {
    Ok(Site {
        id: r.get("id")?,
        slug: r.get("slug")?,
        kind: r.parse("kind", SiteKind::from_code)?,
        name: r.json("name")?,
        story: r.json("story")?,
        era: r.json("era")?,
        place: SitePlace {
            address: r.get("address")?,
            kelurahan: r.get("kelurahan")?,
            point: Point { lat: r.get("lat")?, lon: r.get("lon")? },
            radius_m: r.get("radius_m")?,
            certainty: r.parse("certainty", Certainty::from_code)?,
            source: r.get("place_source")?,
        },
        demo: r.get("demo")?,
    })
}

pub async fn all(run: &mut impl Run) -> Result<Vec<Site>, DbError> {
    run.fetch_all(sql(format!("SELECT {COLUMNS} FROM site s ORDER BY s.slug"))).await?.iter().map(site).collect()
}

pub async fn find(run: &mut impl Run, slug: &Slug) -> Result<Option<Site>, DbError> {
    let row = run.fetch_optional(sql(format!("SELECT {COLUMNS} FROM site s WHERE s.slug = $1")).bind(slug)).await?;
    row.as_ref().map(site).transpose()
}

pub async fn by_ids(run: &mut impl Run, ids: &[SiteId]) -> Result<Vec<Site>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let q = format!("SELECT {COLUMNS} FROM site s WHERE s.id IN ({})", dialect::list(ids.len(), 1));
    run.fetch_all(sql(q).bind_all(ids.iter().copied())).await?.iter().map(site).collect()
}

/// The sites for which this person speaks.
pub async fn of_officer(run: &mut impl Run, person: PersonId) -> Result<Vec<Site>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM site s JOIN site_officer o ON o.site_id = s.id WHERE o.person_id = $1 ORDER BY s.slug");
    run.fetch_all(sql(q).bind(person)).await?.iter().map(site).collect()
}

/// The published tours that call there.
pub async fn tours(run: &mut impl Run, site: SiteId) -> Result<Vec<TourLink>, DbError> {
    let q = "SELECT t.slug, t.name FROM tour t WHERE t.published AND EXISTS \
             (SELECT 1 FROM tour_leg l WHERE l.tour_id = t.id AND l.site_id = $1) ORDER BY t.position, t.slug";
    run.fetch_all(sql(q).bind(site)).await?.iter().map(|r| Ok(TourLink { slug: r.get("slug")?, name: r.json("name")? })).collect()
}

/// False: its slug is taken, or `nonce`, the form that opens it, was sent before.
pub async fn insert(tx: &mut Tx, s: &Site, nonce: Option<&str>) -> Result<bool, DbError> {
    let q = sql(format!(
        "INSERT INTO site (id, slug, kind, name, story, era, address, kelurahan, lat, lon, radius_m, certainty, place_source, demo, nonce) \
         VALUES {} ON CONFLICT DO NOTHING",
        dialect::values(1, 15, 1)
    ));
    let q = q.bind(s.id).bind(&s.slug).bind(s.kind.code()).bind(json("name", &s.name)?).bind(json("story", &s.story)?);
    let (p, era) = (&s.place, json("era", &s.era)?);
    let q = q.bind(era).bind(&p.address).bind(p.kelurahan).bind(p.point.lat).bind(p.point.lon).bind(p.radius_m);
    Ok(tx.execute(q.bind(p.certainty.code()).bind(&p.source).bind(s.demo).bind(nonce)).await? == 1)
}

/// All that can be changed of a site.
pub async fn update(tx: &mut Tx, s: &Site) -> Result<(), DbError> {
    let q = "UPDATE site SET kind = $2, name = $3, story = $4, era = $5, address = $6, kelurahan = $7, lat = $8, lon = $9, radius_m = $10, \
             certainty = $11, place_source = $12 WHERE id = $1";
    let q = sql(q).bind(s.id).bind(s.kind.code()).bind(json("name", &s.name)?).bind(json("story", &s.story)?);
    let (p, era) = (&s.place, json("era", &s.era)?);
    let q = q.bind(era).bind(&p.address).bind(p.kelurahan).bind(p.point.lat).bind(p.point.lon).bind(p.radius_m);
    tx.execute(q.bind(p.certainty.code()).bind(&p.source)).await?;
    Ok(())
}

/// What this form opened when it was sent before.
pub async fn opened_by(run: &mut impl Run, nonce: &str) -> Result<Option<Site>, DbError> {
    let q = sql(format!("SELECT {COLUMNS} FROM site s WHERE s.nonce = $1")).bind(nonce);
    run.fetch_optional(q).await?.as_ref().map(site).transpose()
}

/// As it stays until the transaction ends. Its kind may change, and a leg that refers to it meanwhile relies on that: nobody adds one
/// before this is over.
pub async fn lock_whole(tx: &mut Tx, id: SiteId) -> Result<Option<Site>, DbError> {
    let lock = dialect::for_update(tx.engine());
    let q = format!("SELECT {COLUMNS} FROM site s WHERE s.id = $1{lock}");
    tx.fetch_optional(sql(q).bind(id)).await?.as_ref().map(site).transpose()
}

/// Does a tour or a departure call there?
pub async fn is_called_at(run: &mut impl Run, id: SiteId) -> Result<bool, DbError> {
    let q = "SELECT s.id FROM site s WHERE s.id = $1 AND (EXISTS (SELECT 1 FROM tour_leg l WHERE l.site_id = s.id) \
             OR EXISTS (SELECT 1 FROM departure_leg d WHERE d.site_id = s.id))";
    Ok(run.fetch_optional(sql(q).bind(id)).await?.is_some())
}

/// How each stands.
pub async fn standings(run: &mut impl Run) -> Result<HashMap<SiteId, Standing>, DbError> {
    let q = "SELECT s.id, (SELECT COUNT(*) FROM site_fact f WHERE f.site_id = s.id) AS facts, \
             (SELECT COUNT(*) FROM site_fact f WHERE f.site_id = s.id AND NOT f.verified) AS unsure, \
             (SELECT COUNT(*) FROM site_officer o WHERE o.site_id = s.id) AS speakers, \
             (SELECT COUNT(*) FROM site_rules r WHERE r.site_id = s.id) AS rules FROM site s";
    let standing = |r: &Row| {
        let (facts, unsure) = (r.get("facts")?, r.get("unsure")?);
        let (speakers, rules): (i64, i64) = (r.get("speakers")?, r.get("rules")?);
        Ok((r.get("id")?, Standing { facts, unsure, has_speaker: speakers > 0, has_rules: rules > 0 }))
    };
    run.fetch_all(sql(q)).await?.iter().map(standing).collect()
}

/// Until the transaction ends nobody closes a day of these sites, or plans a visit to them.
pub async fn lock(tx: &mut Tx, sites: &[SiteId]) -> Result<(), DbError> {
    let Some(lock) = dialect::lock_rows(tx.engine()).filter(|_| !sites.is_empty()) else { return Ok(()) };
    let q = format!("SELECT id FROM site WHERE id IN ({}) ORDER BY id{lock}", dialect::list(sites.len(), 1));
    tx.fetch_all(sql(q).bind_all(sites.iter().copied())).await?;
    Ok(())
}

/// Closed twice, it keeps its first reason. False: it is closed already.
pub async fn close(tx: &mut Tx, site: SiteId, day: Timestamp, reason: &str, by: Option<PersonId>, at: Timestamp) -> Result<bool, DbError> {
    let q = "INSERT INTO site_closure (site_id, day, reason, by_id, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (site_id, day) DO NOTHING";
    Ok(tx.execute(sql(q).bind(site).bind(day).bind(reason).bind(by).bind(at)).await? == 1)
}

/// What was said of the days from `from` on which they let nobody in.
pub async fn closure_reasons(
    run: &mut impl Run,
    sites: &[SiteId],
    from: Timestamp,
) -> Result<HashMap<(SiteId, Timestamp), String>, DbError> {
    if sites.is_empty() {
        return Ok(HashMap::new());
    }
    let q = format!("SELECT site_id, day, reason FROM site_closure WHERE day >= $1 AND site_id IN ({})", dialect::list(sites.len(), 2));
    let rows = run.fetch_all(sql(q).bind(from).bind_all(sites.iter().copied())).await?;
    rows.iter().map(|r| Ok(((r.get("site_id")?, r.get("day")?), r.get("reason")?))).collect()
}

/// Days from `from` on which it lets nobody in.
pub async fn closures(run: &mut impl Run, sites: &[SiteId], from: Timestamp) -> Result<Vec<(SiteId, Timestamp)>, DbError> {
    if sites.is_empty() {
        return Ok(Vec::new());
    }
    let q =
        format!("SELECT site_id, day FROM site_closure WHERE day >= $1 AND site_id IN ({}) ORDER BY day", dialect::list(sites.len(), 2));
    let rows = run.fetch_all(sql(q).bind(from).bind_all(sites.iter().copied())).await?;
    rows.iter().map(|r| Ok((r.get("site_id")?, r.get("day")?))).collect()
}
