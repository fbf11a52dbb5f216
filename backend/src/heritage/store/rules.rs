//! Rules of sites and terms of tours: what holds at a moment is the newest that has begun.

use std::collections::HashMap;

use domain::heritage::departure::Departure;
use domain::heritage::party::Demands;
use domain::heritage::rules::{DatedRules, VisitRules};
use domain::heritage::terms::{DatedTerms, Terms};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, SiteId, TourId};

use super::json;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

/// Of every site that has some.
pub async fn all_at(run: &mut impl Run, at: Timestamp) -> Result<HashMap<SiteId, VisitRules>, DbError> {
    let q = "SELECT r.site_id, r.rules FROM site_rules r WHERE r.valid_from = \
             (SELECT MAX(n.valid_from) FROM site_rules n WHERE n.site_id = r.site_id AND n.valid_from <= $1)";
    run.fetch_all(sql(q).bind(at)).await?.iter().map(|r| Ok((r.get("site_id")?, r.json("rules")?))).collect()
}

pub async fn of_site(run: &mut impl Run, site: SiteId, at: Timestamp) -> Result<Option<VisitRules>, DbError> {
    let q = "SELECT rules FROM site_rules WHERE site_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1";
    run.fetch_optional(sql(q).bind(site).bind(at)).await?.map(|r| r.json("rules")).transpose()
}

/// What was ever set for these sites, and from when on, what is to come included; the last of each first.
pub async fn dated(run: &mut impl Run, sites: &[SiteId]) -> Result<HashMap<SiteId, Vec<(Timestamp, VisitRules)>>, DbError> {
    let mut out: HashMap<SiteId, Vec<(Timestamp, VisitRules)>> = HashMap::new();
    if sites.is_empty() {
        return Ok(out);
    }
    let q = format!(
        "SELECT site_id, valid_from, rules FROM site_rules WHERE site_id IN ({}) ORDER BY valid_from DESC",
        dialect::list(sites.len(), 1)
    );
    for r in run.fetch_all(sql(q).bind_all(sites.iter().copied())).await? {
        out.entry(r.get("site_id")?).or_default().push((r.get("valid_from")?, r.json("rules")?));
    }
    Ok(out)
}

/// What the sites of each departure ask of a party on its day, as in `tours::of_departure`: of however many with one query.
pub async fn demands(run: &mut impl Run, departures: &[Departure]) -> Result<Vec<Demands>, DbError> {
    let mut sites: Vec<SiteId> = departures.iter().flat_map(|d| d.legs.iter().filter_map(|l| l.site)).collect();
    sites.sort_unstable();
    sites.dedup();
    let all = dated(run, &sites).await?;
    let rules_on = |site: SiteId, day: Timestamp| all.get(&site)?.iter().find(|(from, _)| *from <= day).map(|(_, rules)| rules);
    let asked = |d: &Departure| Demands::of(d.legs.iter().filter_map(|l| rules_on(l.site?, d.starts_at)));
    Ok(departures.iter().map(asked).collect())
}

/// All that were ever set, those to come included; the last first.
pub async fn all_of(run: &mut impl Run, site: SiteId) -> Result<Vec<DatedRules>, DbError> {
    let q = "SELECT r.valid_from, r.rules, p.name FROM site_rules r LEFT JOIN person p ON p.id = r.by_id \
             WHERE r.site_id = $1 ORDER BY r.valid_from DESC";
    let dated = |r: &Row| Ok(DatedRules { from: r.get("valid_from")?, rules: r.json("rules")?, by: r.get("name")? });
    run.fetch_all(sql(q).bind(site)).await?.iter().map(dated).collect()
}

/// Rules that begin on the same day replace each other.
pub async fn set(tx: &mut Tx, site: SiteId, rules: &VisitRules, from: Timestamp, by: Option<PersonId>) -> Result<(), DbError> {
    let q = "INSERT INTO site_rules (site_id, valid_from, rules, by_id) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (site_id, valid_from) DO UPDATE SET rules = excluded.rules, by_id = excluded.by_id";
    tx.execute(sql(q).bind(site).bind(from).bind(json("rules", rules)?).bind(by)).await?;
    Ok(())
}

/// A tour that is not among them has no terms, and so the defaults.
pub async fn terms(run: &mut impl Run, tours: &[TourId], at: Timestamp) -> Result<HashMap<TourId, Terms>, DbError> {
    if tours.is_empty() {
        return Ok(HashMap::new());
    }
    let q = format!(
        "SELECT t.tour_id, t.terms FROM tour_terms t WHERE t.valid_from = \
         (SELECT MAX(n.valid_from) FROM tour_terms n WHERE n.tour_id = t.tour_id AND n.valid_from <= $1) AND t.tour_id IN ({})",
        dialect::list(tours.len(), 2)
    );
    let rows = run.fetch_all(sql(q).bind(at).bind_all(tours.iter().copied())).await?;
    rows.iter().map(|r| Ok((r.get("tour_id")?, r.json("terms")?))).collect()
}

/// All that were ever set, those to come included; the last first.
pub async fn terms_of(run: &mut impl Run, tour: TourId) -> Result<Vec<DatedTerms>, DbError> {
    let q = "SELECT t.valid_from, t.terms, p.name FROM tour_terms t LEFT JOIN person p ON p.id = t.by_id \
             WHERE t.tour_id = $1 ORDER BY t.valid_from DESC";
    let dated = |r: &Row| Ok(DatedTerms { from: r.get("valid_from")?, terms: r.json("terms")?, by: r.get("name")? });
    run.fetch_all(sql(q).bind(tour)).await?.iter().map(dated).collect()
}

pub async fn set_terms(tx: &mut Tx, tour: TourId, terms: &Terms, from: Timestamp, by: Option<PersonId>) -> Result<(), DbError> {
    let q = "INSERT INTO tour_terms (tour_id, valid_from, terms, by_id) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (tour_id, valid_from) DO UPDATE SET terms = excluded.terms, by_id = excluded.by_id";
    tx.execute(sql(q).bind(tour).bind(from).bind(json("terms", terms)?).bind(by)).await?;
    Ok(())
}
