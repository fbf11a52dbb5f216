//! `/meja-wisata/tur/{slug}/syarat`: shares, deadlines and fees of a tour, each set from a day on.

use axum::extract::Path;
use backend::heritage::set_terms::{SetTermsError, list_terms, set_terms};
use domain::heritage::terms::{DatedTerms, Terms, TermsError};
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use leptos::prelude::*;

use super::dated::{self, Dated};
use super::error;
use super::tabs::{At, head, own_tour, path};
use super::terms_fields::{GROUPS, NUMBERS, Number, Unit};
use crate::i18n::{date, t};
use crate::ui::{Card, Definitions, Disclosure, ErrorSummary, Field, Fieldset, FormActions, FormGrid, SectionHead, SubmitButton, Text};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    page(&ctx, &slug, None, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(&ctx, &slug).await?;
    let (mut errors, mut terms) = (Errors::default(), Terms::default());
    for number in &NUMBERS {
        let typed = form.parse(number.name, &mut errors, Rupiah::parse, |_| t::desk::number_bad(l).into());
        if let Some(Rupiah(n)) = typed
            && !number.unit.put(&mut terms, n)
        {
            errors.add(number.name, t::desk::number_bad(l));
        }
    }
    let from = form.parse("from", &mut errors, |s| Timestamp::parse_wib_date(s).ok_or(()), |()| t::desk::day_bad(l).into());
    if let Some(from) = from.filter(|_| errors.is_empty()) {
        match set_terms(ctx.deps(), ctx.actor(), tour.id, &terms, from).await {
            Ok(()) => return Ok(ctx.see_other_saying(&path(&tour, At::Terms), &t::desk::terms_set(l, date(l, from)))),
            Err(SetTermsError::Staff(e)) => return Err(error(e)),
            Err(SetTermsError::Past) => errors.add("from", t::desk::day_past(l)),
            Err(SetTermsError::Terms(TermsError::Deadlines)) => errors.add("last_cancel_hours", t::desk::deadlines_bad(l)),
            Err(SetTermsError::Terms(TermsError::MoveDeadlines)) => errors.add("last_move_hours", t::desk::deadlines_bad(l)),
            Err(SetTermsError::Terms(TermsError::Reminders)) => errors.add("last_reminder_days", t::desk::reminders_bad(l)),
            Err(SetTermsError::Terms(TermsError::Range { field, least, most })) => {
                errors.add(field, t::desk::range_bad { least, most }.say(l));
            }
            Err(SetTermsError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, &slug, Some(form), errors).await
}

/// The form as it stands when nobody has typed yet: what holds now, from tomorrow.
fn filled(mut terms: Terms, now: Timestamp) -> Form {
    let mut form = Form::default();
    for number in &NUMBERS {
        form.set(number.name, number.unit.get(&mut terms).to_string());
    }
    form.set("from", now.plus(DAY).wib().date_input());
    form
}

async fn page(ctx: &Ctx, slug: &str, form: Option<Form>, errors: Errors) -> Reply {
    let (l, now) = (ctx.locale(), ctx.now());
    let tour = own_tour(ctx, slug).await?;
    let all = list_terms(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?;
    let form = form.unwrap_or_else(|| filled(tour.terms, now));
    let (status, top, action) = (errors.status(), head(ctx, &tour, At::Terms), ctx.href(&path(&tour, At::Terms)));
    let page = Page::new(t::desk::terms(l), move || {
        let (editor, history) = (editor(l, action, &form, &errors), history(l, now, &all));
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <div class="split">
                    <Card title=t::desk::terms_new(l)>
                        <p class="muted">{t::desk::terms_lead(l)}</p>
                        {editor}
                    </Card>
                    <aside class="split-side stack">
                        <SectionHead title=t::desk::terms_days(l) />
                        {history}
                    </aside>
                </div>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn editor(l: Locale, action: String, form: &Form, errors: &Errors) -> AnyView {
    let field = |n: &Number| {
        let (prefix, suffix) = match n.unit {
            Unit::Rupiah(_) => (Some("Rp"), None),
            Unit::Count(words, _) | Unit::Grams(words, _) => (None, Some(words(l))),
        };
        view! {
            <Field
                name=n.name
                label=(n.label)(l)
                prefix=prefix
                suffix=suffix
                inputmode="numeric"
                value=form.typed(n.name)
                error=errors.of(n.name)
                required=true
            />
        }
    };
    let groups = GROUPS
        .iter()
        .map(|(legend, at)| {
            let fields = NUMBERS[at.clone()].iter().map(field).collect::<Vec<_>>();
            view! { <Fieldset legend=legend(l)><FormGrid>{fields}</FormGrid></Fieldset> }
        })
        .collect::<Vec<_>>();
    view! {
        <form class="form" method="post" action=action novalidate>
            {groups}
            <Field
                name="from"
                kind="date"
                label=t::desk::valid_from(l)
                hint=t::desk::terms_from_hint(l)
                value=form.typed("from")
                error=errors.of("from")
                required=true
            />
            <FormActions>
                <SubmitButton label=t::common::save(l) />
            </FormActions>
        </form>
    }
    .into_any()
}

fn history(l: Locale, now: Timestamp, all: &[DatedTerms]) -> AnyView {
    let one = |d: &DatedTerms| {
        let mut terms = d.terms;
        let row = |n: &Number| -> (Text, AnyView) { ((n.label)(l).into(), n.unit.said(l, &mut terms).into_any()) };
        let rows: Vec<_> = NUMBERS.iter().map(row).collect();
        let body = view! { <Disclosure summary=t::desk::terms_all(l)><Definitions rows=rows /></Disclosure> }.into_any();
        Dated { from: d.from, by: d.by.clone(), body }
    };
    dated::list(l, now, all.iter().map(one).collect(), t::desk::terms_none(l))
}
