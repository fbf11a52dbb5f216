//! `/petugas/bank-sampah/aturan`: the rules of the counter, each from a day on.

use backend::wastebank::set_rules::{SetRulesError, read_rules, set_rules};
use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::wastebank::rules::{RulesError, WasteRules};
use leptos::prelude::*;

use super::desk::{Desk, head};
use super::thresholds;
use crate::i18n::{Locale, date, t, weekday};
use crate::ui::{Answer, Card, Checkboxes, Column, ErrorSummary, Field, FormActions, FormGrid, SubmitButton, Table};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

/// A limit in rupiah: its field, its words, its place in the rules.
struct Limit {
    name: &'static str,
    label: fn(Locale) -> &'static str,
    of: fn(&mut WasteRules) -> &mut Rupiah,
}

static LIMITS: [Limit; 5] = [
    Limit { name: "witness_from", label: t::wastebank::rule_witness, of: |r| &mut r.witness_from },
    Limit { name: "photo_from", label: t::wastebank::rule_photo, of: |r| &mut r.photo_from },
    Limit { name: "cash_least", label: t::wastebank::rule_least, of: |r| &mut r.cash_least },
    Limit { name: "cash_most", label: t::wastebank::rule_most, of: |r| &mut r.cash_most },
    Limit { name: "cash_most_a_day", label: t::wastebank::rule_day, of: |r| &mut r.cash_most_a_day },
];

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, None, Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let asking = thresholds::read(l, &form, &mut errors);
    let mut rules = WasteRules { cash_days: [false; 7], asking, ..WasteRules::default() };
    for limit in &LIMITS {
        if let Some(n) = form.parse(limit.name, &mut errors, Rupiah::parse_price, |_| t::wastebank::amount_bad(l).into()) {
            *(limit.of)(&mut rules) = n;
        }
    }
    for day in form.all("day") {
        if let Some(on) = day.parse::<usize>().ok().and_then(|d| rules.cash_days.get_mut(d)) {
            *on = true;
        }
    }
    let from = form.parse("from", &mut errors, |s| Timestamp::parse_wib_date(s).ok_or(()), |()| t::wastebank::day_bad(l).into());
    if let Some(from) = from.filter(|_| errors.is_empty()) {
        match set_rules(ctx.deps(), ctx.actor(), from, rules).await {
            Ok(()) => return Ok(ctx.see_other_saying("/petugas/bank-sampah/aturan", t::wastebank::rules_saved(l))),
            Err(SetRulesError::Rules(RulesError::Past)) => errors.add("from", t::wastebank::day_past(l)),
            Err(SetRulesError::Rules(RulesError::Taken)) => errors.add("from", t::wastebank::day_taken(l)),
            Err(SetRulesError::Rules(RulesError::Order)) => errors.add("cash_most", t::wastebank::rule_order(l)),
            Err(SetRulesError::Rules(RulesError::NotPositive)) => errors.add("cash_least", t::wastebank::amount_bad(l)),
            Err(SetRulesError::Rules(RulesError::Threshold(of))) => errors.add(of.code(), thresholds::out_of_range(l, of)),
            Err(SetRulesError::Forbidden(e)) => return Err(e.into()),
            Err(SetRulesError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, Some(form), errors).await
}

/// The form as it stands when nobody has typed yet: what holds now, from today.
fn filled(mut rules: WasteRules, now: Timestamp) -> Form {
    let mut form = Form::default();
    for limit in &LIMITS {
        form.set(limit.name, (limit.of)(&mut rules).0.to_string());
    }
    form.0.extend((0..7).filter(|d| rules.cash_days[*d]).map(|d| ("day".to_owned(), d.to_string())));
    thresholds::fill(&mut form, rules.asking);
    form.set("from", now.wib().date_input());
    form
}

async fn page(ctx: &Ctx, form: Option<Form>, errors: Errors) -> Reply {
    let l = ctx.locale();
    let (rules, history) = match read_rules(ctx.deps(), ctx.actor()).await {
        Ok(read) => read,
        Err(SetRulesError::Forbidden(e)) => return Err(e.into()),
        Err(e) => return Err(WebError::internal(e)),
    };
    let form = form.unwrap_or_else(|| filled(rules, ctx.now()));
    let (status, top, action) = (errors.status(), head(ctx, Desk::Rules), ctx.href("/petugas/bank-sampah/aturan"));
    let page = Page::new(t::wastebank::desk_rules(l), move || {
        let fields = LIMITS
            .iter()
            .map(|limit| {
                view! {
                    <Field
                        name=limit.name
                        label=(limit.label)(l)
                        prefix="Rp"
                        inputmode="numeric"
                        value=form.typed(limit.name)
                        error=errors.of(limit.name)
                        required=true
                    />
                }
            })
            .collect::<Vec<_>>();
        let days = (0..7).map(|d| Answer::new(d.to_string(), weekday(l, d))).collect::<Vec<_>>();
        let thresholds = thresholds::fields(l, &form, &errors);
        let checked: Vec<String> = form.all("day").into_iter().map(str::to_owned).collect();
        let history = (!history.is_empty()).then(|| {
            let (rows, columns) = (history.into_iter().map(|(from, r, by)| row(l, from, r, by)).collect(), columns(l));
            view! { <Table caption=t::wastebank::history(l) quiet_caption=false columns rows /> }
        });
        view! {
            <div class="wrap page">
                {top}
                <Card title=t::wastebank::rules_title(l)>
                    <p class="muted">{t::wastebank::rules_lead(l)}</p>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        <FormGrid>{fields}</FormGrid>
                        <Checkboxes name="day" legend=t::wastebank::rule_days(l) answers=days checked />
                        {thresholds}
                        <Field name="from" kind="date" label=t::wastebank::valid_from(l) value=form.typed("from") error=errors.of("from") required=true />
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                </Card>
                {history}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn columns(l: Locale) -> Vec<Column> {
    let limits = LIMITS.iter().map(|limit| Column::number((limit.label)(l)));
    std::iter::once(Column::new(t::wastebank::valid_from(l)))
        .chain(limits)
        .chain([t::wastebank::rule_days(l), t::wastebank::thresholds(l), t::wastebank::set_by(l)].map(Column::new))
        .collect()
}

fn row(l: Locale, from: Timestamp, mut rules: WasteRules, by: Option<String>) -> Vec<AnyView> {
    let days = (0..7).filter(|d| rules.cash_days[*d]).map(|d| weekday(l, d)).collect::<Vec<_>>().join(", ");
    let limits = LIMITS.iter().map(|limit| (limit.of)(&mut rules).to_string().into_any()).collect::<Vec<_>>();
    let days = if days.is_empty() { "–".to_owned() } else { days };
    let asking = thresholds::differing(l, rules.asking);
    let rest = [days.into_any(), asking.into_any(), by.unwrap_or_default().into_any()];
    std::iter::once(date(l, from).into_any()).chain(limits).chain(rest).collect()
}
