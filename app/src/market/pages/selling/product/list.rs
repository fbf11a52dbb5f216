//! `/dagang/produk`: what the shop sells, with its stock at hand.

use axum::extract::Query;
use backend::market::list_categories::list_categories;
use backend::market::read_own_products::list_own_products;
use backend::market::store::products::{OwnProductCounts, OwnProductsFilter};
use domain::kernel::paging::PageRequest;
use domain::market::product::ProductState;
use leptos::prelude::*;
use serde::Deserialize;

use super::error;
use super::line::{Line, line};
use crate::i18n::{Locale, t};
use crate::market::pages::selling::my_shop::need_shop;
use crate::market::pages::selling::words;
use crate::market::views::Cloths;
use crate::ui::{Breadcrumb, Empty, Icon, LinkButton, PageHead, Tab, Tabs, hidden, pager};
use crate::web::page::Section;
use crate::web::pager::pager_text;
use crate::web::query::lenient;
use crate::web::{Ctx, Flash, Page, Reply};

const PER_PAGE: u32 = 24;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    status: String,
    #[serde(deserialize_with = "lenient")]
    hal: Option<u32>,
}

impl Asked {
    fn url(&self, ctx: &Ctx, status: &str, page: u32) -> String {
        let mut query = Vec::new();
        for (name, value) in [("q", self.q.as_str()), ("status", status)] {
            if !value.is_empty() {
                query.push(format!("{name}={}", percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC)));
            }
        }
        if page > 1 {
            query.push(format!("hal={page}"));
        }
        let path = ctx.href("/dagang/produk");
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }
}

/// The value of `status` for those that run low.
pub const LOW: &str = "menipis";

fn tabs(ctx: &Ctx, l: Locale, asked: &Asked, counts: &OwnProductCounts) -> Vec<Tab> {
    let tab = |label: &'static str, status: &str, n: u64| Tab {
        label: label.into(),
        href: asked.url(ctx, status, 1).into(),
        current: asked.status == status,
        count: Some(n),
    };
    let mut tabs = vec![tab(t::selling::all(l), "", counts.draft + counts.published)];
    for (state, n) in
        [(ProductState::Published, counts.published), (ProductState::Draft, counts.draft), (ProductState::Archived, counts.archived)]
    {
        tabs.push(tab(words::product_state(l, state).0, state.code(), n));
    }
    tabs.push(tab(t::selling::low_stock(l), LOW, counts.low_stock));
    tabs
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    page(&ctx, &asked, None).await
}

/// `refused`: the product whose stock was typed, with what was typed and what is wrong with it.
pub async fn page(ctx: &Ctx, asked: &Asked, refused: Option<(String, (String, String))>) -> Reply {
    let l = ctx.locale();
    let shop = need_shop(ctx).await?;
    let filter = OwnProductsFilter { text: asked.q.clone(), state: ProductState::from_code(&asked.status), low_stock: asked.status == LOW };
    let own = list_own_products(ctx.deps(), ctx.actor(), shop.id, &filter, PageRequest::new(asked.hal, PER_PAGE)).await.map_err(error)?;
    let (found, counts) = (own.products, own.counts);
    let cloths = Cloths::new(&list_categories(ctx.deps()).await?);
    let status_code = if refused.is_some() { http::StatusCode::UNPROCESSABLE_ENTITY } else { http::StatusCode::OK };
    let said = ctx.flash().cloned();
    let (dashboard, new, action) = (ctx.href("/dagang"), ctx.href("/dagang/produk/baru"), ctx.href("/dagang/produk"));
    let tabs = tabs(ctx, l, asked, &counts);
    let searching = !asked.q.is_empty() || !asked.status.is_empty();
    let (page_now, pages) = (found.request.page, found.pages());
    let urls: Vec<String> = (1..=pages).map(|n| asked.url(ctx, &asked.status, n)).collect();
    let mut lines: Vec<Line> = found.items.into_iter().map(|p| Line::new(ctx, p, shop.low_stock)).collect();
    if let Some((id, (typed, message))) = refused
        && let Some(line) = lines.iter_mut().find(|line| line.is(&id))
    {
        line.refuse(typed, message);
    }
    let (q, status) = (asked.q.clone(), asked.status.clone());
    let page = Page::new(t::selling::products(l), move || {
        let again = new.clone();
        let empty = lines.is_empty();
        let list = lines.into_iter().map(|p| line(l, p, &cloths)).collect::<Vec<_>>();
        view! {
            <div class="wrap page">
                <Breadcrumb label=t::common::breadcrumb(l) steps=vec![(t::common::selling(l).into(), dashboard.into())] here=t::selling::products(l) />
                <PageHead title=t::selling::products(l)>
                    <LinkButton href=again label=t::selling::product_new(l) start=Icon::Plus />
                </PageHead>
                {said.map(Flash::alert)}
                <form class="search-row" role="search" action=action>
                    {(!status.is_empty()).then(|| hidden(vec![("status", status)]))}
                    <label class="sr" for="f-q">{t::selling::products_search(l)}</label>
                    <input class="input" type="search" id="f-q" name="q" value=q placeholder=t::selling::products_search(l) maxlength="100" />
                    <button class="btn btn-secondary" type="submit">{t::common::search_submit(l)}</button>
                </form>
                <Tabs label=t::selling::products_filter(l) tabs=tabs />
                {if !empty {
                    view! { <ul class="row-list" role="list">{list}</ul> }.into_any()
                } else if searching {
                    view! { <Empty of=Icon::Search title=t::selling::products_none_found(l) text=t::selling::products_none_found_text(l) /> }.into_any()
                } else {
                    view! {
                        <Empty of=Icon::Package title=t::selling::products_none(l) text=t::selling::products_none_text(l)>
                            <LinkButton href=new label=t::selling::product_new(l) start=Icon::Plus />
                        </Empty>
                    }
                    .into_any()
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
    ctx.page(page.status(status_code).noindex().section(Section::Selling)).await
}
