//! `/loket/{unit}/gudang/jual`: sealed sacks on a buyer's weigh-bridge. What is not weighed stays.

use std::collections::HashMap;

use axum::extract::Path;
use backend::wastebank::fill_batch::read_store;
use backend::wastebank::read_buyer_prices::read_buyer_prices;
use backend::wastebank::sell_batches::{MAX_COLLECTOR, MAX_LINES, SellBatches, SellError, SoldBatch, sell_batches};
use domain::kernel::money::Rupiah;
use domain::wastebank::batch::{Batch, BatchState};
use domain::wastebank::ledger::EntryError;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Amount;
use domain::wastebank::price::{self, MAX_RATE, Tier};
use domain::wastebank::weighing::Weighing;

use super::super::words;
use super::draft::{amount_words, weighing_words};
use super::find::own_unit;
use super::sell_view::{Shown, view};
use crate::i18n::{Locale, t};
use crate::ui::Text;
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

/// One sack as typed; without a weight it is not sold.
pub(super) struct Row {
    pub batch: Batch,
    pub gross: String,
    pub tare: String,
    pub rate: String,
    /// What today's list says for this buyer.
    pub list: Option<Rupiah>,
    pub sold: Option<(SoldBatch, Rupiah)>,
    pub error: Option<Text>,
}

type PriceOf = HashMap<MaterialCode, Rupiah>;

pub async fn show(ctx: Ctx, Path(unit): Path<String>) -> Reply {
    page(&ctx, &unit, Form::default(), Errors::default(), false).await
}

pub async fn submit(ctx: Ctx, Path(unit): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    if form.text("collector").trim().is_empty() {
        errors.add("collector", t::common::field_required(l));
    }
    if form.has("tier") && Tier::from_code(form.text("tier")).is_none_or(|tier| !Tier::BUYERS.contains(&tier)) {
        errors.add("tier", t::wastebank::tier_bad(l));
    }
    let (id, buyer) = (own_unit(&ctx, &unit).await?.id, buyer(&form));
    let (sacks, list) = sealed(&ctx, &unit, buyer).await?;
    let rows = rows(l, sacks, &list, &form);
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
        buyer,
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
        Err(SellError::Buyer) => errors.add("tier", t::wastebank::tier_bad(l)),
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

/// Who buys them; a collector where nobody says otherwise.
fn buyer(form: &Form) -> Tier {
    Tier::from_code(form.text("tier")).filter(|tier| Tier::BUYERS.contains(tier)).unwrap_or(Tier::BUYERS[0])
}

/// The unit's sealed sacks, and what today's list says for the buyer.
async fn sealed(ctx: &Ctx, unit: &str, buyer: Tier) -> Result<(Vec<Batch>, PriceOf), WebError> {
    let unit = own_unit(ctx, unit).await?;
    let store = read_store(ctx.deps(), ctx.actor(), unit.id).await.map_err(words::error)?;
    let list = read_buyer_prices(ctx.deps(), ctx.actor(), unit.id, buyer).await.map_err(words::error)?;
    Ok((store.batches.into_iter().filter(|b| b.state == BatchState::Sealed).collect(), list))
}

/// The sacks of the unit with what the form says of each; of a sack that was sold meanwhile it says nothing any more.
fn rows(l: Locale, sealed: Vec<Batch>, list: &PriceOf, form: &Form) -> Vec<Row> {
    let columns = ["batch", "gross", "tare", "rate", "listed"].map(|name| form.all(name));
    sealed
        .into_iter()
        .map(|batch| {
            let id = batch.id.to_string();
            let at = columns[0].iter().position(|b| *b == id);
            let cell = |column: usize| at.and_then(|i| columns[column].get(i)).map_or("", |v| v).trim().to_owned();
            let (gross, tare, typed) = (cell(1), cell(2), cell(3));
            let list = list.get(&batch.material.code).copied();
            // A rate that nobody has changed follows the list, also to that of another kind of buyer.
            let rate = if typed.is_empty() || typed == cell(4) { list.map(|r| r.0.to_string()).unwrap_or_default() } else { typed };
            let (sold, error) = match read(l, &batch, &gross, &tare, &rate) {
                Ok(sold) => (sold, None),
                Err(words) => (None, Some(words)),
            };
            Row { batch, gross, tare, rate, list, sold, error }
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
    let buyer = buyer(&form);
    let (sacks, list) = sealed(ctx, unit, buyer).await?;
    let rows = rows(l, sacks, &list, &form);
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let status = errors.status();
    let store = ctx.href(&format!("/loket/{unit}/gudang"));
    let page = Page::new(t::wastebank::sell(l), move || view(l, store, Shown { rows, buyer, counted, form, errors }));
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
