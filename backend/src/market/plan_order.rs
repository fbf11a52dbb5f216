//! The part of placing an order that only reads: the cart, checked against the form, as rows ready to be written.

use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{CartId, CartLineId, ShopId};
use domain::kernel::locale::Locale;
use domain::kernel::text::optional_paragraphs;
use domain::market::cart::{Cart, CartLine, CartShop};
use domain::market::delivery::{DeliveryError, DeliveryKind};
use domain::market::order::OrderState;
use domain::market::order_contact::MAX_NOTE;
use domain::market::order_number::{order_number, sub_order_number};
use domain::market::order_rules::OrderRules;
use domain::market::payment::PaymentMethod;
use domain::market::totals::{MAX_LINES, Totals, TotalsError};

use super::order_form::cart_mark;
use super::place_order::{PlaceOrder, PlaceOrderError, ShopChoice};
use super::store::carts::{self, FoundCart, Owner};
use super::store::orders::{NewLine, NewOrder, NewSubOrder};
use super::store::payments;
use crate::deps::Deps;
use crate::flows::notify::{self, Reader, ShopReader};

pub struct Plan<'a> {
    pub new: NewOrder<'a>,
    pub state: OrderState,
    pub deadline: Option<Timestamp>,
    /// The gateway that will be asked for the money.
    pub provider: Option<&'static str>,
    pub cart: CartId,
    pub cart_lines: Vec<(CartLineId, i64)>,
    /// The cart also holds choices per shop, which have served.
    pub forget_choices: bool,
    /// Who is told.
    pub shops: Vec<ShopReader>,
    pub shopper: Reader,
}

pub(super) async fn plan_order<'a>(
    deps: &Deps,
    actor: &Actor,
    owner: Owner,
    order: &'a PlaceOrder,
    key: &'a str,
) -> Result<Plan<'a>, PlaceOrderError> {
    let rules = deps.settings().await?.order_rules;
    let mut run = deps.db.reader();
    let FoundCart { id: cart_id, cart, has_choices } = carts::find(&mut run, owner).await?.ok_or(PlaceOrderError::EmptyCart)?;
    if !cart.can_buy() {
        return Err(PlaceOrderError::NotAvailable);
    }
    if cart.has_new_prices() {
        return Err(PlaceOrderError::PricesChanged);
    }
    if cart_mark(&cart) != order.cart {
        return Err(PlaceOrderError::CartChanged);
    }
    let choices = choices(&cart, order)?;
    let provider = check_method(deps, actor, order, &rules, &choices).await?;
    let now = deps.now();
    let new = rows(deps, actor, order, key, &choices, now)?;
    if new.totals.total() != order.expected_total {
        return Err(PlaceOrderError::TotalChanged { now: new.totals.total() });
    }
    let state = if provider.is_some() { OrderState::AwaitingPayment } else { OrderState::Placed };
    let shop_ids: Vec<ShopId> = new.subs.iter().map(|s| s.shop).collect();
    let shops = notify::shop_readers(&mut run, &shop_ids).await?;
    let shopper = notify::shopper(&mut run, &new).await?;
    Ok(Plan {
        new,
        state,
        deadline: state.deadline(now, None, &rules),
        provider,
        cart: cart_id,
        cart_lines: cart.lines().map(|l| (l.id, l.quantity)).collect(),
        forget_choices: has_choices,
        shops,
        shopper,
    })
}

/// Each shop of the cart with what the form says of it. Shops that are not in the cart are of no interest.
fn choices<'a>(cart: &'a Cart, order: &'a PlaceOrder) -> Result<Vec<(&'a CartShop, &'a ShopChoice)>, PlaceOrderError> {
    let choice = |s: &'a CartShop| {
        let found = order.shops.iter().find(|c| c.shop == s.shop).ok_or(PlaceOrderError::DeliveryMissing { shop: s.shop })?;
        if found.delivery != DeliveryKind::Pickup && !order.contact.has_address() {
            return Err(PlaceOrderError::Delivery { shop: s.shop, why: DeliveryError::NoAddress });
        }
        Ok((s, found))
    };
    cart.shops.iter().map(choice).collect()
}

/// May it be paid like this? Gives the gateway, where one is needed.
async fn check_method(
    deps: &Deps,
    actor: &Actor,
    order: &PlaceOrder,
    rules: &OrderRules,
    choices: &[(&CartShop, &ShopChoice)],
) -> Result<Option<&'static str>, PlaceOrderError> {
    match order.method {
        PaymentMethod::Card => deps.gateways.card.as_ref().map(|g| Some(g.name())).ok_or(PlaceOrderError::NoCard),
        PaymentMethod::Cash => {
            if let Some((s, _)) = choices.iter().find(|(s, c)| !PaymentMethod::cash_allowed(&s.terms, c.delivery)) {
                return Err(PlaceOrderError::NoCash { shop: s.shop });
            }
            if cash_is_off(deps, actor, order, rules).await? { Err(PlaceOrderError::CashOff) } else { Ok(None) }
        }
    }
}

async fn cash_is_off(deps: &Deps, actor: &Actor, order: &PlaceOrder, rules: &OrderRules) -> Result<bool, PlaceOrderError> {
    let since = deps.now().plus(-rules.cash_failure_window);
    let failures = payments::cash_failures(&mut deps.db.reader(), &order.contact.phone, actor.person(), since).await?;
    Ok(rules.cash_off(failures))
}

fn rows<'a>(
    deps: &Deps,
    actor: &Actor,
    order: &'a PlaceOrder,
    key: &'a str,
    choices: &[(&CartShop, &ShopChoice)],
    now: Timestamp,
) -> Result<NewOrder<'a>, PlaceOrderError> {
    if choices.iter().map(|(s, _)| s.lines.len()).sum::<usize>() > MAX_LINES {
        return Err(PlaceOrderError::Totals(TotalsError::TooLarge));
    }
    let number = order_number(now, deps.random.u64());
    let mut subs = Vec::with_capacity(choices.len());
    for (index, (s, c)) in choices.iter().enumerate() {
        let totals = Totals::of_shop(&s.priced(), &s.terms, c.delivery, order.contact.kelurahan).map_err(|why| match why {
            TotalsError::Delivery(why) => PlaceOrderError::Delivery { shop: s.shop, why },
            other => PlaceOrderError::Totals(other),
        })?;
        let note = optional_paragraphs(&c.note, MAX_NOTE).map_err(|why| PlaceOrderError::Note { shop: s.shop, why })?;
        let lines = s.lines.iter().map(|l| line(deps, l)).collect::<Result<_, _>>()?;
        subs.push(NewSubOrder {
            id: deps.id(),
            shop: s.shop,
            number: sub_order_number(&number, index),
            delivery: c.delivery,
            totals,
            note,
            lines,
        });
    }
    let totals = Totals::of_order(&subs.iter().map(|s| s.totals).collect::<Vec<_>>())?;
    Ok(NewOrder {
        id: deps.id(),
        number,
        secret: deps.random.link_secret(),
        person: actor.person(),
        key,
        form_digest: order.digest(),
        contact: &order.contact,
        locale: order.locale,
        method: order.method,
        totals,
        at: now,
        subs,
    })
}

fn line(deps: &Deps, l: &CartLine) -> Result<NewLine, TotalsError> {
    Ok(NewLine {
        id: deps.id(),
        variant: l.variant,
        product: l.product,
        sku: l.sku.clone(),
        name_id: l.name_id.clone(),
        name_en: l.name_en.clone(),
        choice_id: l.choice(Locale::Id),
        choice_en: l.choice(Locale::En),
        unit: l.unit.clone(),
        price: l.price,
        quantity: l.quantity,
        total: l.priced().total()?,
        weight: l.weight,
    })
}
