//! The price list: rows are added, decided once, and never changed after. A row without a rate ends the taking of its material.

use std::collections::HashMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, WastePriceId};
use domain::kernel::money::Rupiah;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::price::{Decision, Price, Proposal, Tier};

use crate::db::{DbError, Row, Run, Tx, sql};

fn price(r: &Row) -> Result<Price, DbError> {
    Ok(Price { material: r.get("material")?, tier: r.parse("tier", Tier::from_code)?, rate: r.get("rate")?, from: r.get("valid_from")? })
}

/// Every price in force at a moment. What is not taken then has none.
pub async fn in_force(run: &mut impl Run, tier: Tier, at: Timestamp) -> Result<Vec<Price>, DbError> {
    let q = "SELECT p.material, p.tier, p.rate, p.valid_from FROM waste_price p WHERE p.tier = $1 AND p.state = 'valid' AND p.valid_from <= $2 AND p.rate IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM waste_price n WHERE n.material = p.material AND n.tier = p.tier AND n.state = 'valid' \
             AND n.valid_from <= $2 AND n.valid_from > p.valid_from)";
    run.fetch_all(sql(q).bind(tier.code()).bind(at)).await?.iter().map(price).collect()
}

/// The same, by the material.
pub async fn rates(run: &mut impl Run, tier: Tier, at: Timestamp) -> Result<HashMap<MaterialCode, Rupiah>, DbError> {
    Ok(in_force(run, tier, at).await?.into_iter().filter_map(|p| Some((p.material, p.rate?))).collect())
}

/// What is planned not to be taken any more, the next first.
pub async fn ends(run: &mut impl Run, at: Timestamp) -> Result<Vec<Price>, DbError> {
    let q = "SELECT material, tier, rate, valid_from FROM waste_price WHERE state = 'valid' AND rate IS NULL AND valid_from > $1 \
             ORDER BY valid_from, material, tier";
    run.fetch_all(sql(q).bind(at)).await?.iter().map(price).collect()
}

/// Oldest first.
pub async fn proposals(run: &mut impl Run) -> Result<Vec<Proposal>, DbError> {
    let q = "SELECT p.id, p.material, p.tier, p.rate, p.valid_from, p.proposed_by, p.proposed_at, COALESCE(h.name, '') AS by_name \
             FROM waste_price p LEFT JOIN person h ON h.id = p.proposed_by WHERE p.state = 'proposed' ORDER BY p.proposed_at, p.id";
    let proposal = |r: &Row| {
        Ok(Proposal {
            id: r.get("id")?,
            price: price(r)?,
            by: r.get("proposed_by")?,
            by_name: r.get("by_name")?,
            at: r.get("proposed_at")?,
        })
    };
    run.fetch_all(sql(q)).await?.iter().map(proposal).collect()
}

/// Of proposals, the newest first; the list that the house began with is none.
pub async fn decided(run: &mut impl Run, most: i64) -> Result<Vec<Decision>, DbError> {
    let q = "SELECT p.material, p.tier, p.rate, p.valid_from, p.state, p.decided_at, COALESCE(a.name, '') AS proposed_by, \
             COALESCE(b.name, '') AS decided_by FROM waste_price p LEFT JOIN person a ON a.id = p.proposed_by \
             LEFT JOIN person b ON b.id = p.decided_by WHERE p.state <> 'proposed' AND p.proposed_by IS NOT NULL \
             ORDER BY p.decided_at DESC, p.id DESC LIMIT $1";
    let decision = |r: &Row| {
        Ok(Decision {
            price: price(r)?,
            accepted: r.get::<String>("state")? == "valid",
            proposed_by: r.get("proposed_by")?,
            decided_by: r.get("decided_by")?,
            at: r.get("decided_at")?,
        })
    };
    run.fetch_all(sql(q).bind(most)).await?.iter().map(decision).collect()
}

pub async fn propose(tx: &mut Tx, id: WastePriceId, p: &Price, by: Option<PersonId>, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO waste_price (id, material, tier, rate, valid_from, state, proposed_by, proposed_at) \
             VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7)";
    tx.execute(sql(q).bind(id).bind(p.material).bind(p.tier.code()).bind(p.rate).bind(p.from).bind(by).bind(at)).await?;
    Ok(())
}

/// What a proposal is decided on, while it waits.
pub async fn find_proposed(tx: &mut Tx, id: WastePriceId) -> Result<Option<(Price, Option<PersonId>)>, DbError> {
    let q = "SELECT material, tier, rate, valid_from, proposed_by FROM waste_price WHERE id = $1 AND state = 'proposed'";
    let Some(r) = tx.fetch_optional(sql(q).bind(id)).await? else { return Ok(None) };
    Ok(Some((price(&r)?, r.get("proposed_by")?)))
}

/// False when somebody else was faster.
pub async fn decide(tx: &mut Tx, id: WastePriceId, valid: bool, by: Option<PersonId>, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE waste_price SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND state = 'proposed'";
    let state = if valid { "valid" } else { "refused" };
    Ok(tx.execute(sql(q).bind(id).bind(state).bind(by).bind(at)).await? > 0)
}

/// Of the seed: in force without a proposal.
pub async fn insert_valid(
    tx: &mut Tx,
    id: WastePriceId,
    material: MaterialCode,
    tier: Tier,
    rate: Rupiah,
    from: Timestamp,
) -> Result<(), DbError> {
    let q = "INSERT INTO waste_price (id, material, tier, rate, valid_from, state, proposed_at, decided_at) VALUES ($1, $2, $3, $4, $5, 'valid', $5, $5)";
    tx.execute(sql(q).bind(id).bind(material).bind(tier.code()).bind(rate).bind(from)).await?;
    Ok(())
}
