//! What lies in a unit: amount and cost move together, by ascending material, so that no two slips wait in a circle.

use std::collections::BTreeMap;

use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::DepositLine;
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::measure::Amount;

use super::materials;
use crate::db::{DbError, Run, Tx, dialect, sql};

pub type Pile = BTreeMap<MaterialCode, (Amount, Rupiah)>;

/// What lines put on the pile.
pub fn pile(lines: &[DepositLine]) -> Pile {
    let mut pile = Pile::new();
    for line in lines {
        let place = pile.entry(line.material).or_default();
        place.0.0 = place.0.0.saturating_add(line.weighing.net().0);
        place.1 += line.value().unwrap_or_default();
    }
    pile
}

pub async fn put(tx: &mut Tx, unit: WasteUnitId, pile: &Pile) -> Result<(), DbError> {
    if pile.is_empty() {
        return Ok(());
    }
    let q = sql(format!(
        "INSERT INTO waste_stock (unit_id, material, amount, cost) VALUES {} \
         ON CONFLICT (unit_id, material) DO UPDATE SET amount = waste_stock.amount + excluded.amount, cost = waste_stock.cost + excluded.cost",
        dialect::values(pile.len(), 4, 1)
    ));
    tx.put(pile.iter().fold(q, |q, (material, (amount, cost))| q.bind(unit).bind(*material).bind(*amount).bind(*cost))).await
}

/// Takes all of it, or says that it is not there any more; then the caller rolls back. Nothing is left that would have cost
/// something.
pub async fn take(tx: &mut Tx, unit: WasteUnitId, pile: &Pile) -> Result<bool, DbError> {
    let q = "UPDATE waste_stock SET amount = amount - $3, cost = cost - $4 WHERE unit_id = $1 AND material = $2 \
             AND amount >= $3 AND cost >= $4 AND (amount > $3 OR cost = $4)";
    for (material, (amount, cost)) in pile {
        if tx.execute(sql(q).bind(unit).bind(*material).bind(*amount).bind(*cost)).await? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Locked until the transaction ends.
pub async fn lock(tx: &mut Tx, unit: WasteUnitId, material: MaterialCode) -> Result<(Amount, Rupiah), DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    let q = format!("SELECT amount, cost FROM waste_stock WHERE unit_id = $1 AND material = $2{lock}");
    let Some(r) = tx.fetch_optional(sql(q).bind(unit).bind(material)).await? else { return Ok((Amount::ZERO, Rupiah::ZERO)) };
    Ok((r.get("amount")?, r.get("cost")?))
}

/// What lies in a unit, in the order of the price list.
pub async fn of_unit(run: &mut impl Run, unit: WasteUnitId) -> Result<Vec<(Material, Amount, Rupiah)>, DbError> {
    let q = "SELECT m.code, m.kind, m.name_id, m.name_en, m.measure, m.warm, s.amount, s.cost FROM waste_stock s \
             JOIN material m ON m.code = s.material WHERE s.unit_id = $1 AND s.amount > 0 ORDER BY m.position, m.code";
    let rows = run.fetch_all(sql(q).bind(unit)).await?;
    rows.iter().map(|r| Ok((materials::material(r)?, r.get("amount")?, r.get("cost")?))).collect()
}
