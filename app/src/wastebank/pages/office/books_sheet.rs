//! What a comparison found: the books beside everything that is kept with them, and beside what tours tell.

use domain::heritage::tender::TenderKind;
use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::wastebank::reconciliation::{Compared, Mass, Report, Told, ToldOf};
use leptos::prelude::*;

use super::desk::to_sign;
use super::findings::findings;
use super::off_list::off_list;
use crate::i18n::{Locale, date_time, t};
use crate::ui::{Badge, Card, Column, Definitions, Mood, SectionHead, Table, Text};

pub(super) fn verdict(l: Locale, sound: bool) -> AnyView {
    let (label, mood) = if sound { (t::wastebank::sound(l), Mood::Success) } else { (t::wastebank::unsound(l), Mood::Danger) };
    view! { <Badge label=label mood=mood /> }.into_any()
}

/// `sacks`: as of the same moment.
pub(super) fn sheet(l: Locale, at: Timestamp, report: &Report, sacks: AnyView) -> AnyView {
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
        {sacks}
        {off_list(l, &report.off_list)}
        {compared(l, report)}
        {told(l, &report.told)}
        {accounts(l, report)}
        {to_sign(l, [t::wastebank::sign_treasurer(l), t::wastebank::sign_head(l)])}
    }
    .into_any()
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

/// A check of before this was looked at has nothing of it.
fn told(l: Locale, told: &[Told]) -> Option<AnyView> {
    if told.is_empty() {
        return None;
    }
    let rows = told
        .iter()
        .map(|x| {
            let name = match &x.of {
                ToldOf::Fares { tender } => t::wastebank::told_fares(l, way(l, tender)),
                ToldOf::CashTaken { by } => t::wastebank::told_cash(l, by),
                ToldOf::Refunds => t::wastebank::account_refunds(l).to_owned(),
                ToldOf::VillageShare => t::wastebank::told_village(l).to_owned(),
            };
            vec![name.into_any(), x.told.to_string().into_any(), x.booked.to_string().into_any(), x.difference().to_string().into_any()]
        })
        .collect();
    let columns = vec![
        Column::new(t::wastebank::told_what(l)),
        Column::number(t::wastebank::told_by_tours(l)),
        Column::number(t::wastebank::booked_sum(l)),
        Column::number(t::wastebank::difference(l)),
    ];
    Some(
        view! {
            <section class="stack">
                <SectionHead title=t::wastebank::told(l) />
                <p class="muted">{t::wastebank::told_lead(l)}</p>
                <Table caption=t::wastebank::told(l) columns rows />
            </section>
        }
        .into_any(),
    )
}

/// How a fare was paid; a code that is not known any more stands for itself.
pub(super) fn way(l: Locale, code: &str) -> &str {
    match TenderKind::from_code(code) {
        Some(TenderKind::Balance) => t::heritage::pay_balance(l),
        Some(TenderKind::Pledge) => t::heritage::pay_pledge(l),
        Some(TenderKind::Cash) => t::heritage::pay_cash(l),
        Some(TenderKind::Card) => t::heritage::pay_card(l),
        None => code,
    }
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
