//! `/keranjang`: what was picked, by shop, how it shall come, and what changed since.

use backend::market::acknowledge_prices::acknowledge_prices;
use backend::market::change_cart_line::{ChangeCartLineError, change_cart_line};
use backend::market::choose_delivery::{ChooseDeliveryError, choose_delivery, choose_place};
use backend::market::list_categories::list_categories;
use backend::market::read_cart::read_cart;
use domain::kernel::ids::{CartLineId, ShopId};
use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::Cart;
use domain::market::delivery::DeliveryKind;
use http::StatusCode;

use super::cart_shop::ShopSaid;
use super::cart_view::{Said, view};
use super::picks::{delivery_field, note_field};
use super::words;
use crate::i18n::t;
use crate::market::views::Cloths;
use crate::ui::{Mood, Text};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply, WebError};

const HERE: &str = "/keranjang";

pub async fn show(ctx: Ctx) -> Reply {
    let message = ctx.flash().cloned().map(|f| (f.mood, Text::from(f.words)));
    page(&ctx, Said { message, ..Said::default() }, StatusCode::OK).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    match form.text("go") {
        "prices" => {
            acknowledge_prices(ctx.deps(), ctx.actor(), &seen_prices(&form)).await?;
            Ok(ctx.see_other(HERE))
        }
        "place" => place(&ctx, &form).await,
        "delivery" => delivery(&ctx, form).await,
        _ => line(&ctx, &form).await,
    }
}

/// What a line was shown to cost, as it travels in a form.
pub fn seen_price(line: CartLineId, price: Rupiah) -> String {
    format!("{line}:{}", price.0)
}

/// The prices that a form was drawn with.
pub fn seen_prices(form: &Form) -> Vec<(CartLineId, Rupiah)> {
    let price = |seen: &str| {
        let (line, price) = seen.split_once(':')?;
        Some((line.parse().ok()?, Rupiah(price.parse().ok()?)))
    };
    form.all("seen").into_iter().filter_map(price).collect()
}

/// A line's quantity (typed, or a step of it), or the line out.
async fn line(ctx: &Ctx, form: &Form) -> Reply {
    let l = ctx.locale();
    let line: CartLineId = form.text("line").parse().map_err(|_| WebError::NotFound)?;
    let Some(quantity) = wanted(form) else { return refuse(ctx, t::buying::add_quantity(l)).await };
    match change_cart_line(ctx.deps(), ctx.actor(), line, quantity).await {
        Ok(held) if held.capped => Ok(ctx.see_other_warning(HERE, &t::buying::cart_capped(l, held.quantity))),
        Ok(held) if held.quantity == 0 => Ok(ctx.see_other_saying(HERE, t::buying::cart_removed(l))),
        Ok(_) => Ok(ctx.see_other_saying(HERE, t::buying::cart_changed(l))),
        Err(ChangeCartLineError::NotFound) => not_there(ctx),
        Err(ChangeCartLineError::Quantity) => refuse(ctx, t::buying::add_quantity(l)).await,
        Err(ChangeCartLineError::Gone) => refuse(ctx, t::buying::cart_line_gone(l)).await,
        Err(ChangeCartLineError::Db(e)) => Err(e.into()),
    }
}

/// Somebody whose session ended sees an empty cart that says so, not a missing page.
fn not_there(ctx: &Ctx) -> Reply {
    if ctx.lost_session() { Ok(ctx.see_other(HERE)) } else { Err(WebError::NotFound) }
}

/// How many are wanted now. None: that was no number.
fn wanted(form: &Form) -> Option<i64> {
    if form.has("remove") {
        return Some(0);
    }
    let typed: i64 = form.text("quantity").trim().parse().ok()?;
    match form.text("step") {
        "more" => Some(typed.saturating_add(1)),
        "less" => Some(typed.saturating_sub(1)),
        _ => Some(typed),
    }
}

/// Where it shall go; nothing picked is "not said yet".
async fn place(ctx: &Ctx, form: &Form) -> Reply {
    let l = ctx.locale();
    let to = match form.text("kelurahan").trim() {
        "" => None,
        code => match Kelurahan::parse(code) {
            Ok(to) => Some(to),
            Err(_) => {
                let said = Said { place: Some(t::buying::checkout_kelurahan_needed(l).into()), ..Said::default() };
                return page(ctx, said, StatusCode::UNPROCESSABLE_ENTITY).await;
            }
        },
    };
    match choose_place(ctx.deps(), ctx.actor(), to).await {
        Ok(()) if to.is_some() => Ok(ctx.see_other_saying(HERE, t::buying::cart_place_saved(l))),
        // Without a cart there is nothing to send.
        Ok(()) | Err(ChooseDeliveryError::NotFound) => Ok(ctx.see_other(HERE)),
        Err(e) => Err(WebError::internal(e)),
    }
}

/// How one shop shall send, and what it is told.
async fn delivery(ctx: &Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let shop: ShopId = form.text("shop").parse().map_err(|_| WebError::NotFound)?;
    let cart = read_cart(ctx.deps(), ctx.actor()).await?;
    let Some(name) = cart.shops.into_iter().find(|s| s.shop == shop).map(|s| s.name) else { return not_there(ctx) };
    let kind = DeliveryKind::from_code(form.text(&delivery_field(shop)));
    let chosen = match kind {
        Some(kind) => choose_delivery(ctx.deps(), ctx.actor(), shop, kind, form.text(&note_field(shop))).await,
        None => Err(ChooseDeliveryError::NotOffered),
    };
    let (mut delivery, mut note) = (None, None);
    match chosen {
        Ok(()) => return Ok(ctx.see_other_saying(HERE, &t::buying::cart_choices_saved(l, name))),
        Err(ChooseDeliveryError::NotFound) => return not_there(ctx),
        Err(ChooseDeliveryError::NotOffered) if kind.is_none() => delivery = Some(t::buying::delivery_missing(l, name).into()),
        Err(ChooseDeliveryError::NotOffered) => delivery = Some(t::buying::delivery_not_offered(l, name).into()),
        Err(ChooseDeliveryError::Note(why)) => note = Some(words::text(l, why)),
        Err(ChooseDeliveryError::Db(e)) => return Err(e.into()),
    }
    let said = Said { shop: Some(ShopSaid { shop, form, delivery, note }), ..Said::default() };
    page(ctx, said, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn refuse(ctx: &Ctx, words: &'static str) -> Reply {
    let message = Some((Mood::Danger, Text::from(words)));
    page(ctx, Said { message, ..Said::default() }, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn page(ctx: &Ctx, said: Said, status: StatusCode) -> Reply {
    let l = ctx.locale();
    let cart: Cart = read_cart(ctx.deps(), ctx.actor()).await?;
    let categories = list_categories(ctx.deps()).await?;
    let cloths = Cloths::new(&categories);
    let page = Page::new(t::buying::cart_title(l), move || view(l, &cart, &cloths, &said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Cart)).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn steps_and_typed_numbers() {
        assert_eq!(wanted(&form(&[("quantity", "3"), ("step", "more")])), Some(4));
        assert_eq!(wanted(&form(&[("quantity", "3"), ("step", "less")])), Some(2));
        assert_eq!(wanted(&form(&[("quantity", " 7 ")])), Some(7));
        assert_eq!(wanted(&form(&[("quantity", "9223372036854775807"), ("step", "more")])), Some(i64::MAX));
        assert_eq!(wanted(&form(&[("quantity", "two")])), None);
        assert_eq!(wanted(&form(&[("quantity", "x"), ("remove", "1")])), Some(0));
    }

    #[test]
    fn prices_come_back_as_they_were_shown() {
        let line: CartLineId = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b".parse().unwrap();
        let shown = seen_price(line, Rupiah(12_000));
        let form = form(&[("seen", &shown), ("seen", "x:1"), ("seen", "1"), ("seen", &format!("{line}:x"))]);
        assert_eq!(seen_prices(&form), [(line, Rupiah(12_000))]);
    }
}
