//! What the waste bank kept out of the landfill, for everybody: whole days, so that the page holds until midnight.

use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::impact::{Impact, Kept, avoided};
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::{Amount, Measure};

use super::store::{factors, impact, materials};
use crate::db::DbError;
use crate::deps::Deps;

const MONTHS: usize = 12;

pub async fn read_impact(deps: &Deps) -> Result<Impact, DbError> {
    let mut run = deps.db.reader();
    let until = deps.now().start_of_wib_day();
    let factors = factors::in_force(&mut run, until).await?;
    let all = materials::all(&mut run).await?;
    let mut amounts: BTreeMap<MaterialCode, Amount> = BTreeMap::new();
    let mut places: BTreeMap<Kelurahan, Amount> = BTreeMap::new();
    for (place, code, net) in impact::taken(&mut run, until).await? {
        amounts.entry(code).or_default().0 += net.0;
        if all.iter().any(|m| m.code == code && m.measure == Measure::Kilogram) {
            places.entry(place).or_default().0 += net.0;
        }
    }
    let (mut kept, mut versions) = (Vec::new(), BTreeSet::new());
    for material in all {
        let Some(amount) = amounts.get(&material.code).copied() else { continue };
        let factor = material.warm.as_ref().and_then(|warm| factors.get(warm));
        let avoided = factor.and_then(|f| avoided(amount, material.measure, f));
        versions.extend(factor.filter(|_| avoided.is_some()).map(|f| f.version.clone()));
        kept.push(Kept { material, amount, avoided });
    }
    let version = (!versions.is_empty()).then(|| versions.into_iter().collect::<Vec<_>>().join(", "));
    kept.sort_by_key(|k| (k.material.measure, -k.amount.0));
    Ok(Impact {
        until,
        deposits: impact::deposits(&mut run, until).await?,
        materials: kept,
        kelurahan: places.into_iter().collect(),
        months: months(&mut run, until).await?,
        version,
    })
}

/// Every month of the last year, also those without any.
async fn months(run: &mut crate::db::Reader, until: Timestamp) -> Result<Vec<(Timestamp, Amount)>, DbError> {
    let mut months = vec![(until.start_of_wib_month(), Amount::ZERO)];
    while months.len() < MONTHS {
        let before = months[months.len() - 1].0.plus(-DAY).start_of_wib_month();
        months.push((before, Amount::ZERO));
    }
    months.reverse();
    for (day, net) in impact::days(run, months[0].0, until).await? {
        if let Some((_, sum)) = months.iter_mut().rfind(|(first, _)| *first <= day) {
            sum.0 += net.0;
        }
    }
    Ok(months)
}
