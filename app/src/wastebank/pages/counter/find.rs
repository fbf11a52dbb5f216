//! `/loket/{unit}`: who stands in front; a new neighbour gets a card.

use axum::extract::{Path, Query};
use backend::wastebank::find_member::{FindMemberError, find_members, read_member};
use backend::wastebank::read_counter::{CounterError, list_counters};
use backend::wastebank::register_member::{MAX_NAME, RegisterMemberError, register_member};
use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;
use domain::kernel::text::TextError;
use domain::wastebank::member::{CardNumberError, Member};
use domain::wastebank::unit::Unit;
use leptos::prelude::*;
use serde::Deserialize;

use super::super::words;
use super::scan::scan_card;
use crate::i18n::t;
use crate::ui::{Card, Empty, ErrorSummary, Field, FormActions, Icon, LinkButton, PageHead, RowCard, SubmitButton, Text, Tone, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

pub async fn show(ctx: Ctx, Path(unit): Path<String>, Query(asked): Query<Asked>) -> Reply {
    page(&ctx, &unit, &asked.q, Form::default(), Errors::default()).await
}

pub async fn register(ctx: Ctx, Path(unit): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let id: WasteUnitId = unit.parse().map_err(|_| WebError::NotFound)?;
    let mut errors = Errors::default();
    let phone = form.text("phone").trim();
    let phone = if phone.is_empty() { Ok(None) } else { Phone::parse(phone).map(Some) };
    let Ok(phone) = phone else {
        errors.add("phone", t::common::field_not_phone(l));
        return page(&ctx, &unit, "", form, errors).await;
    };
    match register_member(ctx.deps(), ctx.actor(), id, form.text("name"), phone, form.text("nonce")).await {
        Ok(member) => {
            let path = format!("/loket/{unit}/{}", member.id);
            return Ok(ctx.see_other_saying(&path, &t::wastebank::registered(l, member.card)));
        }
        Err(RegisterMemberError::Counter(e)) => return Err(words::error(e)),
        Err(RegisterMemberError::Name(TextError::Empty)) => errors.add("name", t::common::field_required(l)),
        Err(RegisterMemberError::Name(_)) => errors.add("name", t::wastebank::name_bad(l, MAX_NAME)),
        Err(RegisterMemberError::Nonce) => errors.add("", t::wastebank::form_stale(l)),
        Err(RegisterMemberError::KeyUsed { card }) => {
            form.set("nonce", ctx.deps().random.token());
            errors.add("", t::wastebank::member_used(l, card));
        }
        Err(e) => return Err(WebError::internal(e)),
    }
    page(&ctx, &unit, "", form, errors).await
}

/// The counter, if it is this person's.
pub(super) async fn own_unit(ctx: &Ctx, unit: &str) -> Result<Unit, WebError> {
    let id: WasteUnitId = unit.parse().map_err(|_| WebError::NotFound)?;
    let all = list_counters(ctx.deps(), ctx.actor()).await.map_err(words::error)?;
    all.into_iter().find(|u| u.id == id).ok_or(WebError::NotFound)
}

/// The counter, and the member in front of it.
pub(super) async fn at_counter(ctx: &Ctx, unit: &str, member: &str) -> Result<(Unit, Member), WebError> {
    let unit = own_unit(ctx, unit).await?;
    let id: WasteMemberId = member.parse().map_err(|_| WebError::NotFound)?;
    let member = read_member(ctx.deps(), ctx.actor(), unit.id, id).await.map_err(words::error)?;
    Ok((unit, member))
}

async fn page(ctx: &Ctx, unit: &str, asked: &str, mut form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let unit = own_unit(ctx, unit).await?;
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let status = errors.status();
    let asked = asked.trim().to_owned();
    let mut wrong = None;
    let found = if asked.is_empty() {
        None
    } else {
        match find_members(ctx.deps(), ctx.actor(), unit.id, &asked).await {
            // One card, one member: straight to the scale.
            Ok(found) if found.len() == 1 => return Ok(ctx.see_other(&format!("/loket/{}/{}", unit.id, found[0].id))),
            Ok(found) => Some(found),
            Err(FindMemberError::NotANumber(CardNumberError::CheckDigit)) => {
                wrong = Some(t::wastebank::card_misread(l));
                None
            }
            Err(FindMemberError::NotANumber(CardNumberError::NotNineDigits)) => {
                wrong = Some(t::wastebank::not_a_number(l));
                None
            }
            Err(FindMemberError::Counter(CounterError::Db(e)) | FindMemberError::Db(e)) => return Err(e.into()),
            Err(FindMemberError::Counter(e)) => return Err(words::error(e)),
        }
    };
    let action = ctx.href(&format!("/loket/{}", unit.id));
    let (ask, store) = (action.clone(), format!("{action}/gudang"));
    let script = ctx.site().assets.scan.clone();
    let page = Page::new(unit.name.clone(), move || {
        let found = found.map(|all| results(l, &unit, all));
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=unit.name.clone() lead=t::wastebank::counter_lead(l)>
                    <LinkButton href=store label=t::wastebank::to_store(l) tone=Tone::Secondary start=Icon::Package />
                </PageHead>
                <Card title=t::wastebank::find(l)>
                    <form class="form" method="get" action=ask>
                        <Field
                            name="q"
                            label=t::wastebank::find_label(l)
                            hint=t::wastebank::find_scan(l)
                            value=asked
                            error=wrong.map(Text::from)
                            inputmode="numeric"
                            required=true
                        />
                        {scan_card(l, "q", script)}
                        <FormActions>
                            <SubmitButton label=t::wastebank::find_go(l) start=Icon::Search />
                        </FormActions>
                    </form>
                    {found}
                </Card>
                <Card title=t::wastebank::register(l)>
                    <form class="form" method="post" action=action novalidate>
                        {hidden(vec![("nonce", form.typed("nonce"))])}
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        <Field name="name" label=t::wastebank::name(l) value=form.typed("name") error=errors.of("name") required=true />
                        <Field
                            name="phone"
                            kind="tel"
                            inputmode="tel"
                            label=t::wastebank::phone(l)
                            hint=t::wastebank::phone_hint(l)
                            value=form.typed("phone")
                            error=errors.of("phone")
                            optional=t::common::optional(l)
                        />
                        <FormActions>
                            <SubmitButton label=t::wastebank::register_go(l) tone=Tone::Secondary />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account).camera()).await
}

fn results(l: Locale, unit: &Unit, all: Vec<Member>) -> AnyView {
    if all.is_empty() {
        return view! { <Empty of=Icon::User title=t::wastebank::nobody(l) text=t::wastebank::nobody_text(l) /> }.into_any();
    }
    let rows = all.into_iter().map(|m| {
        let href = l.path(&format!("/loket/{}/{}", unit.id, m.id));
        view! { <RowCard title=m.name href=href meta=m.card.to_string()><span class="num">{m.balance.to_string()}</span></RowCard> }
    });
    view! { <ul class="row-list" role="list">{rows.collect::<Vec<_>>()}</ul> }.into_any()
}
