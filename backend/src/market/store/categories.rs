use std::collections::BTreeMap;

use domain::kernel::slug::Slug;
use domain::market::category::Category;

use crate::db::{DbError, Row, Run, Tx, sql};

/// All of them, in the order in which they are shown.
pub async fn all(run: &mut impl Run) -> Result<Vec<Category>, DbError> {
    let category = |r: &Row| {
        Ok(Category {
            slug: r.get("slug")?,
            parent: r.get("parent_slug")?,
            name_id: r.get("name_id")?,
            name_en: r.get("name_en")?,
            position: r.get("position")?,
        })
    };
    run.fetch_all(sql("SELECT slug, parent_slug, name_id, name_en, position FROM category ORDER BY position, slug"))
        .await?
        .iter()
        .map(category)
        .collect()
}

/// How many published products stand in each category itself. Counted per category, each in one range of an index:
/// grouping all products at once sorts the whole table.
pub async fn counts(run: &mut impl Run) -> Result<BTreeMap<Slug, u64>, DbError> {
    let q = "SELECT c.slug, (SELECT COUNT(*) FROM product p WHERE p.category_slug = c.slug AND p.state = 'published') AS n FROM category c";
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("slug")?, r.get("n")?))).collect()
}

/// How many products of any state hang on a category.
pub async fn products_in(run: &mut impl Run, slug: &Slug) -> Result<u64, DbError> {
    run.fetch_one(sql("SELECT COUNT(*) AS n FROM product WHERE category_slug = $1").bind(slug)).await?.get("n")
}

/// False when the address is taken.
pub async fn insert(tx: &mut Tx, c: &Category) -> Result<bool, DbError> {
    let q =
        "INSERT INTO category (slug, parent_slug, name_id, name_en, position) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (slug) DO NOTHING";
    Ok(tx
        .execute(sql(q).bind(&c.slug).bind(c.parent.as_ref().map(Slug::to_string)).bind(&c.name_id).bind(&c.name_en).bind(c.position))
        .await?
        > 0)
}

pub async fn update(tx: &mut Tx, c: &Category) -> Result<(), DbError> {
    let q = "UPDATE category SET parent_slug = $2, name_id = $3, name_en = $4, position = $5 WHERE slug = $1";
    tx.execute(sql(q).bind(&c.slug).bind(c.parent.as_ref().map(Slug::to_string)).bind(&c.name_id).bind(&c.name_en).bind(c.position))
        .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, slug: &Slug) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM category WHERE slug = $1").bind(slug)).await?;
    Ok(())
}
