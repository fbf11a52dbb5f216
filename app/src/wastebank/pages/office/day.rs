//! `/petugas/bank-sampah/tutup/{unit}/{day}`: the sheet of a cash box and a day, and the form that closes it. Made for print.

use axum::extract::Path;
use backend::wastebank::close_day::{CloseDay, CloseDayError, Day, close_day, read_day};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::Rupiah;
use domain::wastebank::day_close::{CashSheet, DayClose};
use domain::wastebank::statement::EntryKind;
use leptos::prelude::*;

use super::days::{PATH, address, refusal};
use super::desk::{Desk, head, to_sign};
use crate::i18n::{Locale, date, date_time, t};
use crate::ui::{
    Alert, Badge, Card, Definitions, ErrorSummary, Field, FormActions, Icon, LinkButton, Mood, SubmitButton, Text, Tone, hidden,
};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

fn read(unit: &str, day: &str) -> Result<(WasteUnitId, Timestamp), WebError> {
    let unit = unit.parse().map_err(|_| WebError::NotFound)?;
    Ok((unit, Timestamp::parse_wib_date(day).ok_or(WebError::NotFound)?))
}

pub async fn show(ctx: Ctx, Path((unit, day)): Path<(String, String)>) -> Reply {
    let (unit, day) = read(&unit, &day)?;
    page(&ctx, unit, day, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path((unit, day)): Path<(String, String)>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let (unit, day) = read(&unit, &day)?;
    let mut errors = Errors::default();
    // An empty box is counted, too.
    let read = |s: &str| if s.trim() == "0" { Ok(Rupiah::ZERO) } else { Rupiah::parse_price(s) };
    if let Some(counted) = form.parse("counted", &mut errors, read, |_| t::wastebank::counted_bad(l).into()) {
        let expected = Rupiah(form.text("expected").parse().unwrap_or(i64::MIN));
        let input = CloseDay { nonce: form.typed("nonce"), unit, day, counted, expected, reason: form.typed("reason") };
        match close_day(ctx.deps(), ctx.actor(), &input).await {
            Ok(()) => {
                let path = format!("{PATH}/{unit}/{}", day.wib().date_input());
                return Ok(ctx.see_other_saying(&path, t::wastebank::day_closed_now(l)));
            }
            Err(CloseDayError::Reason(_)) => errors.add("reason", t::wastebank::day_reason_needed(l)),
            Err(CloseDayError::Counted) => errors.add("counted", t::wastebank::counted_bad(l)),
            Err(CloseDayError::Changed { now }) => errors.add("counted", t::wastebank::day_changed(l, now)),
            Err(CloseDayError::BoxShort { left }) => errors.add("counted", t::wastebank::box_short(l, left)),
            Err(CloseDayError::Already) => errors.add("", t::wastebank::day_already(l)),
            Err(CloseDayError::Earlier { day }) => errors.add("", t::wastebank::day_earlier(l, date(l, day))),
            Err(CloseDayError::KeyUsed) => {
                form.set("nonce", ctx.deps().random.token());
                errors.add("", t::wastebank::day_used(l));
            }
            Err(CloseDayError::Nonce) => errors.add("", t::wastebank::form_stale(l)),
            Err(e) => return Err(refusal(e)),
        }
    }
    page(&ctx, unit, day, form, errors).await
}

async fn page(ctx: &Ctx, unit: WasteUnitId, day: Timestamp, mut form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let found = read_day(ctx.deps(), ctx.actor(), unit, day).await.map_err(refusal)?;
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let (status, top) = (errors.status(), head(ctx, Desk::Days));
    let title = t::wastebank::day_of { day: date(l, day), unit: &found.unit_name }.say(l);
    let page = Page::new(title.clone(), move || {
        let body = match &found.closed {
            Some(close) => view! {
                {sheet(l, title, &found, &close.sheet, Some(close))}
                {to_sign(l, [t::wastebank::sign_box(l), t::wastebank::sign_treasurer(l)])}
                {found.later().map(|later| view! {
                    <Alert mood=Mood::Info title=t::wastebank::day_later(l)><p>{t::wastebank::day_later_text(l, later)}</p></Alert>
                })}
            }
            .into_any(),
            None => view! {
                {sheet(l, title, &found, &found.sheet, None)}
                {match found.earlier {
                    Some(first) => earlier(l, unit, first),
                    None => closing(l, address(l, unit, day), found.sheet.expected(), &form, &errors),
                }}
            }
            .into_any(),
        };
        let wrong = errors.of("").map(|words| view! { <Alert mood=Mood::Danger title=words live=true /> });
        view! {
            <div class="wrap page">
                <div class="no-print stack">{top}</div>
                {wrong}
                {body}
                <div class="btn-row no-print">
                    <LinkButton href=l.path(PATH) label=t::wastebank::to_days(l) tone=Tone::Secondary />
                </div>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

/// In the words of a treasurer, whoever booked it.
fn kind(l: Locale, code: &str) -> String {
    match EntryKind::from_code(code) {
        Some(EntryKind::Sale) => t::wastebank::cash_sales(l).to_owned(),
        Some(EntryKind::Withdrawal) => t::wastebank::cash_paid_out(l).to_owned(),
        Some(EntryKind::Float) => t::wastebank::cash_moved(l).to_owned(),
        Some(EntryKind::Reversal) => t::wastebank::cash_undone(l).to_owned(),
        Some(EntryKind::CashCount) => t::wastebank::cash_counts(l).to_owned(),
        Some(EntryKind::HandedIn | EntryKind::Receipt) => t::wastebank::cash_fares(l).to_owned(),
        Some(EntryKind::PaidBack) => t::wastebank::cash_refunds(l).to_owned(),
        Some(EntryKind::SharePaid) => t::wastebank::cash_village(l).to_owned(),
        _ => t::wastebank::cash_others(l, code),
    }
}

fn sheet(l: Locale, title: String, day: &Day, sheet: &CashSheet, close: Option<&DayClose>) -> AnyView {
    let amount = |n: Rupiah| n.to_string().into_any();
    let signed = |n: Rupiah| if n > Rupiah::ZERO { format!("+{n}") } else { n.to_string() }.into_any();
    let mut rows: Vec<(Text, AnyView)> = vec![(t::wastebank::cash_opening(l).into(), amount(sheet.opening))];
    for line in &sheet.lines {
        for (direction, change) in [(t::wastebank::cash_in(l), line.received), (t::wastebank::cash_out(l), -line.paid)] {
            if !change.is_zero() {
                rows.push((format!("{} · {direction}", kind(l, &line.kind)).into(), signed(change)));
            }
        }
    }
    rows.push((t::wastebank::cash_expected(l).into(), amount(sheet.expected())));
    let (slips, worth) = day.deposits;
    let goods = t::wastebank::day_goods { slips, worth }.say(l);
    let close = close.map(|close| {
        let mut facts: Vec<(Text, AnyView)> = vec![(t::wastebank::day_by(l).into(), close.by_name.clone().into_any())];
        facts.push((t::wastebank::day_at(l).into(), date_time(l, close.at).into_any()));
        facts.push((t::wastebank::cash_counted(l).into(), amount(close.counted)));
        if !close.reason.is_empty() {
            facts.push((t::wastebank::day_reason(l).into(), close.reason.clone().into_any()));
        }
        facts.push((t::wastebank::difference(l).into(), signed(close.difference())));
        let (label, mood) =
            if close.difference().is_zero() { (t::wastebank::sound(l), Mood::Success) } else { (t::wastebank::unsound(l), Mood::Danger) };
        let aside = view! { <Badge label=label mood=mood /> }.into_any();
        view! {
            <Card title=t::wastebank::day_closed(l) aside=aside>
                <Definitions rows=facts total=true />
            </Card>
        }
    });
    view! {
        <Card title=title>
            <Definitions rows total=true />
            <p class="muted small">{goods}</p>
        </Card>
        {close}
    }
    .into_any()
}

fn earlier(l: Locale, unit: WasteUnitId, first: Timestamp) -> AnyView {
    view! {
        <Alert mood=Mood::Warn title=t::wastebank::day_earlier(l, date(l, first))>
            <LinkButton href=address(l, unit, first) label=t::wastebank::to_day(l) tone=Tone::Secondary />
        </Alert>
    }
    .into_any()
}

fn closing(l: Locale, action: String, expected: Rupiah, form: &Form, errors: &Errors) -> AnyView {
    let fields: Vec<_> = errors.list().into_iter().filter(|(name, _)| !name.is_empty()).collect();
    let values = vec![("nonce", form.typed("nonce")), ("expected", expected.0.to_string())];
    let (counted, counted_wrong) = (form.typed("counted"), errors.of("counted"));
    let (reason, reason_wrong) = (form.typed("reason"), errors.of("reason"));
    view! {
        <div class="no-print">
            <Card title=t::wastebank::day_close(l)>
                <p class="muted">{t::wastebank::day_close_lead(l)}</p>
                <form class="form" method="post" action=action novalidate>
                    {hidden(values)}
                    <ErrorSummary title=t::common::fix_these(l) errors=fields />
                    <Field
                        name="counted"
                        label=t::wastebank::cash_counted(l)
                        hint=t::wastebank::cash_counted_hint(l)
                        prefix="Rp"
                        inputmode="numeric"
                        value=counted
                        error=counted_wrong
                        required=true
                    />
                    <Field
                        name="reason"
                        label=t::wastebank::day_reason(l)
                        hint=t::wastebank::day_reason_hint(l)
                        optional=t::common::optional(l)
                        value=reason
                        error=reason_wrong
                    />
                    <FormActions>
                        <SubmitButton label=t::wastebank::day_close_go(l) start=Icon::Check />
                    </FormActions>
                </form>
            </Card>
        </div>
    }
    .into_any()
}
