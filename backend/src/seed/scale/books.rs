//! Long books for load tests: households that brought three materials many times in the last two years. Made in steps that
//! are each whole; what the database asks of every entry it asks of these, too.

use std::collections::BTreeMap;

use domain::kernel::clock::{DAY, MINUTE, Timestamp};
use domain::kernel::ids::{LedgerEntryId, PersonId, PostingId, WasteDepositId, WasteLineId, WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::{self, DepositLine};
use domain::wastebank::material::Material;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::member::CardNumber;
use domain::wastebank::slip::slip_number;
use domain::wastebank::statement::EntryKind;
use domain::wastebank::weighing::Weighing;

use super::bulk::Rows;
use crate::db::{DbError, Run, Tx, Value, sql};
use crate::deps::Deps;
use crate::seed::data::{bad, pick};
use crate::seed::{SeedError, seed_demo};
use crate::wastebank::read_counter::taken_now;
use crate::wastebank::store::stock::{self, Pile};
use crate::wastebank::store::{checks, months};

/// Of one step.
const HOUSEHOLDS: u32 = 25;
const SLIPS: u32 = 40;
const LINES: usize = 3;
/// In days: how far the first slips lie back.
const PAST: u64 = 2 * 365;

/// Adds to the demo (which is made first where it is missing) until the books have so many postings. Returns how many there
/// are; `progress` hears how many of how many.
pub async fn seed_books(deps: &Deps, postings: usize, mut progress: impl FnMut(usize, usize) + Send) -> Result<usize, SeedError> {
    seed_demo(deps).await?;
    let ground = Ground::read(deps).await?;
    let mut there = usize::try_from(checks::totals(&mut deps.db.reader()).await?.postings).unwrap_or(usize::MAX);
    while there < postings {
        let mut tx = deps.db.begin().await?;
        let first = checks::members(&mut tx).await?;
        let mut step = Step::new();
        for n in first..first + HOUSEHOLDS {
            step.household(deps, &ground, n)?;
        }
        there += step.count;
        step.write(&mut tx).await?;
        tx.commit().await?;
        progress(there, postings);
    }
    Ok(there)
}

/// What every household has around it.
struct Ground {
    /// A counter, and who stands behind it.
    counters: Vec<(WasteUnitId, PersonId)>,
    /// What is taken by weight, with today's price.
    goods: Vec<(Material, Rupiah)>,
    today: Timestamp,
}

impl Ground {
    async fn read(deps: &Deps) -> Result<Self, SeedError> {
        let q = "SELECT unit_id, person_id FROM waste_operator ORDER BY unit_id, person_id";
        let rows = deps.db.reader().fetch_all(sql(q)).await?;
        let counters: Vec<_> = rows.iter().map(|r| Ok::<_, DbError>((r.get("unit_id")?, r.get("person_id")?))).collect::<Result<_, _>>()?;
        let mut goods = taken_now(deps).await?;
        goods.retain(|(m, _)| m.measure == Measure::Kilogram);
        if counters.is_empty() || goods.len() < LINES {
            return Err(bad("wastebank", "the demo has no counter, or nothing to weigh"));
        }
        Ok(Self { counters, goods, today: deps.now().start_of_wib_day() })
    }
}

struct Step {
    members: Rows,
    postings: Rows,
    entries: Rows,
    deposits: Rows,
    lines: Rows,
    piles: BTreeMap<WasteUnitId, Pile>,
    /// The same by the first moment of its month.
    months: BTreeMap<(WasteUnitId, Timestamp), Pile>,
    /// Of postings.
    count: usize,
}

impl Step {
    fn new() -> Self {
        Self {
            members: Rows::new("INSERT INTO waste_member (id, card, name, home_unit, balance, created_at)"),
            postings: Rows::new("INSERT INTO posting (id, entry_id, account, debit, credit)"),
            entries: Rows::new("INSERT INTO ledger_entry (id, at, kind, ref, by_id)"),
            deposits: Rows::new("INSERT INTO waste_deposit (id, slip, nonce, unit_id, member_id, operator_id, at, total, entry_id)"),
            lines: Rows::new(
                "INSERT INTO waste_line (id, deposit_id, position, material, gross, tare, deduction, reason, net, rate, value)",
            ),
            piles: BTreeMap::new(),
            months: BTreeMap::new(),
            count: 0,
        }
    }

    fn household(&mut self, deps: &Deps, ground: &Ground, n: u32) -> Result<(), SeedError> {
        let (unit, operator) = ground.counters[n as usize % ground.counters.len()];
        let since = ground.today.plus(-pick(&format!("{n}"), PAST) * DAY - DAY);
        let member: WasteMemberId = deps.random.id(since);
        let mut balance = Rupiah::ZERO;
        for i in 0..SLIPS {
            let name = format!("{n}:{i}");
            // Between then and yesterday, in the morning.
            let days = u64::try_from(ground.today.since(since) / DAY).unwrap_or(1);
            let at = since.plus(pick(&name, days) * DAY + (480 + pick(&format!("{name} at"), 240)) * MINUTE);
            balance += self.slip(deps, ground, (unit, operator, member), at, &name)?;
        }
        let (card, name) = (CardNumber::of_serial(n), format!("Keluarga {n}"));
        self.members.push([member.into(), card.into(), name.into(), unit.into(), balance.into(), since.into()]);
        Ok(())
    }

    fn slip(
        &mut self,
        deps: &Deps,
        ground: &Ground,
        (unit, operator, member): (WasteUnitId, PersonId, WasteMemberId),
        at: Timestamp,
        name: &str,
    ) -> Result<Rupiah, SeedError> {
        let trouble = |e: &dyn std::fmt::Display| bad("wastebank", e);
        let lines = brought(ground, name)?;
        let total = deposit::total(&lines).map_err(|e| trouble(&e))?;
        let (id, entry): (WasteDepositId, LedgerEntryId) = (deps.random.id(at), deps.random.id(at));
        for p in deposit::entry(member, &lines).map_err(|e| trouble(&e))?.postings() {
            let posting: PostingId = deps.random.id(at);
            self.postings.push([posting.into(), entry.into(), p.account.to_string().into(), p.debit.into(), p.credit.into()]);
            self.count += 1;
        }
        let number = slip_number(at, deps.random.u64());
        let kind = EntryKind::Deposit;
        self.entries.push([entry.into(), at.into(), kind.code().into(), kind.reference(&number).into(), operator.into()]);
        let nonce = format!("scale:{name}");
        let new: [Value; 9] =
            [id.into(), number.into(), nonce.into(), unit.into(), member.into(), operator.into(), at.into(), total.into(), entry.into()];
        self.deposits.push(new);
        let pile = self.piles.entry(unit).or_default();
        let month = self.months.entry((unit, at.start_of_wib_month())).or_default();
        for (position, line) in (0_i64..).zip(&lines) {
            let (w, value) = (line.weighing, line.value().unwrap_or_default());
            let line_id: WasteLineId = deps.random.id(at);
            self.lines.push([
                line_id.into(),
                id.into(),
                position.into(),
                line.material.into(),
                w.gross().into(),
                w.tare().into(),
                w.deduction().into(),
                "".into(),
                w.net().into(),
                line.rate.into(),
                value.into(),
            ]);
            for pile in [&mut *pile, &mut *month] {
                let place = pile.entry(line.material).or_default();
                place.0.0 += w.net().0;
                place.1 += value;
            }
        }
        Ok(total)
    }

    /// The postings before the entries that close over them.
    async fn write(self, tx: &mut Tx) -> Result<(), DbError> {
        for rows in [self.members, self.postings, self.entries, self.deposits, self.lines] {
            rows.write(tx).await?;
        }
        for (unit, pile) in &self.piles {
            stock::put(tx, *unit, pile).await?;
        }
        for ((unit, month), pile) in &self.months {
            months::add(tx, *unit, *month, pile).await?;
        }
        Ok(())
    }
}

/// Three materials that stand beside each other on the list.
fn brought(ground: &Ground, name: &str) -> Result<Vec<DepositLine>, SeedError> {
    let first = usize::try_from(pick(name, ground.goods.len() as u64)).unwrap_or(0);
    let line = |(material, rate): &(Material, Rupiah)| {
        let grams = Amount(400 + pick(&format!("{name} {}", material.code), 4_000));
        let weighing = Weighing::new(material.measure, grams, Amount::ZERO, Amount::ZERO).map_err(|e| bad("wastebank", e))?;
        Ok(DepositLine { material: material.code, measure: material.measure, weighing, reason: String::new(), rate: *rate })
    };
    ground.goods.iter().cycle().skip(first).take(LINES).map(line).collect()
}
