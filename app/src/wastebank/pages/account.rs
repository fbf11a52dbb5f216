//! `/akun/bank-sampah`: one's own balance, card and slips; without a card, asking for the one that one has.

use backend::wastebank::ask_for_card::{AskForCardError, ask_for_card, own_card_request, withdraw_card_request};
use backend::wastebank::find_member::{OwnAccountError, own_account};
use backend::wastebank::read_counter::list_counters;
use domain::kernel::locale::Locale;
use domain::wastebank::member::Member;
use domain::wastebank::statement::{EntryKind, Movement};
use leptos::prelude::*;

use super::counter::card::{address, card};
use super::{asking, words};
use crate::i18n::{date_time, t};
use crate::ui::{Alert, Empty, Icon, LinkButton, Mood, PageHead, Price, RowCard, SectionHead, Stat};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

const PATH: &str = "/akun/bank-sampah";

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    if form.text("go") == "withdraw" {
        withdraw_card_request(ctx.deps(), ctx.actor()).await.map_err(refusal)?;
        return Ok(ctx.see_other_saying(PATH, t::wastebank::asked_withdrawn(l)));
    }
    match ask_for_card(ctx.deps(), ctx.actor(), form.text("kartu")).await {
        Ok(()) => return Ok(ctx.see_other(PATH)),
        Err(AskForCardError::Card(e)) => errors.add("kartu", words::card_number(l, e)),
        Err(AskForCardError::Already) => errors.add("", t::wastebank::ask_card_already(l)),
        Err(e) => return Err(refusal(e)),
    }
    page(&ctx, form, errors).await
}

fn refusal(e: AskForCardError) -> WebError {
    match e {
        AskForCardError::Forbidden(_) => WebError::LogIn,
        AskForCardError::Db(e) => e.into(),
        e => WebError::internal(e),
    }
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let found = own_account(ctx.deps(), ctx.actor()).await.map_err(|e| match e {
        OwnAccountError::Forbidden(_) => WebError::LogIn,
        OwnAccountError::Db(e) => e.into(),
    })?;
    let stands = !list_counters(ctx.deps(), ctx.actor()).await.map_err(words::error)?.is_empty();
    let address = found.as_ref().map(|(member, _)| address(ctx, member)).unwrap_or_default();
    let asked = own_card_request(ctx.deps(), ctx.actor()).await.map_err(refusal)?;
    let (here, said) = (ctx.href(PATH), ctx.flash().cloned());
    let page = Page::new(t::wastebank::account_title(l), move || {
        // Asked for a card although there is one, from a page that was open before.
        let refused = errors.of("").filter(|_| found.is_some()).map(|words| view! { <Alert mood=Mood::Warn title=words live=true /> });
        let body = match found {
            Some((member, movements)) => account(l, &member, movements, address),
            None => view! {
                <Empty of=Icon::Wallet title=t::wastebank::no_account(l) text=t::wastebank::no_account_text(l)>
                    <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_places(l) />
                </Empty>
                {asking::view(l, here, asked, &form, &errors)}
            }
            .into_any(),
        };
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::wastebank::account_title(l)>
                    {stands.then(|| view! { <LinkButton href=l.path("/loket") label=t::wastebank::to_counter(l) start=Icon::Store /> })}
                </PageHead>
                {said.map(Flash::alert)}
                {refused}
                {body}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}

fn account(l: Locale, member: &Member, movements: Vec<Movement>, address: String) -> AnyView {
    let rows = movements.into_iter().map(|m| movement(l, &m)).collect::<Vec<_>>();
    view! {
        <div class="stats">
            <Stat label=t::wastebank::balance(l) value=member.balance.to_string() start=Icon::Wallet />
        </div>
        <section class="stack stack-sm">
            {card(l, member, address)}
            <p class="muted small">{t::wastebank::card_note(l)}</p>
        </section>
        <section class="stack">
            <SectionHead title=t::wastebank::movements(l) />
            {if rows.is_empty() {
                view! { <p class="muted">{t::wastebank::no_movements(l)}</p> }.into_any()
            } else {
                view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
            }}
        </section>
    }
    .into_any()
}

fn movement(l: Locale, m: &Movement) -> AnyView {
    let what = match m.kind {
        EntryKind::Deposit => t::wastebank::is_deposit(l),
        EntryKind::Withdrawal => t::wastebank::cash(l),
        EntryKind::Transfer => t::wastebank::transfer(l),
        EntryKind::Reversal => t::wastebank::undone(l),
        EntryKind::Fare => t::wastebank::is_fare(l),
        EntryKind::FareReturn => t::wastebank::is_fare_return(l),
        // None of these moves the balance of a member.
        EntryKind::Float
        | EntryKind::Sale
        | EntryKind::Receipt
        | EntryKind::Owed
        | EntryKind::PaidBack
        | EntryKind::HandedIn
        | EntryKind::Share
        | EntryKind::SharePaid
        | EntryKind::Count
        | EntryKind::CashCount => "",
    };
    let plus = if m.change.0 > 0 { "+" } else { "" };
    let change = format!("{plus}{}", m.change);
    match &m.slip {
        Some(number) => {
            let (href, meta) = (l.path(&format!("/slip/{number}")), format!("{} · {number}", date_time(l, m.at)));
            view! { <RowCard title=what href=href meta=meta><Price amount=change /></RowCard> }.into_any()
        }
        None => view! {
            <li class="row-card">
                <div>
                    <b>{what}</b>
                    <p class="muted small">{date_time(l, m.at)}</p>
                </div>
                <div class="row-card-end"><Price amount=change /></div>
            </li>
        }
        .into_any(),
    }
}
