//! `/petugas/bank-sampah/kas`: what lies in the cash boxes; money put in or taken out. What guides hand in and the village is
//! given is in `handing.rs`.

use backend::wastebank::move_cash::{MoveCashError, list_boxes, move_cash};
use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::Rupiah;
use leptos::prelude::*;

use super::desk::{Desk, head};
use super::handing;
use crate::i18n::{Locale, t};
use crate::ui::{Answer, Card, Choice, Column, ErrorSummary, Field, FormActions, RadioChips, Select, SubmitButton, Table, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub const PATH: &str = "/petugas/bank-sampah/kas";

/// What was typed into one of the page's forms, and what is wrong with it.
#[derive(Default)]
pub struct Typed {
    pub form: Form,
    pub errors: Errors,
}

/// The forms of the page; at most one of them has been sent.
#[derive(Default)]
pub struct Forms {
    pub float: Typed,
    pub hand: Typed,
    pub village: Typed,
}

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Forms::default()).await
}

pub async fn submit(ctx: Ctx, mut form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let unit: Option<WasteUnitId> = form.parse("unit", &mut errors, str::parse, |_| t::wastebank::choose_counter(l).into());
    let amount = form.parse("amount", &mut errors, Rupiah::parse_price, |_| t::wastebank::amount_bad(l).into());
    if let (Some(unit), Some(amount)) = (unit, amount) {
        let amount = if form.text("way") == "out" { -amount } else { amount };
        match move_cash(ctx.deps(), ctx.actor(), unit, amount, form.text("note"), form.text("nonce")).await {
            Ok(()) => return Ok(ctx.see_other_saying(PATH, t::wastebank::box_done(l))),
            Err(MoveCashError::NotFound) => errors.add("unit", t::wastebank::choose_counter(l)),
            Err(MoveCashError::Note(_)) => errors.add("note", t::wastebank::box_note_needed(l)),
            Err(MoveCashError::Amount) => errors.add("amount", t::wastebank::amount_bad(l)),
            Err(MoveCashError::BoxShort { left }) => errors.add("amount", t::wastebank::box_short(l, left)),
            Err(MoveCashError::KeyUsed) => {
                form.set("nonce", ctx.deps().random.token());
                errors.add("", t::wastebank::box_used(l));
            }
            Err(MoveCashError::Nonce) => errors.add("", t::wastebank::form_stale(l)),
            Err(MoveCashError::Forbidden(e)) => return Err(e.into()),
            Err(MoveCashError::Db(e)) => return Err(e.into()),
            Err(e) => return Err(WebError::internal(e)),
        }
    }
    page(&ctx, Forms { float: Typed { form, errors }, ..Forms::default() }).await
}

pub(super) async fn page(ctx: &Ctx, mut forms: Forms) -> Reply {
    let l = ctx.locale();
    let boxes = match list_boxes(ctx.deps(), ctx.actor()).await {
        Ok(boxes) => boxes,
        Err(MoveCashError::Forbidden(e)) => return Err(e.into()),
        Err(e) => return Err(WebError::internal(e)),
    };
    let (in_hand, owed) = handing::read(ctx).await?;
    for typed in [&mut forms.float, &mut forms.hand, &mut forms.village] {
        if typed.form.text("nonce").is_empty() {
            typed.form.set("nonce", ctx.deps().random.token());
        }
    }
    let sent = [&forms.float, &forms.hand, &forms.village].into_iter().find(|t| !t.errors.list().is_empty());
    let status = sent.map_or_else(|| Errors::default().status(), |t| t.errors.status());
    let (top, path) = (head(ctx, Desk::Cash), ctx.href(PATH));
    let page = Page::new(t::wastebank::desk_cash(l), move || {
        let choices = boxes.iter().map(|(u, _)| Choice::new(u.id.to_string(), u.name.clone())).collect::<Vec<_>>();
        let rows = boxes.into_iter().map(|(u, left)| vec![u.name.into_any(), left.to_string().into_any()]).collect();
        let columns = vec![Column::new(t::wastebank::counter(l)), Column::number(t::wastebank::in_box(l))];
        view! {
            <div class="wrap page">
                {top}
                <Table caption=t::wastebank::desk_cash(l) columns rows />
                {handing::from_guides(l, format!("{path}/setoran"), forms.hand, &in_hand, choices.clone())}
                {handing::to_village(l, format!("{path}/kampung"), forms.village, owed, choices.clone())}
                {float(l, path, forms.float, choices)}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn float(l: Locale, action: String, Typed { form, errors }: Typed, choices: Vec<Choice>) -> AnyView {
    let ways = vec![Answer::new("in", t::wastebank::box_in(l)), Answer::new("out", t::wastebank::box_out(l))];
    let way = if form.text("way") == "out" { "out" } else { "in" };
    view! {
        <Card title=t::wastebank::box_title(l)>
            <p class="muted">{t::wastebank::box_lead(l)}</p>
            <form class="form" method="post" action=action novalidate>
                {hidden(vec![("nonce", form.typed("nonce"))])}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <Select
                    name="unit"
                    label=t::wastebank::counter(l)
                    prompt=t::wastebank::choose_counter(l)
                    choices
                    value=form.typed("unit")
                    error=errors.of("unit")
                    required=true
                />
                <RadioChips name="way" legend=t::wastebank::box_way(l) answers=ways value=way />
                <Field
                    name="amount"
                    label=t::wastebank::amount(l)
                    prefix="Rp"
                    inputmode="numeric"
                    value=form.typed("amount")
                    error=errors.of("amount")
                    required=true
                />
                <Field name="note" label=t::wastebank::box_note(l) value=form.typed("note") error=errors.of("note") required=true />
                <FormActions>
                    <SubmitButton label=t::wastebank::box_go(l) />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}
