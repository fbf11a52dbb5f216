//! `/loket/{unit}/gudang/jual`: sealed sacks on a collector's weigh-bridge. What is not weighed stays.

use axum::extract::Path;
use backend::wastebank::fill_batch::read_store;
use backend::wastebank::sell_batches::{MAX_COLLECTOR, MAX_LINES, SellBatches, SellError, SoldBatch, sell_batches};
use domain::kernel::money::Rupiah;
use domain::wastebank::batch::{Batch, BatchState};
use domain::wastebank::ledger::EntryError;
use domain::wastebank::measure::Amount;
use domain::wastebank::price::{self, MAX_RATE};
use domain::wastebank::weighing::Weighing;
use leptos::prelude::*;

use super::super::words;
use super::draft::{amount_words, weighing_words};
use super::find::own_unit;
use crate::i18n::{Locale, t};
use crate::ui::{Alert, Card, Field, Icon, LinkButton, Mood, PageHead, SubmitButton, Text, Tone, hidden, icon};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

/// One sack as typed; without a weight it is not sold.
struct Row {
    batch: Batch,
    gross: String,
    tare: String,
    rate: String,
    sold: Option<(SoldBatch, Rupiah)>,
    error: Option<Text>,
}

pub async fn show(ctx: Ctx, Path(unit): Path<String>) -> Reply {
    page(&ctx, &unit, Form::default(), Errors::default(), false).await
}

pub async fn submit(ctx: Ctx, Path(unit): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    if form.text("collector").trim().is_empty() {
        errors.add("collector", t::common::field_required(l));
    }
    let id = own_unit(&ctx, &unit).await?.id;
    let rows = rows(l, sealed(&ctx, &unit).await?, &form);
    let lines: Vec<SoldBatch> = rows.iter().filter_map(|r| r.sold.map(|(sold, _)| sold)).collect();
    if rows.iter().any(|r| r.error.is_some()) {
        errors.add("", t::common::fix_these(l));
    } else if lines.is_empty() && form.text("go") != "save" {
        errors.add("", t::wastebank::nothing_weighed(l));
    }
    if !errors.is_empty() || form.text("go") != "save" {
        return page(&ctx, &unit, form, errors, true).await;
    }
    let input = SellBatches {
        nonce: form.typed("nonce"),
        unit: id,
        collector: form.typed("collector"),
        ticket: form.typed("ticket"),
        lines,
        expected_total: Rupiah(form.text("total").parse().unwrap_or(-1)),
    };
    match sell_batches(ctx.deps(), ctx.actor(), &input).await {
        Ok(slip) => return Ok(ctx.see_other_saying(&format!("/slip/{slip}"), t::wastebank::sold(l))),
        Err(SellError::Counter(e)) => return Err(words::error(e)),
        Err(SellError::Db(e)) => return Err(e.into()),
        Err(SellError::Collector(_)) => errors.add("collector", t::wastebank::name_bad(l, MAX_COLLECTOR)),
        Err(SellError::Ticket(_)) => errors.add("ticket", t::wastebank::ticket_bad(l)),
        Err(SellError::Empty) => errors.add("", t::wastebank::nothing_weighed(l)),
        Err(SellError::TotalChanged { now }) => errors.add("", t::wastebank::sum_changed(l, now)),
        Err(SellError::KeyUsed { slip }) => {
            form.set("nonce", ctx.deps().random.token());
            errors.add("", t::wastebank::form_used(l, slip));
        }
        Err(SellError::NotSealed { .. }) => errors.add("", t::wastebank::sack_not_sealed(l)),
        Err(SellError::TooMany) => errors.add("", t::wastebank::sacks_too_many(l, MAX_LINES)),
        // Sacks that cost nothing and bring nothing.
        Err(SellError::Entry(EntryError::Empty)) => errors.add("", t::wastebank::sale_of_nothing(l)),
        Err(SellError::Nonce) => errors.add("", t::wastebank::form_stale(l)),
        Err(e) => return Err(WebError::internal(e)),
    }
    page(&ctx, &unit, form, errors, true).await
}

async fn sealed(ctx: &Ctx, unit: &str) -> Result<Vec<Batch>, WebError> {
    let unit = own_unit(ctx, unit).await?;
    let store = read_store(ctx.deps(), ctx.actor(), unit.id).await.map_err(words::error)?;
    Ok(store.batches.into_iter().filter(|b| b.state == BatchState::Sealed).collect())
}

/// The sacks of the unit with what the form says of each; of a sack that was sold meanwhile it says nothing any more.
fn rows(l: Locale, sealed: Vec<Batch>, form: &Form) -> Vec<Row> {
    let columns = ["batch", "gross", "tare", "rate"].map(|name| form.all(name));
    sealed
        .into_iter()
        .map(|batch| {
            let id = batch.id.to_string();
            let at = columns[0].iter().position(|b| *b == id);
            let cell = |column: usize| at.and_then(|i| columns[column].get(i)).map_or("", |v| v).trim().to_owned();
            let (gross, tare, rate) = (cell(1), cell(2), cell(3));
            let (sold, error) = match read(l, &batch, &gross, &tare, &rate) {
                Ok(sold) => (sold, None),
                Err(words) => (None, Some(words)),
            };
            Row { batch, gross, tare, rate, sold, error }
        })
        .collect()
}

fn read(l: Locale, batch: &Batch, gross: &str, tare: &str, rate: &str) -> Result<Option<(SoldBatch, Rupiah)>, Text> {
    if gross.is_empty() {
        return Ok(None);
    }
    let measure = batch.material.measure;
    let amount = |text: &str| if text.is_empty() { Ok(Amount::ZERO) } else { measure.parse(text).map_err(|e| amount_words(l, e, measure)) };
    let (gross, tare) = (amount(gross)?, amount(tare)?);
    let bridge = Weighing::new(measure, gross, tare, Amount::ZERO).map_err(|e| weighing_words(l, e, measure))?;
    let rate = Rupiah::parse(rate).ok().filter(|r| *r <= MAX_RATE).ok_or_else(|| Text::from(t::wastebank::rate_bad(l, MAX_RATE)))?;
    let value = price::value(bridge.net(), measure, rate).unwrap_or_default();
    Ok(Some((SoldBatch { batch: batch.id, gross, tare, rate }, value)))
}

async fn page(ctx: &Ctx, unit: &str, mut form: Form, errors: Errors, counted: bool) -> Reply {
    let l = ctx.locale();
    let rows = rows(l, sealed(ctx, unit).await?, &form);
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let status = errors.status();
    let store = ctx.href(&format!("/loket/{unit}/gudang"));
    let page = Page::new(t::wastebank::sell(l), move || {
        let total: Rupiah = rows.iter().filter_map(|r| r.sold.map(|(_, value)| value)).sum();
        let counted = counted && errors.is_empty();
        let save = counted.then(|| {
            view! {
                <div class="action-bar">
                    {hidden(vec![("total", total.0.to_string())])}
                    <span><b>{t::wastebank::sum(l)}</b> " " <span class="price">{total.to_string()}</span></span>
                    <SubmitButton label=t::wastebank::sell_go(l, total) name="go" value="save" start=Icon::Check />
                </div>
            }
        });
        let lines = rows.into_iter().enumerate().map(|(i, row)| line(l, i, row)).collect::<Vec<_>>();
        let action = format!("{store}/jual");
        let (collector, ticket) = (form.typed("collector"), form.typed("ticket"));
        let (collector_error, ticket_error) = (errors.of("collector"), errors.of("ticket"));
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::wastebank::sell(l) lead=t::wastebank::sell_lead(l)>
                    <LinkButton href=store label=t::wastebank::to_store(l) tone=Tone::Secondary />
                </PageHead>
                {errors.of("").map(|words| view! { <Alert mood=Mood::Danger title=words live=true /> })}
                <form class="form" method="post" action=action novalidate>
                    {hidden(vec![("nonce", form.typed("nonce"))])}
                    <Card>
                        <Field name="collector" label=t::wastebank::collector(l) value=collector error=collector_error required=true />
                        <Field
                            name="ticket"
                            label=t::wastebank::bridge_ticket(l)
                            optional=t::common::optional(l)
                            value=ticket
                            error=ticket_error
                        />
                    </Card>
                    <div class="weighings">{lines}</div>
                    <div class="btn-row">
                        <SubmitButton label=t::wastebank::count(l) name="go" value="count" tone=if counted { Tone::Secondary } else { Tone::Primary } />
                    </div>
                    {save}
                </form>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}

fn line(l: Locale, i: usize, row: Row) -> AnyView {
    let error_id = format!("s{i}-err");
    let wrong = row.error.is_some();
    let described = wrong.then(|| error_id.clone());
    let cell = |name: &'static str, label: &'static str, value: String| {
        let id = format!("s{i}-{name}");
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>{label}</label>
                <input
                    class="input input-num"
                    name=name
                    id=id
                    value=value
                    inputmode="decimal"
                    autocomplete="off"
                    aria-describedby=described.clone()
                    aria-invalid=wrong.then_some("true")
                />
            </div>
        }
    };
    let b = row.batch;
    let seal = b.seal.map(|s| s.to_string()).unwrap_or_default();
    let title = format!("{} · {seal} · {} · {}", b.number, b.material.name(l), b.material.measure.show(l, b.amount));
    view! {
        <fieldset class="weighing">
            <legend>{title}</legend>
            {hidden(vec![("batch", b.id.to_string())])}
            {cell("gross", t::wastebank::bridge_gross(l), row.gross)}
            {cell("tare", t::wastebank::tare(l), row.tare)}
            {cell("rate", t::wastebank::bridge_rate(l), row.rate)}
            {row.sold.map(|(_, value)| view! { <p class="weighing-value">{value.to_string()}</p> })}
            {row.error.map(|words| view! { <p class="field-error" id=error_id>{icon(Icon::Error)} <span>{words}</span></p> })}
        </fieldset>
    }
    .into_any()
}
