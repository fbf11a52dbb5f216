//! `/meja-wisata/tur/{slug}/dana`: money that goes back to parties, and the word that it has.

use axum::extract::Path;
use backend::flows::tours::pay_back::{MAX_PROOF, MarkRefundedError, list_refunds, mark_refunded};
use domain::heritage::refund::{PaidBack, Refund, RefundDesk};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use leptos::prelude::*;

use super::super::super::words;
use super::error;
use super::tabs::{At, head, own_tour, path};
use crate::i18n::{date, t};
use crate::ui::{Badge, Column, Empty, ErrorSummary, Icon, Mood, RowConfirm, SectionHead, Table};
use crate::web::chat::tel;
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    page(&ctx, &slug, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(&ctx, &slug).await?;
    let mut errors = Errors::default();
    match mark_refunded(ctx.deps(), ctx.actor(), tour.id, form.text("reference"), form.text("proof")).await {
        Ok(()) => return Ok(ctx.see_other_saying(&path(&tour, At::Refunds), t::desk::refund_done(l))),
        Err(MarkRefundedError::Staff(e)) => return Err(error(e)),
        Err(MarkRefundedError::Nothing) => errors.add("", t::desk::refund_gone(l)),
        Err(MarkRefundedError::Proof(e)) => errors.add("proof", words::text(l, e)),
        Err(MarkRefundedError::Db(e)) => return Err(e.into()),
        Err(e @ MarkRefundedError::Fare(_)) => return Err(WebError::internal(e)),
    }
    page(&ctx, &slug, form, errors).await
}

async fn page(ctx: &Ctx, slug: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(ctx, slug).await?;
    let desk = list_refunds(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?;
    let (status, top, action) = (errors.status(), head(ctx, &tour, At::Refunds), ctx.href(&path(&tour, At::Refunds)));
    let page = Page::new(t::desk::refunds(l), move || {
        let (open, done) = (open(l, &action, &desk, &form, &errors), done(l, &desk.done));
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {open}
                {done}
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn open(l: Locale, action: &str, desk: &RefundDesk, form: &Form, errors: &Errors) -> AnyView {
    if desk.open.is_empty() {
        return view! { <Empty of=Icon::CheckCircle title=t::desk::refunds_none(l) text=t::desk::refunds_none_text(l) /> }.into_any();
    }
    let count = i64::try_from(desk.open.len()).unwrap_or(i64::MAX);
    let sum: Rupiah = desk.open.iter().map(|r| r.amount).sum();
    let rows = desk.open.iter().map(|r| owed(l, action, r, form, errors)).collect::<Vec<_>>();
    view! {
        <section class="stack">
            <SectionHead title=t::desk::refunds_open(l) />
            <p>{t::desk::refunds_sum { count, sum }.say(l)}</p>
            <ul class="row-list" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

fn owed(l: Locale, action: &str, r: &Refund, form: &Form, errors: &Errors) -> AnyView {
    let of = form.text("reference") == r.reference;
    let (proof, error) = if of { (form.typed("proof"), errors.of("proof")) } else { (String::new(), None) };
    let phone = r.phone.as_deref().and_then(|p| Phone::parse(p).ok()).map(|p| {
        let local = p.local();
        view! { <a href=tel(&p)>{local}</a> }.into_any()
    });
    let email = r.email.clone().map(|e| view! { <a href=format!("mailto:{e}")>{e.clone()}</a> }.into_any());
    let reach = phone.or(email);
    view! {
        <li class="card">
            <div class="row row-between">
                <div>
                    <h3>{r.name.clone()}</h3>
                    <p class="muted small">{r.number.clone()} " · " {t::desk::owed_since(l, date(l, r.since))} {reach.map(|x| view! { " · " {x} })}</p>
                </div>
                <div class="row-card-end"><Badge label=words::tender(l, r.kind) mood=Mood::Info /> <span class="price">{r.amount.to_string()}</span></div>
            </div>
            <RowConfirm
                label=t::desk::refund_mark(l)
                action=action.to_owned()
                values=vec![("reference", r.reference.clone())]
                row=r.reference.clone()
                name="proof"
                asks=t::desk::refund_proof(l)
                hint=t::desk::refund_proof_hint(l)
                value=proof
                error=error
                most=MAX_PROOF
                open=of
                yes=t::desk::refund_yes(l)
                start=Icon::Check
            />
        </li>
    }
    .into_any()
}

fn done(l: Locale, done: &[PaidBack]) -> AnyView {
    if done.is_empty() {
        return ().into_any();
    }
    let row = |d: &PaidBack| {
        vec![
            d.refund.name.clone().into_any(),
            d.refund.number.clone().into_any(),
            words::tender(l, d.refund.kind).into_any(),
            d.refund.amount.to_string().into_any(),
            d.proof.clone().into_any(),
            format!("{}, {}", date(l, d.at), d.by).into_any(),
        ]
    };
    let rows = done.iter().map(row).collect();
    let columns = vec![
        Column::new(t::heritage::contact(l)),
        Column::new(t::heritage::bookings(l)),
        Column::new(t::desk::refund_way(l)),
        Column::number(t::desk::amount(l)),
        Column::new(t::desk::refund_proof(l)),
        Column::new(t::desk::refund_when(l)),
    ];
    view! {
        <section class="stack">
            <SectionHead title=t::desk::refunds_past(l) />
            <Table caption=t::desk::refunds_past(l) columns rows />
        </section>
    }
    .into_any()
}
