//! `/loket/{unit}/gudang`: what lies in a unit, and the sacks that are filled from it.

use axum::extract::Path;
use backend::wastebank::fill_batch::{BatchError, Into, Store, empty_batch, fill_batch, read_filled, read_store, seal_batch};
use domain::kernel::ids::{WasteBatchId, WasteUnitId};
use domain::wastebank::batch::{Batch, BatchState};
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::Measure;
use leptos::prelude::*;

use super::super::words;
use super::draft::amount_words;
use super::find::own_unit;
use crate::i18n::{Locale, date_time, t};
use crate::ui::{
    Badge, Card, Choice, Column, Confirm, ErrorSummary, Field, FormActions, Icon, LinkButton, Mood, PageHead, Price, RowCard, SectionHead,
    Select, SubmitButton, Table, Text, Tone, hidden,
};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path(unit): Path<String>) -> Reply {
    page(&ctx, &unit, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(unit): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let id = own_unit(&ctx, &unit).await?.id;
    let mut errors = Errors::default();
    let batch = || form.text("batch").parse::<WasteBatchId>().map_err(|_| WebError::NotFound);
    let (field, done) = match form.text("go") {
        "seal" => {
            ("seal", seal_batch(ctx.deps(), ctx.actor(), id, batch()?, form.text("seal")).await.map(|()| t::wastebank::sealed_now(l)))
        }
        "empty" => ("", empty_batch(ctx.deps(), ctx.actor(), id, batch()?).await.map(|()| t::wastebank::emptied(l))),
        _ => match fill(&ctx, id, &form, &mut errors).await? {
            Some(done) => ("amount", done.map(|()| t::wastebank::filled(l))),
            None => return page(&ctx, &unit, form, errors).await,
        },
    };
    match done {
        Ok(said) => return Ok(ctx.see_other_saying(&format!("/loket/{unit}/gudang"), said)),
        Err(e) => {
            if matches!(e, BatchError::KeyUsed { .. }) {
                form.set("nonce", ctx.deps().random.token());
            }
            errors.add(field, refusal(l, e)?);
        }
    }
    page(&ctx, &unit, form, errors).await
}

/// `None`: something typed cannot be read.
async fn fill(ctx: &Ctx, unit: WasteUnitId, form: &Form, errors: &mut Errors) -> Result<Option<Result<(), BatchError>>, WebError> {
    let l = ctx.locale();
    let store = read_store(ctx.deps(), ctx.actor(), unit).await.map_err(words::error)?;
    // A form that is sent again names a sack that may be gone, or a pile that is empty by now.
    let filled = read_filled(ctx.deps(), ctx.actor(), unit, form.text("nonce")).await.map_err(words::error)?;
    let Some((into, measure)) = target(&store, filled.as_ref(), form.text("into")) else {
        errors.add("into", t::wastebank::choose_sack(l));
        return Ok(None);
    };
    let Some(amount) = form.parse("amount", errors, |s| measure.parse(s), |e| amount_words(l, e, measure)) else { return Ok(None) };
    Ok(Some(fill_batch(ctx.deps(), ctx.actor(), unit, into, amount, form.text("nonce")).await))
}

/// A material stands for a new sack, an id for an open one.
fn target(store: &Store, filled: Option<&Batch>, typed: &str) -> Option<(Into, Measure)> {
    if let Ok(code) = MaterialCode::parse(typed) {
        let known = store.stock.iter().map(|(m, ..)| m).chain(filled.map(|b| &b.material));
        return known.into_iter().find(|m| m.code == code).map(|m| (Into::New(code), m.measure));
    }
    let id: WasteBatchId = typed.parse().ok()?;
    let batch = store.batches.iter().chain(filled).find(|b| b.id == id)?;
    Some((Into::Open(id), batch.material.measure))
}

fn refusal(l: Locale, e: BatchError) -> Result<Text, WebError> {
    Ok(match e {
        BatchError::Counter(e) => return Err(words::error(e)),
        BatchError::Db(e) => return Err(e.into()),
        BatchError::Nonce => t::wastebank::form_stale(l).into(),
        BatchError::KeyUsed { number } => t::wastebank::sack_used(l, number).into(),
        BatchError::NotOpen => t::wastebank::sack_not_open(l).into(),
        BatchError::Empty => t::wastebank::sack_empty(l).into(),
        BatchError::NotThere { .. } => t::wastebank::not_there(l).into(),
        BatchError::Seal(_) => t::wastebank::seal_bad(l).into(),
        BatchError::SealUsed => t::wastebank::seal_used(l).into(),
    })
}

async fn page(ctx: &Ctx, unit: &str, mut form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let unit = own_unit(ctx, unit).await?;
    let store = read_store(ctx.deps(), ctx.actor(), unit.id).await.map_err(words::error)?;
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let (status, said) = (errors.status(), ctx.flash().cloned());
    let counter = ctx.href(&format!("/loket/{}", unit.id));
    let title = t::wastebank::store_title(l, &unit.name);
    let page = Page::new(title.clone(), move || {
        let here = format!("{counter}/gudang");
        let counting = format!("{here}/hitung");
        let sacks = store.batches.iter().map(|b| sack(l, &here, b, &form, &errors)).collect::<Vec<_>>();
        let sell = store.batches.iter().any(|b| b.state == BatchState::Sealed).then(|| {
            view! { <LinkButton href=format!("{here}/jual") label=t::wastebank::sell(l) start=Icon::Scale /> }
        });
        let whole = errors.of("").map(|words| vec![("", words)]).unwrap_or_default();
        view! {
            <div class="wrap page">
                <PageHead title=title lead=t::wastebank::store_lead(l)>
                    {sell}
                    <LinkButton href=counting label=t::wastebank::count_stock(l) tone=Tone::Secondary start=Icon::Scale />
                    <LinkButton href=counter label=t::wastebank::to_counter(l) tone=Tone::Secondary />
                </PageHead>
                {said.map(Flash::alert)}
                <ErrorSummary title=t::common::fix_these(l) errors=whole />
                {pile(l, &store)}
                {filling(l, here.clone(), &store, form.clone(), errors.clone())}
                <section class="stack">
                    <SectionHead title=t::wastebank::sacks(l) />
                    {if sacks.is_empty() {
                        view! { <p class="muted">{t::wastebank::no_sacks(l)}</p> }.into_any()
                    } else {
                        view! { <ul class="row-list" role="list">{sacks}</ul> }.into_any()
                    }}
                </section>
                {sales(l, &store)}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}

fn pile(l: Locale, store: &Store) -> AnyView {
    if store.stock.is_empty() {
        return view! { <p class="muted">{t::wastebank::store_empty(l)}</p> }.into_any();
    }
    let row = |(m, amount, cost): &(domain::wastebank::material::Material, _, domain::kernel::money::Rupiah)| {
        vec![m.name(l).to_owned().into_any(), m.measure.show(l, *amount).into_any(), cost.to_string().into_any()]
    };
    let rows = store.stock.iter().map(row).collect();
    let columns =
        vec![Column::new(t::wastebank::material(l)), Column::number(t::wastebank::in_stock(l)), Column::number(t::wastebank::cost(l))];
    view! { <Table caption=t::wastebank::in_stock(l) columns rows /> }.into_any()
}

fn filling(l: Locale, here: String, store: &Store, form: Form, errors: Errors) -> AnyView {
    if store.stock.is_empty() {
        return ().into_any();
    }
    let open = store.batches.iter().filter(|b| b.state == BatchState::Open).map(|b| {
        let label = format!("{} · {} · {}", b.number, b.material.name(l), b.material.measure.show(l, b.amount));
        Choice::new(b.id.to_string(), label).in_group(t::wastebank::sacks_open(l))
    });
    let new = store.stock.iter().map(|(m, amount, _)| {
        let label = format!("{} ({})", m.name(l), m.measure.show(l, *amount));
        Choice::new(m.code.to_string(), label).in_group(t::wastebank::sack_new(l))
    });
    let choices = open.chain(new).collect::<Vec<_>>();
    view! {
        <Card title=t::wastebank::fill(l)>
            <form class="form" method="post" action=here novalidate>
                {hidden(vec![("go", "fill".to_owned()), ("nonce", form.typed("nonce"))])}
                <Select
                    name="into"
                    label=t::wastebank::sack(l)
                    prompt=t::wastebank::choose_sack(l)
                    choices
                    value=form.typed("into")
                    error=errors.of("into")
                    required=true
                />
                <Field
                    name="amount"
                    label=t::wastebank::net(l)
                    inputmode="decimal"
                    value=form.typed("amount")
                    error=errors.of("amount")
                    required=true
                />
                <FormActions>
                    <SubmitButton label=t::wastebank::fill_go(l) />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}

fn sack(l: Locale, here: &str, b: &Batch, form: &Form, errors: &Errors) -> AnyView {
    let meta = format!("{} · {}", b.material.name(l), b.material.measure.show(l, b.amount));
    let end = match &b.seal {
        Some(seal) => view! { <Badge label=t::wastebank::sealed_with(l, seal) mood=Mood::Success /> }.into_any(),
        None => open_sack(l, here, b, form, errors),
    };
    view! {
        <li class="row-card">
            <div>
                <b>{b.number.clone()}</b>
                <p class="muted small">{meta}</p>
            </div>
            <div class="row-card-end">{end}</div>
        </li>
    }
    .into_any()
}

fn open_sack(l: Locale, here: &str, b: &Batch, form: &Form, errors: &Errors) -> AnyView {
    let id = b.id.to_string();
    // Several of these forms stand on the page: what was typed belongs to one.
    let mine = form.text("batch") == id && form.text("go") == "seal";
    let (value, error) = if mine { (form.typed("seal"), errors.of("seal")) } else { (String::new(), None) };
    let values = vec![("go", "empty".to_owned()), ("batch", id.clone())];
    let field = format!("seal-{id}");
    view! {
        <div class="stack stack-sm">
            <form class="form" method="post" action=here.to_owned() novalidate>
                {hidden(vec![("go", "seal".to_owned()), ("batch", id)])}
                <Field name="seal" id=field label=t::wastebank::seal_number(l) value=value error=error autocomplete="off" required=true />
                <SubmitButton label=t::wastebank::seal_go(l) tone=Tone::Secondary start=Icon::Check />
            </form>
            <Confirm
                label=t::wastebank::empty_sack(l)
                question=t::wastebank::empty_question(l)
                yes=t::wastebank::empty_yes(l)
                action=here.to_owned()
                values
            />
        </div>
    }
    .into_any()
}

fn sales(l: Locale, store: &Store) -> AnyView {
    if store.sales.is_empty() {
        return ().into_any();
    }
    let rows = store
        .sales
        .iter()
        .map(|(slip, at, collector, total)| {
            let (href, meta, amount) =
                (l.path(&format!("/slip/{slip}")), format!("{} · {collector}", date_time(l, *at)), total.to_string());
            view! { <RowCard title=slip.clone() href=href meta=meta><Price amount=amount /></RowCard> }
        })
        .collect::<Vec<_>>();
    view! {
        <section class="stack">
            <SectionHead title=t::wastebank::sales(l) />
            <ul class="row-list" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}
