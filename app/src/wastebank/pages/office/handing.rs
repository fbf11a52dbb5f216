//! Of the page of the cash boxes: what guides hand in, and what the village is given.

use backend::wastebank::hand_in_cash::{HandIn, HandInError, hand_in_cash, list_in_hand};
use backend::wastebank::share_with_village::{PayVillage, PayVillageError, pay_village, read_village_share};
use backend::wastebank::store::cash::InHand;
use domain::kernel::ids::{PersonId, WasteUnitId};
use domain::kernel::money::Rupiah;
use leptos::prelude::*;

use super::cash::{Forms, PATH, Typed, page};
use crate::i18n::{Locale, t};
use crate::ui::{Card, Choice, ErrorSummary, Field, FormActions, Select, SubmitButton, hidden};
use crate::web::{Ctx, Errors, Form, Reply, WebError};

/// Who holds how much, and what the village is owed.
pub async fn read(ctx: &Ctx) -> Result<(Vec<InHand>, Rupiah), WebError> {
    let in_hand = match list_in_hand(ctx.deps(), ctx.actor()).await {
        Ok(in_hand) => in_hand,
        Err(HandInError::Forbidden(e)) => return Err(e.into()),
        Err(e) => return Err(WebError::internal(e)),
    };
    let owed = read_village_share(ctx.deps(), ctx.actor()).await.map_err(WebError::internal)?;
    Ok((in_hand, owed))
}

/// The names of the box and of the amount in each form: a page has a name once.
const FROM_GUIDE: [&str; 2] = ["hand_unit", "hand_amount"];
const TO_VILLAGE: [&str; 2] = ["village_unit", "village_amount"];

fn parse(l: Locale, [unit, amount]: [&'static str; 2], form: &mut Form, errors: &mut Errors) -> (Option<WasteUnitId>, Option<Rupiah>) {
    let unit = form.parse(unit, errors, str::parse, |_| t::wastebank::choose_counter(l).into());
    (unit, form.parse(amount, errors, Rupiah::parse_price, |_| t::wastebank::amount_bad(l).into()))
}

pub async fn take_in(ctx: Ctx, mut form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let person: Option<PersonId> = form.parse("person", &mut errors, str::parse, |_| t::wastebank::hand_choose(l).into());
    let (unit, amount) = parse(l, FROM_GUIDE, &mut form, &mut errors);
    if let (Some(person), Some(unit), Some(amount)) = (person, unit, amount) {
        let input = HandIn { nonce: form.text("nonce").to_owned(), person, unit, amount };
        match hand_in_cash(ctx.deps(), ctx.actor(), &input).await {
            Ok(()) => return Ok(ctx.see_other_saying(PATH, t::wastebank::hand_done(l))),
            Err(HandInError::NotFound) => errors.add(FROM_GUIDE[0], t::wastebank::choose_counter(l)),
            Err(HandInError::TooMuch { left }) => errors.add(FROM_GUIDE[1], t::wastebank::hand_short(l, left)),
            Err(HandInError::Entry(_)) => errors.add(FROM_GUIDE[1], t::wastebank::amount_bad(l)),
            Err(HandInError::KeyUsed) => used(&ctx, &mut form, &mut errors),
            Err(HandInError::Nonce) => errors.add("", t::wastebank::form_stale(l)),
            Err(HandInError::Forbidden(e)) => return Err(e.into()),
            Err(HandInError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, Forms { hand: Typed { form, errors }, ..Forms::default() }).await
}

pub async fn hand_over(ctx: Ctx, mut form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    if let (Some(unit), Some(amount)) = parse(l, TO_VILLAGE, &mut form, &mut errors) {
        let input = PayVillage { nonce: form.text("nonce").to_owned(), unit, amount };
        match pay_village(ctx.deps(), ctx.actor(), &input).await {
            Ok(()) => return Ok(ctx.see_other_saying(PATH, t::wastebank::village_done(l))),
            Err(PayVillageError::NotFound) => errors.add(TO_VILLAGE[0], t::wastebank::choose_counter(l)),
            Err(PayVillageError::TooMuch { owed }) => errors.add(TO_VILLAGE[1], t::wastebank::village_too_much(l, owed)),
            Err(PayVillageError::BoxShort { left }) => errors.add(TO_VILLAGE[1], t::wastebank::box_short(l, left)),
            Err(PayVillageError::Entry(_)) => errors.add(TO_VILLAGE[1], t::wastebank::amount_bad(l)),
            Err(PayVillageError::KeyUsed) => used(&ctx, &mut form, &mut errors),
            Err(PayVillageError::Nonce) => errors.add("", t::wastebank::form_stale(l)),
            Err(PayVillageError::Forbidden(e)) => return Err(e.into()),
            Err(PayVillageError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, Forms { village: Typed { form, errors }, ..Forms::default() }).await
}

fn used(ctx: &Ctx, form: &mut Form, errors: &mut Errors) {
    form.set("nonce", ctx.deps().random.token());
    errors.add("", t::wastebank::box_used(ctx.locale()));
}

pub fn from_guides(l: Locale, action: String, typed: Typed, in_hand: &[InHand], boxes: Vec<Choice>) -> AnyView {
    if in_hand.is_empty() {
        return view! { <Card title=t::wastebank::hand_title(l)><p class="muted">{t::wastebank::hand_none(l)}</p></Card> }.into_any();
    }
    let people = in_hand
        .iter()
        .map(|h| Choice::new(h.person.to_string(), t::wastebank::hand_holds { name: &h.name, amount: h.amount }.say(l)))
        .collect::<Vec<_>>();
    let who = view! {
        <Select
            name="person"
            label=t::wastebank::hand_who(l)
            prompt=t::wastebank::hand_choose(l)
            choices=people
            value=typed.form.typed("person")
            error=typed.errors.of("person")
            required=true
        />
    };
    view! {
        <Card title=t::wastebank::hand_title(l)>
            <p class="muted">{t::wastebank::hand_lead(l)}</p>
            {form(l, action, &typed, FROM_GUIDE, Some(who.into_any()), boxes, t::wastebank::hand_go(l))}
        </Card>
    }
    .into_any()
}

pub fn to_village(l: Locale, action: String, typed: Typed, owed: Rupiah, boxes: Vec<Choice>) -> AnyView {
    if owed <= Rupiah::ZERO {
        return view! { <Card title=t::wastebank::village_title(l)><p class="muted">{t::wastebank::village_none(l)}</p></Card> }.into_any();
    }
    view! {
        <Card title=t::wastebank::village_title(l)>
            <p class="muted">{t::wastebank::village_lead(l, owed)}</p>
            {form(l, action, &typed, TO_VILLAGE, None, boxes, t::wastebank::village_go(l))}
        </Card>
    }
    .into_any()
}

fn form(
    l: Locale,
    action: String,
    typed: &Typed,
    [unit, amount]: [&'static str; 2],
    who: Option<AnyView>,
    boxes: Vec<Choice>,
    go: &'static str,
) -> AnyView {
    let Typed { form, errors } = typed;
    view! {
        <form class="form" method="post" action=action novalidate>
            {hidden(vec![("nonce", form.typed("nonce"))])}
            <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
            {who}
            <Select
                name=unit
                label=t::wastebank::counter(l)
                prompt=t::wastebank::choose_counter(l)
                choices=boxes
                value=form.typed(unit)
                error=errors.of(unit)
                required=true
            />
            <Field
                name=amount
                label=t::wastebank::amount(l)
                prefix="Rp"
                inputmode="numeric"
                value=form.typed(amount)
                error=errors.of(amount)
                required=true
            />
            <FormActions>
                <SubmitButton label=go />
            </FormActions>
        </form>
    }
    .into_any()
}
