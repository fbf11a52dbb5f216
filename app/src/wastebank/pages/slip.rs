//! `/slip/{number}`: what was weighed, for whoever holds it; its operators may undo it.

use axum::extract::Path;
use backend::wastebank::read_counter::list_counters;
use backend::wastebank::read_slip::read_slip;
use backend::wastebank::reverse_deposit::{ReverseDepositError, reverse_deposit};
use domain::kernel::locale::Locale;
use domain::wastebank::deposit::DepositLine;
use domain::wastebank::material::Material;
use domain::wastebank::slip::WeighedSlip;
use leptos::prelude::*;

use super::words;
use crate::i18n::{date_time, t};
use crate::ui::{Alert, Card, Column, Confirm, Definitions, Field, Icon, LinkButton, Mood, PageHead, Table, Text, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path(number): Path<String>) -> Reply {
    page(&ctx, &number, &Form::default(), Errors::default()).await
}

pub async fn undo(ctx: Ctx, Path(number): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    match reverse_deposit(ctx.deps(), ctx.actor(), &number, form.text("reason")).await {
        Ok(()) => return Ok(ctx.see_other_saying(&format!("/slip/{number}"), t::wastebank::undo_done(l))),
        Err(ReverseDepositError::Counter(e)) => return Err(words::error(e)),
        Err(ReverseDepositError::Reason(_)) => errors.add("reason", t::wastebank::undo_reason_needed(l)),
        Err(ReverseDepositError::Already) => errors.add("", t::wastebank::undo_already(l)),
        Err(ReverseDepositError::Spent) => errors.add("", t::wastebank::undo_spent(l)),
        Err(ReverseDepositError::Gone) => errors.add("", t::wastebank::undo_gone(l)),
        Err(e) => return Err(WebError::internal(e)),
    }
    page(&ctx, &number, &form, errors).await
}

async fn page(ctx: &Ctx, number: &str, form: &Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let slip = read_slip(ctx.deps(), ctx.actor(), number).await.map_err(words::error)?;
    let operator = list_counters(ctx.deps(), ctx.actor()).await.map_err(words::error)?.iter().any(|u| u.id == slip.slip.unit);
    let action = ctx.href(&format!("/slip/{number}"));
    let reason = form.typed("reason");
    let title = t::wastebank::slip_title(l, number);
    let page = Page::new(title.clone(), move || view(l, title, &slip, operator.then_some(action), reason, &errors));
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}

fn view(
    l: Locale,
    title: String,
    WeighedSlip { slip, lines }: &WeighedSlip,
    undo: Option<String>,
    reason: String,
    errors: &Errors,
) -> AnyView {
    let rows = lines.iter().map(|(material, line)| row(l, material, line)).collect();
    let columns = vec![
        Column::new(t::wastebank::material(l)),
        Column::number(t::wastebank::gross(l)),
        Column::number(t::wastebank::taken_off(l)),
        Column::number(t::wastebank::net(l)),
        Column::number(t::wastebank::price(l)),
        Column::number(t::wastebank::value(l)),
    ];
    let facts: Vec<(Text, AnyView)> = vec![
        (t::wastebank::at(l).into(), date_time(l, slip.at).into_any()),
        (t::wastebank::counter(l).into(), slip.unit_name.clone().into_any()),
        (t::wastebank::operator(l).into(), slip.operator_name.clone().into_any()),
        (t::wastebank::value(l).into(), slip.total.to_string().into_any()),
    ];
    let undone = slip.reversed.as_ref().map(|r| {
        let words = t::wastebank::undone_at(l, &r.reason, date_time(l, r.at));
        view! { <Alert mood=Mood::Danger title=t::wastebank::undone(l)><p>{words}</p></Alert> }
    });
    let wrong = errors.of("").map(|words| view! { <Alert mood=Mood::Warn title=words live=true /> });
    let next = undo.is_some().then(|| {
        let href = l.path(&format!("/loket/{}", slip.unit));
        view! { <LinkButton href label=t::wastebank::next_member(l) start=Icon::ArrowRight /> }
    });
    let wrong_reason = errors.of("reason");
    let undo = undo.filter(|_| slip.reversed.is_none()).map(|action| {
        view! {
            <Confirm label=t::wastebank::undo(l) question=t::wastebank::undo_question(l) yes=t::wastebank::undo_yes(l) action=action start=Icon::Ban>
                <Field name="reason" label=t::wastebank::undo_reason(l) value=reason error=wrong_reason required=true />
            </Confirm>
        }
    });
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=title />
            {wrong}
            {undone}
            <Card title=t::wastebank::slip_sum(l)>
                <Definitions rows=facts total=true />
            </Card>
            <Table caption=t::wastebank::lines(l) columns rows />
            <div class="btn-row no-print">
                {next}
                <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_prices(l) tone=Tone::Secondary />
            </div>
            {undo}
        </div>
    }
    .into_any()
}

fn row(l: Locale, material: &Material, line: &DepositLine) -> Vec<AnyView> {
    let w = line.weighing;
    let off = domain::wastebank::measure::Amount(w.gross().0 - w.net().0);
    let off = if line.reason.is_empty() { line.measure.show(off) } else { format!("{} ({})", line.measure.show(off), line.reason) };
    vec![
        material.name(l).to_owned().into_any(),
        line.measure.show(w.gross()).into_any(),
        off.into_any(),
        line.measure.show(w.net()).into_any(),
        words::rate(l, line.rate, line.measure).into_any(),
        line.value().unwrap_or_default().to_string().into_any(),
    ]
}
