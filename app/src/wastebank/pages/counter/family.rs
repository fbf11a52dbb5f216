//! `/loket/{unit}/{member}/keluarga`: whose balance may be shared with whom, and sharing it.

use axum::extract::Path;
use backend::wastebank::link_family::{LinkFamilyError, link_family, list_family, unlink_family};
use backend::wastebank::pay_out::{PayOut, PayOutError, pay_out};
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::member::Member;
use leptos::prelude::*;

use super::super::words;
use super::cash::refusal;
use super::find::{at_counter, own_unit};
use crate::i18n::{Locale, t};
use crate::ui::{
    Card, Checkbox, Choice, ErrorSummary, Field, FormActions, Icon, LinkButton, PageHead, PostButton, Select, Size, SubmitButton, Tone,
    hidden,
};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path((unit, member)): Path<(String, String)>) -> Reply {
    page(&ctx, &unit, &member, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path((unit, member)): Path<(String, String)>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let unit_id = own_unit(&ctx, &unit).await?.id;
    let id: WasteMemberId = member.parse().map_err(|_| WebError::NotFound)?;
    let here = format!("/loket/{unit}/{member}/keluarga");
    match form.text("go") {
        "transfer" => {
            if let Some(slip) = transfer(&ctx, unit_id, id, &mut form, &mut errors).await? {
                return Ok(ctx.see_other_saying(&format!("/slip/{slip}"), t::wastebank::transfer_done(l)));
            }
        }
        "unlink" => {
            let other = form.text("other").parse().map_err(|_| WebError::NotFound)?;
            unlink_family(ctx.deps(), ctx.actor(), unit_id, id, other).await.map_err(words::error)?;
            return Ok(ctx.see_other_saying(&here, t::wastebank::family_ended(l)));
        }
        _ => match link_family(ctx.deps(), ctx.actor(), unit_id, id, form.text("card"), form.has("agreed")).await {
            Ok(other) => return Ok(ctx.see_other_saying(&here, &t::wastebank::family_linked(l, &other.name))),
            Err(LinkFamilyError::Counter(e)) => return Err(words::error(e)),
            Err(LinkFamilyError::Card(e)) => errors.add("card", words::card_number(l, e)),
            Err(LinkFamilyError::NoCard) => errors.add("card", t::wastebank::nobody_text(l)),
            Err(LinkFamilyError::Same) => errors.add("card", t::wastebank::family_same(l)),
            Err(LinkFamilyError::Already) => errors.add("card", t::wastebank::family_already(l)),
            Err(LinkFamilyError::NotAgreed) => errors.add("agreed", t::wastebank::family_agree(l)),
            Err(LinkFamilyError::Db(e)) => return Err(e.into()),
        },
    }
    page(&ctx, &unit, &member, form, errors).await
}

async fn transfer(
    ctx: &Ctx,
    unit: WasteUnitId,
    member: WasteMemberId,
    form: &mut Form,
    errors: &mut Errors,
) -> Result<Option<String>, WebError> {
    let l = ctx.locale();
    let to: Option<WasteMemberId> = form.parse("to", errors, str::parse, |_| t::wastebank::family_choose(l).into());
    let amount = form.parse("amount", errors, Rupiah::parse_price, |_| t::wastebank::amount_bad(l).into());
    let (Some(to), Some(amount)) = (to, amount) else { return Ok(None) };
    let input = PayOut { nonce: form.typed("nonce"), unit, member, to: Some(to), amount };
    match pay_out(ctx.deps(), ctx.actor(), &input).await {
        Ok(slip) => Ok(Some(slip)),
        Err(e) => {
            if matches!(e, PayOutError::KeyUsed { .. }) {
                form.set("nonce", ctx.deps().random.token());
            }
            errors.add("amount", refusal(l, e)?);
            Ok(None)
        }
    }
}

async fn page(ctx: &Ctx, unit: &str, member: &str, mut form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let (unit, member) = at_counter(ctx, unit, member).await?;
    let family = list_family(ctx.deps(), ctx.actor(), unit.id, member.id).await.map_err(words::error)?;
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let status = errors.status();
    let scale = ctx.href(&format!("/loket/{}/{}", unit.id, member.id));
    let title = t::wastebank::family_title(l, &member.name);
    let said = ctx.flash().cloned();
    let page = Page::new(title.clone(), move || {
        let here = format!("{scale}/keluarga");
        let share = (!family.is_empty()).then(|| share(l, &here, &member, &family, form.clone(), errors.clone()));
        let linking = form.text("go") == "link";
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=title lead=t::wastebank::family_lead(l)>
                    <LinkButton href=scale label=t::wastebank::to_scale(l) tone=Tone::Secondary />
                </PageHead>
                {said.map(Flash::alert)}
                {share}
                <Card title=t::wastebank::family_add(l)>
                    <form class="form" method="post" action=here novalidate>
                        {hidden(vec![("go", "link".to_owned())])}
                        <ErrorSummary title=t::common::fix_these(l) errors=if linking { errors.list() } else { Vec::new() } />
                        <Field
                            name="card"
                            label=t::wastebank::family_card(l)
                            hint=t::wastebank::find_hint(l)
                            inputmode="numeric"
                            value=form.typed("card")
                            error=errors.of("card")
                            required=true
                        />
                        <Checkbox name="agreed" label=t::wastebank::family_agreed(l) checked=form.has("agreed") error=errors.of("agreed") required=true />
                        <FormActions>
                            <SubmitButton label=t::wastebank::family_go(l) tone=Tone::Secondary />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}

fn share(l: Locale, here: &str, member: &Member, family: &[Member], form: Form, errors: Errors) -> AnyView {
    let rows = family
        .iter()
        .map(|m| {
            let values = vec![("go", "unlink".to_owned()), ("other", m.id.to_string())];
            view! {
                <li class="row-card">
                    <div>
                        <b>{m.name.clone()}</b>
                        <p class="muted small">{m.card.to_string()}</p>
                    </div>
                    <div class="row-card-end">
                        <PostButton action=here.to_owned() label=t::wastebank::family_end(l) tone=Tone::QuietDanger size=Size::Small values />
                    </div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let (here, hint) = (here.to_owned(), t::wastebank::transfer_hint(l, member.balance));
    let choices = family.iter().map(|m| Choice::new(m.id.to_string(), m.name.clone())).collect::<Vec<_>>();
    view! {
        <ul class="row-list" role="list">{rows}</ul>
        <Card title=t::wastebank::transfer(l)>
            <form class="form" method="post" action=here novalidate>
                {hidden(vec![("go", "transfer".to_owned()), ("nonce", form.typed("nonce"))])}
                <Select name="to" label=t::wastebank::to_balance(l) choices value=form.typed("to") error=errors.of("to") required=true />
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
                    <SubmitButton label=t::wastebank::transfer_go(l) start=Icon::ArrowRight />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}
