use domain::kernel::clock::Timestamp;
use domain::kernel::ids::WasteMemberId;
use domain::kernel::money::Rupiah;

use crate::db::{DbError, Run, Tx, dialect, sql};

pub struct Fare {
    pub member: WasteMemberId,
    pub amount: Rupiah,
    pub returned: Rupiah,
}

pub async fn find(run: &mut impl Run, reference: &str) -> Result<Option<Fare>, DbError> {
    let q = sql("SELECT member_id, amount, returned FROM waste_fare WHERE reference = $1").bind(reference);
    let Some(r) = run.fetch_optional(q).await? else { return Ok(None) };
    Ok(Some(Fare { member: r.get("member_id")?, amount: r.get("amount")?, returned: r.get("returned")? }))
}

/// Whose balances have paid these.
pub async fn members_of(run: &mut impl Run, references: &[String]) -> Result<Vec<WasteMemberId>, DbError> {
    if references.is_empty() {
        return Ok(Vec::new());
    }
    let q = format!("SELECT DISTINCT member_id FROM waste_fare WHERE reference IN ({})", dialect::list(references.len(), 1));
    run.fetch_all(sql(q).bind_all(references.iter().map(String::as_str))).await?.iter().map(|r| r.get("member_id")).collect()
}

pub async fn insert(tx: &mut Tx, reference: &str, member: WasteMemberId, amount: Rupiah, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO waste_fare (reference, member_id, amount, at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql(q).bind(reference).bind(member).bind(amount).bind(at)).await?;
    Ok(())
}

/// The fare and the amount that this reference gave back.
pub async fn find_return(run: &mut impl Run, reference: &str) -> Result<Option<(String, Rupiah)>, DbError> {
    let row = run.fetch_optional(sql("SELECT fare, amount FROM waste_fare_return WHERE reference = $1").bind(reference)).await?;
    row.map(|r| Ok((r.get("fare")?, r.get("amount")?))).transpose()
}

/// False when that is more than what is left of the fare; nothing is written then.
pub async fn give_back(tx: &mut Tx, reference: &str, fare: &str, amount: Rupiah, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE waste_fare SET returned = returned + $2 WHERE reference = $1 AND returned + $2 <= amount";
    if tx.execute(sql(q).bind(fare).bind(amount)).await? == 0 {
        return Ok(false);
    }
    let q = "INSERT INTO waste_fare_return (reference, fare, amount, at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql(q).bind(reference).bind(fare).bind(amount).bind(at)).await?;
    Ok(true)
}
