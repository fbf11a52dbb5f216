//! `/cari/saran`: the options under the search box while somebody types, as a piece of HTML for the island.

use axum::extract::RawQuery;
use axum::response::{Html, IntoResponse};
use backend::adapters::search::SearchError;
use domain::kernel::locale::Locale;
use domain::market::search::{Suggestion, SuggestionTarget};
use http::header::CACHE_CONTROL;
use leptos::prelude::*;

use super::asked::Asked;
use crate::i18n::t;
use crate::market::parts::found_card::marked;
use crate::ui::{Icon, icon};
use crate::web::{Ctx, Form, Reply, WebError};

const SHOWN: usize = 8;

pub async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Reply {
    let l = ctx.locale();
    let asked = Asked::read(&Form::from_bytes(query.unwrap_or_default().as_bytes())?);
    let proposals = match ctx.deps().search.suggest(&asked.text, l, SHOWN).await {
        Ok(proposals) => proposals,
        Err(SearchError::NeedsRebuild(_)) => Vec::new(),
        Err(e) => return Err(WebError::internal(e)),
    };
    let html = if proposals.is_empty() { String::new() } else { Owner::new().with(|| options(l, proposals).to_html()) };
    // Asked anew each time: what has just been renamed must not be proposed by its old name.
    Ok(([(CACHE_CONTROL, "private, no-cache")], Html(html)).into_response())
}

fn options(l: Locale, proposals: Vec<Suggestion>) -> impl IntoView + use<> {
    let option = |(i, s): (usize, Suggestion)| {
        let (path, of, kind) = match &s.target {
            SuggestionTarget::Query(q) => (Asked { text: q.clone(), ..Asked::default() }.path(), Icon::Search, None),
            SuggestionTarget::Category(c) => (format!("/kategori/{c}"), Icon::Categories, Some(t::browse::search_in_category(l))),
            SuggestionTarget::Shop(s) => (format!("/toko/{s}"), Icon::Store, Some(t::browse::search_in_shop(l))),
            SuggestionTarget::Product(p) => (format!("/produk/{p}"), Icon::Tag, None),
        };
        view! {
            <li role="option" id=format!("saran-{i}") aria-selected="false" data-href=l.path(&path)>
                {icon(of)}
                <span>{marked(s.text)}</span>
                {kind.map(|k| view! { <span class="muted small">{k}</span> })}
            </li>
        }
    };
    proposals.into_iter().enumerate().map(option).collect::<Vec<_>>()
}
