use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::wastebank::fare::Till;

use crate::db::{DbError, Run, Tx, sql};

pub struct MoneyFare {
    pub amount: Rupiah,
    pub returned: Rupiah,
}

pub async fn find(run: &mut impl Run, reference: &str) -> Result<Option<MoneyFare>, DbError> {
    let row = run.fetch_optional(sql("SELECT amount, returned FROM money_fare WHERE reference = $1").bind(reference)).await?;
    row.map(|r| Ok(MoneyFare { amount: r.get("amount")?, returned: r.get("returned")? })).transpose()
}

/// False: the reference is used already.
pub async fn insert(tx: &mut Tx, reference: &str, till: Till, amount: Rupiah, at: Timestamp) -> Result<bool, DbError> {
    let q = "INSERT INTO money_fare (reference, account, amount, at) VALUES ($1, $2, $3, $4) ON CONFLICT (reference) DO NOTHING";
    Ok(tx.execute(sql(q).bind(reference).bind(till.account().to_string()).bind(amount).bind(at)).await? == 1)
}

/// False when that is more than what is left of the fare.
pub async fn give_back(tx: &mut Tx, reference: &str, amount: Rupiah) -> Result<bool, DbError> {
    let q = "UPDATE money_fare SET returned = returned + $2 WHERE reference = $1 AND returned + $2 <= amount";
    Ok(tx.execute(sql(q).bind(reference).bind(amount)).await? == 1)
}
