//! `/petugas`: shops by the state of their review; those that wait longest first.

use axum::extract::Query;
use backend::market::review_shop::{ReviewShopError, list_shops_to_review};
use backend::market::see_nib::{SeeNibError, list_unseen_nibs};
use domain::market::shop::ShopState;
use leptos::prelude::*;
use serde::Deserialize;

use super::desk::{Desk, head};
use crate::i18n::{Locale, date_time, t};
use crate::ui::{Badge, Empty, Icon, Mood, RowCard, SectionHead, Tab, Tabs};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct Filter {
    keadaan: Option<String>,
}

pub async fn show(ctx: Ctx, Query(filter): Query<Filter>) -> Reply {
    let l = ctx.locale();
    let state = filter.keadaan.as_deref().and_then(ShopState::from_code).filter(|s| *s != ShopState::Draft).unwrap_or(ShopState::Submitted);
    let shops = list_shops_to_review(ctx.deps(), ctx.actor(), state).await.map_err(error)?;
    let unseen = list_unseen_nibs(ctx.deps(), ctx.actor()).await.map_err(nib_error)?;
    let unseen = unseen.into_iter().map(|s| (s.name, ctx.href(&format!("/petugas/toko/{}", s.id)), s.owner_name)).collect::<Vec<_>>();
    let top = head(&ctx, Desk::Shops);
    let tabs: Vec<Tab> = [ShopState::Submitted, ShopState::ChangesRequested, ShopState::Approved, ShopState::Rejected]
        .into_iter()
        .map(|s| Tab {
            label: state_name(l, s).into(),
            href: ctx.href(&format!("/petugas?keadaan={}", s.code())).into(),
            current: s == state,
            count: None,
        })
        .collect();
    let rows = shops
        .into_iter()
        .map(|s| {
            let place = s.kelurahan.map(|k| k.name().to_owned());
            let when = s.submitted_at.map(|at| t::reviewing::sent_at(l, date_time(l, at)));
            let meta = [Some(s.owner_name), place, when].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            (s.name, ctx.href(&format!("/petugas/toko/{}", s.id)), meta)
        })
        .collect::<Vec<_>>();
    let page = Page::new(t::reviewing::shops(l), move || {
        let list = if rows.is_empty() {
            view! { <Empty of=Icon::Store title=t::reviewing::no_shops(l) text=t::reviewing::no_shops_text(l) /> }.into_any()
        } else {
            let rows = rows
                .into_iter()
                .map(|(title, href, meta)| {
                    view! {
                        <RowCard title=title href=href meta=meta>
                            <Badge label=state_name(l, state) mood=mood(state) />
                        </RowCard>
                    }
                })
                .collect::<Vec<_>>();
            view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
        };
        view! { <div class="wrap page">{top} {nibs_to_see(l, unseen)} <Tabs label=t::reviewing::by_state(l) tabs=tabs /> {list}</div> }
    });
    ctx.page(page.noindex().section(Section::Office)).await
}

/// Open shops that have typed another business number since an officer looked.
fn nibs_to_see(l: Locale, shops: Vec<(String, String, String)>) -> Option<AnyView> {
    if shops.is_empty() {
        return None;
    }
    let rows = shops.into_iter().map(|(title, href, meta)| view! { <RowCard title=title href=href meta=meta /> }).collect::<Vec<_>>();
    Some(
        view! {
            <section class="stack">
                <SectionHead title=t::reviewing::nibs_to_see(l) />
                <p class="muted">{t::reviewing::nibs_to_see_lead(l)}</p>
                <ul class="row-list" role="list">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

pub fn nib_error(e: SeeNibError) -> WebError {
    match e {
        SeeNibError::Forbidden(e) => e.into(),
        SeeNibError::NotFound => WebError::NotFound,
        e => WebError::internal(e),
    }
}

pub fn state_name(l: Locale, s: ShopState) -> &'static str {
    match s {
        ShopState::Draft => t::reviewing::state_draft(l),
        ShopState::Submitted => t::reviewing::state_submitted(l),
        ShopState::ChangesRequested => t::reviewing::state_changes(l),
        ShopState::Approved => t::reviewing::state_approved(l),
        ShopState::Rejected => t::reviewing::state_rejected(l),
    }
}

pub fn mood(s: ShopState) -> Mood {
    match s {
        ShopState::Draft => Mood::Neutral,
        ShopState::Submitted => Mood::Info,
        ShopState::ChangesRequested => Mood::Warn,
        ShopState::Approved => Mood::Success,
        ShopState::Rejected => Mood::Danger,
    }
}

pub fn error(e: ReviewShopError) -> WebError {
    match e {
        ReviewShopError::Forbidden(e) => e.into(),
        ReviewShopError::NotFound => WebError::NotFound,
        e => WebError::internal(e),
    }
}
