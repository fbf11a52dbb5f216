//! The same page again, with why the order was not placed.

use backend::market::place_order::PlaceOrderError;
use domain::kernel::ids::ShopId;
use domain::kernel::locale::Locale;
use domain::market::delivery::DeliveryError;
use http::StatusCode;

use super::super::words;
use super::draft::Draft;
use super::place::check;
use super::{gone, page};
use crate::i18n::t;
use crate::ui::{Mood, Text};
use crate::web::{Ctx, Reply};

pub async fn refused(ctx: &Ctx, mut draft: Draft, e: PlaceOrderError) -> Reply {
    let l = ctx.locale();
    let mut said = check(l, &draft);
    let nothing_else = said.is_quiet();
    let shops: Vec<(ShopId, String)> = draft.cart.shops.iter().map(|s| (s.shop, s.name.clone())).collect();
    let name = |shop: ShopId| shops.iter().find(|(id, _)| *id == shop).map_or("", |(_, name)| name.as_str());
    match e {
        PlaceOrderError::EmptyCart => return gone::page(ctx, &draft.form, StatusCode::UNPROCESSABLE_ENTITY).await,
        PlaceOrderError::CartChanged => {
            said.news = Some((Mood::Warn, t::buying::checkout_cart_changed(l).into()));
            said.again = true;
        }
        PlaceOrderError::KeyUsed { number, secret } => {
            draft.form.set("key", ctx.deps().random.token());
            said.news = Some((Mood::Warn, t::buying::checkout_key_used(l, &number).into()));
            said.link = Some((t::buying::checkout_key_used_link(l, &number).into(), ctx.href(&format!("/pesanan/{secret}"))));
            said.again = true;
        }
        PlaceOrderError::TotalChanged { now } => {
            let first = draft.form.text("whole") != "1";
            let words = if first { t::buying::checkout_check_total(l, now) } else { t::buying::checkout_total_changed(l, now) };
            said.news = Some((if first { Mood::Info } else { Mood::Warn }, words.into()));
            said.again = true;
        }
        PlaceOrderError::DeliveryMissing { shop } => said.shop(shop, t::buying::delivery_missing(l, name(shop)).into()),
        PlaceOrderError::Delivery { shop, why } => said.shop(shop, delivery_words(l, name(shop), why)),
        PlaceOrderError::Note { shop, why } => said.notes.push((shop, words::text(l, why))),
        PlaceOrderError::NoCash { shop } if nothing_else => said.errors.add("method", t::buying::checkout_cash_not_here(l, name(shop))),
        PlaceOrderError::NoCard if nothing_else => said.errors.add("method", t::buying::checkout_no_card(l)),
        // The page itself says what ran short and which prices are new, the check of the form how it cannot be paid.
        PlaceOrderError::NotAvailable | PlaceOrderError::PricesChanged | PlaceOrderError::NoCash { .. } | PlaceOrderError::NoCard => {}
        PlaceOrderError::CashOff => said.errors.add("method", t::buying::checkout_cash_off(l)),
        PlaceOrderError::Totals(_) => said.errors.add("", t::buying::checkout_too_large(l)),
        // A key that is not ours is replaced with the page.
        PlaceOrderError::Key => draft.form.set("key", ctx.deps().random.token()),
        PlaceOrderError::Busy => {
            said.news = Some((Mood::Warn, t::buying::checkout_busy(l).into()));
            said.again = true;
        }
        PlaceOrderError::Db(e) => return Err(e.into()),
    }
    // With a field still to be mended the button beside the message would only lead back here.
    said.again = said.again && nothing_else;
    page(ctx, draft.cart, draft.form, said).await
}

pub fn delivery_words(l: Locale, shop: &str, why: DeliveryError) -> Text {
    match why {
        DeliveryError::NotOffered => t::buying::delivery_not_offered(l, shop),
        DeliveryError::OutsideZones => t::buying::delivery_outside_error(l, shop),
        DeliveryError::NoAddress => t::buying::delivery_no_address(l, shop),
    }
    .into()
}
