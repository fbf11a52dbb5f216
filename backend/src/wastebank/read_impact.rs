//! What the waste bank kept out of the landfill, for everybody: whole days, so that the page holds until midnight.

use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::impact::{Impact, keep};
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::{Amount, Measure};

use super::store::{factors, impact, materials, months};
use crate::db::{DbError, Tx};
use crate::deps::Deps;

const MONTHS: usize = 12;

/// The sums of the months, less what the day that is not over has brought: all of it as it is at one moment.
pub async fn read_impact(deps: &Deps) -> Result<Impact, DbError> {
    let mut tx = deps.db.snapshot().await?;
    let until = deps.now().start_of_wib_day();
    let all = materials::all(&mut tx).await?;
    let weighed: BTreeSet<MaterialCode> = all.iter().filter(|m| m.measure == Measure::Kilogram).map(|m| m.code).collect();
    let (mut amounts, mut places, mut today) = (BTreeMap::new(), BTreeMap::new(), Amount::ZERO);
    let mut add = |place: Kelurahan, code: MaterialCode, net: i64| {
        amounts.entry(code).or_insert(Amount::ZERO).0 += net;
        if weighed.contains(&code) {
            places.entry(place).or_insert(Amount::ZERO).0 += net;
        }
    };
    for (place, code, net) in months::places(&mut tx).await? {
        add(place, code, net.0);
    }
    for (place, code, net) in impact::taken_since(&mut tx, until).await? {
        add(place, code, -net.0);
        today.0 += if weighed.contains(&code) { net.0 } else { 0 };
    }
    let amount = |code: MaterialCode| amounts.get(&code).copied().filter(|a| a.is_positive());
    let taken = all.into_iter().filter_map(|m| amount(m.code).map(|a| (m, a))).collect();
    let (materials, version) = keep(taken, &factors::in_force(&mut tx, until).await?);
    Ok(Impact {
        until,
        deposits: impact::deposits(&mut tx, until).await?,
        materials,
        kelurahan: places.into_iter().filter(|(_, amount)| amount.is_positive()).collect(),
        months: by_month(&mut tx, until, today).await?,
        version,
    })
}

/// Every month of the last year, also those without any. `today`: what of the newest one is not to be told yet.
async fn by_month(tx: &mut Tx, until: Timestamp, today: Amount) -> Result<Vec<(Timestamp, Amount)>, DbError> {
    let this = until.start_of_wib_month();
    let mut all = vec![(this, Amount::ZERO)];
    while all.len() < MONTHS {
        let before = all[all.len() - 1].0.plus(-DAY).start_of_wib_month();
        all.push((before, Amount::ZERO));
    }
    all.reverse();
    for (month, net) in months::since(tx, all[0].0).await? {
        let net = if month == this { Amount(net.0 - today.0) } else { net };
        if let Some((_, sum)) = all.iter_mut().find(|(first, _)| *first == month) {
            *sum = net;
        }
    }
    Ok(all)
}
