//! `/checkout`: one page from the cart to the order.

mod draft;
mod gone;
mod place;
mod refused;
mod shop_view;
mod view;

use axum::extract::RawQuery;
use backend::market::acknowledge_prices::acknowledge_prices;
use backend::market::change_cart_line::{ChangeCartLineError, change_cart_line};
use backend::market::choose_delivery::keep_choices;
use backend::market::place_order::PlaceOrderError;
use backend::market::read_cart::read_cart;
use domain::market::cart::Cart;
use http::StatusCode;

use self::draft::{Draft, is_kept};
use self::view::{Said, view};
use super::cart::seen_prices;
use crate::i18n::t;
use crate::ui::{Mood, Text};
use crate::web::known::fill_contact;
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Reply {
    let cart = read_cart(ctx.deps(), ctx.actor()).await?;
    // What was typed before a session ended comes back in the address.
    let mut form = Form::from_bytes(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    form.0.retain(|(name, value)| is_kept(name) && !value.is_empty());
    if cart.is_empty() {
        return if form.0.is_empty() { Ok(ctx.see_other("/keranjang")) } else { gone::page(&ctx, &form, StatusCode::OK).await };
    }
    if let Some(to) = cart.to.filter(|_| !form.has("kelurahan")) {
        form.set("kelurahan", to.code());
    }
    fill_contact(&ctx, &mut form, "name").await?;
    form.set("key", ctx.deps().random.token());
    page(&ctx, cart, form, Said::default()).await
}

pub async fn submit(ctx: Ctx, mut form: Form) -> Reply {
    if form.text("key").is_empty() {
        form.set("key", ctx.deps().random.token());
    }
    let mut refused = None;
    if form.text("go") == "place" {
        match place::place(&ctx, &form).await {
            Ok(onward) => return Ok(onward),
            Err(Some(PlaceOrderError::Db(e))) => return Err(e.into()),
            Err(why) => refused = why,
        }
    }
    let cart = read_cart(ctx.deps(), ctx.actor()).await?;
    if cart.is_empty() {
        return place::without_cart(&ctx, form).await;
    }
    match form.text("go") {
        "place" => place::again(&ctx, cart, form, refused).await,
        "fix" => fix(&ctx, cart, form).await,
        "prices" => {
            acknowledge_prices(ctx.deps(), ctx.actor(), &seen_prices(&form)).await?;
            let cart = read_cart(ctx.deps(), ctx.actor()).await?;
            page(&ctx, cart, form, Said::default()).await
        }
        _ => page(&ctx, cart, form, Said::default()).await,
    }
}

/// Takes what is left of the things that ran short, and drops what is gone.
async fn fix(ctx: &Ctx, cart: Cart, form: Form) -> Reply {
    for line in cart.lines().filter(|line| !line.can_buy()) {
        let left = if line.for_sale { line.stock.max(0) } else { 0 };
        match change_cart_line(ctx.deps(), ctx.actor(), line.id, left).await {
            // Gone in this moment: the page shows it again.
            Ok(_) | Err(ChangeCartLineError::Gone | ChangeCartLineError::NotFound) => {}
            Err(e) => return Err(WebError::internal(e)),
        }
    }
    let cart = read_cart(ctx.deps(), ctx.actor()).await?;
    if cart.is_empty() {
        return gone::page(ctx, &form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let words = Text::from(t::buying::checkout_fixed(ctx.locale()));
    page(ctx, cart, form, Said { news: Some((Mood::Info, words)), ..Said::default() }).await
}

/// The page as it stands for this cart and what is typed. What a form said of the shops is kept with the cart.
async fn page(ctx: &Ctx, cart: Cart, form: Form, said: Said) -> Reply {
    let l = ctx.locale();
    let status = said.status();
    let draft = Draft::new(cart, form, ctx.deps().gateways.card.is_some());
    if !ctx.is_get()
        && let Some((to, choices)) = draft.news_for_cart()
    {
        keep_choices(ctx.deps(), ctx.actor(), to, &choices).await?;
    }
    let page = Page::new(t::buying::checkout_title(l), move || view(l, &draft, said));
    Ok(no_store(ctx.page(page.status(status).description(t::buying::checkout_description(l)).section(Section::Cart)).await?))
}
