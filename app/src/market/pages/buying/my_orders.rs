//! `/akun/pesanan`: what somebody has ordered.

use axum::extract::Query;
use backend::market::read_order::{ListOrdersError, list_my_orders};
use backend::market::store::order_lists::MyOrder;
use domain::kernel::locale::Locale;
use domain::kernel::paging::{PageRequest, Paged};
use leptos::prelude::*;
use serde::Deserialize;

use super::words;
use crate::i18n::{date_time, t};
use crate::market::parts::listing::pages;
use crate::ui::{Badge, Empty, Icon, LinkButton, PageHead, Price, RowCard};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply, WebError};

const PER_PAGE: u32 = 15;

#[derive(Deserialize)]
pub struct At {
    halaman: Option<String>,
}

pub async fn show(ctx: Ctx, Query(at): Query<At>) -> Reply {
    let l = ctx.locale();
    let request = PageRequest::new(at.halaman.and_then(|n| n.parse().ok()), PER_PAGE);
    let found = list_my_orders(ctx.deps(), ctx.actor(), request).await.map_err(|e| match e {
        ListOrdersError::Forbidden(e) => e.into(),
        e => WebError::internal(e),
    })?;
    let page = Page::new(t::buying::orders_title(l), move || view(l, &found));
    Ok(no_store(ctx.page(page.noindex().section(Section::Account)).await?))
}

fn view(l: Locale, found: &Paged<MyOrder>) -> AnyView {
    let rows = found.items.iter().map(|o| row(l, o)).collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! {
            <Empty of=Icon::Bag title=t::buying::orders_empty_title(l) text=t::buying::orders_empty_text(l)>
                <LinkButton href=l.path("/kategori") label=t::buying::cart_browse(l) />
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <ul class="row-list" role="list">
                {rows}
            </ul>
        }
        .into_any()
    };
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=t::buying::orders_title(l) lead=t::buying::orders_lead(l) />
            {list}
            {pages(l, found.request.page, found.pages(), |n| format!("/akun/pesanan?halaman={n}"))}
        </div>
    }
    .into_any()
}

fn row(l: Locale, o: &MyOrder) -> AnyView {
    let states = o
        .subs
        .iter()
        .map(|s| {
            let (state, mood) = words::state(l, s.state);
            view! { <Badge label=t::buying::orders_at_shop { shop: &s.shop.name, state }.say(l) mood /> }
        })
        .collect::<Vec<_>>();
    let total = o.total.to_string();
    view! {
        <RowCard title=o.number.clone() href=l.path(&format!("/pesanan/{}", o.secret)) meta=date_time(l, o.placed_at)>
            {states}
            <Price amount=total />
        </RowCard>
    }
    .into_any()
}
