//! What the search index keeps of a product, read for many at once.

use std::collections::HashMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::ProductId;
use domain::kernel::wilayah::Kelurahan;
use domain::market::product::ProductState;
use domain::market::search::{SearchCard, SearchDoc};
use domain::market::shop::ShopState;

use super::cards::{JOIN_PHOTO, card_photo};
use crate::db::{DbError, Row, Run, dialect, sql};

/// Looked up by their ids alone, and sorted out afterwards: with a condition on the state SQLite walks over all published
/// products to find a handful.
fn products_by_id(list: &str) -> String {
    format!(
        "SELECT p.id, p.slug, p.name_id, p.name_en, p.description_id, p.description_en, p.category_slug, p.price_min, p.price_max, p.unit, \
         p.state, p.published_at, s.slug AS shop_slug, s.name AS shop_name, s.state AS shop_state, s.kelurahan, c.name_id AS category_id, \
         c.name_en AS category_en, cover.id AS photo_id, cover.widths AS photo_widths FROM product p JOIN shop s ON s.id = p.shop_id \
         JOIN category c ON c.slug = p.category_slug {JOIN_PHOTO} WHERE p.id IN ({list})"
    )
}

fn is_public(r: &Row) -> Result<bool, DbError> {
    Ok(r.parse("state", ProductState::from_code)? == ProductState::Published
        && r.parse("shop_state", ShopState::from_code)?.is_public()
        && r.get::<Option<Kelurahan>>("kelurahan")?.is_some())
}

/// The documents of those of these products that are public.
pub async fn of(run: &mut impl Run, products: &[ProductId]) -> Result<Vec<SearchDoc>, DbError> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let list = dialect::list(products.len(), 1);
    let rows = run.fetch_all(sql(products_by_id(&list)).bind_all(products.iter().copied())).await?;
    let q = format!("SELECT product_id, sku, stock FROM variant WHERE active AND product_id IN ({list}) ORDER BY product_id, position");
    let mut variants: HashMap<ProductId, (Vec<String>, bool)> = HashMap::with_capacity(products.len());
    for r in run.fetch_all(sql(q).bind_all(products.iter().copied())).await? {
        let of_product = variants.entry(r.get("product_id")?).or_default();
        of_product.0.push(r.get("sku")?);
        of_product.1 |= r.get::<i64>("stock")? > 0;
    }
    let mut docs = Vec::with_capacity(rows.len());
    for r in &rows {
        if is_public(r)? {
            docs.push(doc(r, &mut variants)?);
        }
    }
    Ok(docs)
}

fn doc(r: &Row, variants: &mut HashMap<ProductId, (Vec<String>, bool)>) -> Result<SearchDoc, DbError> {
    let id: ProductId = r.get("id")?;
    let (skus, in_stock) = variants.remove(&id).unwrap_or_default();
    Ok(SearchDoc {
        card: SearchCard {
            product_id: id,
            slug: r.get("slug")?,
            name_id: r.get("name_id")?,
            name_en: r.get("name_en")?,
            description_id: r.get("description_id")?,
            description_en: r.get("description_en")?,
            category: r.get("category_slug")?,
            shop_slug: r.get("shop_slug")?,
            shop_name: r.get("shop_name")?,
            kelurahan: r.get("kelurahan")?,
            price_min: r.get("price_min")?,
            price_max: r.get("price_max")?,
            in_stock,
            unit: r.get("unit")?,
            photo: card_photo(r)?.map(|p| p.to_string()),
        },
        category_name_id: r.get("category_id")?,
        category_name_en: r.get("category_en")?,
        skus,
        published_at: r.get::<Option<Timestamp>>("published_at")?.unwrap_or_default(),
    })
}

/// Products of any state in the order of their ids, after one of them.
pub async fn ids_after(run: &mut impl Run, after: Option<ProductId>, limit: i64) -> Result<Vec<ProductId>, DbError> {
    let rows = match after {
        Some(id) => run.fetch_all(sql("SELECT id FROM product WHERE id > $1 ORDER BY id LIMIT $2").bind(id).bind(limit)).await?,
        None => run.fetch_all(sql("SELECT id FROM product ORDER BY id LIMIT $1").bind(limit)).await?,
    };
    rows.iter().map(|r| r.get("id")).collect()
}

/// Products of any state.
pub async fn count(run: &mut impl Run) -> Result<u64, DbError> {
    run.fetch_one(sql("SELECT COUNT(*) AS n FROM product")).await?.get("n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::world::World;

    #[tokio::test]
    async fn products_are_found_by_their_ids_however_many() {
        let w = World::sqlite().await;
        for many in [1, 5, 500] {
            let q = format!("EXPLAIN QUERY PLAN {}", products_by_id(&dialect::list(many, 1)));
            let ids = std::iter::repeat_with(|| w.deps.id::<ProductId>()).take(many);
            let plan = w.deps.db.reader().fetch_all(sql(q).bind_all(ids)).await.unwrap();
            let first: String = plan[0].get("detail").unwrap();
            assert!(first.starts_with("SEARCH p ") && first.ends_with("(id=?)"), "{many}: {first}");
        }
    }
}
