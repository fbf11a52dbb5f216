//! Products with their variants, as their merchant keeps them.

use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::fold::fold;
use domain::kernel::ids::{PersonId, PhotoId, ProductId, ShopId, StockMoveId, VariantId};
use domain::kernel::slug::Slug;
use domain::market::product::{Kbli, Product, ProductState, Sku, Variant};

use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;

const COLUMNS: &str = "p.id, p.shop_id, p.category_slug, p.slug, p.name_id, p.name_en, p.description_id, p.description_en, p.unit, p.kbli, \
                       p.options, p.state, p.updated_at, p.published_at";

fn product(r: &Row) -> Result<Product, DbError> {
    let kbli: Option<String> = r.get("kbli")?;
    Ok(Product {
        id: r.get("id")?,
        shop: r.get("shop_id")?,
        category: r.get("category_slug")?,
        slug: r.get("slug")?,
        name_id: r.get("name_id")?,
        name_en: r.get("name_en")?,
        description_id: r.get("description_id")?,
        description_en: r.get("description_en")?,
        unit: r.get("unit")?,
        kbli: kbli.map(|k| Kbli::parse(&k).map_err(|e| DbError::decode("kbli", e))).transpose()?,
        options: r.json("options")?,
        state: r.parse("state", ProductState::from_code)?,
        variants: Vec::new(),
        updated_at: r.get("updated_at")?,
        published_at: r.get("published_at")?,
    })
}

fn variant(r: &Row) -> Result<Variant, DbError> {
    let sku: String = r.get("sku")?;
    Ok(Variant {
        id: r.get("id")?,
        sku: Sku::parse(&sku).map_err(|e| DbError::decode("sku", e))?,
        choices: r.json("choices")?,
        price: r.get("price")?,
        stock: r.get("stock")?,
        weight: r.get("weight_g")?,
        active: r.get("active")?,
    })
}

async fn with_variants(run: &mut impl Run, row: Option<Row>) -> Result<Option<Product>, DbError> {
    let Some(row) = row else { return Ok(None) };
    let mut found = product(&row)?;
    let q = "SELECT id, sku, choices, price, stock, weight_g, active FROM variant WHERE product_id = $1 ORDER BY position, id";
    found.variants = run.fetch_all(sql(q).bind(found.id)).await?.iter().map(variant).collect::<Result<_, _>>()?;
    Ok(Some(found))
}

/// With all variants, active or not.
pub async fn find(run: &mut impl Run, id: ProductId) -> Result<Option<Product>, DbError> {
    let row = run.fetch_optional(sql(format!("SELECT {COLUMNS} FROM product p WHERE p.id = $1")).bind(id)).await?;
    with_variants(run, row).await
}

pub async fn find_published(run: &mut impl Run, slug: &Slug) -> Result<Option<Product>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM product p WHERE p.slug = $1 AND p.state = 'published'");
    let row = run.fetch_optional(sql(q).bind(slug)).await?;
    with_variants(run, row).await
}

/// The product, if it belongs to a shop of this person; nobody else changes it before the transaction ends.
pub async fn lock_own(tx: &mut Tx, owner: PersonId, id: ProductId) -> Result<Option<Product>, DbError> {
    let lock = dialect::lock_rows(tx.engine()).map(|l| format!("{l} OF p")).unwrap_or_default();
    let q = format!("SELECT {COLUMNS} FROM product p JOIN shop s ON s.id = p.shop_id WHERE p.id = $1 AND s.owner_id = $2{lock}");
    let row = tx.fetch_optional(sql(q).bind(id).bind(owner)).await?;
    with_variants(tx, row).await
}

pub async fn find_own(run: &mut impl Run, owner: PersonId, id: ProductId) -> Result<Option<Product>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM product p JOIN shop s ON s.id = p.shop_id WHERE p.id = $1 AND s.owner_id = $2");
    let row = run.fetch_optional(sql(q).bind(id).bind(owner)).await?;
    with_variants(run, row).await
}

/// Without its variants; false when the address (slug) is taken.
pub async fn insert(tx: &mut Tx, p: &Product, slug: &Slug, at: Timestamp) -> Result<bool, DbError> {
    let q = "INSERT INTO product (id, shop_id, category_slug, slug, name_id, unit, state, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (slug) DO NOTHING";
    let q = sql(q).bind(p.id).bind(p.shop).bind(&p.category).bind(slug).bind(&p.name_id).bind(&p.unit).bind(p.state.code()).bind(at);
    Ok(tx.execute(q).await? > 0)
}

/// Everything of the product itself, and the prices that lists show.
pub async fn update(tx: &mut Tx, p: &Product) -> Result<(), DbError> {
    let options = serde_json::to_string(&p.options).map_err(|e| DbError::decode("options", e))?;
    let (min, max) = p.price_range().unwrap_or_default();
    let q = "UPDATE product SET category_slug = $2, name_id = $3, name_en = $4, description_id = $5, description_en = $6, unit = $7, \
             kbli = $8, options = $9, state = $10, price_min = $11, price_max = $12, updated_at = $13, published_at = $14, name_folded = $15 WHERE id = $1";
    let q = sql(q).bind(p.id).bind(&p.category).bind(&p.name_id).bind(&p.name_en).bind(&p.description_id).bind(&p.description_en);
    let q = q.bind(&p.unit).bind(p.kbli.as_ref().map(|k| k.as_str().to_owned())).bind(options).bind(p.state.code());
    let folded = fold(&format!("{}\n{}", p.name_id, p.name_en));
    tx.execute(q.bind(min).bind(max).bind(p.updated_at).bind(p.published_at).bind(folded)).await?;
    Ok(())
}

fn choices(v: &Variant) -> Result<String, DbError> {
    serde_json::to_string(&v.choices).map_err(|e| DbError::decode("choices", e))
}

/// A new variant with its opening stock.
pub async fn insert_variant(
    tx: &mut Tx,
    deps: &Deps,
    actor: &Actor,
    product: ProductId,
    v: &Variant,
    position: i64,
) -> Result<(), DbError> {
    let q = "INSERT INTO variant (id, product_id, sku, choices, price, stock, weight_g, position, active) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let q = sql(q).bind(v.id).bind(product).bind(v.sku.as_str()).bind(choices(v)?).bind(v.price).bind(v.stock).bind(v.weight);
    tx.execute(q.bind(position).bind(v.active)).await?;
    record_move(tx, deps, actor, v.id, "opening", v.stock).await
}

/// Everything but the stock, which only moves.
pub async fn update_variant(tx: &mut Tx, v: &Variant, position: i64) -> Result<(), DbError> {
    let q = "UPDATE variant SET sku = $2, choices = $3, price = $4, weight_g = $5, position = $6, active = $7 WHERE id = $1";
    let q = sql(q).bind(v.id).bind(v.sku.as_str()).bind(choices(v)?).bind(v.price).bind(v.weight).bind(position).bind(v.active);
    tx.execute(q).await?;
    Ok(())
}

/// Locks variants in the order of their ids, the one order of all who take several.
pub async fn lock_variants(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    if let Some(lock) = dialect::lock_rows(tx.engine()) {
        tx.fetch_all(sql(format!("SELECT id FROM variant WHERE product_id = $1 ORDER BY id{lock}")).bind(product)).await?;
    }
    Ok(())
}

/// Adds to (or takes from) the shelf as it is now. None when that cannot be: below zero, above `max`, or no longer `expected`.
pub async fn move_stock(
    tx: &mut Tx,
    deps: &Deps,
    actor: &Actor,
    id: VariantId,
    delta: i64,
    expected: Option<i64>,
    max: i64,
) -> Result<Option<i64>, DbError> {
    let q = "UPDATE variant SET stock = stock + $2 WHERE id = $1 AND stock + $2 BETWEEN 0 AND $3 AND (CAST($4 AS BIGINT) IS NULL OR stock = $4) RETURNING stock";
    let Some(row) = tx.fetch_optional(sql(q).bind(id).bind(delta).bind(max).bind(expected)).await? else { return Ok(None) };
    record_move(tx, deps, actor, id, "correction", delta).await?;
    Ok(Some(row.get("stock")?))
}

async fn record_move(tx: &mut Tx, deps: &Deps, actor: &Actor, id: VariantId, kind: &str, delta: i64) -> Result<(), DbError> {
    if delta == 0 {
        return Ok(());
    }
    let q = "INSERT INTO stock_move (id, variant_id, kind, delta, at, actor_id) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql(q).bind(deps.id::<StockMoveId>()).bind(id).bind(kind).bind(delta).bind(deps.now()).bind(actor.person())).await?;
    Ok(())
}

/// The variant's product and stock, if it belongs to a shop of this person.
pub async fn find_own_variant(run: &mut impl Run, owner: PersonId, id: VariantId) -> Result<Option<(ProductId, i64)>, DbError> {
    let q = "SELECT v.product_id, v.stock FROM variant v JOIN product p ON p.id = v.product_id JOIN shop s ON s.id = p.shop_id \
             WHERE v.id = $1 AND s.owner_id = $2";
    let row = run.fetch_optional(sql(q).bind(id).bind(owner)).await?;
    row.map(|r| Ok((r.get("product_id")?, r.get("stock")?))).transpose()
}

/// Which of these article numbers other products of the shop sell already.
pub async fn taken_skus(run: &mut impl Run, shop: ShopId, except: ProductId, skus: &[&Sku]) -> Result<Vec<String>, DbError> {
    if skus.is_empty() {
        return Ok(Vec::new());
    }
    let q = format!(
        "SELECT DISTINCT v.sku FROM variant v JOIN product p ON p.id = v.product_id WHERE p.shop_id = $1 AND p.id <> $2 AND v.active AND v.sku IN ({})",
        dialect::list(skus.len(), 3)
    );
    let rows = run.fetch_all(sql(q).bind(shop).bind(except).bind_all(skus.iter().map(|s| s.as_str()))).await?;
    rows.iter().map(|r| r.get("sku")).collect()
}

/// A product in its merchant's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProductRow {
    pub id: ProductId,
    pub slug: Slug,
    pub name_id: String,
    pub name_en: String,
    pub category: Slug,
    pub state: ProductState,
    pub price_min: domain::kernel::money::Rupiah,
    pub price_max: domain::kernel::money::Rupiah,
    /// Pieces of all active variants.
    pub stock: i64,
    pub variants: u64,
    pub photo: Option<PhotoId>,
    pub updated_at: Timestamp,
}

/// What a merchant looks for. Archived products are shown only when asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnProductsFilter {
    /// A part of the name or article number.
    pub text: String,
    pub state: Option<ProductState>,
    pub low_stock: bool,
}

const STOCK: &str = "(SELECT CAST(COALESCE(SUM(v.stock), 0) AS BIGINT) FROM variant v WHERE v.product_id = p.id AND v.active)";

pub async fn list_own(
    run: &mut impl Run,
    shop: ShopId,
    filter: &OwnProductsFilter,
    low: i64,
    page: domain::kernel::paging::PageRequest,
) -> Result<(Vec<OwnProductRow>, u64), DbError> {
    let like = dialect::containing(&fold(filter.text.trim()));
    let conditions = format!(
        "p.shop_id = $1 AND (p.name_folded LIKE $2 ESCAPE '\\' OR EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id \
         AND LOWER(v.sku) LIKE $2 ESCAPE '\\')) AND (p.state = $3 OR ($3 = '' AND p.state <> 'archived')) AND (NOT $4 OR {STOCK} <= $5)"
    );
    let bind =
        |q: crate::db::Query| q.bind(shop).bind(&like).bind(filter.state.map_or("", ProductState::code)).bind(filter.low_stock).bind(low);
    let total = run.fetch_one(bind(sql(format!("SELECT COUNT(*) AS n FROM product p WHERE {conditions}")))).await?.get("n")?;
    let q = format!(
        "SELECT p.id, p.slug, p.name_id, p.name_en, p.category_slug, p.state, p.price_min, p.price_max, p.updated_at, {STOCK} AS stock, \
         (SELECT COUNT(*) FROM variant v WHERE v.product_id = p.id AND v.active) AS variants, {} AS photo_id \
         FROM product p WHERE {conditions} ORDER BY p.updated_at DESC, p.id DESC LIMIT $6 OFFSET $7",
        super::cards::PHOTO
    );
    let row = |r: &Row| {
        Ok(OwnProductRow {
            id: r.get("id")?,
            slug: r.get("slug")?,
            name_id: r.get("name_id")?,
            name_en: r.get("name_en")?,
            category: r.get("category_slug")?,
            state: r.parse("state", ProductState::from_code)?,
            price_min: r.get("price_min")?,
            price_max: r.get("price_max")?,
            stock: r.get("stock")?,
            variants: r.get("variants")?,
            photo: r.get("photo_id")?,
            updated_at: r.get("updated_at")?,
        })
    };
    let rows = run.fetch_all(bind(sql(q)).bind(page.limit()).bind(page.offset())).await?;
    Ok((rows.iter().map(row).collect::<Result<_, DbError>>()?, total))
}

/// How many products of a shop are in each state, and how many published ones are nearly sold out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnProductCounts {
    pub draft: u64,
    pub published: u64,
    pub archived: u64,
    pub low_stock: u64,
}

pub async fn count_own(run: &mut impl Run, shop: ShopId, low: i64) -> Result<OwnProductCounts, DbError> {
    let q = format!(
        "SELECT p.state, COUNT(*) AS n, CAST(SUM(CASE WHEN {STOCK} <= $2 THEN 1 ELSE 0 END) AS BIGINT) AS low FROM product p \
         WHERE p.shop_id = $1 GROUP BY p.state"
    );
    let mut counts = OwnProductCounts::default();
    for r in run.fetch_all(sql(q).bind(shop).bind(low)).await? {
        let n = r.get("n")?;
        match r.parse("state", ProductState::from_code)? {
            ProductState::Draft => counts.draft = n,
            ProductState::Published => (counts.published, counts.low_stock) = (n, r.get("low")?),
            ProductState::Archived => counts.archived = n,
        }
    }
    Ok(counts)
}

pub async fn stock(run: &mut impl Run, id: VariantId) -> Result<i64, DbError> {
    run.fetch_one(sql("SELECT stock FROM variant WHERE id = $1").bind(id)).await?.get("stock")
}
