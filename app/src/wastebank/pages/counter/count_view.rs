//! The sheet of a stock count, the count that waits, and the earlier ones.

use domain::kernel::money::Rupiah;
use domain::wastebank::measure::Amount;
use domain::wastebank::stock_count::{CountLine, CountState, StockCount};
use leptos::prelude::*;

use super::super::words;
use super::count::{Row, differing};
use crate::i18n::{Locale, date_time, t};
use crate::ui::{
    Badge, Card, Column, Disclosure, Field, FormActions, Icon, Mood, PostButton, SectionHead, SubmitButton, Table, Tone, hidden, icon,
};
use crate::web::{Errors, Form};

/// What lies there by the books, each with a field for the scale; and one row for what they do not know of.
pub fn sheet(l: Locale, action: String, rows: Vec<Row>, form: &Form, errors: &Errors) -> AnyView {
    let (there, not_there): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|r| r.booked.is_positive() || !r.typed.is_empty());
    let lines = there.into_iter().map(|row| line(l, row)).collect::<Vec<_>>();
    let empty = lines.is_empty().then(|| view! { <p class="muted">{t::wastebank::store_empty(l)}</p> });
    let (reason, wrong, values) =
        (form.typed("reason"), errors.of("reason"), vec![("go", "count".to_owned()), ("nonce", form.typed("nonce"))]);
    let found = found(l, &not_there);
    view! {
        <form class="form" method="post" action=action novalidate>
            {hidden(values)}
            {empty}
            <div class="weighings">{lines} {found}</div>
            <Field
                name="reason"
                label=t::wastebank::count_reason(l)
                hint=t::wastebank::count_reason_hint(l)
                optional=t::common::optional(l)
                value=reason
                error=wrong
            />
            <FormActions>
                <SubmitButton label=t::wastebank::count_go(l) start=Icon::Scale />
            </FormActions>
        </form>
    }
    .into_any()
}

fn line(l: Locale, row: Row) -> AnyView {
    let (code, measure) = (row.material.code.to_string(), row.material.measure);
    let (id, error_id) = (format!("h-{code}"), format!("h-{code}-err"));
    let wrong = row.error.is_some();
    let (described, invalid) = (wrong.then(|| error_id.clone()), wrong.then_some("true"));
    view! {
        <fieldset class="weighing">
            <legend>{row.material.name(l).to_owned()}</legend>
            {hidden(vec![("material", code), ("booked", row.booked.0.to_string())])}
            <p class="muted">{t::wastebank::count_books(l, measure.show(l, row.booked))}</p>
            <div class="field">
                <label class="field-label" for=id.clone()>{t::wastebank::count_there(l)}</label>
                <input
                    class="input input-num"
                    name="counted"
                    id=id
                    value=row.typed
                    inputmode="decimal"
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=invalid
                />
            </div>
            {row.error.map(|words| view! { <p class="field-error" id=error_id>{icon(Icon::Error)} <span>{words}</span></p> })}
        </fieldset>
    }
    .into_any()
}

fn found(l: Locale, materials: &[Row]) -> Option<AnyView> {
    if materials.is_empty() {
        return None;
    }
    let option = |r: &Row| {
        // Nothing else on this row tells in what it is counted.
        let label = format!("{} ({})", r.material.name(l), words::measure(l, r.material.measure));
        view! { <option value=r.material.code.to_string()>{label}</option> }
    };
    let options = materials.iter().map(option).collect::<Vec<_>>();
    Some(
        view! {
            <fieldset class="weighing">
                <legend>{t::wastebank::count_found(l)}</legend>
                {hidden(vec![("booked", "0".to_owned())])}
                <div class="field">
                    <label class="field-label" for="h-found">{t::wastebank::material(l)}</label>
                    <select class="input" name="material" id="h-found">
                        <option value="">{t::wastebank::choose(l)}</option>
                        {options}
                    </select>
                </div>
                <div class="field">
                    <label class="field-label" for="h-found-n">{t::wastebank::count_there(l)}</label>
                    <input class="input input-num" name="counted" id="h-found-n" inputmode="decimal" autocomplete="off" />
                </div>
            </fieldset>
        }
        .into_any(),
    )
}

fn signed(l: Locale, line: &CountLine) -> String {
    let plus = if line.difference() > Amount::ZERO { "+" } else { "" };
    format!("{plus}{}", line.material.measure.show(l, line.difference()))
}

/// For the second person, or to be taken back by who has counted.
pub fn waiting(l: Locale, here: &str, count: &StockCount, own: bool) -> AnyView {
    let row = |line: &CountLine| {
        let show = |amount| line.material.measure.show(l, amount).into_any();
        vec![line.material.name(l).to_owned().into_any(), show(line.booked), show(line.counted), signed(l, line).into_any()]
    };
    let rows = count.lines.iter().map(row).collect();
    let columns = vec![
        Column::new(t::wastebank::material(l)),
        Column::number(t::wastebank::in_books(l)),
        Column::number(t::wastebank::count_there(l)),
        Column::number(t::wastebank::difference(l)),
    ];
    let press = |go: &str| vec![("go", go.to_owned()), ("count", count.id.to_string())];
    let (agree, drop) = (press("agree"), press("drop"));
    let buttons = if own {
        view! {
            <p class="muted">{t::wastebank::count_own_waits(l)}</p>
            <PostButton action=here.to_owned() label=t::wastebank::count_take_back(l) values=drop tone=Tone::Secondary />
        }
        .into_any()
    } else {
        view! {
            <p class="muted">{t::wastebank::count_look(l)}</p>
            <div class="btn-row">
                <PostButton action=here.to_owned() label=t::wastebank::count_agree(l) values=agree start=Icon::Check />
                <PostButton action=here.to_owned() label=t::wastebank::count_drop(l) values=drop tone=Tone::Secondary />
            </div>
        }
        .into_any()
    };
    let (title, because) =
        (t::wastebank::count_by { by: &count.by_name, at: date_time(l, count.at) }.say(l), t::wastebank::count_because(l, &count.reason));
    let aside = view! { <Badge label=t::wastebank::count_waits(l) mood=Mood::Warn /> }.into_any();
    view! {
        <Card title=title aside=aside>
            <p>{because}</p>
            <Table caption=t::wastebank::count_stock(l) columns rows />
            {buttons}
        </Card>
    }
    .into_any()
}

pub fn earlier(l: Locale, counts: &[StockCount]) -> Option<AnyView> {
    let all = counts.iter().map(|count| one(l, count)).collect::<Vec<_>>();
    (!all.is_empty()).then(|| {
        view! {
            <section class="stack">
                <SectionHead title=t::wastebank::counts_earlier(l) />
                {all}
            </section>
        }
        .into_any()
    })
}

fn one(l: Locale, count: &StockCount) -> AnyView {
    let state = match count.state {
        CountState::Waiting => t::wastebank::count_waits(l),
        CountState::Booked => t::wastebank::count_is_booked(l),
        CountState::Dropped => t::wastebank::count_is_dropped(l),
    };
    let summary = format!("{} · {state}", t::wastebank::count_by { by: &count.by_name, at: date_time(l, count.at) }.say(l));
    let rows = differing(count)
        .map(|line| {
            let worth = if count.state == CountState::Booked { line.worth } else { Rupiah::ZERO };
            vec![line.material.name(l).to_owned().into_any(), signed(l, line).into_any(), worth.to_string().into_any()]
        })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="muted">{t::wastebank::count_no_difference(l)}</p> }.into_any()
    } else {
        let columns = vec![
            Column::new(t::wastebank::material(l)),
            Column::number(t::wastebank::difference(l)),
            Column::number(t::wastebank::value(l)),
        ];
        view! { <Table caption=summary.clone() columns rows /> }.into_any()
    };
    let reason = (!count.reason.is_empty()).then(|| view! { <p>{t::wastebank::count_because(l, &count.reason)}</p> });
    let second = count.decided_by.as_ref().map(|name| view! { <p class="muted small">{t::wastebank::count_second(l, name)}</p> });
    view! { <Disclosure summary=summary>{reason} {body} {second}</Disclosure> }.into_any()
}
