//! `/loket/{unit}/gudang/hitung`: what lies on the piles is weighed, and a second person agrees before the difference is booked.

use axum::extract::Path;
use backend::wastebank::count_stock::{CountStockError, Counted, Counts, count_stock, decide_count, read_counts};
use domain::kernel::ids::WasteUnitId;
use domain::wastebank::material::Material;
use domain::wastebank::measure::Amount;
use domain::wastebank::stock_count::{CountError, CountState, StockCount};
use leptos::prelude::*;

use super::super::words;
use super::count_view;
use super::draft::amount_words;
use super::find::own_unit;
use crate::i18n::{Locale, t};
use crate::ui::{Alert, LinkButton, Mood, PageHead, Text, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

/// One pile as typed; what is left empty is not counted.
pub(super) struct Row {
    pub material: Material,
    pub booked: Amount,
    pub typed: String,
    pub counted: Option<Counted>,
    pub error: Option<Text>,
}

pub async fn show(ctx: Ctx, Path(unit): Path<String>) -> Reply {
    page(&ctx, &unit, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(unit): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let id = own_unit(&ctx, &unit).await?.id;
    let mut errors = Errors::default();
    let here = format!("/loket/{unit}/gudang/hitung");
    let done = match form.text("go") {
        "agree" | "drop" => {
            let agrees = form.text("go") == "agree";
            let count = form.text("count").parse().map_err(|_| WebError::NotFound)?;
            let said = if agrees { t::wastebank::count_booked_now(l) } else { t::wastebank::count_dropped_now(l) };
            decide_count(ctx.deps(), ctx.actor(), id, count, agrees).await.map(|()| said)
        }
        _ => match count(&ctx, id, &form, &mut errors).await? {
            Some(done) => done,
            None => return page(&ctx, &unit, form, errors).await,
        },
    };
    match done {
        Ok(said) => return Ok(ctx.see_other_saying(&here, said)),
        Err(e) => {
            if matches!(e, CountStockError::KeyUsed) {
                form.set("nonce", ctx.deps().random.token());
            }
            let field = if matches!(e, CountStockError::Reason(_)) { "reason" } else { "" };
            errors.add(field, refusal(l, e)?);
        }
    }
    page(&ctx, &unit, form, errors).await
}

/// `None`: something typed cannot be read.
async fn count(
    ctx: &Ctx,
    unit: WasteUnitId,
    form: &Form,
    errors: &mut Errors,
) -> Result<Option<Result<&'static str, CountStockError>>, WebError> {
    let l = ctx.locale();
    let counts = read_counts(ctx.deps(), ctx.actor(), unit).await.map_err(words::error)?;
    let rows = rows(l, counts.piles, form);
    if rows.iter().any(|r| r.error.is_some()) {
        errors.add("", t::common::fix_these(l));
        return Ok(None);
    }
    let lines: Vec<Counted> = rows.into_iter().filter_map(|r| r.counted).collect();
    let done = count_stock(ctx.deps(), ctx.actor(), unit, &lines, form.text("reason"), form.text("nonce")).await;
    Ok(Some(done.map(|state| match state {
        CountState::Waiting => t::wastebank::count_waits_now(l),
        CountState::Booked | CountState::Dropped => t::wastebank::count_agrees_now(l),
    })))
}

/// The materials that lie there, and those that the form speaks of, with what it says of each.
fn rows(l: Locale, piles: Vec<(Material, Amount)>, form: &Form) -> Vec<Row> {
    let columns = ["material", "booked", "counted"].map(|name| form.all(name));
    let row = |(material, now): (Material, Amount)| {
        let code = material.code.to_string();
        let at = columns[0].iter().position(|c| *c == code);
        let cell = |column: usize| at.and_then(|i| columns[column].get(i)).map_or("", |v| v).trim().to_owned();
        let typed = cell(2);
        // What the form showed, so that goods which came or went meanwhile are noticed.
        let booked = cell(1).parse().map_or(now, Amount);
        let (counted, error) = match (typed.is_empty(), material.measure.parse_pile(&typed)) {
            (true, _) => (None, None),
            (false, Ok(counted)) => (Some(Counted { material: material.code, booked, counted }), None),
            (false, Err(e)) => (None, Some(amount_words(l, e, material.measure))),
        };
        Row { material, booked: now, typed, counted, error }
    };
    piles.into_iter().map(row).collect()
}

fn refusal(l: Locale, e: CountStockError) -> Result<Text, WebError> {
    Ok(match e {
        CountStockError::Counter(e) => return Err(words::error(e)),
        CountStockError::Db(e) => return Err(e.into()),
        CountStockError::Nonce => t::wastebank::form_stale(l).into(),
        CountStockError::KeyUsed => t::wastebank::count_used(l).into(),
        CountStockError::Empty => t::wastebank::count_empty(l).into(),
        CountStockError::Moved => t::wastebank::count_moved(l).into(),
        CountStockError::Reason(_) => t::wastebank::count_reason_needed(l).into(),
        CountStockError::Waiting => t::wastebank::count_waiting(l).into(),
        CountStockError::NotWaiting => t::wastebank::count_decided(l).into(),
        CountStockError::Own => t::wastebank::count_own(l).into(),
        CountStockError::Count(CountError::Gone) => t::wastebank::count_gone(l).into(),
        e => return Err(WebError::internal(e)),
    })
}

async fn page(ctx: &Ctx, unit: &str, mut form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let unit = own_unit(ctx, unit).await?;
    let Counts { piles, waiting, earlier } = read_counts(ctx.deps(), ctx.actor(), unit.id).await.map_err(words::error)?;
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let (status, said) = (errors.status(), ctx.flash().cloned());
    let store = ctx.href(&format!("/loket/{}/gudang", unit.id));
    let title = t::wastebank::count_title(l, &unit.name);
    let page = Page::new(title.clone(), move || {
        let here = format!("{store}/hitung");
        let wrong = errors.of("").map(|words| view! { <Alert mood=Mood::Danger title=words live=true /> });
        let body = match &waiting {
            Some((count, own)) => count_view::waiting(l, &here, count, *own),
            None => count_view::sheet(l, here, rows(l, piles, &form), &form, &errors),
        };
        view! {
            <div class="wrap page">
                <PageHead title=title lead=t::wastebank::count_lead(l)>
                    <LinkButton href=store label=t::wastebank::to_store(l) tone=Tone::Secondary />
                </PageHead>
                {said.map(Flash::alert)}
                {wrong}
                {body}
                {count_view::earlier(l, &earlier)}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}

/// Only lines that say something.
pub(super) fn differing(count: &StockCount) -> impl Iterator<Item = &domain::wastebank::stock_count::CountLine> {
    count.lines.iter().filter(|line| line.difference() != Amount::ZERO)
}
