//! What is told of a site, in order. A fact keeps its position while others come and go.

use domain::heritage::site::SiteFact;
use domain::kernel::ids::SiteId;

use super::json;
use crate::db::{DbError, Row, Run, Tx, dialect, sql};

/// With their positions.
pub async fn placed(run: &mut impl Run, site: SiteId) -> Result<Vec<(i64, SiteFact)>, DbError> {
    let q = "SELECT position, text, verified, sources FROM site_fact WHERE site_id = $1 ORDER BY position";
    let one = |r: &Row| {
        let fact = SiteFact { text: r.json("text")?, verified: r.get("verified")?, sources: r.json("sources")? };
        Ok((r.get("position")?, fact))
    };
    run.fetch_all(sql(q).bind(site)).await?.iter().map(one).collect()
}

pub async fn of_site(run: &mut impl Run, site: SiteId) -> Result<Vec<SiteFact>, DbError> {
    Ok(placed(run, site).await?.into_iter().map(|(_, fact)| fact).collect())
}

/// One after the other, from a position on.
pub async fn insert(tx: &mut Tx, site: SiteId, first: i64, facts: &[SiteFact]) -> Result<(), DbError> {
    if facts.is_empty() {
        return Ok(());
    }
    let values = dialect::values(facts.len(), 5, 1);
    let mut q = sql(format!("INSERT INTO site_fact (site_id, position, text, verified, sources) VALUES {values}"));
    for (position, f) in (first..).zip(facts) {
        q = q.bind(site).bind(position).bind(json("text", &f.text)?).bind(f.verified).bind(json("sources", &f.sources)?);
    }
    tx.execute(q).await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, site: SiteId, position: i64, f: &SiteFact) -> Result<(), DbError> {
    let q = sql("UPDATE site_fact SET text = $3, verified = $4, sources = $5 WHERE site_id = $1 AND position = $2").bind(site);
    tx.execute(q.bind(position).bind(json("text", &f.text)?).bind(f.verified).bind(json("sources", &f.sources)?)).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, site: SiteId, position: i64) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM site_fact WHERE site_id = $1 AND position = $2").bind(site).bind(position)).await?;
    Ok(())
}
