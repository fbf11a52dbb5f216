//! `/keranjang`: what was picked, by shop, with what changed since.

use backend::market::acknowledge_prices::acknowledge_prices;
use backend::market::change_cart_line::{ChangeCartLineError, change_cart_line};
use backend::market::list_categories::list_categories;
use backend::market::read_cart::read_cart;
use domain::kernel::ids::CartLineId;
use domain::market::cart::Cart;
use http::StatusCode;

use super::cart_view::{Message, view};
use super::private::no_store;
use crate::i18n::t;
use crate::market::views::Cloths;
use crate::ui::{Mood, Text};
use crate::web::page::Section;
use crate::web::{Ctx, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    let message = ctx.flash().cloned().map(|f| Message { mood: f.mood, words: f.words.into() });
    page(&ctx, message, StatusCode::OK).await
}

/// One change: a line's quantity (typed, or a step of it), a line out, or the new prices seen.
pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    if form.text("go") == "prices" {
        acknowledge_prices(ctx.deps(), ctx.actor()).await?;
        return Ok(ctx.see_other("/keranjang"));
    }
    let line: CartLineId = form.text("line").parse().map_err(|_| WebError::NotFound)?;
    let Some(quantity) = wanted(&form) else { return refuse(&ctx, t::buying::add_quantity(l)).await };
    match change_cart_line(ctx.deps(), ctx.actor(), line, quantity).await {
        Ok(held) if held.capped => Ok(ctx.see_other_warning("/keranjang", &t::buying::cart_capped(l, held.quantity))),
        Ok(held) if held.quantity == 0 => Ok(ctx.see_other_saying("/keranjang", t::buying::cart_removed(l))),
        Ok(_) => Ok(ctx.see_other_saying("/keranjang", t::buying::cart_changed(l))),
        // Somebody whose session ended sees an empty cart that says so, not a missing page.
        Err(ChangeCartLineError::NotFound) if ctx.lost_session() => Ok(ctx.see_other("/keranjang")),
        Err(ChangeCartLineError::NotFound) => Err(WebError::NotFound),
        Err(ChangeCartLineError::Quantity) => refuse(&ctx, t::buying::add_quantity(l)).await,
        Err(ChangeCartLineError::Gone) => refuse(&ctx, t::buying::cart_line_gone(l)).await,
        Err(ChangeCartLineError::Db(e)) => Err(e.into()),
    }
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

async fn refuse(ctx: &Ctx, words: &'static str) -> Reply {
    page(ctx, Some(Message { mood: Mood::Danger, words: Text::from(words) }), StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn page(ctx: &Ctx, message: Option<Message>, status: StatusCode) -> Reply {
    let l = ctx.locale();
    let cart: Cart = read_cart(ctx.deps(), ctx.actor()).await?;
    let categories = list_categories(ctx.deps()).await?;
    let cloths = Cloths::new(&categories);
    let page = Page::new(t::buying::cart_title(l), move || view(l, &cart, &cloths, message));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Cart)).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_typed_numbers() {
        let form = |pairs: &[(&str, &str)]| Form(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect());
        assert_eq!(wanted(&form(&[("quantity", "3"), ("step", "more")])), Some(4));
        assert_eq!(wanted(&form(&[("quantity", "3"), ("step", "less")])), Some(2));
        assert_eq!(wanted(&form(&[("quantity", " 7 ")])), Some(7));
        assert_eq!(wanted(&form(&[("quantity", "9223372036854775807"), ("step", "more")])), Some(i64::MAX));
        assert_eq!(wanted(&form(&[("quantity", "two")])), None);
        assert_eq!(wanted(&form(&[("quantity", "x"), ("remove", "1")])), Some(0));
    }
}
