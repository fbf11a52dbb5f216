//! Sending a shopper to the gateway. Safe to repeat: the same attempt is asked for by the same reference.

use domain::identity::actor::Actor;
use domain::kernel::ids::OrderId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::market::payment::AttemptState;
use thiserror::Error;

use super::place_order::Next;
use super::read_order::{OrderKey, ReadOrderError, read_order};
use super::store::payments::{self, Attempt};
use crate::adapters::payment::{GatewayError, PaymentRequest};
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;
use crate::links;

#[derive(Debug, Error)]
pub enum StartPaymentError {
    #[error("no such order")]
    NotFound,
    /// Paid already, ended, or to be paid in cash.
    #[error("nothing is to be paid")]
    NothingToPay,
    #[error("cards are not taken")]
    NoCard,
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ReadOrderError> for StartPaymentError {
    fn from(e: ReadOrderError) -> Self {
        match e {
            ReadOrderError::NotFound => Self::NotFound,
            ReadOrderError::Db(e) => Self::Db(e),
        }
    }
}

/// The "pay now" of the order's page: goes on with the attempt that waits, or makes a new one after a failure.
pub async fn pay_order(deps: &Deps, actor: &Actor, key: OrderKey<'_>) -> Result<Next, StartPaymentError> {
    let order = read_order(deps, actor, key).await?;
    if !order.awaits_payment() {
        return Err(StartPaymentError::NothingToPay);
    }
    start_payment(deps, order.id).await
}

struct Payable {
    number: String,
    secret: String,
    locale: Locale,
    total: Rupiah,
}

/// For an order that this process has just placed or authorised.
pub(super) async fn start_payment(deps: &Deps, order: OrderId) -> Result<Next, StartPaymentError> {
    let gateway = deps.gateways.card.clone().ok_or(StartPaymentError::NoCard)?;
    let payable = payable(deps, order).await?.ok_or(StartPaymentError::NothingToPay)?;
    let attempt = match payments::find_pending(&mut deps.db.reader(), order).await? {
        Some(pending) if pending.provider == gateway.name() => pending,
        _ => new_attempt(deps, order, gateway.name(), payable.total).await?,
    };
    let page = gateway
        .start(&PaymentRequest {
            reference: attempt.reference.clone(),
            amount: attempt.amount,
            return_url: format!("{}{}", deps.base_url, payable.locale.path(&links::order(&payable.secret))),
            description: payable.number,
        })
        .await?;
    let mut tx = deps.db.begin().await?;
    payments::name_reference(&mut tx, attempt.id, &page.provider_reference).await?;
    tx.commit().await?;
    Ok(Next::Pay { url: page.url })
}

async fn payable(deps: &Deps, order: OrderId) -> Result<Option<Payable>, DbError> {
    let q = "SELECT number, secret, locale, total FROM market_order o WHERE id = $1 \
             AND EXISTS (SELECT 1 FROM sub_order s WHERE s.order_id = o.id AND s.state = 'awaiting_payment')";
    let row = deps.db.reader().fetch_optional(sql(q).bind(order)).await?;
    row.map(|r| Ok(Payable { number: r.get("number")?, secret: r.get("secret")?, locale: r.get("locale")?, total: r.get("total")? }))
        .transpose()
}

/// Always over the whole order: before the money is there its parts can only end together.
async fn new_attempt(deps: &Deps, order: OrderId, provider: &str, amount: Rupiah) -> Result<Attempt, DbError> {
    let attempt = Attempt {
        id: deps.id(),
        order,
        provider: provider.to_owned(),
        reference: deps.random.link_secret(),
        amount,
        state: AttemptState::Pending,
    };
    let mut tx = deps.db.begin().await?;
    payments::insert(&mut tx, &attempt, deps.now()).await?;
    tx.commit().await?;
    Ok(attempt)
}
