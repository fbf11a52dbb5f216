//! The form of a sale: who buys, and of each sack what the weigh-bridge says, with the list's price beside the rate.

use domain::kernel::money::Rupiah;
use domain::wastebank::measure::Measure;
use domain::wastebank::price::Tier;
use leptos::prelude::*;

use super::super::words;
use super::sell::Row;
use crate::i18n::{Locale, t};
use crate::ui::{Alert, Card, Choice, Empty, Field, Icon, LinkButton, Mood, PageHead, Select, SubmitButton, Tone, hidden, icon};
use crate::web::{Errors, Form};

pub struct Shown {
    pub rows: Vec<Row>,
    pub buyer: Tier,
    /// The sum has been looked at: the button that sells is there, if nothing is wrong.
    pub counted: bool,
    pub form: Form,
    pub errors: Errors,
}

/// `store`: the address of the unit's store.
pub fn view(l: Locale, store: String, shown: Shown) -> AnyView {
    if shown.rows.is_empty() && shown.errors.is_empty() {
        return nothing(l, store);
    }
    let Shown { rows, buyer, counted, form, errors } = shown;
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
    let buyers = Tier::BUYERS.into_iter().map(|tier| Choice::new(tier.code(), words::tier(l, tier))).collect::<Vec<_>>();
    let action = format!("{store}/jual");
    let (collector, ticket) = (form.typed("collector"), form.typed("ticket"));
    let (buyer_error, collector_error, ticket_error) = (errors.of("tier"), errors.of("collector"), errors.of("ticket"));
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=t::wastebank::sell(l) lead=t::wastebank::sell_lead(l)>
                <LinkButton href=store label=t::wastebank::to_store(l) tone=Tone::Secondary />
            </PageHead>
            {errors.of("").map(|words| view! { <Alert mood=Mood::Danger title=words live=true /> })}
            <form class="form" method="post" action=action novalidate>
                {hidden(vec![("nonce", form.typed("nonce"))])}
                <Card>
                    <Select
                        name="tier"
                        label=t::wastebank::buyer_kind(l)
                        hint=t::wastebank::buyer_kind_hint(l)
                        choices=buyers
                        value=buyer.code()
                        error=buyer_error
                        required=true
                    />
                    <Field name="collector" label=t::wastebank::collector(l) value=collector error=collector_error required=true />
                    <Field name="ticket" label=t::wastebank::bridge_ticket(l) optional=t::common::optional(l) value=ticket error=ticket_error />
                </Card>
                <div class="weighings">{lines}</div>
                <div class="btn-row">
                    <SubmitButton label=t::wastebank::count(l) name="go" value="count" tone=if counted { Tone::Secondary } else { Tone::Primary } />
                </div>
                {save}
            </form>
        </div>
    }
    .into_any()
}

/// No sack is sealed.
fn nothing(l: Locale, store: String) -> AnyView {
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=t::wastebank::sell(l) />
            <Empty of=Icon::Package title=t::wastebank::no_sealed(l) text=t::wastebank::no_sealed_text(l)>
                <LinkButton href=store label=t::wastebank::to_store(l) />
            </Empty>
        </div>
    }
    .into_any()
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
    let beside = beside_list(l, row.list, row.sold.map(|(sold, _)| sold.rate), b.material.measure);
    // What the list said when this was shown, so that a rate which nobody touched is known.
    let listed = row.list.map(|r| r.0.to_string()).unwrap_or_default();
    view! {
        <fieldset class="weighing">
            <legend>{title}</legend>
            {hidden(vec![("batch", b.id.to_string()), ("listed", listed)])}
            {cell("gross", t::wastebank::bridge_gross(l), row.gross)}
            {cell("tare", t::wastebank::tare(l), row.tare)}
            {cell("rate", t::wastebank::bridge_rate(l), row.rate)}
            <p class="muted small">{beside}</p>
            {row.sold.map(|(_, value)| view! { <p class="weighing-value">{value.to_string()}</p> })}
            {row.error.map(|words| view! { <p class="field-error" id=error_id>{icon(Icon::Error)} <span>{words}</span></p> })}
        </fieldset>
    }
    .into_any()
}

/// The list's price, and how far from it the rate is.
fn beside_list(l: Locale, list: Option<Rupiah>, rate: Option<Rupiah>, measure: Measure) -> String {
    let Some(list) = list else { return t::wastebank::list_price_none(l).to_owned() };
    let said = t::wastebank::list_price_is(l, words::rate(l, list, measure));
    match rate.map(|rate| rate - list) {
        Some(more) if more > Rupiah::ZERO => format!("{said} {}", t::wastebank::list_price_above(l, more)),
        Some(less) if less < Rupiah::ZERO => format!("{said} {}", t::wastebank::list_price_below(l, -less)),
        _ => said,
    }
}
