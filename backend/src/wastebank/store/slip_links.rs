use crate::db::{DbError, Run, Tx, sql};

/// In the transaction that writes the slip.
pub async fn insert(tx: &mut Tx, secret: &str, slip: &str) -> Result<(), DbError> {
    tx.put(sql("INSERT INTO waste_slip_link (secret, slip) VALUES ($1, $2)").bind(secret).bind(slip)).await
}

pub async fn secret_of(run: &mut impl Run, slip: &str) -> Result<Option<String>, DbError> {
    let q = sql("SELECT secret FROM waste_slip_link WHERE slip = $1").bind(slip);
    run.fetch_optional(q).await?.map(|r| r.get("secret")).transpose()
}

pub async fn slip_of(run: &mut impl Run, secret: &str) -> Result<Option<String>, DbError> {
    let q = sql("SELECT slip FROM waste_slip_link WHERE secret = $1").bind(secret);
    run.fetch_optional(q).await?.map(|r| r.get("slip")).transpose()
}
