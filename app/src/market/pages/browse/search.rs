//! `/cari`: find, narrow, sort. Every choice is an address; nothing needs a script.

use axum::extract::RawQuery;
use backend::adapters::search::SearchError;
use backend::market::store::categories;
use domain::kernel::locale::Locale;
use domain::kernel::paging::PageRequest;
use domain::kernel::slug::Slug;
use domain::market::category::{Category, with_descendants};
use domain::market::search::{SearchFilters, SearchPage, SearchQuery, SearchSort};
use http::StatusCode;
use leptos::prelude::*;

use super::asked::Asked;
use super::narrow::{chosen, facets};
use crate::i18n::t;
use crate::market::parts::found_card::found_card;
use crate::market::parts::listing::pages;
use crate::market::views::Cloths;
use crate::ui::{Alert, Chip, Chips, Empty, Facets, Icon, LinkButton, Mood, PageHead, SubmitButton, Tone, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Form, Page, Reply, WebError};

pub const PER_PAGE: u32 = 24;

pub async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Reply {
    let l = ctx.locale();
    let asked = Asked::read(&Form::from_bytes(query.unwrap_or_default().as_bytes())?);
    let known = categories::all(&mut ctx.deps().db.reader()).await?;
    let search = SearchQuery {
        text: asked.text.clone(),
        locale: l,
        filters: SearchFilters {
            categories: branches(&known, &asked.categories),
            kelurahan: asked.kelurahan.clone(),
            price: asked.price,
            in_stock: asked.in_stock,
            shop: None,
        },
        sort: asked.sort,
        page: PageRequest::new(asked.page, PER_PAGE),
        typing: false,
    };
    let found = match ctx.deps().search.search(search).await {
        Ok(found) => Some(found),
        Err(SearchError::NeedsRebuild(_)) => None,
        Err(e) => return Err(WebError::internal(e)),
    };
    if found.as_ref().is_some_and(|f| f.hits.request.page > f.hits.pages()) {
        return Err(WebError::NotFound);
    }
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let title = if asked.text.is_empty() { t::browse::search_title_all(l).to_owned() } else { t::browse::search_title_for(l, &asked.text) };
    let heading = title.clone();
    let text = asked.text.clone();
    // Not a page to be found, for there is no end of them; but one with a translation, whichever way it is sorted.
    let canonical = Asked { sort: SearchSort::default(), page: None, ..asked.clone() }.path();
    let page = Page::new(title, move || match found {
        Some(found) => results(l, heading, &asked, &known, found),
        None => not_ready(l),
    });
    ctx.page(page.status(status).query(text).noindex().canonical(canonical).section(Section::Search)).await
}

/// The chosen categories with everything below them.
fn branches(known: &[Category], chosen: &[Slug]) -> Vec<Slug> {
    let mut all: Vec<Slug> = chosen.iter().flat_map(|c| with_descendants(known, c)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn results(l: Locale, title: String, asked: &Asked, known: &[Category], found: SearchPage) -> AnyView {
    let cloths = Cloths::new(known);
    let total = i64::try_from(found.hits.total).unwrap_or(i64::MAX);
    let (at, page_count) = (found.hits.request.page, found.hits.pages());
    let corrected = found.corrected.map(|q| view! { <Alert mood=Mood::Info title=t::browse::search_corrected(l, q) /> });
    let relaxed = found.relaxed.then(|| view! { <Alert mood=Mood::Info title=t::browse::search_relaxed(l) /> });
    let narrow = facets(l, asked, known, &found.facets);
    // Nothing found and nothing chosen: there is nothing to narrow.
    let narrow = (!narrow.is_empty()).then(|| {
        let price = price_form(l, asked);
        view! {
            <Facets label=t::browse::search_filter(l) facets=narrow>
                {price}
            </Facets>
        }
    });
    let sorts = (total > 1).then(|| view! { <Chips label=t::browse::sort(l) chips=sorts(l, asked) /> });
    let chosen = asked.is_filtered().then(|| view! { <Chips label=t::browse::search_chosen(l) chips=chosen(l, asked, known) /> });
    let pages = pages(l, at, page_count, |n| asked.at_page(n).path());
    let list = if found.hits.items.is_empty() {
        nothing(l, asked)
    } else {
        let cards = found.hits.items.into_iter().enumerate();
        let cards = cards.map(|(i, hit)| view! { <li>{found_card(l, hit, &cloths, i < 2)}</li> }).collect::<Vec<_>>();
        view! {
            <ul class="grid grid-3" role="list" aria-label=t::browse::search_results(l)>
                {cards}
            </ul>
        }
        .into_any()
    };
    let columns = narrow.is_some().then_some("split split-left");
    view! {
        <div class="wrap page">
            <PageHead title=title lead=t::browse::products(l, total) />
            {corrected}
            {relaxed}
            <div class=columns>
                {narrow}
                <div class="stack">
                    {chosen}
                    {sorts}
                    {list}
                    {pages}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn sorts(l: Locale, asked: &Asked) -> Vec<Chip> {
    let label = |s: SearchSort| match s {
        SearchSort::Relevance => t::browse::sort_relevance(l),
        SearchSort::Newest => t::browse::sort_newest(l),
        SearchSort::PriceAsc => t::browse::sort_price_asc(l),
        SearchSort::PriceDesc => t::browse::sort_price_desc(l),
    };
    SearchSort::ALL
        .into_iter()
        .map(|s| Chip { label: label(s).into(), href: l.path(&asked.sorted(s).path()).into(), on: s == asked.sort, remove: None })
        .collect()
}

/// From and to, in rupiah as people type them; everything else that was chosen goes along.
fn price_form(l: Locale, asked: &Asked) -> AnyView {
    let amount = |p: Option<domain::kernel::money::Rupiah>| p.map(|p| p.0.to_string());
    view! {
        <form class="stack stack-sm" action=l.path("/cari")>
            {hidden(asked.without_price().pairs())}
            <div class="price-range">
                <label>
                    <span class="field-label">{t::browse::search_price_min(l)}</span>
                    <input class="input" name="dari" inputmode="numeric" maxlength="12" placeholder="Rp" value=amount(asked.price.min) />
                </label>
                <label>
                    <span class="field-label">{t::browse::search_price_max(l)}</span>
                    <input class="input" name="sampai" inputmode="numeric" maxlength="12" placeholder="Rp" value=amount(asked.price.max) />
                </label>
            </div>
            <SubmitButton label=t::browse::search_price_apply(l) tone=Tone::Secondary />
        </form>
    }
    .into_any()
}

fn nothing(l: Locale, asked: &Asked) -> AnyView {
    let text = if asked.is_filtered() { t::browse::search_empty_filtered(l) } else { t::browse::search_empty_text(l) };
    let clear = asked.is_filtered().then(|| {
        view! { <LinkButton href=l.path(&asked.without_filters().path()) label=t::browse::search_clear(l) /> }
    });
    view! {
        <Empty of=Icon::Search title=t::browse::search_empty_title(l) text=text>
            {clear}
            <LinkButton href=l.path("/kategori") label=t::browse::home_browse(l) tone=Tone::Secondary />
        </Empty>
    }
    .into_any()
}

fn not_ready(l: Locale) -> AnyView {
    view! {
        <div class="wrap page">
            <Empty of=Icon::Timer title=t::browse::search_busy_title(l) text=t::browse::search_busy_text(l) page=true>
                <LinkButton href=l.path("/kategori") label=t::browse::home_browse(l) />
            </Empty>
        </div>
    }
    .into_any()
}
