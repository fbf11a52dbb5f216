//! `/petugas/bank-sampah/buku`: what the night found, for a treasurer to read and print.

use axum::extract::Query;
use backend::wastebank::reconcile::{Checks, ReconcileError, read_checks, reconcile_now};
use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::wastebank::reconciliation::{Compared, Finding, Mass, Report};
use leptos::prelude::*;
use serde::Deserialize;

use super::desk::{Desk, head, to_sign};
use crate::i18n::{Locale, date_time, t};
use crate::ui::{Alert, Badge, Card, Column, Definitions, Empty, Icon, Mood, PostButton, RowCard, SectionHead, Table, Text, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

const PATH: &str = "/petugas/bank-sampah/buku";

#[derive(Deserialize)]
pub struct Asked {
    saat: Option<i64>,
}

fn refusal(e: ReconcileError) -> WebError {
    match e {
        ReconcileError::Forbidden(e) => e.into(),
        ReconcileError::Db(e) => e.into(),
    }
}

pub async fn check(ctx: Ctx) -> Reply {
    reconcile_now(ctx.deps(), ctx.actor()).await.map_err(refusal)?;
    Ok(ctx.see_other_saying(PATH, t::wastebank::checked(ctx.locale())))
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let l = ctx.locale();
    let Checks { report, all } = read_checks(ctx.deps(), ctx.actor(), asked.saat.map(Timestamp)).await.map_err(refusal)?;
    if report.is_none() && asked.saat.is_some() {
        return Err(WebError::NotFound);
    }
    let (top, action) = (head(&ctx, Desk::Books), ctx.href(PATH));
    let page = Page::new(t::wastebank::desk_books(l), move || {
        let others = all.into_iter().map(|(at, sound)| other(l, at, sound)).collect::<Vec<_>>();
        let body = match report {
            Some((at, report)) => sheet(l, at, &report),
            None => view! { <Empty of=Icon::Scale title=t::wastebank::no_checks(l) text=t::wastebank::no_checks_text(l) /> }.into_any(),
        };
        let earlier = (!others.is_empty()).then(|| {
            view! {
                <section class="stack no-print">
                    <SectionHead title=t::wastebank::checks(l) />
                    <ul class="row-list" role="list">{others}</ul>
                </section>
            }
        });
        view! {
            <div class="wrap page">
                <div class="no-print stack">{top}</div>
                {body}
                <div class="no-print">
                    <PostButton action=action label=t::wastebank::check_now(l) tone=Tone::Secondary start=Icon::Scale />
                </div>
                {earlier}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Office)).await
}

fn other(l: Locale, at: Timestamp, sound: bool) -> AnyView {
    let href = l.path(&format!("{PATH}?saat={}", at.0));
    view! { <RowCard title=date_time(l, at) href=href>{verdict(l, sound)}</RowCard> }.into_any()
}

fn verdict(l: Locale, sound: bool) -> AnyView {
    let (label, mood) = if sound { (t::wastebank::sound(l), Mood::Success) } else { (t::wastebank::unsound(l), Mood::Danger) };
    view! { <Badge label=label mood=mood /> }.into_any()
}

fn sheet(l: Locale, at: Timestamp, report: &Report) -> AnyView {
    let facts: Vec<(Text, AnyView)> = vec![
        (t::wastebank::postings(l).into(), domain::kernel::money::group_thousands(report.postings.unsigned_abs()).into_any()),
        (t::wastebank::debits(l).into(), report.debits.to_string().into_any()),
        (t::wastebank::credits(l).into(), report.credits.to_string().into_any()),
        (t::wastebank::members(l).into(), report.members.to_string().into_any()),
        (t::wastebank::balances(l).into(), report.balances.to_string().into_any()),
        (t::wastebank::control(l).into(), report.control.to_string().into_any()),
        (t::wastebank::difference(l).into(), (report.balances - report.control).to_string().into_any()),
    ];
    let aside = verdict(l, report.is_sound());
    view! {
        <Card title=t::wastebank::check_title(l, date_time(l, at)) aside=aside>
            <Definitions rows=facts total=true />
        </Card>
        {findings(l, &report.findings)}
        {masses(l, &report.masses)}
        {compared(l, report)}
        {accounts(l, report)}
        {to_sign(l, [t::wastebank::sign_treasurer(l), t::wastebank::sign_head(l)])}
    }
    .into_any()
}

fn findings(l: Locale, found: &[Finding]) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let rows = found
        .iter()
        .map(|f| {
            let words = match f {
                Finding::Entry { id } => t::wastebank::found_entry(l, id),
                Finding::Member { card, kept, booked } => t::wastebank::found_member { card, kept, booked }.say(l),
                Finding::Orphan { account } => t::wastebank::found_orphan(l, account),
                Finding::Slip { number } => t::wastebank::found_slip(l, number),
                Finding::Batch { number } => t::wastebank::found_batch(l, number),
            };
            view! { <li>{words}</li> }
        })
        .collect::<Vec<_>>();
    Some(view! { <Alert mood=Mood::Danger title=t::wastebank::findings(l)><ul>{rows}</ul></Alert> }.into_any())
}

fn masses(l: Locale, masses: &[Mass]) -> AnyView {
    let rows = masses
        .iter()
        .map(|m| {
            let show = |amount| m.measure.show(l, amount).into_any();
            let name = if l == Locale::En && !m.name_en.is_empty() { &m.name_en } else { &m.name_id };
            vec![
                format!("{name} ({})", m.code).into_any(),
                show(m.taken),
                show(m.counted),
                show(m.sold),
                show(m.shrinkage),
                show(m.on_pile),
                show(m.in_sacks),
                show(m.difference()),
                m.cost.kept.to_string().into_any(),
                m.cost.difference().to_string().into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::new(t::wastebank::material(l)),
        Column::number(t::wastebank::mass_in(l)),
        Column::number(t::wastebank::mass_counted(l)),
        Column::number(t::wastebank::mass_out(l)),
        Column::number(t::wastebank::shrinkage(l)),
        Column::number(t::wastebank::in_stock(l)),
        Column::number(t::wastebank::in_sacks(l)),
        Column::number(t::wastebank::difference(l)),
        Column::number(t::wastebank::cost(l)),
        Column::number(t::wastebank::difference_cost(l)),
    ];
    view! {
        <section class="stack">
            <SectionHead title=t::wastebank::mass(l) />
            <p class="muted">{t::wastebank::mass_lead(l)}</p>
            <Table caption=t::wastebank::mass(l) columns rows />
        </section>
    }
    .into_any()
}

fn compared(l: Locale, report: &Report) -> AnyView {
    let row = |name: String, c: &Compared| {
        vec![name.into_any(), c.kept.to_string().into_any(), c.booked.to_string().into_any(), c.difference().to_string().into_any()]
    };
    let boxes = report.boxes.iter().map(|c| row(format!("{}: {}", t::wastebank::account_cash(l), c.name), c));
    let in_hand = report.in_hand.iter().map(|c| row(format!("{}: {}", t::wastebank::account_in_hand(l), c.name), c));
    let owed = report.owed.iter().map(|c| row(named(l, &c.name).to_owned(), c));
    let fares = report.fares.iter().map(|c| row(t::wastebank::account_ticket_revenue(l).to_owned(), c));
    let rows = boxes.chain(in_hand).chain(owed).chain(fares).collect();
    let columns = vec![
        Column::new(t::wastebank::account(l)),
        Column::number(t::wastebank::kept(l)),
        Column::number(t::wastebank::booked_sum(l)),
        Column::number(t::wastebank::difference(l)),
    ];
    view! {
        <section class="stack">
            <SectionHead title=t::wastebank::cash_and_fares(l) />
            <Table caption=t::wastebank::cash_and_fares(l) columns rows />
        </section>
    }
    .into_any()
}

/// Debits less credits of each part of the chart; the members have their balances to get.
fn named(l: Locale, group: &str) -> &'static str {
    match group {
        "inventory" => t::wastebank::account_inventory(l),
        "cash" => t::wastebank::account_cash(l),
        "in_hand" => t::wastebank::account_in_hand(l),
        "gateway" => t::wastebank::account_gateway(l),
        "refunds" => t::wastebank::account_refunds(l),
        "village_share" => t::wastebank::account_village_share(l),
        "village_expense" => t::wastebank::account_village_expense(l),
        "capital" => t::wastebank::account_capital(l),
        "ticket_revenue" => t::wastebank::account_ticket_revenue(l),
        "gain" => t::wastebank::account_gain(l),
        "shrinkage" => t::wastebank::account_shrinkage(l),
        _ => t::wastebank::account_other(l),
    }
}

fn accounts(l: Locale, report: &Report) -> AnyView {
    let members = (t::wastebank::account_member(l).to_owned(), -report.control);
    let all = report.accounts.iter().map(|(group, balance)| (named(l, group).to_owned(), *balance)).chain([members]);
    let side = |amount: Rupiah| if amount > Rupiah::ZERO { amount.to_string() } else { String::new() };
    let rows = all.map(|(name, balance)| vec![name.into_any(), side(balance).into_any(), side(-balance).into_any()]).collect();
    let columns =
        vec![Column::new(t::wastebank::account(l)), Column::number(t::wastebank::debit(l)), Column::number(t::wastebank::credit(l))];
    view! {
        <section class="stack">
            <SectionHead title=t::wastebank::trial_balance(l) />
            <Table caption=t::wastebank::trial_balance(l) columns rows />
        </section>
    }
    .into_any()
}
