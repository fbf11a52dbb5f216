//! `/dagang/pesanan`: the shop's orders, what waits first in sight.

use axum::extract::Query;
use backend::market::list_shop_orders::list_shop_orders;
use backend::market::store::order_lists::{ShopOrder, ShopOrderFilter};
use domain::kernel::clock::Timestamp;
use domain::kernel::paging::PageRequest;
use domain::market::order_group::OrderGroup;
use leptos::prelude::*;
use serde::Deserialize;

use super::words as order_words;
use crate::i18n::{Locale, date_time, t};
use crate::market::pages::selling::my_shop::need_shop;
use crate::market::pages::selling::words;
use crate::market::parts::countdown::countdown;
use crate::ui::{Badge, Breadcrumb, Empty, Icon, LinkButton, Mood, PageHead, RowCard, Tab, Tabs, Tone, hidden, pager};
use crate::web::page::Section;
use crate::web::pager::pager_text;
use crate::web::query::lenient;
use crate::web::{Ctx, Page, Reply, WebError};

const PER_PAGE: u32 = 20;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    status: String,
    #[serde(deserialize_with = "lenient")]
    hal: Option<u32>,
}

fn url(ctx: &Ctx, q: &str, status: &str, page: u32) -> String {
    let mut query = Vec::new();
    for (name, value) in [("q", q), ("status", status)] {
        if !value.is_empty() {
            query.push(format!("{name}={}", percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC)));
        }
    }
    if page > 1 {
        query.push(format!("hal={page}"));
    }
    let path = ctx.href("/dagang/pesanan");
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let l = ctx.locale();
    let shop = need_shop(&ctx).await?;
    let filter = ShopOrderFilter { group: OrderGroup::from_code(&asked.status), text: asked.q.clone() };
    let found = list_shop_orders(ctx.deps(), ctx.actor(), shop.id, &filter, PageRequest::new(asked.hal, PER_PAGE))
        .await
        .map_err(WebError::internal)?;
    let (dashboard, action, everything) = (ctx.href("/dagang"), ctx.href("/dagang/pesanan"), ctx.href("/dagang/pesanan"));
    let tab = |label: &'static str, status: &str| Tab {
        label: label.into(),
        href: url(&ctx, &asked.q, status, 1).into(),
        current: asked.status == status,
        count: None,
    };
    let mut tabs = vec![tab(t::selling::all(l), "")];
    tabs.extend(OrderGroup::ALL.into_iter().map(|g| tab(order_words::group(l, g), g.code())));
    let now = ctx.now();
    let searching = !asked.q.is_empty() || !asked.status.is_empty();
    let (page_now, pages) = (found.request.page, found.pages());
    let urls: Vec<String> = (1..=pages).map(|n| url(&ctx, &asked.q, &asked.status, n)).collect();
    let rows: Vec<(String, ShopOrder)> = found.items.into_iter().map(|o| (ctx.href(&format!("/dagang/pesanan/{}", o.number)), o)).collect();
    let (q, status) = (asked.q.clone(), asked.status.clone());
    let page = Page::new(t::selling::orders(l), move || {
        let empty = rows.is_empty();
        let list = rows.into_iter().map(|(href, o)| order_row(l, href, &o, now)).collect::<Vec<_>>();
        view! {
            <div class="wrap page">
                <Breadcrumb label=t::common::breadcrumb(l) steps=vec![(t::common::selling(l).into(), dashboard.into())] here=t::selling::orders(l) />
                <PageHead title=t::selling::orders(l) />
                <form class="search-row" role="search" action=action>
                    {(!status.is_empty()).then(|| hidden(vec![("status", status)]))}
                    <label class="sr" for="f-q">{t::selling::orders_search(l)}</label>
                    <input class="input" type="search" id="f-q" name="q" value=q placeholder=t::selling::orders_search(l) maxlength="60" />
                    <button class="btn btn-secondary" type="submit">{t::common::search_submit(l)}</button>
                </form>
                <Tabs label=t::selling::orders_filter(l) tabs=tabs />
                {if !empty {
                    view! { <ul class="row-list" role="list">{list}</ul> }.into_any()
                } else if searching {
                    view! {
                        <Empty of=Icon::Search title=t::selling::orders_none_found(l) text=t::selling::orders_none_found_text(l)>
                            <LinkButton href=everything label=t::selling::orders_all(l) tone=Tone::Secondary />
                        </Empty>
                    }
                    .into_any()
                } else {
                    view! { <Empty of=Icon::Bag title=t::selling::orders_none(l) text=t::selling::orders_none_text(l) /> }.into_any()
                }}
                {pager(
                    pager_text(l),
                    page_now,
                    pages,
                    move |n| urls.get(n as usize - 1).cloned().unwrap_or_default(),
                )}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Selling)).await
}

/// One order in a list: who, how much, what state, how long is left.
pub fn order_row(l: Locale, href: String, o: &ShopOrder, now: Timestamp) -> AnyView {
    let (label, mood) = words::order_state(l, o.state);
    let meta = format!(
        "{} · {} · {} · {}",
        o.number,
        t::selling::pieces(l, o.pieces),
        words::delivery(l, o.delivery_kind),
        date_time(l, o.placed_at)
    );
    let timer = [o.deadline_at, o.cancel_deadline_at].into_iter().flatten().min().filter(|_| !o.state.is_final());
    let timer = timer.map(|at| {
        let late = at.since(now) < domain::kernel::clock::HOUR * 6;
        countdown(l, at, now, late, |left| t::selling::time_left(l, left))
    });
    let (asked, total) = (o.cancel_deadline_at.is_some(), o.total.to_string());
    view! {
        <RowCard title=o.buyer.clone() href=href meta=meta>
            {asked.then(|| view! { <Badge label=t::selling::cancel_asked_short(l) mood=Mood::Danger /> })}
            <Badge label=label mood=mood />
            {timer}
            <span class="price">{total}</span>
        </RowCard>
    }
    .into_any()
}
