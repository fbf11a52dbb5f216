//! `/petugas/bank-sampah/emisi`: emission factors, each from a day on, with where they come from.

use backend::wastebank::set_factor::{FactorRow, SetFactor, SetFactorError, read_factors, set_factor};
use domain::kernel::clock::Timestamp;
use domain::wastebank::impact::DatedFactor;
use domain::wastebank::measure::{Amount, Measure};
use leptos::prelude::*;

use super::super::words;
use super::desk::{Desk, head};
use crate::i18n::{Locale, date, t};
use crate::ui::{Badge, Card, Choice, Empty, ErrorSummary, Field, FormActions, Icon, Mood, SectionHead, Select, SubmitButton};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

const PATH: &str = "/petugas/bank-sampah/emisi";

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let from = form.parse("from", &mut errors, |s| Timestamp::parse_wib_date(s).ok_or(()), |()| t::wastebank::day_bad(l).into());
    if let Some(from) = from {
        let (warm, kilograms) = (form.typed("warm"), form.typed("kilograms"));
        let input = SetFactor { warm, kilograms, version: form.typed("version"), source: form.typed("source"), from };
        match set_factor(ctx.deps(), ctx.actor(), &input).await {
            Ok(()) => return Ok(ctx.see_other_saying(PATH, &t::emission::saved { warm: &input.warm, from: date(l, from) }.say(l))),
            Err(SetFactorError::NoRow) => errors.add("warm", t::emission::row_bad(l)),
            Err(SetFactorError::Kilograms(_)) => errors.add("kilograms", t::emission::kilograms_bad(l)),
            Err(SetFactorError::Version(e)) => errors.add("version", words::text(l, e)),
            Err(SetFactorError::Source(e)) => errors.add("source", words::text(l, e)),
            Err(SetFactorError::Past) => errors.add("from", t::wastebank::day_past(l)),
            Err(SetFactorError::Taken) => errors.add("from", t::emission::taken(l)),
            Err(SetFactorError::Forbidden(e)) => return Err(e.into()),
            Err(SetFactorError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, form, errors).await
}

async fn page(ctx: &Ctx, mut form: Form, errors: Errors) -> Reply {
    let (l, now) = (ctx.locale(), ctx.now());
    let rows = read_factors(ctx.deps(), ctx.actor()).await.map_err(|e| match e {
        SetFactorError::Forbidden(e) => e.into(),
        e => WebError::internal(e),
    })?;
    if form.text("from").is_empty() && errors.is_empty() {
        form.set("from", now.wib().date_input());
    }
    let (status, top, action) = (errors.status(), head(ctx, Desk::Factors), ctx.href(PATH));
    let page = Page::new(t::emission::tab(l), move || {
        let body = if rows.is_empty() {
            view! { <Empty of=Icon::Leaf title=t::emission::empty(l) text=t::emission::empty_text(l) /> }.into_any()
        } else {
            let cards = rows.iter().map(|r| row(l, now, r)).collect::<Vec<_>>();
            view! {
                <div class="split">
                    <section class="stack">
                        <SectionHead title=t::emission::rows(l) />
                        <ul class="row-list" role="list">{cards}</ul>
                    </section>
                    <aside class="split-side">{editor(l, action, &rows, &form, &errors)}</aside>
                </div>
            }
            .into_any()
        };
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {body}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn names(l: Locale, row: &FactorRow) -> String {
    row.materials.iter().map(|m| m.name(l).to_owned()).collect::<Vec<_>>().join(", ")
}

fn editor(l: Locale, action: String, rows: &[FactorRow], form: &Form, errors: &Errors) -> AnyView {
    let choices = rows.iter().map(|r| Choice::new(r.warm.clone(), format!("{} · {}", r.warm, names(l, r)))).collect::<Vec<_>>();
    let (warm, warm_error) = (form.typed("warm"), errors.of("warm"));
    let (kilograms, kilograms_error) = (form.typed("kilograms"), errors.of("kilograms"));
    let (version, version_error) = (form.typed("version"), errors.of("version"));
    let (source, source_error) = (form.typed("source"), errors.of("source"));
    let (from, from_error) = (form.typed("from"), errors.of("from"));
    view! {
        <Card title=t::emission::title(l)>
            <p class="muted">{t::emission::lead(l)}</p>
            <form class="form" method="post" action=action novalidate>
                <Select name="warm" label=t::emission::row(l) choices=choices value=warm prompt=t::emission::choose(l) error=warm_error required=true />
                <Field
                    name="kilograms"
                    label=t::emission::kilograms(l)
                    hint=t::emission::kilograms_hint(l)
                    suffix=t::emission::unit(l)
                    inputmode="decimal"
                    value=kilograms
                    error=kilograms_error
                    required=true
                />
                <Field name="version" label=t::emission::version(l) hint=t::emission::version_hint(l) value=version error=version_error required=true />
                <Field name="source" label=t::emission::source(l) hint=t::emission::source_hint(l) value=source error=source_error required=true />
                <Field name="from" kind="date" label=t::wastebank::valid_from(l) hint=t::emission::from_hint(l) value=from error=from_error required=true />
                <FormActions>
                    <SubmitButton label=t::common::save(l) />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}

/// What is to come before what holds, and that before what held.
fn row(l: Locale, now: Timestamp, row: &FactorRow) -> AnyView {
    let mut holds = false;
    let items = row
        .factors
        .iter()
        .map(|f| {
            let (label, mood) = match (f.from > now, holds) {
                (true, _) => (t::emission::coming(l), Mood::Info),
                (false, true) => (t::emission::past(l), Mood::Neutral),
                (false, false) => (t::emission::now(l), Mood::Success),
            };
            holds |= f.from <= now;
            item(l, f, label, mood)
        })
        .collect::<Vec<_>>();
    let none = (!holds).then(|| view! { <p class="muted">{t::emission::none(l)}</p> });
    view! {
        <li class="card">
            <h3>{row.warm.clone()}</h3>
            <p class="muted small">{names(l, row)}</p>
            {none}
            <ul class="plain-list">{items}</ul>
        </li>
    }
    .into_any()
}

fn item(l: Locale, f: &DatedFactor, label: &'static str, mood: Mood) -> AnyView {
    let amount = Measure::Kilogram.show(l, Amount(f.factor.grams_per_tonne));
    let version = &f.factor.version;
    let since = if f.from.0 == 0 { t::emission::always(l, version) } else { t::emission::holds { version, from: date(l, f.from) }.say(l) };
    let by = f.by.clone().map(|name| view! { " · " {t::desk::set_by(l, name)} });
    view! {
        <li class="row row-between">
            <div>
                <b>{t::emission::per_tonne(l, amount)}</b>
                <p class="small">{since}</p>
                <p class="muted small">{f.source.clone()} {by}</p>
            </div>
            <Badge label=label mood=mood />
        </li>
    }
    .into_any()
}
