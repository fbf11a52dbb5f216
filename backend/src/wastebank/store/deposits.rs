use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LedgerEntryId, PersonId, WasteDepositId, WasteLineId, WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::DepositLine;
use domain::wastebank::material::{Material, MaterialCode, MaterialKind};
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::slip::{Slip, WeighedSlip};
use domain::wastebank::weighing::Weighing;

use super::{materials, months, reversals, stock};
use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::deps::Deps;
use crate::wastebank::read_brought::Brought;

pub struct NewDeposit<'a> {
    pub id: WasteDepositId,
    pub slip: &'a str,
    pub nonce: &'a str,
    pub unit: WasteUnitId,
    pub member: WasteMemberId,
    pub operator: PersonId,
    pub witness: Option<PersonId>,
    /// When it is booked, which months and days go by.
    pub at: Timestamp,
    /// When it lay on the scale.
    pub weighed_at: Timestamp,
    pub total: Rupiah,
    pub entry: LedgerEntryId,
}

pub struct KnownDeposit {
    pub slip: String,
    pub unit: WasteUnitId,
    pub member: WasteMemberId,
    pub total: Rupiah,
}

/// What a form became, if it was sent before.
pub async fn find_by_nonce(run: &mut impl Run, nonce: &str) -> Result<Option<KnownDeposit>, DbError> {
    let row = run.fetch_optional(sql("SELECT slip, unit_id, member_id, total FROM waste_deposit WHERE nonce = $1").bind(nonce)).await?;
    let known = |r: &Row| {
        let (slip, unit) = (r.get("slip")?, r.get("unit_id")?);
        Ok(KnownDeposit { slip, unit, member: r.get("member_id")?, total: r.get("total")? })
    };
    row.as_ref().map(known).transpose()
}

/// After its goods are on the pile (docs/locking.md).
pub async fn insert(tx: &mut Tx, deps: &Deps, d: &NewDeposit<'_>, lines: &[DepositLine]) -> Result<(), DbError> {
    let q = "INSERT INTO waste_deposit (id, slip, nonce, unit_id, member_id, operator_id, witness_id, at, total, entry_id, weighed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let q = sql(q).bind(d.id).bind(d.slip).bind(d.nonce).bind(d.unit).bind(d.member).bind(d.operator).bind(d.witness);
    tx.put(q.bind(d.at).bind(d.total).bind(d.entry).bind(d.weighed_at)).await?;
    let mut q = sql(format!(
        "INSERT INTO waste_line (id, deposit_id, position, material, gross, tare, deduction, reason, net, rate, value) VALUES {}",
        dialect::values(lines.len(), 11, 1)
    ));
    for (position, line) in (0_i64..).zip(lines) {
        let w = line.weighing;
        q = q.bind(deps.id::<WasteLineId>()).bind(d.id).bind(position).bind(line.material).bind(w.gross()).bind(w.tare());
        q = q.bind(w.deduction()).bind(&line.reason).bind(w.net()).bind(line.rate).bind(line.value().unwrap_or_default());
    }
    tx.execute(q).await?;
    months::add(tx, d.unit, d.at, &stock::pile(lines)).await
}

fn line(r: &Row) -> Result<(Material, DepositLine), DbError> {
    let material = materials::material(r)?;
    let amount = |column| r.get::<Amount>(column);
    let weighing = Weighing::new(material.measure, amount("gross")?, amount("tare")?, amount("deduction")?);
    let line = DepositLine {
        material: material.code,
        measure: material.measure,
        weighing: weighing.map_err(|e| DbError::decode("gross", e))?,
        reason: r.get("reason")?,
        rate: r.get("rate")?,
    };
    Ok((material, line))
}

fn slip(r: &Row) -> Result<Slip, DbError> {
    Ok(Slip {
        id: r.get("id")?,
        number: r.get("slip")?,
        unit: r.get("unit_id")?,
        unit_name: r.get("unit_name")?,
        member: r.get("member_id")?,
        operator_name: r.get("operator_name")?,
        at: r.get("weighed_at")?,
        booked_at: r.get("at")?,
        total: r.get("total")?,
        photo: r.get("photo")?,
        reversed: reversals::of(r)?,
    })
}

const SLIP: &str = "SELECT d.id, d.slip, d.unit_id, u.name AS unit_name, d.member_id, o.name AS operator_name, d.at, \
                    COALESCE(d.weighed_at, d.at) AS weighed_at, d.total, \
                    v.at AS reversed_at, v.reason AS reversed_reason, f.file AS photo FROM waste_deposit d JOIN waste_unit u ON u.id = d.unit_id \
                    JOIN person o ON o.id = d.operator_id LEFT JOIN waste_reversal v ON v.slip = d.slip \
                    LEFT JOIN waste_photo f ON f.slip = d.slip";

pub async fn find(run: &mut impl Run, number: &str) -> Result<Option<Slip>, DbError> {
    run.fetch_optional(sql(format!("{SLIP} WHERE d.slip = $1")).bind(number)).await?.map(|r| slip(&r)).transpose()
}

pub async fn weighed(run: &mut impl Run, slip: Slip) -> Result<WeighedSlip, DbError> {
    let q = "SELECT m.code, m.kind, m.name_id, m.name_en, m.measure, m.warm, l.gross, l.tare, l.deduction, l.reason, l.rate \
             FROM waste_line l JOIN material m ON m.code = l.material WHERE l.deposit_id = $1 ORDER BY l.position";
    let lines = run.fetch_all(sql(q).bind(slip.id)).await?.iter().map(line).collect::<Result<_, _>>()?;
    Ok(WeighedSlip { slip, lines })
}

/// Of slips that are not undone, by kind of material. `slips` is not empty.
pub async fn brought(run: &mut impl Run, slips: &[&str]) -> Result<Vec<Brought>, DbError> {
    let q = format!(
        "SELECT d.slip, m.kind, m.measure, CAST(SUM(l.net) AS BIGINT) AS net FROM waste_deposit d JOIN waste_line l ON l.deposit_id = d.id \
         JOIN material m ON m.code = l.material WHERE d.slip IN ({}) AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = d.slip) \
         GROUP BY d.slip, m.kind, m.measure",
        dialect::list(slips.len(), 1)
    );
    let one = |r: &Row| {
        let (kind, measure) = (r.parse("kind", MaterialKind::from_code)?, r.parse("measure", Measure::from_code)?);
        Ok(Brought { slip: r.get("slip")?, kind, measure, amount: r.get("net")? })
    };
    run.fetch_all(sql(q).bind_all(slips.iter().copied())).await?.iter().map(one).collect()
}

/// The materials that stand most often on a unit's newest slips.
pub async fn usual(run: &mut impl Run, unit: WasteUnitId, slips: i64, most: i64) -> Result<Vec<MaterialCode>, DbError> {
    let q = "SELECT l.material FROM (SELECT id FROM waste_deposit WHERE unit_id = $1 ORDER BY at DESC LIMIT $2) d \
             JOIN waste_line l ON l.deposit_id = d.id GROUP BY l.material ORDER BY COUNT(*) DESC, l.material LIMIT $3";
    run.fetch_all(sql(q).bind(unit).bind(slips).bind(most)).await?.iter().map(|r| r.get("material")).collect()
}

/// False when there is one already, or the slip is undone.
pub async fn add_photo(tx: &mut Tx, slip: &str, file: &str, by: PersonId, at: Timestamp) -> Result<bool, DbError> {
    let q = "INSERT INTO waste_photo (slip, file, at, by_id) SELECT d.slip, $2, $3, $4 FROM waste_deposit d \
             WHERE d.slip = $1 AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = d.slip) ON CONFLICT (slip) DO NOTHING";
    Ok(tx.execute(sql(q).bind(slip).bind(file).bind(at).bind(by)).await? > 0)
}
