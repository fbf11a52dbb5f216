//! `/loket/{unit}/{member}`: the scale. Without a script: fill in, count, look at the sum together, save.

use axum::extract::Path;
use backend::flows::witness_deposit::{Signature, WitnessDepositError, witness_deposit};
use backend::identity::vouch::VouchError;
use backend::wastebank::read_counter::taken_now;
use backend::wastebank::read_usual::read_usual;
use backend::wastebank::take_deposit::{TakeDeposit, TakeDepositError, take_deposit};
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::DepositError;
use domain::wastebank::material::Material;
use domain::wastebank::member::Member;
use domain::wastebank::unit::Unit;
use leptos::prelude::*;

use super::super::words;
use super::draft::{Draft, MOST, ROWS, Row};
use super::find::{at_counter, own_unit};
use super::rows::rows;
use crate::i18n::{clock, t};
use crate::ui::{Alert, Card, Definitions, Field, Fieldset, Icon, LinkButton, Mood, PageHead, Size, SubmitButton, Text, Tone, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Flash, Form, Page, Reply, WebError};

/// What the page says besides the rows.
#[derive(Default)]
struct Said {
    wrong: Option<Text>,
    /// The sum has been looked at: the button that saves is there.
    counted: bool,
    /// What the last step said: a new card's number.
    flash: Option<Flash>,
    /// A second person must put their name under it …
    witness: bool,
    /// … and what is wrong with what they typed.
    witness_error: Option<Text>,
}

pub async fn show(ctx: Ctx, Path((unit, member)): Path<(String, String)>) -> Reply {
    let mut form = Form::default();
    form.set("nonce", ctx.deps().random.token());
    let id: WasteUnitId = unit.parse().map_err(|_| WebError::NotFound)?;
    let rows = i64::try_from(ROWS).unwrap_or_default();
    for code in read_usual(ctx.deps(), ctx.actor(), id, rows).await.map_err(words::error)? {
        form.add("material", code.to_string());
        form.add("usual", code.to_string());
    }
    page(&ctx, &unit, &member, form, Said { flash: ctx.flash().cloned(), ..Said::default() }, None).await
}

pub async fn submit(ctx: Ctx, Path((unit, member)): Path<(String, String)>, mut form: Form) -> Reply {
    let l = ctx.locale();
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let taken = taken_now(ctx.deps()).await?;
    let mut draft = Draft::read(l, &form, &taken);
    // Once asked for, the second person stays on the page.
    let said = Said { witness: form.has("witness"), ..Said::default() };
    match form.text("go") {
        "more" => {
            if draft.rows.len() < MOST {
                draft.rows.push(Row::default());
            }
            page(&ctx, &unit, &member, form, said, Some(draft)).await
        }
        _ if draft.is_wrong() => {
            let said = Said { wrong: Some(t::common::fix_these(l).into()), ..said };
            page(&ctx, &unit, &member, form, said, Some(draft)).await
        }
        "save" => save(&ctx, &unit, &member, form, draft).await,
        _ if draft.lines.is_empty() => {
            let said = Said { wrong: Some(t::wastebank::nothing_weighed(l).into()), ..said };
            page(&ctx, &unit, &member, form, said, Some(draft)).await
        }
        _ => page(&ctx, &unit, &member, form, Said { counted: true, ..said }, Some(draft)).await,
    }
}

async fn save(ctx: &Ctx, unit: &str, member: &str, mut form: Form, mut draft: Draft) -> Reply {
    let l = ctx.locale();
    let counter = own_unit(ctx, unit).await?;
    let id: WasteMemberId = member.parse().map_err(|_| WebError::NotFound)?;
    let input = TakeDeposit {
        nonce: form.typed("nonce"),
        unit: counter.id,
        member: id,
        lines: draft.lines.clone(),
        witness: None,
        expected_total: Rupiah(form.text("total").parse().unwrap_or(-1)),
    };
    let (mut witness, mut witness_error) = (form.has("witness"), None);
    let taken = if form.text("witness").trim().is_empty() {
        take_deposit(ctx.deps(), ctx.actor(), &input).await.map_err(WitnessDepositError::from)
    } else {
        let signature = Signature { login: form.typed("witness"), password: form.typed("witness_password") };
        witness_deposit(ctx.deps(), ctx.actor(), input, signature).await
    };
    let refused = match taken {
        Ok(slip) => return Ok(ctx.see_other_saying(&format!("/slip/{slip}"), t::wastebank::saved(l))),
        Err(WitnessDepositError::Vouch(VouchError::Wrong)) => Err(t::wastebank::witness_wrong(l).into()),
        Err(WitnessDepositError::Vouch(VouchError::Throttled { until })) => Err(t::wastebank::witness_throttled(l, clock(l, until)).into()),
        Err(WitnessDepositError::Vouch(e)) => return Err(WebError::internal(e)),
        Err(WitnessDepositError::Deposit(TakeDepositError::NoWitness)) => Err(t::wastebank::witness_other(l).into()),
        Err(WitnessDepositError::Deposit(e)) => Ok(e),
    };
    let wrong: Text = match refused {
        Err(words) => {
            witness_error = Some(words);
            t::common::fix_these(l).into()
        }
        Ok(TakeDepositError::Counter(e)) => return Err(words::error(e)),
        Ok(TakeDepositError::NoMember) => return Err(WebError::NotFound),
        Ok(TakeDepositError::WitnessMissing { from }) => {
            witness = true;
            t::wastebank::witness_needed(l, from).into()
        }
        Ok(TakeDepositError::KeyUsed { slip }) => {
            form.set("nonce", ctx.deps().random.token());
            t::wastebank::form_used(l, slip).into()
        }
        Ok(TakeDepositError::TotalChanged { now }) => t::wastebank::total_changed(l, now).into(),
        Ok(TakeDepositError::Deposit(DepositError::Empty)) => t::wastebank::nothing_weighed(l).into(),
        Ok(TakeDepositError::Reason { index, .. }) => {
            if let Some(row) = draft.filled().nth(index) {
                row.error = Some(t::wastebank::reason_bad(l).into());
            }
            t::common::fix_these(l).into()
        }
        Ok(TakeDepositError::Db(e)) => return Err(e.into()),
        Ok(e) => return Err(WebError::internal(e)),
    };
    let said = Said { wrong: Some(wrong), counted: !draft.lines.is_empty(), witness, witness_error, flash: None };
    page(ctx, unit, member, form, said, Some(draft)).await
}

async fn page(ctx: &Ctx, unit: &str, member: &str, form: Form, said: Said, draft: Option<Draft>) -> Reply {
    let l = ctx.locale();
    let (unit, member) = at_counter(ctx, unit, member).await?;
    let taken = taken_now(ctx.deps()).await?;
    let draft = draft.unwrap_or_else(|| Draft::read(l, &form, &taken));
    let status = if said.wrong.is_some() { http::StatusCode::UNPROCESSABLE_ENTITY } else { http::StatusCode::OK };
    let action = ctx.href(&format!("/loket/{}/{}", unit.id, member.id));
    let (nonce, witness_login) = (form.typed("nonce"), form.typed("witness"));
    let page = Page::new(t::wastebank::weigh_title(l, &member.name), move || {
        view(l, action, nonce, witness_login, &unit, &member, &taken, draft, said)
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}

#[allow(clippy::too_many_arguments)] // a page is all of it
fn view(
    l: Locale,
    action: String,
    nonce: String,
    witness_login: String,
    unit: &Unit,
    member: &Member,
    taken: &[(Material, Rupiah)],
    draft: Draft,
    said: Said,
) -> AnyView {
    let can_grow = draft.rows.len() < MOST;
    let total = draft.total;
    let facts: Vec<(Text, AnyView)> = vec![
        (t::wastebank::card(l).into(), member.card.to_string().into_any()),
        (t::wastebank::balance(l).into(), member.balance.to_string().into_any()),
        (t::wastebank::counter(l).into(), unit.name.clone().into_any()),
    ];
    let sum = said.counted.then(|| {
        view! {
            <div class="action-bar">
                <span><b>{t::wastebank::sum(l)}</b> " " <span class="price">{total.to_string()}</span></span>
                <SubmitButton label=t::wastebank::save(l, total) name="go" value="save" start=Icon::Check />
            </div>
        }
    });
    let witness = said.witness.then(|| {
        view! {
            <Fieldset legend=t::wastebank::witness(l) hint=t::wastebank::witness_hint(l)>
                <Field name="witness" label=t::wastebank::witness_login(l) value=witness_login error=said.witness_error autocomplete="off" />
                <Field name="witness_password" kind="password" label=t::wastebank::witness_password(l) autocomplete="off" />
            </Fieldset>
        }
    });
    let (cash, family) = (format!("{action}/tunai"), format!("{action}/keluarga"));
    let card = format!("{action}/kartu");
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=t::wastebank::weigh_title(l, &member.name) lead=t::wastebank::weigh_lead(l) />
            {said.flash.map(Flash::alert)}
            {said.wrong.map(|words| view! { <Alert mood=Mood::Danger title=words live=true /> })}
            <Card>
                <Definitions rows=facts />
                <div class="btn-row">
                    <LinkButton href=cash label=t::wastebank::cash(l) tone=Tone::Secondary size=Size::Small start=Icon::Wallet />
                    <LinkButton href=family label=t::wastebank::family(l) tone=Tone::Secondary size=Size::Small start=Icon::User />
                    <LinkButton href=card label=t::wastebank::card_short(l) tone=Tone::Secondary size=Size::Small start=Icon::Printer />
                </div>
            </Card>
            <form class="form" method="post" action=action novalidate>
                {hidden(vec![("nonce", nonce), ("total", total.0.to_string())])}
                {rows(l, draft.rows, taken)}
                <div class="btn-row">
                    <SubmitButton label=t::wastebank::count(l) name="go" value="count" tone=if said.counted { Tone::Secondary } else { Tone::Primary } />
                    {can_grow.then(|| view! { <SubmitButton label=t::wastebank::add_row(l) name="go" value="more" tone=Tone::Ghost start=Icon::Plus /> })}
                </div>
                {witness}
                {sum}
            </form>
        </div>
    }
    .into_any()
}
