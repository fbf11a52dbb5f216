use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, PhotoId, ProductId};
use domain::market::photo::{Photo, PhotoState};

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

const COLUMNS: &str = "id, product_id, state, width, height, widths";

fn photo(r: &Row) -> Result<Photo, DbError> {
    Ok(Photo {
        id: r.get("id")?,
        product: r.get("product_id")?,
        state: r.parse("state", PhotoState::from_code)?,
        width: r.get("width")?,
        height: r.get("height")?,
        widths: r.json("widths")?,
    })
}

pub async fn find(run: &mut impl Run, id: PhotoId) -> Result<Option<Photo>, DbError> {
    run.fetch_optional(sql(format!("SELECT {COLUMNS} FROM photo WHERE id = $1")).bind(id)).await?.as_ref().map(photo).transpose()
}

/// With what decides who may see it.
pub struct PhotoShown {
    pub photo: Photo,
    pub owner: PersonId,
    /// Its product is on sale.
    pub public: bool,
}

pub async fn find_shown(run: &mut impl Run, id: PhotoId) -> Result<Option<PhotoShown>, DbError> {
    let q = "SELECT h.id, h.product_id, h.state, h.width, h.height, h.widths, s.owner_id, \
             (p.state = 'published' AND s.state = 'approved') AS public \
             FROM photo h JOIN product p ON p.id = h.product_id JOIN shop s ON s.id = p.shop_id WHERE h.id = $1";
    let Some(r) = run.fetch_optional(sql(q).bind(id)).await? else { return Ok(None) };
    Ok(Some(PhotoShown { photo: photo(&r)?, owner: r.get("owner_id")?, public: r.get("public")? }))
}

/// In the order of showing, in every state.
pub async fn of_product(run: &mut impl Run, product: ProductId) -> Result<Vec<Photo>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM photo WHERE product_id = $1 ORDER BY position, id");
    run.fetch_all(sql(q).bind(product)).await?.iter().map(photo).collect()
}

pub async fn insert(tx: &mut Tx, p: &Photo, position: i64, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO photo (id, product_id, position, state, width, height, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    tx.execute(sql(q).bind(p.id).bind(p.product).bind(position).bind(p.state.code()).bind(p.width).bind(p.height).bind(at)).await?;
    Ok(())
}

/// False when the photo was deleted meanwhile, or another runner was first.
pub async fn set_made(tx: &mut Tx, id: PhotoId, state: PhotoState, widths: &[u32]) -> Result<bool, DbError> {
    let widths = serde_json::to_string(widths).map_err(|e| DbError::decode("widths", e))?;
    Ok(tx
        .execute(
            sql("UPDATE photo SET state = $2, widths = $3 WHERE id = $1 AND state = 'pending'").bind(id).bind(state.code()).bind(widths),
        )
        .await?
        > 0)
}

/// Those of these photos that wait to be drawn.
pub async fn pending_of(run: &mut impl Run, ids: &[PhotoId]) -> Result<Vec<PhotoId>, DbError> {
    let q = format!("SELECT id FROM photo WHERE state = 'pending' AND id IN ({})", dialect::list(ids.len(), 1));
    run.fetch_all(sql(q).bind_all(ids.iter().copied())).await?.iter().map(|r| r.get("id")).collect()
}

/// What has waited to be drawn since before a moment.
pub async fn pending_before(run: &mut impl Run, before: Timestamp) -> Result<Vec<Photo>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM photo WHERE state = 'pending' AND created_at < $1 ORDER BY id");
    run.fetch_all(sql(q).bind(before)).await?.iter().map(photo).collect()
}

pub async fn set_position(tx: &mut Tx, id: PhotoId, position: i64) -> Result<(), DbError> {
    tx.execute(sql("UPDATE photo SET position = $2 WHERE id = $1").bind(id).bind(position)).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: PhotoId) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM photo WHERE id = $1").bind(id)).await?;
    Ok(())
}
