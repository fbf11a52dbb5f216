//! Placing an order: the cart becomes one order with a part per shop, and its stock is reserved, all or nothing.
//!
//! Everything is read and checked before the write transaction begins, so that the one writer of SQLite is held only
//! for the writing; the transaction then takes the stock on the condition that what was read is still true, and the
//! whole is tried again when it is not. docs/locking.md has the order of the locks.

use domain::identity::actor::Actor;
use domain::kernel::ids::{OrderId, ShopId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::text::TextError;
use domain::market::delivery::{DeliveryError, DeliveryKind};
use domain::market::order_contact::OrderContact;
use domain::market::payment::{AttemptState, PaymentMethod};
use domain::market::totals::TotalsError;
use thiserror::Error;

use super::plan_order::{Plan, plan_order};
use super::start_payment::start_payment;
use super::store::carts::{self, Owner};
use super::store::orders::{self, KnownOrder};
use super::store::payments::{self, Attempt};
use super::store::stock;
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::flows::notify;

/// What the checkout form holds.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceOrder {
    /// Made with the form: sending the form again gives the same order again.
    pub idempotency_key: String,
    pub contact: OrderContact,
    pub locale: Locale,
    /// Every shop of the cart.
    pub shops: Vec<ShopChoice>,
    pub method: PaymentMethod,
    /// What the shopper was shown: the goods ([`super::order_form::cart_mark`]) …
    pub cart: String,
    /// … and what they cost in all.
    pub expected_total: Rupiah,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopChoice {
    pub shop: ShopId,
    pub delivery: DeliveryKind,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub order: OrderId,
    /// For the link by which the order is followed.
    pub secret: String,
    pub number: String,
    pub next: Next,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Done,
    /// The gateway's page.
    Pay {
        url: String,
    },
    /// The gateway does not answer; the order's page offers to try again.
    PayLater,
}

#[derive(Debug, Error)]
pub enum PlaceOrderError {
    #[error("the cart is empty")]
    EmptyCart,
    /// Something is sold out or no longer sold; the cart says what.
    #[error("not everything in the cart can be bought")]
    NotAvailable,
    /// The shopper has not agreed to a new price; the cart says which.
    #[error("a price has changed")]
    PricesChanged,
    #[error("the cart is not the one that was shown")]
    CartChanged,
    /// The form's key has made an order already, and this is another form, over other goods.
    #[error("the form's key has made an order already")]
    KeyUsed { number: String, secret: String },
    #[error("the total is {now} now")]
    TotalChanged { now: Rupiah },
    #[error("no delivery was chosen for a shop")]
    DeliveryMissing { shop: ShopId },
    #[error("delivery: {why}")]
    Delivery { shop: ShopId, why: DeliveryError },
    #[error("note: {why}")]
    Note { shop: ShopId, why: TextError },
    /// The shop takes no cash for this way of delivery.
    #[error("a shop takes no cash")]
    NoCash { shop: ShopId },
    /// Too many failed hand-overs: this shopper pays in advance for a while.
    #[error("cash is switched off for this shopper")]
    CashOff,
    #[error("cards are not taken")]
    NoCard,
    #[error(transparent)]
    Totals(#[from] TotalsError),
    #[error("the form's key is missing")]
    Key,
    /// Everything kept changing while it was tried.
    #[error("too busy")]
    Busy,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What is read may be outdated by the time of writing; then it is read again, this often.
const ATTEMPTS: usize = 5;
const MAX_KEY: usize = 100;

pub async fn place_order(deps: &Deps, actor: &Actor, order: &PlaceOrder) -> Result<Placed, PlaceOrderError> {
    let owner = Owner::of(actor).ok_or(PlaceOrderError::EmptyCart)?;
    let typed = order.idempotency_key.trim();
    if typed.is_empty() || typed.len() > MAX_KEY {
        return Err(PlaceOrderError::Key);
    }
    // With the owner in front, so that another's key finds nothing.
    let key = format!("{}:{typed}", owner.key());
    // Whether the key has made an order shows where that matters: in a cart that it has emptied, or when it is written.
    for _ in 0..ATTEMPTS {
        let outcome = match plan_order(deps, actor, owner, order, &key).await {
            Ok(plan) => write(deps, &plan).await?,
            // The same form, sent again: the first one has emptied the cart, maybe just now.
            Err(why) => match orders::find_by_key(&mut deps.db.reader(), &key).await? {
                Some(known) => return known_order(deps, owner, order, known).await,
                None => return Err(why),
            },
        };
        match outcome {
            Written::Known(known) => return known_order(deps, owner, order, known).await,
            Written::Outdated => {}
        }
    }
    Err(PlaceOrderError::Busy)
}

/// The key has made an order. The same form gets it again; another form does, too, unless there is something in the cart
/// that its sender may well mean.
async fn known_order(deps: &Deps, owner: Owner, order: &PlaceOrder, known: KnownOrder) -> Result<Placed, PlaceOrderError> {
    if known.form_digest != order.digest() && carts::find(&mut deps.db.reader(), owner).await?.is_some() {
        return Err(PlaceOrderError::KeyUsed { number: known.number, secret: known.secret });
    }
    Ok(answer(deps, known).await)
}

enum Written {
    Known(KnownOrder),
    /// The stock, a price, a state or the cart is no longer as it was read. Nothing was written.
    Outdated,
}

async fn write(deps: &Deps, plan: &Plan<'_>) -> Result<Written, DbError> {
    let new = &plan.new;
    let mut tx = deps.db.begin_shared().await?;
    match put(&mut tx, deps, plan).await {
        Ok(true) => tx.commit().await?,
        Ok(false) => {
            tx.rollback().await?;
            return Ok(Written::Outdated);
        }
        // The key has made an order already, or the random number or secret was taken: then it is drawn again.
        Err(e) if e.is_unique_violation() => {
            tx.rollback().await?;
            let known = orders::find_by_key(&mut deps.db.reader(), new.key).await?;
            return Ok(known.map_or(Written::Outdated, Written::Known));
        }
        Err(e) => return Err(e),
    }
    Ok(Written::Known(KnownOrder {
        id: new.id,
        number: new.number.clone(),
        secret: new.secret.clone(),
        method: new.method,
        form_digest: new.form_digest.clone(),
    }))
}

/// The order, the lines out of the cart and the stock off the shelf. False: the cart or the stock is no longer as it was read.
///
/// Everything is put together before it is asked whether that is so, so that the writer is not held meanwhile.
async fn put(tx: &mut Tx, deps: &Deps, plan: &Plan<'_>) -> Result<bool, DbError> {
    let new = &plan.new;
    let demand = new.demand();
    orders::insert_order(tx, new).await?;
    carts::ask_for_lines(tx, plan.cart, &plan.cart_lines).await?;
    stock::ask_for(tx, &demand).await?;
    orders::insert_parts(tx, deps, new, plan.state, plan.deadline).await?;
    if let Some(provider) = plan.provider {
        let attempt = Attempt {
            id: deps.id(),
            order: new.id,
            provider: provider.to_owned(),
            reference: deps.random.link_secret(),
            amount: new.totals.total(),
            state: AttemptState::Pending,
        };
        payments::insert(tx, &attempt, new.at).await?;
    }
    if plan.forget_choices {
        carts::forget_shops(tx, plan.cart).await?;
    }
    notify::order_placed(tx, deps, plan).await?;
    let [lines, shelves] = &tx.answers().await?[..] else { return Ok(false) };
    if lines.changed != plan.cart_lines.len() as u64 {
        return Ok(false);
    }
    let Some(left) = stock::taken(shelves, &demand)? else { return Ok(false) };
    stock::announce(tx, deps, new.at, &left).await?;
    Ok(true)
}

async fn answer(deps: &Deps, known: KnownOrder) -> Placed {
    let next = match known.method {
        PaymentMethod::Cash => Next::Done,
        PaymentMethod::Card => start_payment(deps, known.id).await.unwrap_or_else(|error| {
            tracing::warn!(order = %known.id, %error, "the payment could not be started");
            Next::PayLater
        }),
    };
    Placed { order: known.id, secret: known.secret, number: known.number, next }
}
