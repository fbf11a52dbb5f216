use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LicenceId, PersonId, ProductId};
use domain::market::licence::{Licence, LicenceKind, LicenceState};

use crate::db::{DbError, Row, Run, Tx, sql};

const COLUMNS: &str = "l.id, l.product_id, l.kind, l.number, l.expires_at, l.state, l.reason";

fn licence(r: &Row) -> Result<Licence, DbError> {
    Ok(Licence {
        id: r.get("id")?,
        product: r.get("product_id")?,
        kind: r.parse("kind", LicenceKind::from_code)?,
        number: r.get("number")?,
        expires_at: r.get("expires_at")?,
        state: r.parse("state", LicenceState::from_code)?,
        reason: r.get("reason")?,
    })
}

pub async fn find(run: &mut impl Run, id: LicenceId) -> Result<Option<Licence>, DbError> {
    run.fetch_optional(sql(format!("SELECT {COLUMNS} FROM licence l WHERE l.id = $1")).bind(id)).await?.as_ref().map(licence).transpose()
}

/// Whose shop's product it is for.
pub async fn owner(run: &mut impl Run, id: LicenceId) -> Result<Option<PersonId>, DbError> {
    let q = "SELECT s.owner_id FROM licence l JOIN product p ON p.id = l.product_id JOIN shop s ON s.id = p.shop_id WHERE l.id = $1";
    run.fetch_optional(sql(q).bind(id)).await?.map(|r| r.get("owner_id")).transpose()
}

pub async fn of_product(run: &mut impl Run, product: ProductId) -> Result<Vec<Licence>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM licence l WHERE l.product_id = $1 ORDER BY l.kind");
    run.fetch_all(sql(q).bind(product)).await?.iter().map(licence).collect()
}

/// One of a kind per product: a new number takes the place of the old one and waits for the officer again.
pub async fn put(tx: &mut Tx, l: &Licence, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO licence (id, product_id, kind, number, expires_at, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (product_id, kind) DO UPDATE SET number = excluded.number, expires_at = excluded.expires_at, state = excluded.state, \
             reason = '', decided_by = NULL, decided_at = NULL, created_at = excluded.created_at";
    let q = sql(q).bind(l.id).bind(l.product).bind(l.kind.code()).bind(&l.number).bind(l.expires_at).bind(l.state.code()).bind(at);
    tx.execute(q).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, product: ProductId, kind: LicenceKind) -> Result<bool, DbError> {
    Ok(tx.execute(sql("DELETE FROM licence WHERE product_id = $1 AND kind = $2").bind(product).bind(kind.code())).await? > 0)
}

/// False when it is not the number and expiry that the officer looked at, or was decided already.
pub async fn decide(tx: &mut Tx, l: &Licence, by: Option<PersonId>, at: Timestamp) -> Result<bool, DbError> {
    let q = "UPDATE licence SET state = $2, reason = $3, decided_by = $4, decided_at = $5 WHERE id = $1 AND state = 'submitted' AND number = $6 \
             AND COALESCE(expires_at, 0) = $7";
    let q = sql(q).bind(l.id).bind(l.state.code()).bind(&l.reason).bind(by).bind(at).bind(&l.number);
    let q = q.bind(l.expires_at.unwrap_or(Timestamp(0)));
    Ok(tx.execute(q).await? > 0)
}

/// A licence number that waits for the officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceToReview {
    pub licence: Licence,
    pub product_name: String,
    pub shop_name: String,
    pub submitted_at: Timestamp,
}

/// Those that wait longest first.
pub async fn waiting(run: &mut impl Run) -> Result<Vec<LicenceToReview>, DbError> {
    let q = format!(
        "SELECT {COLUMNS}, l.created_at, p.name_id AS product_name, s.name AS shop_name FROM licence l \
         JOIN product p ON p.id = l.product_id JOIN shop s ON s.id = p.shop_id WHERE l.state = 'submitted' ORDER BY l.created_at, l.id LIMIT 200"
    );
    let row = |r: &Row| {
        Ok(LicenceToReview {
            licence: licence(r)?,
            product_name: r.get("product_name")?,
            shop_name: r.get("shop_name")?,
            submitted_at: r.get("created_at")?,
        })
    };
    run.fetch_all(sql(q)).await?.iter().map(row).collect()
}
