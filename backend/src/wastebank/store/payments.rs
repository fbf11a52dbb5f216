use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LedgerEntryId, PersonId, WasteMemberId, WastePaymentId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::payment::{PaymentSlip, Purpose};

use super::reversals;
use crate::db::{DbError, Row, Run, Tx, sql};

pub struct NewPayment<'a> {
    pub id: WastePaymentId,
    pub slip: &'a str,
    pub nonce: &'a str,
    pub unit: WasteUnitId,
    pub member: WasteMemberId,
    pub purpose: Purpose,
    pub operator: PersonId,
    pub at: Timestamp,
    pub amount: Rupiah,
    pub entry: LedgerEntryId,
}

/// The slip that a form became, if it was sent before.
/// A payment as far as it is compared with a form that is sent again.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    pub slip: String,
    pub member: WasteMemberId,
    pub to: Option<WasteMemberId>,
    pub amount: Rupiah,
}

pub async fn find_by_nonce(run: &mut impl Run, nonce: &str) -> Result<Option<Known>, DbError> {
    let q = "SELECT slip, member_id, to_member, amount FROM waste_payment WHERE nonce = $1";
    let known = |r: crate::db::Row| {
        Ok(Known { slip: r.get("slip")?, member: r.get("member_id")?, to: r.get("to_member")?, amount: r.get("amount")? })
    };
    run.fetch_optional(sql(q).bind(nonce)).await?.map(known).transpose()
}

pub async fn insert(tx: &mut Tx, p: &NewPayment<'_>) -> Result<(), DbError> {
    let to = match p.purpose {
        Purpose::Cash(_) => None,
        Purpose::Family(to) => Some(to),
    };
    let q = "INSERT INTO waste_payment (id, slip, nonce, unit_id, member_id, to_member, operator_id, at, amount, entry_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let q = sql(q).bind(p.id).bind(p.slip).bind(p.nonce).bind(p.unit).bind(p.member).bind(to).bind(p.operator);
    tx.execute(q.bind(p.at).bind(p.amount).bind(p.entry)).await?;
    Ok(())
}

/// What a member got in cash since a moment, less what was undone.
pub async fn cash_since(run: &mut impl Run, member: WasteMemberId, since: Timestamp) -> Result<Rupiah, DbError> {
    let q = "SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) AS paid FROM waste_payment p WHERE p.member_id = $1 AND p.at >= $2 \
             AND p.to_member IS NULL AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = p.slip)";
    run.fetch_one(sql(q).bind(member).bind(since)).await?.get("paid")
}

pub async fn find(run: &mut impl Run, number: &str) -> Result<Option<PaymentSlip>, DbError> {
    let q = "SELECT p.slip, p.unit_id, u.name AS unit_name, p.member_id, m.name AS member_name, p.to_member, t.name AS to_name, \
             o.name AS operator_name, p.at, p.amount, v.at AS reversed_at, v.reason AS reversed_reason FROM waste_payment p \
             JOIN waste_unit u ON u.id = p.unit_id JOIN waste_member m ON m.id = p.member_id JOIN person o ON o.id = p.operator_id \
             LEFT JOIN waste_member t ON t.id = p.to_member LEFT JOIN waste_reversal v ON v.slip = p.slip WHERE p.slip = $1";
    let slip = |r: &Row| {
        let to: Option<WasteMemberId> = r.get("to_member")?;
        let to_name: Option<String> = r.get("to_name")?;
        Ok(PaymentSlip {
            number: r.get("slip")?,
            unit: r.get("unit_id")?,
            unit_name: r.get("unit_name")?,
            member: r.get("member_id")?,
            member_name: r.get("member_name")?,
            to: to.zip(to_name),
            operator_name: r.get("operator_name")?,
            at: r.get("at")?,
            amount: r.get("amount")?,
            reversed: reversals::of(r)?,
        })
    };
    run.fetch_optional(sql(q).bind(number)).await?.map(|r| slip(&r)).transpose()
}
