//! Families: pairs of members, the lower id first.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, WasteMemberId, WasteUnitId};
use domain::wastebank::member::Member;

use super::members;
use crate::db::{DbError, Run, Tx, sql};

fn pair(a: WasteMemberId, b: WasteMemberId) -> (WasteMemberId, WasteMemberId) {
    if a < b { (a, b) } else { (b, a) }
}

pub async fn of(run: &mut impl Run, member: WasteMemberId) -> Result<Vec<Member>, DbError> {
    let q = format!(
        "SELECT {} FROM waste_member WHERE id IN (SELECT other_id FROM waste_kin WHERE one_id = $1 \
         UNION SELECT one_id FROM waste_kin WHERE other_id = $1) ORDER BY name, id",
        members::COLUMNS
    );
    run.fetch_all(sql(q).bind(member)).await?.iter().map(members::member).collect()
}

pub async fn are(run: &mut impl Run, a: WasteMemberId, b: WasteMemberId) -> Result<bool, DbError> {
    let (one, other) = pair(a, b);
    let q = sql("SELECT since FROM waste_kin WHERE one_id = $1 AND other_id = $2").bind(one).bind(other);
    Ok(run.fetch_optional(q).await?.is_some())
}

pub async fn link(
    tx: &mut Tx,
    a: WasteMemberId,
    b: WasteMemberId,
    unit: WasteUnitId,
    operator: PersonId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let (one, other) = pair(a, b);
    let q = "INSERT INTO waste_kin (one_id, other_id, unit_id, operator_id, since) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (one_id, other_id) DO NOTHING";
    Ok(tx.execute(sql(q).bind(one).bind(other).bind(unit).bind(operator).bind(at)).await? > 0)
}

pub async fn unlink(tx: &mut Tx, a: WasteMemberId, b: WasteMemberId) -> Result<bool, DbError> {
    let (one, other) = pair(a, b);
    let q = sql("DELETE FROM waste_kin WHERE one_id = $1 AND other_id = $2").bind(one).bind(other);
    Ok(tx.execute(q).await? > 0)
}
