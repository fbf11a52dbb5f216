//! `/loket/{unit}/{member}/tunai`: cash from a balance.

use axum::extract::Path;
use backend::wastebank::pay_out::{PayOut, PayOutError, cash_today, pay_out};
use domain::kernel::money::Rupiah;
use domain::wastebank::rules::CashRefusal;
use leptos::prelude::*;

use super::super::words;
use super::find::{at_counter, own_unit};
use crate::i18n::{Locale, t};
use crate::ui::{Alert, Card, Definitions, Field, FormActions, Icon, LinkButton, Mood, PageHead, SubmitButton, Text, Tone, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path((unit, member)): Path<(String, String)>) -> Reply {
    page(&ctx, &unit, &member, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path((unit, member)): Path<(String, String)>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let (unit_id, id) = (own_unit(&ctx, &unit).await?.id, member.parse().map_err(|_| WebError::NotFound)?);
    let Some(amount) = form.parse("amount", &mut errors, Rupiah::parse_price, |_| t::wastebank::amount_bad(l).into()) else {
        return page(&ctx, &unit, &member, form, errors).await;
    };
    let input = PayOut { nonce: form.typed("nonce"), unit: unit_id, member: id, to: None, amount };
    match pay_out(ctx.deps(), ctx.actor(), &input).await {
        Ok(slip) => return Ok(ctx.see_other_saying(&format!("/slip/{slip}"), t::wastebank::cash_done(l))),
        Err(e) => {
            if matches!(e, PayOutError::KeyUsed { .. }) {
                form.set("nonce", ctx.deps().random.token());
            }
            errors.add("amount", refusal(l, e)?);
        }
    }
    page(&ctx, &unit, &member, form, errors).await
}

/// Why a payment was refused, in words; or what is no matter of its form.
pub(super) fn refusal(l: Locale, e: PayOutError) -> Result<Text, WebError> {
    Ok(match e {
        PayOutError::Counter(e) => return Err(words::error(e)),
        PayOutError::NoMember => return Err(WebError::NotFound),
        PayOutError::Cash(why) => cash_words(l, why),
        PayOutError::Short { balance } => t::wastebank::short(l, balance).into(),
        PayOutError::BoxShort { left } => t::wastebank::box_short(l, left).into(),
        PayOutError::NotKin => t::wastebank::not_kin(l).into(),
        PayOutError::KeyUsed { slip } => t::wastebank::form_used(l, slip).into(),
        PayOutError::Nonce => t::wastebank::form_stale(l).into(),
        PayOutError::Db(e) => return Err(e.into()),
        PayOutError::Entry(e) => return Err(WebError::internal(e)),
    })
}

fn cash_words(l: Locale, why: CashRefusal) -> Text {
    match why {
        CashRefusal::NotToday => t::wastebank::cash_not_today(l).into(),
        CashRefusal::TooLittle { least } => t::wastebank::cash_too_little(l, least).into(),
        CashRefusal::TooMuch { most } => t::wastebank::cash_too_much(l, most).into(),
        CashRefusal::TooMuchToday { left } => t::wastebank::cash_too_much_today(l, left).into(),
    }
}

async fn page(ctx: &Ctx, unit: &str, member: &str, mut form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let (unit, member) = at_counter(ctx, unit, member).await?;
    let today = cash_today(ctx.deps(), ctx.actor(), unit.id, member.id).await.map_err(words::error)?;
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let status = errors.status();
    let scale = ctx.href(&format!("/loket/{}/{}", unit.id, member.id));
    let title = t::wastebank::cash_title(l, &member.name);
    let page = Page::new(title.clone(), move || {
        let facts: Vec<(Text, AnyView)> = vec![
            (t::wastebank::balance(l).into(), member.balance.to_string().into_any()),
            (t::wastebank::in_box(l).into(), today.in_box.to_string().into_any()),
            (t::wastebank::cash_now(l).into(), today.most.to_string().into_any()),
        ];
        let action = format!("{scale}/tunai");
        let hint = t::wastebank::cash_hint { least: today.least, most: today.most }.say(l);
        let refused = today.refused.map(|why| view! { <Alert mood=Mood::Warn title=cash_words(l, why) /> });
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=title />
                {refused}
                <Card>
                    <Definitions rows=facts total=true />
                </Card>
                <form class="form" method="post" action=action novalidate>
                    {hidden(vec![("nonce", form.typed("nonce"))])}
                    <Field
                        name="amount"
                        label=t::wastebank::amount(l)
                        hint=hint
                        prefix="Rp"
                        inputmode="numeric"
                        value=form.typed("amount")
                        error=errors.of("amount")
                        required=true
                    />
                    <FormActions>
                        <SubmitButton label=t::wastebank::cash_go(l) start=Icon::Wallet />
                        <LinkButton href=scale label=t::wastebank::to_scale(l) tone=Tone::Ghost />
                    </FormActions>
                </form>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
