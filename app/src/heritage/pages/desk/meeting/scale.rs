//! What weighing in and coming along share: the counter at the meeting point, the lines on the scale, and why it did not go.

use backend::flows::tours::board::BoardError;
use backend::flows::tours::settle::SettleFareError;
use backend::flows::witness_deposit::{Signature, WitnessDepositError, sign};
use backend::identity::vouch::VouchError;
use backend::wastebank::read_counter::{CounterError, list_counters};
use backend::wastebank::take_deposit::TakeDepositError;
use domain::heritage::boarding::Settlement;
use domain::kernel::geo::Point;
use domain::kernel::ids::PersonId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::DepositError;
use domain::wastebank::unit::Unit;
use leptos::prelude::*;

use super::board_error;
use crate::i18n::{clock, t};
use crate::ui::{Choice, Definitions, Field, Fieldset, Icon, Select, SubmitButton, Text, hidden};
use crate::wastebank::pages::counter::draft::Draft;
use crate::web::{Ctx, Errors, Flash, Form, WebError};

/// The counters of this person; the chosen one, or the one that is nearest to the meeting point.
pub struct Counters {
    pub all: Vec<Unit>,
    pub unit: Option<Unit>,
}

impl Counters {
    pub async fn read(ctx: &Ctx, meeting: Point, typed: &str) -> Result<Self, WebError> {
        let all = list_counters(ctx.deps(), ctx.actor()).await.map_err(counter_error)?;
        let chosen = all.iter().find(|u| u.id.to_string() == typed);
        let unit = chosen.or_else(|| all.iter().min_by(|a, b| a.point.apart(meeting).total_cmp(&b.point.apart(meeting)))).cloned();
        Ok(Self { all, unit })
    }

    /// Which counter takes it: asked for only where there are several.
    pub fn field(&self, l: Locale) -> AnyView {
        let Some(unit) = &self.unit else { return ().into_any() };
        let id = unit.id.to_string();
        if self.all.len() < 2 {
            return hidden(vec![("unit", id)]).into_any();
        }
        let choices = self.all.iter().map(|u| Choice::new(u.id.to_string(), u.name.clone())).collect();
        view! { <Select name="unit" label=t::wastebank::counter(l) choices=choices value=id /> }.into_any()
    }
}

/// What these pages say besides their fields.
#[derive(Default)]
pub struct Said {
    pub wrong: Option<Text>,
    pub errors: Errors,
    /// The sums have been looked at: the button that saves is there.
    pub counted: bool,
    /// A second person must put their name under it.
    pub witness: bool,
    pub flash: Option<Flash>,
}

impl Said {
    pub fn is_wrong(&self) -> bool {
        self.wrong.is_some() || !self.errors.is_empty()
    }
}

pub fn counter_error(e: CounterError) -> WebError {
    match e {
        CounterError::Forbidden(e) => e.into(),
        CounterError::NotFound => WebError::NotFound,
        CounterError::Db(e) => e.into(),
    }
}

/// Who signs as the second person, if somebody does; `Err`: what is wrong with it is said.
pub async fn witness(ctx: &Ctx, unit: &Unit, form: &Form, said: &mut Said) -> Result<Result<Option<PersonId>, ()>, WebError> {
    let l = ctx.locale();
    if form.text("witness").trim().is_empty() {
        return Ok(Ok(None));
    }
    let signature = Signature { login: form.typed("witness"), password: form.typed("witness_password") };
    let words = match sign(ctx.deps(), ctx.actor(), unit.id, signature).await {
        Ok(person) => return Ok(Ok(Some(person))),
        Err(WitnessDepositError::Vouch(VouchError::Wrong)) => t::wastebank::witness_wrong(l).into(),
        Err(WitnessDepositError::Vouch(VouchError::Throttled { until })) => Text::from(t::wastebank::witness_throttled(l, clock(l, until))),
        Err(WitnessDepositError::Deposit(TakeDepositError::Counter(e))) => return Err(counter_error(e)),
        Err(e) => return Err(WebError::internal(e)),
    };
    said.errors.add("witness", words);
    Ok(Err(()))
}

/// Why a fare was not settled, each beside what it is about. What is not this person's to mend comes back.
pub fn refused(ctx: &Ctx, form: &mut Form, draft: &mut Draft, said: &mut Said, e: SettleFareError) -> Result<(), WebError> {
    let l = ctx.locale();
    match e {
        SettleFareError::Board(BoardError::Nonce | BoardError::Used) => stale(ctx, form, said),
        SettleFareError::Board(e) => return Err(board_error(e)),
        SettleFareError::NotFound => return Err(WebError::NotFound),
        SettleFareError::NothingDue => said.wrong = Some(t::meeting::nothing_due(l).into()),
        SettleFareError::Released => said.wrong = Some(t::meeting::released_next(l).into()),
        SettleFareError::NoMember => said.errors.add("card", t::meeting::member_needed(l)),
        SettleFareError::Cash { due } => said.errors.add("cash", t::meeting::cash_is(l, due)),
        SettleFareError::Deposit(e) => return unweighed(ctx, form, draft, said, e),
        SettleFareError::Db(e) => return Err(e.into()),
        e @ SettleFareError::Fare(_) => return Err(WebError::internal(e)),
    }
    Ok(())
}

fn unweighed(ctx: &Ctx, form: &mut Form, draft: &mut Draft, said: &mut Said, e: TakeDepositError) -> Result<(), WebError> {
    let l = ctx.locale();
    match e {
        TakeDepositError::Counter(e) => return Err(counter_error(e)),
        TakeDepositError::NoMember => said.errors.add("card", t::meeting::member_needed(l)),
        TakeDepositError::WitnessMissing { from } => {
            said.witness = true;
            said.wrong = Some(t::wastebank::witness_needed(l, from).into());
        }
        TakeDepositError::NoWitness => said.errors.add("witness", t::wastebank::witness_other(l)),
        TakeDepositError::TotalChanged { now } => said.wrong = Some(t::wastebank::total_changed(l, now).into()),
        TakeDepositError::KeyUsed { slip } => {
            form.set("nonce", ctx.deps().random.token());
            said.wrong = Some(t::wastebank::form_used(l, slip).into());
        }
        TakeDepositError::Nonce => stale(ctx, form, said),
        TakeDepositError::Deposit(DepositError::Empty) => said.wrong = Some(t::wastebank::nothing_weighed(l).into()),
        TakeDepositError::NotTaken { index } => {
            if let Some(row) = draft.filled().nth(index) {
                row.error = Some(t::wastebank::not_taken(l, &row.material).into());
            }
            said.wrong = Some(t::common::fix_these(l).into());
        }
        TakeDepositError::Reason { index, .. } => {
            if let Some(row) = draft.filled().nth(index) {
                row.error = Some(t::wastebank::reason_bad(l).into());
            }
            said.wrong = Some(t::common::fix_these(l).into());
        }
        TakeDepositError::Db(e) => return Err(e.into()),
        e => return Err(WebError::internal(e)),
    }
    Ok(())
}

pub fn stale(ctx: &Ctx, form: &mut Form, said: &mut Said) {
    form.set("nonce", ctx.deps().random.token());
    said.wrong = Some(t::meeting::again(ctx.locale()).into());
}

/// In cash, as typed; an empty field is none.
pub fn cash(l: Locale, form: &Form, errors: &mut Errors) -> Option<Rupiah> {
    if form.text("cash").trim().is_empty() {
        return Some(Rupiah::ZERO);
    }
    form.parse("cash", errors, Rupiah::parse, |_| t::heritage::pay_money_bad(l).into())
}

/// What was brought, and what becomes of it; the cash is the last line.
pub fn settlement(l: Locale, s: &Settlement, worth: Rupiah) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    if !worth.is_zero() {
        rows.push((t::meeting::weighed(l).into(), worth.to_string().into_any()));
        rows.push((t::meeting::from_waste(l).into(), s.from_waste.to_string().into_any()));
        rows.push((t::meeting::surplus(l).into(), s.surplus.to_string().into_any()));
    }
    rows.push((t::meeting::in_cash(l).into(), s.in_cash.to_string().into_any()));
    view! { <Definitions rows=rows total=true /> }.into_any()
}

/// The last step: the sums, the cash in the hand, the second person where one is needed, and the button.
pub fn review(l: Locale, s: &Settlement, worth: Rupiah, typed_cash: String, form: &Form, said: &Said, go: Text) -> AnyView {
    let typed_cash = if typed_cash.trim().is_empty() { s.in_cash.0.to_string() } else { typed_cash };
    let cash = (!s.in_cash.is_zero() || said.errors.of("cash").is_some()).then(|| {
        view! {
            <Field
                name="cash"
                label=t::meeting::cash_taken(l)
                hint=t::meeting::cash_hint(l, s.in_cash)
                prefix="Rp"
                inputmode="numeric"
                autocomplete="off"
                value=typed_cash
                error=said.errors.of("cash")
            />
        }
    });
    let (login, wrong) = (form.typed("witness"), said.errors.of("witness"));
    let witness = (said.witness || form.has("witness")).then(|| {
        view! {
            <Fieldset legend=t::wastebank::witness(l) hint=t::wastebank::witness_hint(l)>
                <Field name="witness" label=t::wastebank::witness_login(l) value=login error=wrong autocomplete="off" />
                <Field name="witness_password" kind="password" label=t::wastebank::witness_password(l) autocomplete="off" />
            </Fieldset>
        }
    });
    view! {
        <section class="card card-selected" id="tinjau" aria-labelledby="tinjau-judul">
            <h2 id="tinjau-judul">{t::heritage::review(l)}</h2>
            {settlement(l, s, worth)}
            {cash}
            {witness}
            <SubmitButton label=go name="go" value="save" size=crate::ui::Size::Large wide=true start=Icon::Check />
        </section>
    }
    .into_any()
}
