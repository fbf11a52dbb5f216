//! Visitors with full carts before their checkout.

use backend::identity::use_session::begin_guest_session;
use backend::market::add_to_cart::add_to_cart;
use domain::identity::actor::Actor;
use domain::kernel::ids::VariantId;
use uuid::Uuid;

use super::client;
use super::form::forms;
use super::house::House;
use super::running::Running;

/// Five lines of three shops.
pub const LINES_PER_SHOP: [u32; 3] = [2, 2, 1];
/// On the shelf of each thing that is ordered, before the first order.
pub const STOCK: i64 = 1_000_000;

/// Five variants of three shops, enough of each (moved there as the house moves stock), and cash at the counter.
pub fn goods(house: &House) -> Result<Vec<VariantId>, String> {
    stock_up(house).map_err(|e| e.to_string())
}

fn stock_up(house: &House) -> Result<Vec<VariantId>, Box<dyn std::error::Error>> {
    let mut db = house.database()?;
    let tx = db.transaction()?;
    let shops = "SELECT s.id FROM shop s WHERE s.state = 'approved' AND 2 <= (SELECT COUNT(*) FROM product p JOIN variant v ON v.product_id = p.id \
                 WHERE p.shop_id = s.id AND p.state = 'published' AND v.active) ORDER BY s.id LIMIT 3";
    let shops: Vec<[u8; 16]> = tx.prepare(shops)?.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut goods = Vec::new();
    for (shop, lines) in shops.into_iter().zip(LINES_PER_SHOP) {
        tx.execute("UPDATE shop SET pickup = TRUE, pay_at_pickup = TRUE WHERE id = ?1", [shop])?;
        let variants = "SELECT v.id FROM variant v JOIN product p ON p.id = v.product_id \
                        WHERE p.shop_id = ?1 AND p.state = 'published' AND v.active ORDER BY v.id LIMIT ?2";
        let variants: Vec<[u8; 16]> = tx.prepare(variants)?.query_map((shop, lines), |r| r.get(0))?.collect::<Result<_, _>>()?;
        for v in variants {
            let moved = "INSERT INTO stock_move (id, variant_id, kind, delta, at) \
                         SELECT randomblob(16), id, 'correction', ?2 - stock, unixepoch() * 1000 FROM variant WHERE id = ?1";
            tx.execute(moved, (v, STOCK))?;
            tx.execute("UPDATE variant SET stock = ?2 WHERE id = ?1", (v, STOCK))?;
            goods.push(VariantId(Uuid::from_bytes(v)));
        }
    }
    tx.commit()?;
    Ok(goods)
}

/// Sessions with a full cart each, as their cookies. While no server runs: the search index has one writer.
pub async fn fill(house: &House, goods: &[VariantId], visitors: usize) -> Result<Vec<String>, String> {
    let deps = house.deps().await?;
    let mut cookies = Vec::with_capacity(visitors);
    for _ in 0..visitors {
        let new = begin_guest_session(&deps, "bench").await.map_err(|e| e.to_string())?;
        let actor = Actor::Guest { session: Some(new.session) };
        for variant in goods {
            add_to_cart(&deps, &actor, *variant, 1).await.map_err(|e| e.to_string())?;
        }
        cookies.push(format!("sentra_sid={}", new.token));
    }
    deps.db.close().await;
    Ok(cookies)
}

/// Each visitor's checkout, filled in and ready to be sent.
pub async fn checkouts(running: &Running, cookies: &[String]) -> Result<Vec<Vec<u8>>, String> {
    let mut client = running.connect().await?;
    let mut ready = Vec::with_capacity(cookies.len());
    for cookie in cookies {
        let page = client.ask(&client::get("/checkout", &format!("cookie: {cookie}\r\n"))).await.map_err(|e| e.to_string())?;
        let form = forms(&page.text()).into_iter().find(|f| f.get("key").is_some());
        let mut form = form.ok_or_else(|| format!("the checkout answers {} without its form", page.status))?;
        for (name, value) in [("name", "Rina Pembeli"), ("phone", "081234567890"), ("method", "cash"), ("go", "place")] {
            form.set(name, value);
        }
        ready.push(client::post("/checkout", cookie, &form.encode()));
    }
    Ok(ready)
}
