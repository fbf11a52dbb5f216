//! What lists of products show: one query for a page of cards. These run on every uncached page view.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{ProductId, ShopId};
use domain::kernel::paging::PageRequest;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::card::ProductCard;
use domain::market::photo::CardPhoto;

use crate::db::{DbError, Query, Row, Run, dialect, sql};

/// The first photo of product `p` that is ready.
pub const PHOTO: &str =
    "(SELECT ph.id FROM photo ph WHERE ph.product_id = p.id AND ph.state = 'ready' ORDER BY ph.position, ph.id LIMIT 1)";

/// The same photo as a table of its own, `cover`.
pub const JOIN_PHOTO: &str = "LEFT JOIN photo cover ON cover.id = (SELECT ph.id FROM photo ph WHERE ph.product_id = p.id AND ph.state = 'ready' \
                              ORDER BY ph.position, ph.id LIMIT 1)";

/// Of a row with `photo_id` and `photo_widths` from [`JOIN_PHOTO`].
pub fn card_photo(r: &Row) -> Result<Option<CardPhoto>, DbError> {
    let Some(id) = r.get("photo_id")? else { return Ok(None) };
    Ok(CardPhoto::new(id, &r.json::<Vec<u32>>("photo_widths")?))
}

const COLUMNS: &str = "p.id, p.slug, p.name_id, p.name_en, p.category_slug, p.price_min, p.price_max";

/// Which way a list runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CardSort {
    #[default]
    Newest,
    PriceAsc,
    PriceDesc,
}

impl CardSort {
    const fn order(self) -> &'static str {
        match self {
            Self::Newest => "published_at DESC, id DESC",
            Self::PriceAsc => "price_min, id",
            Self::PriceDesc => "price_min DESC, id DESC",
        }
    }
}

fn card(r: &Row) -> Result<ProductCard, DbError> {
    Ok(ProductCard {
        id: r.get("id")?,
        slug: r.get("slug")?,
        name_id: r.get("name_id")?,
        name_en: r.get("name_en")?,
        category: r.get("category_slug")?,
        shop_slug: r.get("shop_slug")?,
        shop_name: r.get("shop_name")?,
        kelurahan: r.get("kelurahan")?,
        price_min: r.get("price_min")?,
        price_max: r.get("price_max")?,
        in_stock: r.get("in_stock")?,
        photo: card_photo(r)?,
    })
}

/// The page is cut out of the product table by one of its indexes first; shop, stock and photo are looked up for that
/// page only. (A published product is always of an approved shop; the join makes sure.)
async fn page(run: &mut impl Run, filter: &str, sort: CardSort, bind: impl FnOnce(Query) -> Query) -> Result<Vec<ProductCard>, DbError> {
    rows(run, filter, "", sort, bind).await?.iter().map(card).collect()
}

/// The rows of [`page`] with columns more.
async fn rows(
    run: &mut impl Run,
    filter: &str,
    more: &str,
    sort: CardSort,
    bind: impl FnOnce(Query) -> Query,
) -> Result<Vec<Row>, DbError> {
    let order = sort.order();
    let outer = order.split(", ").map(|c| format!("p.{c}")).collect::<Vec<_>>().join(", ");
    let q = format!(
        "SELECT {COLUMNS}, s.slug AS shop_slug, s.name AS shop_name, s.kelurahan, cover.id AS photo_id, cover.widths AS photo_widths, \
         EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active AND v.stock > 0) AS in_stock{more} \
         FROM (SELECT id, shop_id, slug, name_id, name_en, category_slug, price_min, price_max, published_at FROM product \
         WHERE state = 'published' AND {filter} ORDER BY {order} LIMIT $1 OFFSET $2) p \
         JOIN shop s ON s.id = p.shop_id AND s.state = 'approved' {JOIN_PHOTO} ORDER BY {outer}"
    );
    run.fetch_all(bind(sql(q))).await
}

pub async fn newest(run: &mut impl Run, limit: i64) -> Result<Vec<ProductCard>, DbError> {
    page(run, "TRUE", CardSort::Newest, |q| q.bind(limit).bind(0_i64)).await
}

/// A page, and how many there are on all pages: one statement, unless the page is beyond the last.
pub async fn in_categories(
    run: &mut impl Run,
    slugs: &[Slug],
    sort: CardSort,
    at: PageRequest,
) -> Result<(Vec<ProductCard>, u64), DbError> {
    let filter = category_filter(slugs.len(), 3);
    let more = format!(", (SELECT COUNT(*) FROM product WHERE state = 'published' AND {filter}) AS total");
    let rows = rows(run, &filter, &more, sort, |q| q.bind(at.limit()).bind(at.offset()).bind_all(slugs)).await?;
    let total = match rows.first() {
        Some(row) => row.get("total")?,
        None if at.offset() == 0 => 0,
        None => count_in_categories(run, slugs).await?,
    };
    Ok((rows.iter().map(card).collect::<Result<_, _>>()?, total))
}

async fn count_in_categories(run: &mut impl Run, slugs: &[Slug]) -> Result<u64, DbError> {
    let filter = category_filter(slugs.len(), 1);
    let q = format!("SELECT COUNT(*) AS n FROM product WHERE state = 'published' AND {filter}");
    run.fetch_one(sql(q).bind_all(slugs)).await?.get("n")
}

/// One category is compared plainly, so that its index also gives the order.
fn category_filter(len: usize, first: usize) -> String {
    if len == 1 { format!("category_slug = ${first}") } else { format!("category_slug IN ({})", dialect::list(len, first)) }
}

pub async fn of_shop(run: &mut impl Run, shop: ShopId, at: PageRequest) -> Result<Vec<ProductCard>, DbError> {
    page(run, "shop_id = $3", CardSort::Newest, |q| q.bind(at.limit()).bind(at.offset()).bind(shop)).await
}

pub async fn count_of_shop(run: &mut impl Run, shop: ShopId) -> Result<u64, DbError> {
    let q = "SELECT COUNT(*) AS n FROM product WHERE state = 'published' AND shop_id = $1";
    run.fetch_one(sql(q).bind(shop)).await?.get("n")
}

/// Others of the same shop.
pub async fn more_of_shop(run: &mut impl Run, shop: ShopId, except: ProductId, limit: i64) -> Result<Vec<ProductCard>, DbError> {
    page(run, "shop_id = $3 AND id <> $4", CardSort::Newest, |q| q.bind(limit).bind(0_i64).bind(shop).bind(except)).await
}

/// Of the shops of a place, what can be bought now.
pub async fn of_kelurahan(run: &mut impl Run, kelurahan: Kelurahan, limit: i64) -> Result<Vec<ProductCard>, DbError> {
    let filter = "shop_id IN (SELECT s.id FROM shop s WHERE s.kelurahan = $3 AND s.state = 'approved') \
                  AND EXISTS (SELECT 1 FROM variant v WHERE v.product_id = product.id AND v.active AND v.stock > 0)";
    page(run, filter, CardSort::Newest, |q| q.bind(limit).bind(0_i64).bind(kelurahan)).await
}

/// An address for search engines, and when it last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitemapRow {
    pub slug: Slug,
    pub changed_at: Timestamp,
}

fn sitemap(r: &Row) -> Result<SitemapRow, DbError> {
    Ok(SitemapRow { slug: r.get("slug")?, changed_at: r.get("updated_at")? })
}

/// How many shops and products are public.
pub async fn sitemap_size(run: &mut impl Run) -> Result<(u64, u64), DbError> {
    let q = "SELECT (SELECT COUNT(*) FROM shop WHERE state = 'approved') AS shops, \
             (SELECT COUNT(*) FROM product WHERE state = 'published') AS products";
    let row = run.fetch_one(sql(q)).await?;
    Ok((row.get("shops")?, row.get("products")?))
}

pub async fn sitemap_products(run: &mut impl Run, part: PageRequest) -> Result<Vec<SitemapRow>, DbError> {
    let q = "SELECT p.slug, p.updated_at FROM (SELECT id, shop_id, slug, published_at, updated_at FROM product WHERE state = 'published' \
             ORDER BY published_at, id LIMIT $1 OFFSET $2) p JOIN shop s ON s.id = p.shop_id AND s.state = 'approved' \
             ORDER BY p.published_at, p.id";
    run.fetch_all(sql(q).bind(part.limit()).bind(part.offset())).await?.iter().map(sitemap).collect()
}

pub async fn sitemap_shops(run: &mut impl Run, part: PageRequest) -> Result<Vec<SitemapRow>, DbError> {
    let q = "SELECT slug, updated_at FROM shop WHERE state = 'approved' ORDER BY approved_at, id LIMIT $1 OFFSET $2";
    run.fetch_all(sql(q).bind(part.limit()).bind(part.offset())).await?.iter().map(sitemap).collect()
}
