//! Carts: one per guest's session or person.

use std::collections::BTreeMap;

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{CartId, CartLineId, ProductId, ShopId, VariantId};
use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::{Cart, CartLine, CartShop};
use domain::market::delivery::{DeliveryKind, DeliveryTerms};
use domain::market::product::ProductState;
use domain::market::shop::ShopState;

use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;
pub use crate::identity::owner::Owner;

pub struct FoundCart {
    pub id: CartId,
    pub cart: Cart,
    /// The shopper has chosen a delivery for some shop: there are rows of `cart_shop`.
    pub has_choices: bool,
}

/// The whole cart in two queries, shops and lines in the order in which they were put in. None: nothing is in it.
pub async fn find(run: &mut impl Run, owner: Owner) -> Result<Option<FoundCart>, DbError> {
    let q = format!(
        "SELECT c.id AS cart_id, c.kelurahan AS cart_kelurahan, l.id, l.variant_id, l.quantity, l.price_seen, v.sku, v.choices, v.price, v.stock, v.weight_g, v.active, \
         p.id AS product_id, p.slug AS product_slug, p.category_slug, p.name_id, p.name_en, p.options, p.unit, p.state AS product_state, \
         s.id AS shop_id, s.slug AS shop_slug, s.name AS shop_name, s.state AS shop_state, s.kelurahan, s.pickup, s.own_courier, \
         s.flat_courier, s.flat_fee_per_kg, s.cod, s.pay_at_pickup, cs.delivery, cs.note, \
         (SELECT ph.id FROM photo ph WHERE ph.product_id = p.id AND ph.state = 'ready' AND p.state = 'published' AND s.state = 'approved' \
         ORDER BY ph.position LIMIT 1) AS photo_id \
         FROM cart c JOIN cart_line l ON l.cart_id = c.id JOIN variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id \
         JOIN shop s ON s.id = p.shop_id LEFT JOIN cart_shop cs ON cs.cart_id = c.id AND cs.shop_id = s.id \
         WHERE c.{} = $1 ORDER BY l.added_at, l.id",
        owner.column()
    );
    let rows = run.fetch_all(sql(q).bind(owner.uuid())).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (id, to): (CartId, Option<Kelurahan>) = (first.get("cart_id")?, first.get("cart_kelurahan")?);
    let mut shops: Vec<CartShop> = Vec::new();
    for r in &rows {
        let shop: ShopId = r.get("shop_id")?;
        let at = match shops.iter().position(|s| s.shop == shop) {
            Some(at) => at,
            None => {
                shops.push(shop_of(r, shop)?);
                shops.len() - 1
            }
        };
        let approved = shops[at].state.is_public();
        shops[at].lines.push(line_of(r, approved)?);
    }
    let has_choices = shops.iter().any(|s| s.delivery.is_some());
    let mut zones = zones_of(run, &shops.iter().map(|s| s.shop).collect::<Vec<_>>()).await?;
    for s in &mut shops {
        s.terms.zones = zones.remove(&s.shop).unwrap_or_default();
        s.delivery = s.delivery.filter(|k| s.terms.offers(*k)).or_else(|| s.terms.suggest(to, s.weight()));
    }
    Ok(Some(FoundCart { id, cart: Cart { to, shops }, has_choices }))
}

fn shop_of(r: &Row, shop: ShopId) -> Result<CartShop, DbError> {
    let terms = DeliveryTerms {
        pickup: r.get("pickup")?,
        own_courier: r.get("own_courier")?,
        zones: BTreeMap::new(),
        flat_courier: r.get("flat_courier")?,
        flat_fee_per_kg: r.get("flat_fee_per_kg")?,
        cod: r.get("cod")?,
        pay_at_pickup: r.get("pay_at_pickup")?,
    };
    Ok(CartShop {
        shop,
        slug: r.get("shop_slug")?,
        name: r.get("shop_name")?,
        state: r.parse("shop_state", ShopState::from_code)?,
        kelurahan: r.get("kelurahan")?,
        terms,
        delivery: r.get::<Option<String>>("delivery")?.and_then(|c| DeliveryKind::from_code(&c)),
        note: r.get::<Option<String>>("note")?.unwrap_or_default(),
        lines: Vec::new(),
    })
}

fn line_of(r: &Row, approved: bool) -> Result<CartLine, DbError> {
    let published = r.parse("product_state", ProductState::from_code)? == ProductState::Published;
    Ok(CartLine {
        id: r.get("id")?,
        variant: r.get("variant_id")?,
        product: r.get("product_id")?,
        product_slug: r.get("product_slug")?,
        category: r.get("category_slug")?,
        name_id: r.get("name_id")?,
        name_en: r.get("name_en")?,
        options: r.json("options")?,
        choices: r.json("choices")?,
        unit: r.get("unit")?,
        sku: r.get("sku")?,
        price: r.get("price")?,
        price_seen: r.get("price_seen")?,
        stock: r.get("stock")?,
        weight: r.get("weight_g")?,
        quantity: r.get("quantity")?,
        for_sale: approved && published && r.get("active")?,
        photo: r.get("photo_id")?,
    })
}

async fn zones_of(run: &mut impl Run, shops: &[ShopId]) -> Result<BTreeMap<ShopId, BTreeMap<Kelurahan, Rupiah>>, DbError> {
    let q = format!("SELECT shop_id, kelurahan, fee FROM courier_fee WHERE shop_id IN ({})", dialect::list(shops.len(), 1));
    let mut out: BTreeMap<ShopId, BTreeMap<Kelurahan, Rupiah>> = BTreeMap::new();
    for r in run.fetch_all(sql(q).bind_all(shops.iter().copied())).await? {
        out.entry(r.get("shop_id")?).or_default().insert(r.get("kelurahan")?, r.get("fee")?);
    }
    Ok(out)
}

/// The owner's cart, made when there was none.
pub async fn ensure(tx: &mut Tx, deps: &Deps, owner: Owner, now: Timestamp) -> Result<CartId, DbError> {
    let column = owner.column();
    let q = format!(
        "INSERT INTO cart (id, {column}, updated_at) VALUES ($1, $2, $3) \
         ON CONFLICT ({column}) DO UPDATE SET updated_at = excluded.updated_at RETURNING id"
    );
    tx.fetch_one(sql(q).bind(deps.id::<CartId>()).bind(owner.uuid()).bind(now)).await?.get("id")
}

pub async fn find_id(run: &mut impl Run, owner: Owner) -> Result<Option<CartId>, DbError> {
    let q = format!("SELECT id FROM cart WHERE {} = $1", owner.column());
    run.fetch_optional(sql(q).bind(owner.uuid())).await?.map(|r| r.get("id")).transpose()
}

/// A variant as somebody wants to put it into a cart.
pub struct Offer {
    pub product: ProductId,
    pub price: Rupiah,
    pub stock: i64,
    pub for_sale: bool,
}

pub async fn find_offer(run: &mut impl Run, variant: VariantId) -> Result<Option<Offer>, DbError> {
    let q = "SELECT v.product_id, v.price, v.stock, v.active, p.state AS product_state, s.state AS shop_state \
             FROM variant v JOIN product p ON p.id = v.product_id JOIN shop s ON s.id = p.shop_id WHERE v.id = $1";
    let Some(r) = run.fetch_optional(sql(q).bind(variant)).await? else { return Ok(None) };
    let published = r.parse("product_state", ProductState::from_code)? == ProductState::Published;
    let approved = r.parse("shop_state", ShopState::from_code)?.is_public();
    let for_sale = published && approved && r.get("active")?;
    Ok(Some(Offer { product: r.get("product_id")?, price: r.get("price")?, stock: r.get("stock")?, for_sale }))
}

/// How many lines the cart has, and how many pieces of this variant.
pub async fn fullness(run: &mut impl Run, cart: CartId, variant: VariantId) -> Result<(i64, Option<i64>), DbError> {
    let q = "SELECT COUNT(*) AS lines, CAST(MAX(CASE WHEN variant_id = $2 THEN quantity END) AS BIGINT) AS have FROM cart_line WHERE cart_id = $1";
    let r = run.fetch_one(sql(q).bind(cart).bind(variant)).await?;
    Ok((r.get("lines")?, r.get("have")?))
}

pub async fn put_line(
    tx: &mut Tx,
    deps: &Deps,
    cart: CartId,
    variant: VariantId,
    quantity: i64,
    price: Rupiah,
    now: Timestamp,
) -> Result<(), DbError> {
    let q = "INSERT INTO cart_line (id, cart_id, variant_id, quantity, price_seen, added_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity, price_seen = excluded.price_seen";
    tx.execute(sql(q).bind(deps.id::<CartLineId>()).bind(cart).bind(variant).bind(quantity).bind(price).bind(now)).await?;
    Ok(())
}

/// The variant of a line, if the line is in this owner's cart.
pub async fn find_line(run: &mut impl Run, owner: Owner, line: CartLineId) -> Result<Option<VariantId>, DbError> {
    let q = format!("SELECT l.variant_id FROM cart_line l JOIN cart c ON c.id = l.cart_id WHERE l.id = $1 AND c.{} = $2", owner.column());
    run.fetch_optional(sql(q).bind(line).bind(owner.uuid())).await?.map(|r| r.get("variant_id")).transpose()
}

pub async fn set_quantity(run: &mut impl Run, line: CartLineId, quantity: i64) -> Result<(), DbError> {
    run.execute(sql("UPDATE cart_line SET quantity = $2 WHERE id = $1").bind(line).bind(quantity)).await?;
    Ok(())
}

pub async fn delete_line(run: &mut impl Run, line: CartLineId) -> Result<(), DbError> {
    run.execute(sql("DELETE FROM cart_line WHERE id = $1").bind(line)).await?;
    Ok(())
}

/// Removes exactly these lines with exactly these quantities, and says how many that were: a cart that changed
/// meanwhile gives fewer.
pub async fn ask_for_lines(tx: &mut Tx, cart: CartId, lines: &[(CartLineId, i64)]) -> Result<(), DbError> {
    let q = format!("DELETE FROM cart_line WHERE cart_id = $1 AND (id, quantity) IN (VALUES {})", dialect::values(lines.len(), 2, 2));
    let mut q = sql(q).bind(cart);
    for (id, quantity) in lines {
        q = q.bind(*id).bind(*quantity);
    }
    tx.ask(q).await
}

pub async fn forget_shops(tx: &mut Tx, cart: CartId) -> Result<(), DbError> {
    tx.put(sql("DELETE FROM cart_shop WHERE cart_id = $1").bind(cart)).await
}

pub async fn has_shop(run: &mut impl Run, cart: CartId, shop: ShopId) -> Result<bool, DbError> {
    let q = "SELECT 1 AS one FROM cart_line l JOIN variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id \
             WHERE l.cart_id = $1 AND p.shop_id = $2 LIMIT 1";
    Ok(run.fetch_optional(sql(q).bind(cart).bind(shop)).await?.is_some())
}

pub async fn choose(run: &mut impl Run, cart: CartId, shop: ShopId, kind: DeliveryKind, note: &str) -> Result<(), DbError> {
    let q = "INSERT INTO cart_shop (cart_id, shop_id, delivery, note) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (cart_id, shop_id) DO UPDATE SET delivery = excluded.delivery, note = excluded.note";
    run.execute(sql(q).bind(cart).bind(shop).bind(kind.code()).bind(note)).await?;
    Ok(())
}

/// What the shop offers, read for one shop.
pub async fn offers(run: &mut impl Run, shop: ShopId, kind: DeliveryKind) -> Result<bool, DbError> {
    let condition = match kind {
        DeliveryKind::Pickup => "pickup",
        DeliveryKind::OwnCourier => "own_courier AND EXISTS (SELECT 1 FROM courier_fee f WHERE f.shop_id = shop.id)",
        DeliveryKind::FlatCourier => "flat_courier",
    };
    let q = format!("SELECT 1 AS one FROM shop WHERE id = $1 AND {condition}");
    Ok(run.fetch_optional(sql(q).bind(shop)).await?.is_some())
}

/// The shopper has seen this price, which may be outdated by now.
pub async fn see_price(run: &mut impl Run, cart: CartId, line: CartLineId, price: Rupiah) -> Result<(), DbError> {
    run.execute(sql("UPDATE cart_line SET price_seen = $3 WHERE cart_id = $1 AND id = $2").bind(cart).bind(line).bind(price)).await?;
    Ok(())
}

pub async fn send_to(run: &mut impl Run, cart: CartId, to: Option<Kelurahan>) -> Result<(), DbError> {
    run.execute(sql("UPDATE cart SET kelurahan = $2 WHERE id = $1").bind(cart).bind(to)).await?;
    Ok(())
}
