//! What is told of a site, in the order of its places. A fact keeps its position, by which it is known, while others come and go, and
//! while it is put elsewhere.

use domain::heritage::site::SiteFact;
use domain::kernel::ids::SiteId;

use super::json;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

/// In order, with their positions.
pub async fn placed(run: &mut impl Run, site: SiteId) -> Result<Vec<(i64, SiteFact)>, DbError> {
    let q = "SELECT position, text, verified, sources FROM site_fact WHERE site_id = $1 ORDER BY place, position";
    let one = |r: &Row| {
        let fact = SiteFact { text: r.json("text")?, verified: r.get("verified")?, sources: r.json("sources")? };
        Ok((r.get("position")?, fact))
    };
    run.fetch_all(sql(q).bind(site)).await?.iter().map(one).collect()
}

pub async fn of_site(run: &mut impl Run, site: SiteId) -> Result<Vec<SiteFact>, DbError> {
    Ok(placed(run, site).await?.into_iter().map(|(_, fact)| fact).collect())
}

/// One after the other, from a position on, each in the place of its position.
pub async fn insert(tx: &mut Tx, site: SiteId, first: i64, facts: &[SiteFact]) -> Result<(), DbError> {
    if facts.is_empty() {
        return Ok(());
    }
    let values = dialect::values(facts.len(), 6, 1);
    let mut q = sql(format!("INSERT INTO site_fact (site_id, position, place, text, verified, sources) VALUES {values}"));
    for (position, f) in (first..).zip(facts) {
        q = q.bind(site).bind(position).bind(position).bind(json("text", &f.text)?).bind(f.verified).bind(json("sources", &f.sources)?);
    }
    tx.execute(q).await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, site: SiteId, position: i64, f: &SiteFact) -> Result<(), DbError> {
    let q = sql("UPDATE site_fact SET text = $3, verified = $4, sources = $5 WHERE site_id = $1 AND position = $2").bind(site);
    tx.execute(q.bind(position).bind(json("text", &f.text)?).bind(f.verified).bind(json("sources", &f.sources)?)).await?;
    Ok(())
}

/// All of them by their positions, in the order in which they are told from now on; under the lock of the site.
pub async fn put_in_order(tx: &mut Tx, site: SiteId, order: &[i64]) -> Result<(), DbError> {
    if order.is_empty() {
        return Ok(());
    }
    let q = format!("UPDATE site_fact SET place = {} WHERE site_id = $1", dialect::places("position", "place", order.len(), 2));
    tx.execute(sql(q).bind(site).bind_all(order.iter().copied())).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, site: SiteId, position: i64) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM site_fact WHERE site_id = $1 AND position = $2").bind(site).bind(position)).await?;
    Ok(())
}
