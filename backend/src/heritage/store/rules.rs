//! Rules of sites and terms of tours: what holds at a moment is the newest that has begun.

use std::collections::HashMap;

use domain::heritage::rules::VisitRules;
use domain::heritage::terms::Terms;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, SiteId, TourId};

use super::json;
use crate::db::{DbError, Run, Tx, sql};

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

/// Rules that begin on the same day replace each other.
pub async fn set(tx: &mut Tx, site: SiteId, rules: &VisitRules, from: Timestamp, by: Option<PersonId>) -> Result<(), DbError> {
    let q = "INSERT INTO site_rules (site_id, valid_from, rules, by_id) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (site_id, valid_from) DO UPDATE SET rules = excluded.rules, by_id = excluded.by_id";
    tx.execute(sql(q).bind(site).bind(from).bind(json("rules", rules)?).bind(by)).await?;
    Ok(())
}

/// A tour without terms has the defaults.
pub async fn terms(run: &mut impl Run, tour: TourId, at: Timestamp) -> Result<Terms, DbError> {
    let q = "SELECT terms FROM tour_terms WHERE tour_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1";
    run.fetch_optional(sql(q).bind(tour).bind(at)).await?.map_or_else(|| Ok(Terms::default()), |r| r.json("terms"))
}

pub async fn set_terms(tx: &mut Tx, tour: TourId, terms: &Terms, from: Timestamp, by: Option<PersonId>) -> Result<(), DbError> {
    let q = "INSERT INTO tour_terms (tour_id, valid_from, terms, by_id) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (tour_id, valid_from) DO UPDATE SET terms = excluded.terms, by_id = excluded.by_id";
    tx.execute(sql(q).bind(tour).bind(from).bind(json("terms", terms)?).bind(by)).await?;
    Ok(())
}
