//! `/akun/bank-sampah`: one's own balance, card and slips.

use backend::wastebank::find_member::{OwnAccountError, own_account};
use backend::wastebank::read_counter::list_counters;
use domain::kernel::locale::Locale;
use domain::wastebank::member::Member;
use domain::wastebank::statement::{EntryKind, Movement};
use leptos::prelude::*;

use super::counter::card::{address, card};
use super::words;
use crate::i18n::{date_time, t};
use crate::ui::{Empty, Icon, LinkButton, PageHead, Price, RowCard, SectionHead, Stat};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let found = own_account(ctx.deps(), ctx.actor()).await.map_err(|e| match e {
        OwnAccountError::Forbidden(_) => WebError::LogIn,
        OwnAccountError::Db(e) => e.into(),
    })?;
    let stands = !list_counters(ctx.deps(), ctx.actor()).await.map_err(words::error)?.is_empty();
    let address = found.as_ref().map(|(member, _)| address(&ctx, member)).unwrap_or_default();
    let page = Page::new(t::wastebank::account_title(l), move || {
        let body = match found {
            Some((member, movements)) => account(l, &member, movements, address),
            None => view! {
                <Empty of=Icon::Wallet title=t::wastebank::no_account(l) text=t::wastebank::no_account_text(l)>
                    <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_places(l) />
                </Empty>
            }
            .into_any(),
        };
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::wastebank::account_title(l)>
                    {stands.then(|| view! { <LinkButton href=l.path("/loket") label=t::wastebank::to_counter(l) start=Icon::Store /> })}
                </PageHead>
                {body}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Account)).await
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
