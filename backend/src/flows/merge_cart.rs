//! What a guest had put into the cart goes along when they log in.

use std::collections::BTreeMap;

use domain::kernel::ids::{CartId, CartLineId, PersonId, SessionId, VariantId};
use domain::market::cart::merged_quantity;
use domain::market::totals::MAX_LINES;

use crate::db::{DbError, Run, Tx, dialect, sql};
use crate::deps::Deps;
use crate::market::store::carts::{self, Owner};

/// Quantities of the same thing add up, as far as the stock goes; what the person had chosen for a shop stays.
pub async fn merge_cart(tx: &mut Tx, deps: &Deps, session: SessionId, person: PersonId) -> Result<(), DbError> {
    let Some(guest) = carts::find_id(tx, Owner::Session(session)).await? else { return Ok(()) };
    let own = carts::ensure(tx, deps, Owner::Person(person), deps.now()).await?;
    let (mut have, brought) = lines(tx, guest, own).await?;
    let mut moved: Vec<CartLineId> = Vec::new();
    for (id, variant, quantity, stock) in brought {
        match have.get(&variant) {
            Some((line, before)) => carts::set_quantity(tx, *line, merged_quantity(*before, quantity, stock)).await?,
            None if have.len() < MAX_LINES => {
                have.insert(variant, (id, quantity));
                moved.push(id);
            }
            None => {}
        }
    }
    if !moved.is_empty() {
        let q = format!("UPDATE cart_line SET cart_id = $1 WHERE id IN ({})", dialect::list(moved.len(), 2));
        tx.execute(sql(q).bind(own).bind_all(moved)).await?;
    }
    // Where the guest wanted it is fresher; what the person had said stays when the guest said nothing.
    let q = "UPDATE cart SET kelurahan = COALESCE((SELECT g.kelurahan FROM cart g WHERE g.id = $2), kelurahan) WHERE id = $1";
    tx.execute(sql(q).bind(own).bind(guest)).await?;
    let q =
        "UPDATE cart_shop SET cart_id = $1 WHERE cart_id = $2 AND shop_id NOT IN (SELECT o.shop_id FROM cart_shop o WHERE o.cart_id = $1)";
    tx.execute(sql(q).bind(own).bind(guest)).await?;
    tx.execute(sql("DELETE FROM cart WHERE id = $1").bind(guest)).await?;
    Ok(())
}

type Have = BTreeMap<VariantId, (CartLineId, i64)>;
type Brought = Vec<(CartLineId, VariantId, i64, i64)>;

async fn lines(tx: &mut Tx, guest: CartId, own: CartId) -> Result<(Have, Brought), DbError> {
    let q = "SELECT l.id, l.cart_id, l.variant_id, l.quantity, v.stock FROM cart_line l JOIN variant v ON v.id = l.variant_id \
             WHERE l.cart_id IN ($1, $2) ORDER BY l.added_at, l.id";
    let (mut have, mut brought) = (Have::new(), Brought::new());
    for r in tx.fetch_all(sql(q).bind(guest).bind(own)).await? {
        let (id, variant, quantity) = (r.get("id")?, r.get("variant_id")?, r.get("quantity")?);
        if r.get::<CartId>("cart_id")? == own {
            have.insert(variant, (id, quantity));
        } else {
            brought.push((id, variant, quantity, r.get("stock")?));
        }
    }
    Ok((have, brought))
}
