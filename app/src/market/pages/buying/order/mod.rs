//! `/pesanan/{secret}`: an order, for whoever has its link.

mod actions;
mod part;
mod steps;
mod timeline;
mod view;

use axum::extract::Path;
use backend::market::list_categories::list_categories;
use backend::market::read_order::{OrderKey, ReadOrderError, read_order};
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::market::order_rules::OrderRules;
use http::StatusCode;

use crate::i18n::t;
use crate::market::views::Cloths;
use crate::ui::{Mood, Text};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply, WebError};

/// What every piece of the page needs to know.
pub struct Look {
    pub l: Locale,
    pub now: Timestamp,
    pub rules: OrderRules,
    pub cloths: Cloths,
    /// Where the page's forms post to.
    pub action: String,
    /// The reason that was typed and not taken, beside the form it came from.
    pub wrong: Option<Wrong>,
}

pub struct Wrong {
    pub sub: String,
    pub typed: String,
    pub words: Text,
}

#[derive(Default)]
pub struct Said {
    pub news: Option<(Mood, Text)>,
    pub wrong: Option<Wrong>,
    pub status: StatusCode,
}

pub async fn show(ctx: Ctx, Path(secret): Path<String>) -> Reply {
    let news = ctx.flash().cloned().map(|f| (f.mood, Text::from(f.words)));
    page(&ctx, &secret, Said { news, ..Said::default() }).await
}

pub async fn submit(ctx: Ctx, Path(secret): Path<String>, form: Form) -> Reply {
    steps::take(&ctx, &secret, &form).await
}

async fn page(ctx: &Ctx, secret: &str, said: Said) -> Reply {
    let l = ctx.locale();
    let order = read_order(ctx.deps(), ctx.actor(), OrderKey::Secret(secret)).await.map_err(|e| match e {
        ReadOrderError::NotFound => WebError::NotFound,
        ReadOrderError::Db(e) => e.into(),
    })?;
    let categories = list_categories(ctx.deps()).await?;
    let look = Look {
        l,
        now: ctx.now(),
        rules: ctx.deps().settings().await?.order_rules,
        cloths: Cloths::new(&categories),
        action: ctx.href(&format!("/pesanan/{secret}")),
        wrong: said.wrong,
    };
    let title = t::buying::order_title(l, &order.number);
    let page = Page::new(title, move || view::view(&look, &order, said.news));
    Ok(no_store(ctx.page(page.status(said.status).noindex().section(Section::Account)).await?))
}
