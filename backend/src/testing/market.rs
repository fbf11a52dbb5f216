//! Shops, things to buy and filled carts for tests, written straight into the tables.
#![allow(clippy::unwrap_used)] // a test without its fixtures has nothing to recover

use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::fold::fold;
use domain::kernel::ids::{ProductId, ShopId, StockMoveId, VariantId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::DeliveryKind;
use domain::market::order_contact::OrderContact;
use domain::market::payment::PaymentMethod;

use super::world::World;
use crate::db::{Run, sql};
use crate::market::add_to_cart::add_to_cart;
use crate::market::order_form::cart_mark;
use crate::market::place_order::{PlaceOrder, Placed, ShopChoice, place_order};
use crate::market::read_cart::read_cart;

/// An approved shop that brings and hands out, for cash.
pub struct Stall {
    pub owner: Actor,
    pub shop: ShopId,
}

pub struct Goods {
    pub product: ProductId,
    pub variant: VariantId,
}

impl World {
    /// `name` is unique in its world.
    pub async fn stall(&self, name: &str) -> Stall {
        let owner = self.person(&format!("Pemilik {name}"), &[Role::Merchant]).await;
        let (shop, now) = (self.deps.id::<ShopId>(), self.deps.now());
        let mut tx = self.deps.db.begin().await.unwrap();
        let q = "INSERT INTO shop (id, owner_id, slug, name, state, phone, street, kelurahan, pickup, own_courier, flat_courier, flat_fee_per_kg, \
                 cod, pay_at_pickup, created_at, updated_at, approved_at) VALUES ($1, $2, $3, $4, 'approved', '6281234567890', 'Jl. Baros 1', \
                 '32.77.02.1001', TRUE, TRUE, TRUE, 9000, TRUE, TRUE, $5, $5, $5)";
        let slug = format!("toko-{}", name.to_lowercase().replace(' ', "-"));
        tx.execute(sql(q).bind(shop).bind(owner.person()).bind(slug).bind(name).bind(now)).await.unwrap();
        let q = "INSERT INTO courier_fee (shop_id, kelurahan, fee) VALUES ($1, '32.77.02.1001', 5000), ($1, '32.77.02.1002', 7000)";
        tx.execute(sql(q).bind(shop)).await.unwrap();
        let q = "INSERT INTO category (slug, name_id, name_en, position) VALUES ('keripik', 'Keripik', 'Crisps', 1) ON CONFLICT (slug) DO NOTHING";
        tx.execute(sql(q)).await.unwrap();
        tx.commit().await.unwrap();
        Stall { owner, shop }
    }

    /// A published product with one variant of 250 g.
    pub async fn goods(&self, stall: &Stall, name: &str, price: i64, stock: i64) -> Goods {
        let (product, variant, now) = (self.deps.id::<ProductId>(), self.deps.id::<VariantId>(), self.deps.now());
        let mut tx = self.deps.db.begin().await.unwrap();
        let q = "INSERT INTO product (id, shop_id, category_slug, slug, name_id, name_en, name_folded, unit, state, created_at, updated_at, \
                 published_at) VALUES ($1, $2, 'keripik', $3, $4, $4, $6, 'bungkus', 'published', $5, $5, $5)";
        tx.execute(sql(q).bind(product).bind(stall.shop).bind(format!("p-{product}")).bind(name).bind(now).bind(fold(name))).await.unwrap();
        let q = "INSERT INTO variant (id, product_id, sku, price, stock, weight_g, position) VALUES ($1, $2, 'SKU-1', $3, $4, 250, 0)";
        tx.execute(sql(q).bind(variant).bind(product).bind(price).bind(stock)).await.unwrap();
        let q = "INSERT INTO stock_move (id, variant_id, kind, delta, at) VALUES ($1, $2, 'opening', $3, $4)";
        tx.execute(sql(q).bind(self.deps.id::<StockMoveId>()).bind(variant).bind(stock).bind(now)).await.unwrap();
        tx.commit().await.unwrap();
        Goods { product, variant }
    }

    /// The checkout form of this actor's cart as it stands, every shop with the same delivery.
    pub async fn checkout(&self, actor: &Actor, key: &str, kind: DeliveryKind, method: PaymentMethod) -> PlaceOrder {
        let cart = read_cart(&self.deps, actor).await.unwrap();
        let home = Kelurahan::parse("32.77.02.1001").unwrap();
        let fee = |s: &domain::market::cart::CartShop| s.terms.quote(kind, Some(home), s.weight()).unwrap_or_default();
        let expected_total: Rupiah = cart.shops.iter().map(|s| s.goods() + fee(s)).sum();
        PlaceOrder {
            idempotency_key: key.to_owned(),
            contact: OrderContact {
                name: "Neng Siti".to_owned(),
                phone: Phone::parse("081322110099").unwrap(),
                email: None,
                street: "Jl. Cihanjuang 7".to_owned(),
                kelurahan: Some(home),
            },
            locale: Locale::Id,
            shops: cart.shops.iter().map(|s| ShopChoice { shop: s.shop, delivery: kind, note: String::new() }).collect(),
            method,
            cart: cart_mark(&cart),
            expected_total,
        }
    }

    /// Puts these into the cart and orders them by the shops' own couriers.
    pub async fn order(&self, actor: &Actor, what: &[(&Goods, i64)], method: PaymentMethod) -> Placed {
        for (goods, quantity) in what {
            add_to_cart(&self.deps, actor, goods.variant, *quantity).await.unwrap();
        }
        let form = self.checkout(actor, &self.deps.random.token(), DeliveryKind::OwnCourier, method).await;
        place_order(&self.deps, actor, &form).await.unwrap()
    }

    pub async fn stock_of(&self, goods: &Goods) -> i64 {
        let q = sql("SELECT stock FROM variant WHERE id = $1").bind(goods.variant);
        self.deps.db.reader().fetch_one(q).await.unwrap().get("stock").unwrap()
    }

    /// What must be true after anything: moves add up to stock, parts to orders, lines to parts.
    pub async fn assert_nothing_lost(&self) {
        for (what, q) in [
            (
                "stock",
                "SELECT v.id FROM variant v WHERE v.stock <> (SELECT COALESCE(SUM(m.delta), 0) FROM stock_move m WHERE m.variant_id = v.id)",
            ),
            (
                "orders",
                "SELECT o.id FROM market_order o WHERE o.total <> (SELECT COALESCE(SUM(b.total), 0) FROM sub_order b WHERE b.order_id = o.id) \
                 OR o.delivery <> (SELECT COALESCE(SUM(b.delivery), 0) FROM sub_order b WHERE b.order_id = o.id)",
            ),
            (
                "parts",
                "SELECT b.id FROM sub_order b WHERE b.goods <> (SELECT COALESCE(SUM(l.total), 0) FROM order_line l WHERE l.sub_order_id = b.id)",
            ),
            (
                "reservations",
                "SELECT l.id FROM order_line l JOIN sub_order b ON b.id = l.sub_order_id WHERE \
                 (SELECT COALESCE(SUM(m.delta), 0) FROM stock_move m WHERE m.order_line_id = l.id) \
                 <> CASE WHEN b.state IN ('cancelled', 'expired') THEN 0 ELSE -l.quantity END",
            ),
            (
                "card money",
                "SELECT o.id FROM market_order o WHERE o.payment_method = 'card' AND \
                 (SELECT COALESCE(SUM(p.amount), 0) FROM payment p WHERE p.order_id = o.id AND p.state = 'paid') <> \
                 (SELECT COALESCE(SUM(b.total), 0) FROM sub_order b WHERE b.order_id = o.id AND b.payment_state IN ('paid', 'refund_due', 'refunded'))",
            ),
        ] {
            let wrong = self.deps.db.reader().fetch_all(sql(q)).await.unwrap();
            assert!(wrong.is_empty(), "{what} do not add up in {} places", wrong.len());
        }
    }
}
