//! The books beside everything that the waste bank keeps with them. When, and what else they are compared with, is the flow's
//! to know (`flows/reconcile.rs`).

use std::collections::BTreeMap;

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::wastebank::ledger::Account;
use domain::wastebank::measure::Amount;
use domain::wastebank::reconciliation::{Compared, Finding, MOST_FINDINGS, Mass, Report};
use thiserror::Error;

use super::store::checks::{self, Kept};
use super::store::{materials, months, reports};
use crate::db::{DbError, Tx};
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ReconcileError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}

const NEWEST: i64 = 30;
/// Of sacks that were sold at another price than the list's.
const OFF_LIST: i64 = 30;
/// Members at a time.
const PIECE: u16 = 5_000;

pub struct Checks {
    /// The one that is looked at.
    pub report: Option<(Timestamp, Report)>,
    pub all: Vec<(Timestamp, bool)>,
}

pub async fn read_checks(deps: &Deps, actor: &Actor, at: Option<Timestamp>) -> Result<Checks, ReconcileError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    Ok(Checks { report: reports::find(&mut run, at).await?, all: reports::list(&mut run, NEWEST).await? })
}

/// Another node may have kept one for this day already.
pub async fn is_done(deps: &Deps, day: &str) -> Result<bool, DbError> {
    reports::is_done(&mut deps.db.reader(), day).await
}

/// `day`: of the night's own; one that somebody asked for stands beside it.
pub async fn keep(deps: &Deps, at: Timestamp, day: Option<&str>, report: &Report) -> Result<(), DbError> {
    if !report.is_sound() {
        tracing::error!(?report.findings, ?report.told, balances = %report.balances, control = %report.control, "the waste bank's books do not agree");
    }
    let mut tx = deps.db.begin().await?;
    reports::insert(&mut tx, at, day, report, deps.now().since(at)).await?;
    tx.commit().await
}

/// In a snapshot: everything as it is at one moment.
pub async fn compare(tx: &mut Tx) -> Result<Report, DbError> {
    let totals = checks::totals(tx).await?;
    let mut report =
        Report { postings: totals.postings, debits: totals.debits, credits: totals.credits, control: totals.control, ..Report::default() };
    let accounts = checks::accounts(tx).await?;
    members(tx, &mut report).await?;
    let booked = |account: Account| accounts.get(&account.to_string()).copied().unwrap_or_default();
    for (unit, name, kept) in checks::boxes(tx).await? {
        report.boxes.push(Compared { name, kept, booked: booked(Account::Cash(unit)) });
    }
    for (account, owner, kept) in checks::kept(tx).await? {
        let balance = accounts.get(&account).copied().unwrap_or_default();
        match owner {
            Some(name) => report.in_hand.push(Compared { name, kept, booked: balance }),
            None => report.owed.push(Compared { name: account, kept, booked: -balance }),
        }
    }
    let fares = checks::fares(tx).await?;
    report.fares = Some(Compared { name: Account::TicketRevenue.group().to_owned(), kept: fares, booked: -booked(Account::TicketRevenue) });
    masses(tx, &mut report, booked).await?;
    report.off_list = checks::off_list(tx, OFF_LIST).await?;
    report.accounts = groups(&accounts);
    let most = i64::from(MOST_FINDINGS);
    let torn = checks::unbalanced(tx, most).await?.into_iter().map(|id| Finding::Entry { id });
    report.findings.extend(torn);
    report.findings.extend(checks::torn_slips(tx, most).await?.into_iter().map(|number| Finding::Slip { number }));
    report.findings.extend(checks::torn_batches(tx, most).await?.into_iter().map(|number| Finding::Batch { number }));
    report.findings.truncate(usize::from(MOST_FINDINGS));
    Ok(report)
}

/// Every balance beside the sum of its postings, some thousands at a time.
async fn members(tx: &mut Tx, report: &mut Report) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let piece = checks::members_after(tx, after, i64::from(PIECE)).await?;
        let upto = if piece.len() < usize::from(PIECE) { None } else { piece.last().map(|m| m.id) };
        let mut booked = checks::booked_between(tx, after, upto).await?;
        for Kept { id, card, balance } in piece {
            report.members += 1;
            report.balances += balance;
            let sum = booked.remove(&Account::Member(id).to_string()).unwrap_or_default();
            if sum != balance && report.room() > 0 {
                report.findings.push(Finding::Member { card: card.to_string(), kept: balance, booked: sum });
            }
        }
        let room = report.room();
        report.findings.extend(booked.into_keys().take(room).map(|account| Finding::Orphan { account }));
        if upto.is_none() {
            return Ok(());
        }
        after = upto;
    }
}

async fn masses(tx: &mut Tx, report: &mut Report, booked: impl Fn(Account) -> Rupiah) -> Result<(), DbError> {
    let (taken, undone) = checks::taken(tx).await?;
    let sold = checks::sold(tx).await?;
    let counted = checks::counted(tx).await?;
    let (piles, sacks) = checks::there(tx).await?;
    let published = months::totals(tx).await?;
    for m in materials::all(tx).await? {
        let of = |sums: &BTreeMap<_, (Amount, Amount)>| sums.get(&m.code).copied().unwrap_or_default();
        let (pile, sack, gone) = (of(&piles), of(&sacks), of(&sold));
        let (taken, counted) = (Amount(of(&taken).0.0 - of(&undone).0.0), of(&counted).0);
        let kept = published.get(&m.code).copied().unwrap_or_default();
        if kept != taken {
            let material = m.code.to_string();
            report.findings.push(Finding::Published { material, measure: m.measure, kept, weighed: taken });
        }
        let cost = Compared { name: m.code.to_string(), kept: Rupiah(pile.1.0 + sack.1.0), booked: booked(Account::Inventory(m.code)) };
        if [taken, counted, gone.0, pile.0, sack.0] == [Amount::ZERO; 5] && cost.kept.is_zero() && cost.booked.is_zero() {
            continue;
        }
        report.masses.push(Mass {
            code: m.code.to_string(),
            name_id: m.name_id,
            name_en: m.name_en,
            measure: m.measure,
            taken,
            sold: gone.0,
            shrinkage: gone.1,
            counted,
            on_pile: pile.0,
            in_sacks: sack.0,
            cost,
        });
    }
    Ok(())
}

/// By the part of the chart, debits less credits: all of them and the members' together are nothing.
fn groups(accounts: &BTreeMap<String, Rupiah>) -> Vec<(String, Rupiah)> {
    let mut groups: BTreeMap<&str, Rupiah> = BTreeMap::new();
    for (account, balance) in accounts {
        *groups.entry(account.split(':').next().unwrap_or_default()).or_default() += *balance;
    }
    groups.into_iter().map(|(group, balance)| (group.to_owned(), balance)).collect()
}
