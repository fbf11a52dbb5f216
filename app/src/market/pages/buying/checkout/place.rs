//! The button "place the order".

use axum::response::Response;
use backend::market::place_order::{Next, PlaceOrder, PlaceOrderError, Placed, ShopChoice, place_order};
use backend::market::read_cart::read_cart;
use domain::kernel::ids::ShopId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::market::cart::Cart;
use domain::market::delivery::{DeliveryError, DeliveryKind};
use domain::market::order_contact::{OrderContact, TypedContact};
use domain::market::payment::PaymentMethod;

use super::super::gateway::to_gateway;
use super::super::words;
use super::draft::Draft;
use super::view::Said;
use super::{gone, page};
use crate::i18n::t;
use crate::ui::{Mood, Text};
use crate::web::{Ctx, Errors, Form, Reply};

pub async fn place(ctx: &Ctx, cart: Cart, form: Form) -> Reply {
    let l = ctx.locale();
    let draft = Draft::new(cart, form, ctx.deps().gateways.card.is_some());
    let mut said = Said::default();
    let contact = contact(l, &draft.form, &draft.kinds(), &mut said.errors);
    let method = method(l, &draft, &mut said.errors);
    for (shop, pick) in draft.shops() {
        // A missing address is said once, beside its fields.
        if let Err(why @ (DeliveryError::NotOffered | DeliveryError::OutsideZones)) = pick.fee {
            said.shops.push((shop.shop, delivery_words(l, &shop.name, why)));
        }
    }
    let (Some(contact), Some(method), true) = (contact, method, said.shops.is_empty() && draft.cart.can_buy()) else {
        said.refused = true;
        return page(ctx, draft.cart, draft.form, said).await;
    };
    let shops = draft.shops().filter_map(|(s, p)| Some(ShopChoice { shop: s.shop, delivery: p.kind?, note: p.note.clone() })).collect();
    let order = order(l, &draft.form, contact, method, shops);
    match place_order(ctx.deps(), ctx.actor(), &order).await {
        Ok(placed) => Ok(onward(ctx, placed)),
        Err(e) => refused(ctx, draft, e).await,
    }
}

/// The cart is empty: the same form was sent before and became an order, or its session is gone.
pub async fn without_cart(ctx: &Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let contact = contact(l, &form, &[], &mut Errors::default());
    if let (Some(contact), Some(method)) = (contact, PaymentMethod::from_code(form.text("method"))) {
        match place_order(ctx.deps(), ctx.actor(), &order(l, &form, contact, method, Vec::new())).await {
            Ok(placed) => return Ok(onward(ctx, placed)),
            Err(PlaceOrderError::Db(e)) => return Err(e.into()),
            // Nothing to order from.
            Err(_) => {}
        }
    }
    gone::page(ctx, &form).await
}

fn order(l: Locale, form: &Form, contact: OrderContact, method: PaymentMethod, shops: Vec<ShopChoice>) -> PlaceOrder {
    PlaceOrder {
        idempotency_key: form.typed("key"),
        contact,
        locale: l,
        shops,
        method,
        // What cannot be read was not shown by us: no total is negative, so it never fits.
        expected_total: Rupiah(form.text("total").parse().unwrap_or(-1)),
    }
}

fn onward(ctx: &Ctx, placed: Placed) -> Response {
    let l = ctx.locale();
    let path = format!("/pesanan/{}", placed.secret);
    match placed.next {
        Next::Done => ctx.see_other_saying(&path, t::buying::checkout_placed(l)),
        Next::Pay { url } => to_gateway(ctx, &url),
        Next::PayLater => ctx.see_other_warning(&path, t::buying::checkout_pay_later(l)),
    }
}

/// The same page again, with what has changed meanwhile.
async fn refused(ctx: &Ctx, mut draft: Draft, e: PlaceOrderError) -> Reply {
    let l = ctx.locale();
    let mut said = Said { refused: true, ..Said::default() };
    let shops: Vec<(ShopId, String)> = draft.cart.shops.iter().map(|s| (s.shop, s.name.clone())).collect();
    let name = |shop: ShopId| shops.iter().find(|(id, _)| *id == shop).map_or("", |(_, name)| name.as_str());
    match e {
        PlaceOrderError::EmptyCart => return gone::page(ctx, &draft.form).await,
        // The page itself says what ran short.
        PlaceOrderError::NotAvailable => {}
        PlaceOrderError::TotalChanged { now } => {
            let first = draft.form.text("whole") != "1";
            let words = if first { t::buying::checkout_check_total(l, now) } else { t::buying::checkout_total_changed(l, now) };
            said.news = Some((if first { Mood::Info } else { Mood::Warn }, words.into()));
            said.again = true;
        }
        PlaceOrderError::DeliveryMissing { shop } => said.shops.push((shop, t::buying::delivery_missing(l, name(shop)).into())),
        PlaceOrderError::Delivery { shop, why } => said.shops.push((shop, delivery_words(l, name(shop), why))),
        PlaceOrderError::Note { shop, why } => said.notes.push((shop, words::text(l, why))),
        PlaceOrderError::NoCash { shop } => said.errors.add("method", t::buying::checkout_cash_not_here(l, name(shop))),
        PlaceOrderError::CashOff => said.errors.add("method", t::buying::checkout_cash_off(l)),
        PlaceOrderError::NoCard => said.errors.add("method", t::buying::checkout_no_card(l)),
        PlaceOrderError::Totals(_) => said.errors.add("", t::buying::checkout_too_large(l)),
        // A key that is not ours is replaced with the page.
        PlaceOrderError::Key => draft.form.set("key", ctx.deps().random.token()),
        PlaceOrderError::Busy => {
            said.news = Some((Mood::Warn, t::buying::checkout_busy(l).into()));
            said.again = true;
        }
        PlaceOrderError::Db(e) => return Err(e.into()),
    }
    let cart = read_cart(ctx.deps(), ctx.actor()).await?;
    if cart.is_empty() {
        return gone::page(ctx, &draft.form).await;
    }
    page(ctx, cart, draft.form, said).await
}

fn delivery_words(l: Locale, shop: &str, why: DeliveryError) -> Text {
    match why {
        DeliveryError::NotOffered => t::buying::delivery_not_offered(l, shop),
        DeliveryError::OutsideZones => t::buying::delivery_outside_error(l, shop),
        DeliveryError::NoAddress => t::buying::delivery_no_address(l, shop),
    }
    .into()
}

fn method(l: Locale, draft: &Draft, errors: &mut Errors) -> Option<PaymentMethod> {
    let Some(method) = PaymentMethod::from_code(draft.form.text("method")) else {
        errors.add("method", t::buying::checkout_method_missing(l));
        return None;
    };
    match (method, draft.refuses_cash()) {
        (PaymentMethod::Cash, Some(shop)) => errors.add("method", t::buying::checkout_cash_not_here(l, &shop.name)),
        (PaymentMethod::Card, _) if !draft.cards => errors.add("method", t::buying::checkout_no_card(l)),
        _ => return Some(method),
    }
    None
}

fn contact(l: Locale, form: &Form, kinds: &[DeliveryKind], errors: &mut Errors) -> Option<OrderContact> {
    let typed = TypedContact {
        name: form.text("name"),
        phone: form.text("phone"),
        email: form.text("email"),
        street: form.text("street"),
        kelurahan: form.text("kelurahan"),
    };
    let wrong = match OrderContact::parse(&typed, kinds) {
        Ok(contact) => return Some(contact),
        Err(wrong) => wrong,
    };
    if let Some(e) = wrong.name {
        errors.add("name", words::text(l, e));
    }
    if wrong.phone.is_some() {
        errors.add("phone", t::common::field_not_phone(l));
    }
    if wrong.email.is_some() {
        errors.add("email", t::common::field_not_email(l));
    }
    if let Some(e) = wrong.street {
        errors.add("street", words::text(l, e));
    }
    if wrong.kelurahan.is_some() {
        errors.add("kelurahan", t::buying::checkout_kelurahan_needed(l));
    }
    None
}
