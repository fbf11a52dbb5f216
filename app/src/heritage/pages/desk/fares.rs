//! `/meja-wisata/tur/{slug}/ongkos`: what a seat costs, by category and day.

use axum::extract::Path;
use backend::heritage::list_fares::{FareTable, list_fares};
use backend::heritage::set_fare::{MAX_SOURCE, MOST, SetFareError, set_fare};
use domain::heritage::fare::{Fare, FareCategory};
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use leptos::prelude::*;

use super::super::super::words;
use super::error;
use super::tabs::{At, head, own_tour, path};
use crate::i18n::{date, t};
use crate::ui::{Badge, Card, Choice, Column, ErrorSummary, Field, FormActions, FormGrid, Mood, SectionHead, Select, SubmitButton, Table};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    let mut form = Form::default();
    form.set("from", ctx.now().plus(DAY).wib().date_input());
    page(&ctx, &slug, form, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(&ctx, &slug).await?;
    let mut errors = Errors::default();
    let category = |s: &str| FareCategory::from_code(s).ok_or(());
    let category = form.parse("category", &mut errors, category, |()| t::desk::choose_category(l).into());
    let amount = form.parse("amount", &mut errors, Rupiah::parse, |_| t::desk::fare_bad(l, MOST).into());
    let from = form.parse("from", &mut errors, |s| Timestamp::parse_wib_date(s).ok_or(()), |()| t::desk::day_bad(l).into());
    if let (Some(category), Some(amount), Some(from)) = (category, amount, from) {
        match set_fare(ctx.deps(), ctx.actor(), tour.id, category, amount, from, form.text("source")).await {
            Ok(()) => {
                let said = t::desk::fare_set { category: words::category(l, category), amount, from: date(l, from) }.say(l);
                return Ok(ctx.see_other_saying(&path(&tour, At::Fares), &said));
            }
            Err(SetFareError::Staff(e)) => return Err(error(e)),
            Err(SetFareError::Amount) => errors.add("amount", t::desk::fare_bad(l, MOST)),
            Err(SetFareError::Past) => errors.add("from", t::desk::day_past(l)),
            Err(SetFareError::Source(e)) => errors.add("source", words::text(l, e)),
            Err(SetFareError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, &slug, form, errors).await
}

async fn page(ctx: &Ctx, slug: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(ctx, slug).await?;
    let fares = list_fares(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?;
    let (status, top, action) = (errors.status(), head(ctx, &tour, At::Fares), ctx.href(&path(&tour, At::Fares)));
    let page = Page::new(t::desk::fares(l), move || {
        let editor = editor(l, action, &form, &errors);
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <div class="split">
                    <div class="stack stack-lg">{tables(l, &fares)}</div>
                    <aside class="split-side">{editor}</aside>
                </div>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn tables(l: Locale, fares: &FareTable) -> AnyView {
    let coming = rows(l, &fares.coming, Some((t::desk::coming(l), Mood::Info)));
    let now = rows(l, fares.now.fares(), Some((t::desk::holds_now(l), Mood::Success)));
    let past = rows(l, &fares.past, None);
    let columns = || {
        vec![
            Column::new(t::desk::category(l)),
            Column::number(t::desk::amount(l)),
            Column::new(t::desk::valid_from(l)),
            Column::new(t::desk::source(l)),
            Column::new(""),
        ]
    };
    let past = (!past.is_empty()).then(|| {
        view! {
            <section class="stack">
                <SectionHead title=t::desk::past(l) />
                <Table caption=t::desk::past(l) columns=columns() rows=past />
            </section>
        }
    });
    let current: Vec<_> = now.into_iter().chain(coming).collect();
    let current = if current.is_empty() {
        view! { <p class="muted">{t::desk::fares_none(l)}</p> }.into_any()
    } else {
        view! { <Table caption=t::desk::fares_now(l) columns=columns() rows=current /> }.into_any()
    };
    view! { <section class="stack"><SectionHead title=t::desk::fares_now(l) />{current}</section> {past} }.into_any()
}

fn rows(l: Locale, fares: &[Fare], badge: Option<(&'static str, Mood)>) -> Vec<Vec<AnyView>> {
    let row = |f: &Fare| {
        let badge = badge.map(|(label, mood)| view! { <Badge label=label mood=mood /> });
        vec![
            words::category(l, f.category).into_any(),
            f.amount.to_string().into_any(),
            date(l, f.from).into_any(),
            f.source.clone().into_any(),
            badge.into_any(),
        ]
    };
    fares.iter().map(row).collect()
}

fn editor(l: Locale, action: String, form: &Form, errors: &Errors) -> AnyView {
    let categories = FareCategory::ALL.into_iter().map(|c| Choice::new(c.code(), words::category(l, c))).collect::<Vec<_>>();
    let pair = view! {
        <Select
            name="category"
            label=t::desk::category(l)
            prompt=t::desk::choose(l)
            choices=categories
            value=form.typed("category")
            error=errors.of("category")
            required=true
        />
        <Field
            name="amount"
            label=t::desk::amount(l)
            prefix="Rp"
            inputmode="numeric"
            value=form.typed("amount")
            error=errors.of("amount")
            required=true
        />
    };
    let rest = view! {
        <Field
            name="from"
            kind="date"
            label=t::desk::valid_from(l)
            hint=t::desk::fare_from_hint(l)
            value=form.typed("from")
            error=errors.of("from")
            required=true
        />
        <Field
            name="source"
            label=t::desk::source(l)
            hint=t::desk::source_hint(l)
            optional=t::common::optional(l)
            value=form.typed("source")
            error=errors.of("source")
            maxlength=u32::try_from(MAX_SOURCE).unwrap_or(u32::MAX)
        />
    };
    view! {
        <Card title=t::desk::fare_new(l)>
            <p class="muted">{t::desk::fare_lead(l)}</p>
            <form class="form" method="post" action=action novalidate>
                <FormGrid>{pair}</FormGrid>
                {rest}
                <FormActions>
                    <SubmitButton label=t::common::save(l) />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}
