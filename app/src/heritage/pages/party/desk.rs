//! Choosing how to pay: waste that was brought, waste that will be, money for the rest; counted before it is agreed to.

use backend::flows::tours::pay::PayDesk;
use domain::heritage::tender::{PledgeLine, Tender};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::MaterialKind;
use leptos::prelude::*;

use super::super::super::parts::kept;
use super::super::super::words;
use super::choice::{Choice, ROWS, Row};
use super::{Look, Said, actions};
use crate::i18n::{t, weight};
use crate::market::parts::countdown::timer;
use crate::ui::{Answer, Card, Definitions, ErrorSummary, Field, Icon, Price, RadioCards, SubmitButton, Text, Tone, hidden, icon};
use crate::web::Errors;

pub fn desk(look: &Look, said: Said) -> AnyView {
    let (l, d) = (look.l, &look.desk);
    let Said { errors, choice, kept, .. } = said;
    let notice = kept.map(|until| kept::notice(l, until));
    let held = d.booking.deadline_at.map(|at| timer(l, at, look.now, false, |span| t::heritage::held_for(l, span)));
    let counted = choice.counted.is_some();
    let mark = choice.mark();
    let review = choice.counted.as_ref().map(|(tender, pledge)| review(l, d, tender, pledge));
    let list = errors.list();
    view! {
        <div class="stack stack-lg">
            <div class="held">{held} <p>{t::heritage::fare_to_pay(l)} " " <Price amount=d.booking.fare.to_string() large=true /></p></div>
            <ErrorSummary title=t::common::fix_these(l) errors=list />
            <form class="form" method="post" action=look.action.clone() novalidate data-keep="">
                <button class="sr" type="submit" name="go" value="count" tabindex="-1" aria-hidden="true"></button>
                {notice}
                {hidden(vec![("counted", mark)])}
                {review}
                {balance(look, &choice, &errors)}
                {pledge(l, d, &choice, &errors)}
                {rest(l, d, &choice, &errors)}
                <div class="btn-row">
                    <SubmitButton
                        label=t::heritage::count(l)
                        name="go"
                        value="count"
                        tone=if counted { Tone::Secondary } else { Tone::Primary }
                        start=Icon::Scale
                    />
                </div>
            </form>
            {actions::cancel(look)}
        </div>
    }
    .into_any()
}

fn balance(look: &Look, choice: &Choice, errors: &Errors) -> AnyView {
    let (l, d) = (look.l, &look.desk);
    let (value, error) = (choice.balance.clone(), errors.of("balance"));
    let body = match d.balance {
        Some(balance) if !balance.is_zero() => {
            let hint = t::heritage::pay_balance_hint(l, balance);
            view! { <Field name="balance" label=t::heritage::pay_balance_amount(l) value=value error=error hint=hint prefix="Rp" inputmode="numeric" autocomplete="off" /> }
                .into_any()
        }
        Some(_) => view! { <p class="muted">{t::heritage::pay_balance_empty(l)}</p> }.into_any(),
        None if look.known => view! { <p class="muted">{t::heritage::pay_no_balance(l)}</p> }.into_any(),
        None => view! { <p class="muted">{t::heritage::pay_log_in(l)}</p> {kept::log_in_button(l, None)} }.into_any(),
    };
    view! { <Card title=t::heritage::pay_balance(l) aside=icon(Icon::Wallet).into_any()>{body}</Card> }.into_any()
}

fn pledge(l: Locale, d: &PayDesk, choice: &Choice, errors: &Errors) -> AnyView {
    let mut rows = choice.rows.clone();
    while rows.len() < ROWS {
        rows.push(Row::default());
    }
    let worth = |row: &Row| {
        let (_, lines) = choice.counted.as_ref()?;
        lines.iter().find(|x| x.material == row.material).map(|x| x.worth)
    };
    let error =
        errors.of("pledge").map(|e| view! { <p class="field-error" id="f-pledge" tabindex="-1">{icon(Icon::Error)} <span>{e}</span></p> });
    let each = rows.iter().enumerate().map(|(i, r)| pledge_row(l, d, i, r, worth(r))).collect::<Vec<_>>();
    let least = weight(l, d.booking.terms.least_grams(d.booking.seats()));
    view! {
        <Card title=t::heritage::pay_pledge(l) aside=icon(Icon::Recycle).into_any()>
            <p class="muted">{t::heritage::pledge_text(l, least)}</p>
            {error}
            <div class="pledges">{each}</div>
            <div class="btn-row"><SubmitButton label=t::heritage::pledge_more(l) name="go" value="more" tone=Tone::Ghost start=Icon::Plus unchecked=true /></div>
        </Card>
    }
    .into_any()
}

fn pledge_row(l: Locale, d: &PayDesk, i: usize, row: &Row, worth: Option<Rupiah>) -> AnyView {
    let (material_id, weight_id, error_id) = (format!("p{i}-material"), format!("p{i}-weight"), format!("p{i}-err"));
    let wrong = row.error.is_some().then_some("true");
    let described = row.error.is_some().then(|| error_id.clone());
    let groups = MaterialKind::ALL
        .into_iter()
        .filter_map(|of| {
            let options = d.materials.iter().filter(|(m, _)| m.kind == of).map(|(m, price)| {
                let code = m.code.to_string();
                let selected = code == row.material;
                view! { <option value=code selected=selected>{format!("{} · {}", m.name(l), t::wastebank::per_kg(l, *price))}</option> }
            });
            let options = options.collect::<Vec<_>>();
            (!options.is_empty()).then(|| view! { <optgroup label=words::material_kind(l, of)>{options}</optgroup> })
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="pledge">
            <legend class="sr">{t::heritage::pledge_row(l, i + 1)}</legend>
            <div class="field">
                <label class="field-label" for=material_id.clone()>{t::heritage::pledge_kind(l)}</label>
                <select class="input" name="material" id=material_id aria-describedby=described.clone() aria-invalid=wrong>
                    <option value="">{t::heritage::pledge_choose(l)}</option>
                    {groups}
                </select>
            </div>
            <div class="field">
                <label class="field-label" for=weight_id.clone()>{t::heritage::pledge_weight(l)}</label>
                <div class="affix">
                    <input class="input input-num" name="weight" id=weight_id value=row.weight.clone() inputmode="decimal" autocomplete="off" aria-describedby=described aria-invalid=wrong />
                    <span>"kg"</span>
                </div>
            </div>
            {worth.map(|w| view! { <p class="pledge-worth">"≈ " {w.to_string()}</p> })}
            {row.error.clone().map(|e| view! { <p class="field-error" id=error_id>{icon(Icon::Error)} <span>{e}</span></p> })}
        </fieldset>
    }
    .into_any()
}

fn rest(l: Locale, d: &PayDesk, choice: &Choice, errors: &Errors) -> AnyView {
    let picked = if choice.rest.is_empty() { "cash".to_owned() } else { choice.rest.clone() };
    let mut answers = vec![Answer::new("cash", t::heritage::pay_cash(l)).hint(t::heritage::pay_cash_text(l))];
    if d.card {
        answers.push(Answer::new("card", t::heritage::pay_card(l)).hint(t::heritage::pay_card_text(l)));
    }
    let (value, error) = (choice.cash.clone(), errors.of("cash"));
    let part = d.card.then(|| {
        view! {
            <div class="only-if-card">
                <Field name="cash" label=t::heritage::pay_part_cash(l) value=value error=error hint=t::heritage::pay_part_cash_hint(l) optional=t::common::optional(l) prefix="Rp" inputmode="numeric" autocomplete="off" />
            </div>
        }
    });
    let error = errors.of("rest");
    view! {
        <section class="card fieldset-rest">
            <RadioCards name="rest" legend=t::heritage::pay_rest(l) answers=answers value=picked error=error two_columns=true />
            {part}
        </section>
    }
    .into_any()
}

/// What will be paid how; agreed to with one press.
fn review(l: Locale, d: &PayDesk, tender: &Tender, pledge: &[PledgeLine]) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> =
        tender.parts().map(|(kind, amount)| (Text::from(words::tender(l, kind)), amount.to_string().into_any())).collect();
    rows.push((t::heritage::fare_total(l).into(), d.booking.fare.to_string().into_any()));
    let worth: Rupiah = pledge.iter().map(|x| x.worth).sum();
    let more = (worth > tender.pledge).then(|| {
        let over = worth - tender.pledge;
        view! { <p class="small">{t::heritage::review_over(l, over)}</p> }
    });
    let note = (!pledge.is_empty()).then(|| view! { <p class="small muted">{t::heritage::review_estimate(l)}</p> });
    let card = !tender.card.is_zero();
    let label = if card { t::heritage::place_card(l, tender.card) } else { t::heritage::place_go(l).to_owned() };
    view! {
        <section class="card card-selected" id="tinjau" aria-labelledby="tinjau-judul">
            <h2 id="tinjau-judul">{t::heritage::review(l)}</h2>
            <Definitions rows=rows total=true />
            {more}
            {note}
            <SubmitButton label=label name="go" value="place" wide=true start=Icon::Check />
        </section>
    }
    .into_any()
}
