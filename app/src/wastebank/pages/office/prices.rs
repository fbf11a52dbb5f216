//! `/petugas/bank-sampah`: a price, or the end of taking a material, is proposed by one officer and put into force by another.

use backend::wastebank::decide_price::{DecidePriceError, decide_price};
use backend::wastebank::read_price_desk::{PriceDesk, read_price_desk};
use domain::kernel::ids::WastePriceId;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::price::Price;
use leptos::prelude::*;

use super::super::words;
use super::desk::{Desk, head};
use super::{price_form, price_table};
use crate::i18n::{Locale, date, t};
use crate::ui::{Column, ErrorSummary, Icon, PostButton, SectionHead, Size, Table, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub(super) const PATH: &str = "/petugas/bank-sampah";

pub async fn show(ctx: Ctx) -> Reply {
    let mut form = Form::default();
    form.set("from", ctx.now().wib().date_input());
    page(&ctx, form, Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    match form.text("go") {
        "accept" => decide(&ctx, &form, true).await,
        "refuse" => decide(&ctx, &form, false).await,
        _ => price_form::propose(&ctx, form).await,
    }
}

async fn decide(ctx: &Ctx, form: &Form, accept: bool) -> Reply {
    let l = ctx.locale();
    let id: WastePriceId = form.text("id").parse().map_err(|_| WebError::NotFound)?;
    let mut errors = Errors::default();
    match decide_price(ctx.deps(), ctx.actor(), id, accept).await {
        Ok(()) => {
            let said = if accept { t::wastebank::price_accepted(l) } else { t::wastebank::price_refused(l) };
            return Ok(ctx.see_other_saying(PATH, said));
        }
        Err(DecidePriceError::Forbidden(e)) => return Err(e.into()),
        Err(DecidePriceError::Db(e)) => return Err(e.into()),
        Err(DecidePriceError::NotFound) => errors.add("", t::wastebank::price_gone(l)),
        Err(DecidePriceError::Own) => errors.add("", t::wastebank::price_own(l)),
        Err(DecidePriceError::TooLate) => errors.add("", t::wastebank::price_late(l)),
        Err(DecidePriceError::Taken) => errors.add("", t::wastebank::price_taken(l)),
    }
    let mut form = Form::default();
    form.set("from", ctx.now().wib().date_input());
    page(ctx, form, errors).await
}

pub(super) async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let desk = match read_price_desk(ctx.deps(), ctx.actor()).await {
        Ok(desk) => desk,
        Err(DecidePriceError::Forbidden(e)) => return Err(e.into()),
        Err(e) => return Err(WebError::internal(e)),
    };
    let (status, top, action) = (errors.status(), head(ctx, Desk::Prices), ctx.href(PATH));
    let page = Page::new(t::wastebank::desk_prices(l), move || {
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {waiting(l, &action, &desk)}
                {price_form::view(l, action, &desk, form, errors)}
                {decided(l, &desk)}
                {price_table::in_force(l, &desk)}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn named(l: Locale, desk: &PriceDesk, code: MaterialCode) -> String {
    desk.materials.iter().find(|m| m.code == code).map_or_else(|| code.to_string(), |m| format!("{} ({code})", m.name(l)))
}

fn rate(l: Locale, desk: &PriceDesk, price: &Price) -> String {
    let measure = desk.materials.iter().find(|m| m.code == price.material).map(|m| m.measure);
    measure.map_or_else(String::new, |m| words::price(l, price.rate, m))
}

fn waiting(l: Locale, action: &str, desk: &PriceDesk) -> AnyView {
    if desk.proposals.is_empty() {
        return view! { <p class="muted">{t::wastebank::no_proposals(l)}</p> }.into_any();
    }
    let rows = desk
        .proposals
        .iter()
        .map(|p| {
            let now = desk.prices.iter().find(|o| o.material == p.price.material && o.tier == p.price.tier);
            let old = now.map_or_else(|| "–".to_owned(), |o| rate(l, desk, o));
            let button = |go: &str, label: &'static str, tone: Tone, start: Icon| {
                let values = vec![("go", go.to_owned()), ("id", p.id.to_string())];
                view! { <PostButton action=action.to_owned() label=label tone=tone size=Size::Small start=start values /> }
            };
            vec![
                named(l, desk, p.price.material).into_any(),
                words::tier(l, p.price.tier).into_any(),
                old.into_any(),
                rate(l, desk, &p.price).into_any(),
                date(l, p.price.from).into_any(),
                p.by_name.clone().into_any(),
                view! {
                    <div class="btn-row">
                        {button("accept", t::wastebank::price_accept(l), Tone::Primary, Icon::Check)}
                        {button("refuse", t::wastebank::price_refuse(l), Tone::QuietDanger, Icon::Ban)}
                    </div>
                }
                .into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::new(t::wastebank::material(l)),
        Column::new(t::wastebank::tier(l)),
        Column::number(t::wastebank::price_now(l)),
        Column::number(t::wastebank::price_new(l)),
        Column::new(t::wastebank::valid_from(l)),
        Column::new(t::wastebank::proposed_by(l)),
        Column::new(""),
    ];
    view! { <Table caption=t::wastebank::proposals(l) quiet_caption=false columns rows /> }.into_any()
}

fn decided(l: Locale, desk: &PriceDesk) -> AnyView {
    let rows: Vec<Vec<AnyView>> = desk
        .decided
        .iter()
        .map(|d| {
            let what = if d.accepted { t::wastebank::accepted(l) } else { t::wastebank::refused(l) };
            vec![
                named(l, desk, d.price.material).into_any(),
                words::tier(l, d.price.tier).into_any(),
                rate(l, desk, &d.price).into_any(),
                date(l, d.price.from).into_any(),
                d.proposed_by.clone().into_any(),
                format!("{what}, {} ({})", d.decided_by, date(l, d.at)).into_any(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Column::new(t::wastebank::material(l)),
        Column::new(t::wastebank::tier(l)),
        Column::number(t::wastebank::price(l)),
        Column::new(t::wastebank::valid_from(l)),
        Column::new(t::wastebank::proposed_by(l)),
        Column::new(t::wastebank::decision(l)),
    ];
    view! {
        <section class="stack">
            <SectionHead title=t::wastebank::history(l) />
            <Table caption=t::wastebank::history(l) columns rows />
        </section>
    }
    .into_any()
}
