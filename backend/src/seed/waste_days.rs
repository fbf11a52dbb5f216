//! The demo's last weeks at the counters: fictional neighbours who brought waste on Saturday mornings.

use domain::kernel::clock::{DAY, HOUR, MINUTE, Timestamp};
use domain::kernel::ids::{PersonId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::{self, DepositLine};
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::member::{CardNumber, Member};
use domain::wastebank::slip::slip_number;
use domain::wastebank::statement::EntryKind;
use domain::wastebank::weighing::Weighing;

use super::SeedError;
use super::data::{bad, number_of, pick};
use crate::db::Tx;
use crate::deps::Deps;
use crate::wastebank::store::books::{self, Booking};
use crate::wastebank::store::deposits::{self, NewDeposit};
use crate::wastebank::store::{members, stock};

const NEIGHBOURS: [&str; 12] = [
    "Tati Demo",
    "Entin Demo",
    "Ujang Demo",
    "Cucu Demo",
    "Asep Demo",
    "Yayah Demo",
    "Dadan Demo",
    "Ai Demo",
    "Iwan Demo",
    "Nining Demo",
    "Engkos Demo",
    "Rukmini Demo",
];
/// What households bring, with a household's kilograms at the most and the list's price.
const GOODS: [(&str, i64, i64); 7] = [
    ("KT-01", 9, 1_300),
    ("KT-03", 5, 2_000),
    ("PL-01", 4, 4_000),
    ("PL-07", 1, 2_000),
    ("LG-01", 3, 2_000),
    ("LG-04", 2, 10_000),
    ("KT-04", 4, 1_600),
];
const WEEKS: i64 = 10;

pub async fn deposits(tx: &mut Tx, deps: &Deps, counters: &[WasteUnitId], operators: &[PersonId]) -> Result<(), SeedError> {
    let mut neighbours = Vec::new();
    for (i, name) in NEIGHBOURS.into_iter().enumerate() {
        let serial = u32::try_from(number_of(name) % 100_000_000).unwrap_or(0);
        let member = Member {
            id: deps.id(),
            card: CardNumber::of_serial(serial),
            name: name.to_owned(),
            phone: None,
            person: None,
            home: counters[i % counters.len()],
            balance: Rupiah::ZERO,
            since: deps.now().plus(-(WEEKS + 1) * 7 * DAY),
        };
        members::insert(tx, &member, None).await?;
        neighbours.push(member);
    }
    for week in (1..=WEEKS).rev() {
        for (i, member) in (0_i64..).zip(&neighbours) {
            let name = format!("{week} {}", member.name);
            // Some stay at home.
            if pick(&name, 3) == 0 {
                continue;
            }
            let at = saturday(deps.now(), week).plus(8 * HOUR + (i * 17 + pick(&name, 15)) * MINUTE);
            deposit(tx, deps, member, operators[usize::from(i % 2 == 1)], at, &name).await?;
        }
    }
    Ok(())
}

/// The first moment of a Saturday so many weeks ago.
fn saturday(now: Timestamp, week: i64) -> Timestamp {
    let today = now.start_of_wib_day();
    let since = (i64::from(today.wib().weekday) + 2) % 7;
    today.plus(-(since + (week - 1) * 7) * DAY).plus(if since == 0 { -7 * DAY } else { 0 })
}

async fn deposit(tx: &mut Tx, deps: &Deps, member: &Member, operator: PersonId, at: Timestamp, name: &str) -> Result<(), SeedError> {
    let trouble = |e: &dyn std::fmt::Display| bad("wastebank", e);
    let first = usize::try_from(pick(name, GOODS.len() as u64)).unwrap_or(0);
    let mut lines = Vec::new();
    for (code, most, rate) in GOODS.iter().cycle().skip(first).step_by(2).take(3) {
        let grams = 400 + pick(&format!("{name} {code}"), u64::try_from(most * 1_000).unwrap_or(1));
        let weighing = Weighing::new(Measure::Kilogram, Amount(grams), Amount::ZERO, Amount::ZERO).map_err(|e| trouble(&e))?;
        let material = MaterialCode::parse(code).map_err(|e| trouble(&e))?;
        lines.push(DepositLine { material, measure: Measure::Kilogram, weighing, reason: String::new(), rate: Rupiah(*rate) });
    }
    let total = deposit::total(&lines).map_err(|e| trouble(&e))?;
    let entry = deposit::entry(member.id, &lines).map_err(|e| trouble(&e))?;
    let slip = slip_number(at, number_of(name));
    let booking = Booking { kind: EntryKind::Deposit, what: &slip, by: Some(operator), at };
    let entry = books::book(tx, deps, &entry, &booking).await.map_err(|e| trouble(&e))?;
    stock::put(tx, member.home, &stock::pile(&lines)).await?;
    let (id, nonce) = (deps.id(), format!("seed:{name}"));
    let new = NewDeposit {
        id,
        slip: &slip,
        nonce: &nonce,
        unit: member.home,
        member: member.id,
        operator,
        witness: None,
        at,
        weighed_at: at,
        total,
        entry,
    };
    Ok(deposits::insert(tx, deps, &new, &lines).await?)
}
