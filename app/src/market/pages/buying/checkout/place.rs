//! The button "place the order".

use axum::response::Response;
use backend::market::place_order::{Next, PlaceOrder, PlaceOrderError, Placed, place_order};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::market::cart::Cart;
use domain::market::delivery::{DeliveryError, DeliveryKind};
use domain::market::order_contact::{OrderContact, TypedContact};
use domain::market::payment::PaymentMethod;
use http::StatusCode;

use super::super::picks::choices;
use super::super::words;
use super::draft::Draft;
use super::refused::{delivery_words, refused};
use super::view::Said;
use super::{gone, page};
use crate::i18n::t;
use crate::ui::Mood;
use crate::web::redirect::to_gateway;
use crate::web::{Ctx, Errors, Form, Reply};

/// Where it goes well, the cart is not even shown. Else why not; none: a field is wrong.
pub async fn place(ctx: &Ctx, form: &Form) -> Result<Response, Option<PlaceOrderError>> {
    let order = read(ctx.locale(), form).ok_or(None)?;
    match place_order(ctx.deps(), ctx.actor(), &order).await {
        Ok(placed) => Ok(onward(ctx, placed)),
        Err(why) => Err(Some(why)),
    }
}

/// The page again, after [`place`] gave no order.
pub async fn again(ctx: &Ctx, cart: Cart, form: Form, why: Option<PlaceOrderError>) -> Reply {
    let l = ctx.locale();
    let draft = Draft::new(cart, form, ctx.deps().gateways.card.is_some());
    if let Some(why) = why {
        return refused(ctx, draft, why).await;
    }
    let mut said = check(l, &draft);
    if said.is_quiet() {
        // What is wrong is with a shop that has left the cart meanwhile.
        said.news = Some((Mood::Warn, t::buying::checkout_cart_changed(l).into()));
        said.again = true;
    }
    page(ctx, draft.cart, draft.form, said).await
}

/// The cart is empty: the same form was sent before and became an order, or its session is gone.
pub async fn without_cart(ctx: &Ctx, form: Form) -> Reply {
    match place(ctx, &form).await {
        Ok(onward) => Ok(onward),
        Err(Some(PlaceOrderError::Db(e))) => Err(e.into()),
        // Nothing to order from.
        Err(_) => gone::page(ctx, &form, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

/// The form alone, whatever is in the cart by now: sent again it reads the same. None: a field is wrong.
fn read(l: Locale, form: &Form) -> Option<PlaceOrder> {
    let shops = choices(form);
    let kinds: Vec<DeliveryKind> = shops.iter().map(|c| c.delivery).collect();
    let contact = contact(l, form, &kinds, &mut Errors::default())?;
    Some(PlaceOrder {
        idempotency_key: form.typed("key"),
        contact,
        locale: l,
        shops,
        method: PaymentMethod::from_code(form.text("method"))?,
        cart: form.typed("cart"),
        // What cannot be read was not shown by us: no total is negative, so it never fits.
        expected_total: Rupiah(form.text("total").parse().unwrap_or(-1)),
    })
}

/// All that is wrong with the form, each beside its field.
pub fn check(l: Locale, draft: &Draft) -> Said {
    let mut said = Said { refused: true, ..Said::default() };
    contact(l, &draft.form, &draft.kinds(), &mut said.errors);
    method(l, draft, &mut said.errors);
    for (shop, pick) in draft.shops() {
        // A missing address is said once, beside its fields.
        if let Err(why @ (DeliveryError::NotOffered | DeliveryError::OutsideZones)) = pick.fee {
            said.shops.push((shop.shop, delivery_words(l, &shop.name, why)));
        }
    }
    said
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

fn method(l: Locale, draft: &Draft, errors: &mut Errors) {
    match (PaymentMethod::from_code(draft.form.text("method")), draft.refuses_cash()) {
        (None, _) => errors.add("method", t::buying::checkout_method_missing(l)),
        (Some(PaymentMethod::Cash), Some(shop)) => errors.add("method", t::buying::checkout_cash_not_here(l, &shop.name)),
        (Some(PaymentMethod::Card), _) if !draft.cards => errors.add("method", t::buying::checkout_no_card(l)),
        _ => {}
    }
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
