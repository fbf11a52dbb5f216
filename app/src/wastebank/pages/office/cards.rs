//! `/petugas/bank-sampah/kartu`: the account that a card has, and taking it off.

use axum::extract::Query;
use backend::wastebank::unlink_account::{UnlinkAccountError, read_card_account, unlink_account};
use domain::kernel::ids::WasteMemberId;
use domain::wastebank::member::Member;
use leptos::prelude::*;
use serde::Deserialize;

use super::super::digits_form::DigitsForm;
use super::super::words;
use super::desk::{Desk, head};
use crate::i18n::{Locale, t};
use crate::ui::{Card, Confirm, Definitions, Field, Icon, SubmitButton, Text};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

const PATH: &str = "/petugas/bank-sampah/kartu";

/// Where a card is looked up, however its number is written.
pub(super) fn path(card: &str) -> String {
    format!("{PATH}?kartu={}", card.replace(' ', ""))
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    kartu: String,
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    page(&ctx, &asked.kartu, &Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let member: WasteMemberId = form.text("member").parse().map_err(|_| WebError::BadRequest)?;
    match unlink_account(ctx.deps(), ctx.actor(), member, form.text("reason")).await {
        Ok(()) => return Ok(ctx.see_other_saying(PATH, t::wastebank::unlinked(l))),
        Err(UnlinkAccountError::Reason(e)) => errors.add("reason", words::text(l, e)),
        Err(e) => return Err(refusal(e)),
    }
    page(&ctx, form.text("kartu"), &form, errors).await
}

fn refusal(e: UnlinkAccountError) -> WebError {
    match e {
        UnlinkAccountError::Forbidden(e) => e.into(),
        UnlinkAccountError::NotFound => WebError::NotFound,
        UnlinkAccountError::Db(e) => e.into(),
        e => WebError::internal(e),
    }
}

/// The account of a card: its name, and by what it logs in.
type Found = (Member, Option<(String, String)>);

async fn find(ctx: &Ctx, typed: &str, errors: &mut Errors) -> Result<Option<Found>, WebError> {
    let l = ctx.locale();
    if typed.trim().is_empty() {
        return Ok(None);
    }
    match read_card_account(ctx.deps(), ctx.actor(), typed).await {
        Ok((member, account)) => {
            let contact = |email: Option<String>, phone: Option<String>| email.or(phone).unwrap_or_default();
            let account = account.map(|a| (a.name, contact(a.email.map(|e| e.to_string()), a.phone.map(|p| p.to_string()))));
            return Ok(Some((member, account)));
        }
        Err(UnlinkAccountError::Card(e)) => errors.add("kartu", words::card_number(l, e)),
        Err(UnlinkAccountError::NotFound) => errors.add("kartu", t::wastebank::card_nobody(l)),
        Err(e) => return Err(refusal(e)),
    }
    Ok(None)
}

async fn page(ctx: &Ctx, asked: &str, form: &Form, mut errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let found = find(ctx, asked, &mut errors).await?;
    let (top, here, asked, reason) = (head(ctx, Desk::Cards).into_any(), ctx.href(PATH), asked.trim().to_owned(), form.typed("reason"));
    let page = Page::new(t::wastebank::desk_cards(l), move || {
        let found = found.map(|found| card(l, here.clone(), asked.clone(), found, reason, errors.of("reason")));
        let wrong = errors.of("kartu");
        view! {
            <div class="wrap page">
                {top}
                <Card title=t::wastebank::card_find(l)>
                    <p class="muted">{t::wastebank::card_find_text(l)}</p>
                    <DigitsForm
                        action=here
                        asks=true
                        name="kartu"
                        label=t::wastebank::card(l)
                        hint=t::wastebank::find_hint(l)
                        value=asked
                        error=wrong
                    >
                        <SubmitButton label=t::wastebank::find_go(l) start=Icon::Search />
                    </DigitsForm>
                </Card>
                {found}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn card(l: Locale, here: String, asked: String, (member, account): Found, reason: String, wrong: Option<Text>) -> AnyView {
    let mut facts: Vec<(Text, AnyView)> = vec![
        (t::wastebank::name(l).into(), member.name.clone().into_any()),
        (t::wastebank::card(l).into(), member.card.to_string().into_any()),
    ];
    let none = t::wastebank::card_no_account(l);
    let is_linked = account.is_some();
    let shown = account.map_or_else(|| none.to_owned(), |(name, contact)| format!("{name} · {contact}"));
    facts.push((t::wastebank::card_account(l).into(), shown.into_any()));
    let (open, values) = (wrong.is_some(), vec![("member", member.id.to_string()), ("kartu", asked)]);
    let unlink = is_linked.then(|| {
        view! {
            <Confirm
                label=t::wastebank::unlink(l)
                question=t::wastebank::unlink_question(l)
                yes=t::wastebank::unlink_yes(l)
                action=here
                start=Icon::Ban
                values=values
                open=open
            >
                <Field name="reason" label=t::wastebank::undo_reason(l) value=reason error=wrong required=true />
            </Confirm>
        }
    });
    view! {
        <Card title=t::wastebank::card_found(l)>
            <Definitions rows=facts />
            {unlink}
        </Card>
    }
    .into_any()
}
