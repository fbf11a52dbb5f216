//! `/petugas/bank-sampah/buku`: what the night found, for a treasurer to read and print.

use axum::extract::Query;
use backend::flows::reconcile::reconcile_now;
use backend::wastebank::read_sacks::read_sacks;
use backend::wastebank::reconcile::{Checks, ReconcileError, read_checks};
use domain::kernel::clock::Timestamp;
use domain::kernel::paging::PageRequest;
use leptos::prelude::*;
use serde::Deserialize;

use super::books_sheet::{sheet, verdict};
use super::desk::{Desk, head};
use super::sacks::{SACKS, sacks};
use crate::i18n::{Locale, date_time, t};
use crate::ui::{Empty, Icon, PostButton, RowCard, SectionHead, Tone};
use crate::web::page::Section;
use crate::web::query::lenient;
use crate::web::{Ctx, Page, Reply, WebError};

const PATH: &str = "/petugas/bank-sampah/buku";

#[derive(Deserialize)]
pub struct Asked {
    saat: Option<i64>,
    /// Which page of the sacks.
    #[serde(default, deserialize_with = "lenient")]
    karung: Option<u32>,
}

fn refusal(e: ReconcileError) -> WebError {
    match e {
        ReconcileError::Forbidden(e) => e.into(),
        ReconcileError::Db(e) => e.into(),
    }
}

pub async fn check(ctx: Ctx) -> Reply {
    reconcile_now(ctx.deps(), ctx.actor()).await.map_err(refusal)?;
    Ok(ctx.see_other_saying(PATH, t::wastebank::checked(ctx.locale())))
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let l = ctx.locale();
    let Checks { report, all } = read_checks(ctx.deps(), ctx.actor(), asked.saat.map(Timestamp)).await.map_err(refusal)?;
    if report.is_none() && asked.saat.is_some() {
        return Err(WebError::NotFound);
    }
    let report = match report {
        Some((at, report)) => {
            let found = read_sacks(ctx.deps(), ctx.actor(), at, PageRequest::new(asked.karung, SACKS)).await.map_err(refusal)?;
            Some((at, report, found))
        }
        None => None,
    };
    let (top, action) = (head(&ctx, Desk::Books), ctx.href(PATH));
    let page = Page::new(t::wastebank::desk_books(l), move || {
        let others = all.into_iter().map(|(at, sound)| other(l, at, sound)).collect::<Vec<_>>();
        let body = match report {
            Some((at, report, found)) => sheet(l, at, &report, sacks(l, at, PATH, &found)),
            None => view! { <Empty of=Icon::Scale title=t::wastebank::no_checks(l) text=t::wastebank::no_checks_text(l) /> }.into_any(),
        };
        let earlier = (!others.is_empty()).then(|| {
            view! {
                <section class="stack no-print">
                    <SectionHead title=t::wastebank::checks(l) />
                    <ul class="row-list" role="list">{others}</ul>
                </section>
            }
        });
        view! {
            <div class="wrap page">
                <div class="no-print stack">{top}</div>
                {body}
                <div class="no-print">
                    <PostButton action=action label=t::wastebank::check_now(l) tone=Tone::Secondary start=Icon::Scale />
                </div>
                {earlier}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Office)).await
}

fn other(l: Locale, at: Timestamp, sound: bool) -> AnyView {
    let href = l.path(&format!("{PATH}?saat={}", at.0));
    view! { <RowCard title=date_time(l, at) href=href>{verdict(l, sound)}</RowCard> }.into_any()
}
