//! `/petugas/pesanan`: orders that the office looks after: late ones, money that goes back, and any by its number.

use axum::extract::Query;
use backend::market::oversee_orders::{OverseeOrdersError, list_overseen};
use backend::market::return_surplus::list_surplus;
use backend::market::store::overseen_orders::{Overseen, OverseenOrder};
use domain::kernel::paging::PageRequest;
use leptos::prelude::*;
use serde::Deserialize;

use super::desk::{Desk, head};
use super::surplus;
use crate::i18n::{Locale, date_time, t};
use crate::market::pages::selling::order::words as order_words;
use crate::market::pages::selling::words;
use crate::market::parts::listing::pages;
use crate::ui::{Badge, Empty, ErrorSummary, Icon, RowCard, Tab, Tabs};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub const PATH: &str = "/petugas/pesanan";
pub const REFUNDS: &str = "dana";
const PER_PAGE: u32 = 20;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    lihat: String,
    halaman: Option<String>,
}

pub fn error(e: OverseeOrdersError) -> WebError {
    match e {
        OverseeOrdersError::Forbidden(e) => e.into(),
        OverseeOrdersError::NotFound => WebError::NotFound,
        OverseeOrdersError::Db(e) => e.into(),
    }
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let q = asked.q.trim().to_owned();
    let what = match (q.as_str(), asked.lihat.as_str()) {
        ("", REFUNDS) => Overseen::RefundDue,
        ("", _) => Overseen::Overdue,
        (number, _) => Overseen::Number(number.to_owned()),
    };
    let request = PageRequest::new(asked.halaman.and_then(|n| n.parse().ok()), PER_PAGE);
    page(&ctx, q, what, request, Said::default()).await
}

/// What was typed into a form of the page, and what is wrong with it.
#[derive(Default)]
pub struct Said {
    pub form: Form,
    pub errors: Errors,
}

/// The first page of the money that goes back.
pub async fn refunds(ctx: &Ctx, said: Said) -> Reply {
    page(ctx, String::new(), Overseen::RefundDue, PageRequest::new(None, PER_PAGE), said).await
}

async fn page(ctx: &Ctx, q: String, what: Overseen, request: PageRequest, said: Said) -> Reply {
    let l = ctx.locale();
    let found = list_overseen(ctx.deps(), ctx.actor(), &what, request).await.map_err(error)?;
    let twice =
        if what == Overseen::RefundDue { list_surplus(ctx.deps(), ctx.actor()).await.map_err(WebError::internal)? } else { Vec::new() };
    let status = said.errors.status();
    let top = head(ctx, Desk::Orders);
    let action = ctx.href(PATH);
    let tab = |label: &'static str, href: String, current: bool| Tab { label: label.into(), href: href.into(), current, count: None };
    let tabs = vec![
        tab(t::reviewing::orders_overdue(l), action.clone(), what == Overseen::Overdue),
        tab(t::reviewing::orders_refund(l), format!("{action}?lihat={REFUNDS}"), what == Overseen::RefundDue),
    ];
    let page = Page::new(t::reviewing::orders(l), move || {
        let (none, none_text) = match what {
            Overseen::Overdue => (t::reviewing::orders_none_overdue(l), t::reviewing::orders_none_overdue_text(l)),
            Overseen::RefundDue => (t::reviewing::orders_none_refund(l), t::reviewing::orders_none_refund_text(l)),
            Overseen::Number(_) => (t::reviewing::orders_none_found(l), t::reviewing::orders_none_found_text(l)),
        };
        let rows = found.items.iter().map(|o| row(l, o)).collect::<Vec<_>>();
        let twice = surplus::list(l, &action, &twice, &said);
        let list = if rows.is_empty() && twice.is_some() {
            ().into_any()
        } else if rows.is_empty() {
            view! { <Empty of=Icon::Bag title=none text=none_text /> }.into_any()
        } else {
            view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
        };
        let query = match &what {
            Overseen::Overdue => String::new(),
            Overseen::RefundDue => format!("lihat={REFUNDS}&"),
            Overseen::Number(n) => format!("q={}&", percent_encoding::utf8_percent_encode(n, percent_encoding::NON_ALPHANUMERIC)),
        };
        view! {
            <div class="wrap page">
                {top}
                <form class="search-row" role="search" action=action.clone()>
                    <label class="sr" for="f-q">{t::reviewing::orders_search(l)}</label>
                    <input class="input" type="search" id="f-q" name="q" value=q placeholder=t::reviewing::orders_search(l) maxlength="40" />
                    <button class="btn btn-secondary" type="submit">{t::common::search_submit(l)}</button>
                </form>
                <Tabs label=t::reviewing::orders_which(l) tabs=tabs />
                <ErrorSummary title=t::common::fix_these(l) errors=said.errors.list() />
                {list}
                {twice}
                {pages(l, found.request.page, found.pages(), |n| format!("{PATH}?{query}halaman={n}"))}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn row(l: Locale, o: &OverseenOrder) -> AnyView {
    let (state, mood) = words::order_state(l, o.state);
    let (paid, paid_mood) = order_words::payment(l, o.payment);
    let meta = format!("{} · {} · {}", o.shop, o.buyer, t::reviewing::since(l, date_time(l, o.since)));
    let (number, href, total) = (o.number.clone(), l.path(&format!("{PATH}/{}", o.number)), o.total.to_string());
    view! {
        <RowCard title=number href=href meta=meta>
            <Badge label=state mood=mood />
            <Badge label=paid mood=paid_mood />
            <span class="price">{total}</span>
        </RowCard>
    }
    .into_any()
}
