//! Sums of the books and of what is kept beside them. Everything is added up by the database; what could be many rows
//! (members) comes in pieces, so that a large house needs no more memory than a small one.

use std::collections::BTreeMap;

use domain::kernel::ids::{WasteMemberId, WasteUnitId};
use domain::kernel::money::Rupiah;
use domain::wastebank::ledger::Account;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::member::CardNumber;
use domain::wastebank::price::Tier;
use domain::wastebank::reconciliation::OffList;

use crate::db::{DbError, Query, Row, Run, sql};

/// Accounts of members, in every collation: hexadecimal digits are below `g`.
const MEMBERS: &str = "account > 'member:' AND account < 'member:g'";

pub struct Totals {
    pub postings: i64,
    pub debits: Rupiah,
    pub credits: Rupiah,
    pub control: Rupiah,
}

pub async fn totals(run: &mut impl Run) -> Result<Totals, DbError> {
    let q = "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(debit), 0) AS BIGINT) AS debits, CAST(COALESCE(SUM(credit), 0) AS BIGINT) AS credits FROM posting";
    let all = run.fetch_one(sql(q)).await?;
    let q = format!("SELECT CAST(COALESCE(SUM(credit) - SUM(debit), 0) AS BIGINT) AS control FROM posting WHERE {MEMBERS}");
    let control = run.fetch_one(sql(q)).await?;
    Ok(Totals { postings: all.get("n")?, debits: all.get("debits")?, credits: all.get("credits")?, control: control.get("control")? })
}

/// Of every account that is no member's: debits less credits.
pub async fn accounts(run: &mut impl Run) -> Result<BTreeMap<String, Rupiah>, DbError> {
    let q =
        format!("SELECT account, CAST(SUM(debit) - SUM(credit) AS BIGINT) AS balance FROM posting WHERE NOT ({MEMBERS}) GROUP BY account");
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("account")?, r.get("balance")?))).collect()
}

pub struct Kept {
    pub id: WasteMemberId,
    pub card: CardNumber,
    pub balance: Rupiah,
}

pub async fn members(run: &mut impl Run) -> Result<u32, DbError> {
    run.fetch_one(sql("SELECT COUNT(*) AS n FROM waste_member")).await?.get("n")
}

/// The members after one, by id.
pub async fn members_after(run: &mut impl Run, after: Option<WasteMemberId>, most: i64) -> Result<Vec<Kept>, DbError> {
    let kept = |r: &Row| Ok(Kept { id: r.get("id")?, card: r.get("card")?, balance: r.get("balance")? });
    let q = match after {
        None => sql("SELECT id, card, balance FROM waste_member ORDER BY id LIMIT $1").bind(most),
        Some(after) => sql("SELECT id, card, balance FROM waste_member WHERE id > $2 ORDER BY id LIMIT $1").bind(most).bind(after),
    };
    run.fetch_all(q).await?.iter().map(kept).collect()
}

/// The balances of members' accounts by their postings, after one and up to another (none: to the end). Texts of ids sort
/// as ids do.
pub async fn booked_between(
    run: &mut impl Run,
    after: Option<WasteMemberId>,
    upto: Option<WasteMemberId>,
) -> Result<BTreeMap<String, Rupiah>, DbError> {
    let text = |id: Option<WasteMemberId>, none: &str| id.map_or_else(|| none.to_owned(), |id| Account::Member(id).to_string());
    let q = "SELECT account, CAST(SUM(credit) - SUM(debit) AS BIGINT) AS balance FROM posting WHERE account > $1 AND account <= $2 GROUP BY account";
    let q = sql(q).bind(text(after, "member:")).bind(text(upto, "member:g"));
    run.fetch_all(q).await?.iter().map(|r| Ok((r.get("account")?, r.get("balance")?))).collect()
}

pub async fn boxes(run: &mut impl Run) -> Result<Vec<(WasteUnitId, String, Rupiah)>, DbError> {
    let rows = run.fetch_all(sql("SELECT id, name, cash FROM waste_unit ORDER BY name, id")).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("name")?, r.get("cash")?))).collect()
}

/// Paid with waste and in money, less what went back of either.
pub async fn fares(run: &mut impl Run) -> Result<Rupiah, DbError> {
    let q = "SELECT CAST((SELECT COALESCE(SUM(amount - returned), 0) FROM waste_fare) \
             + (SELECT COALESCE(SUM(amount - returned), 0) FROM money_fare) AS BIGINT) AS fares";
    run.fetch_one(sql(q)).await?.get("fares")
}

/// What is left of each fare whose reference lies after one and up to another.
pub async fn fares_between(run: &mut impl Run, after: &str, upto: &str) -> Result<BTreeMap<String, Rupiah>, DbError> {
    let q = "SELECT reference, amount - returned AS held FROM waste_fare WHERE reference > $1 AND reference <= $2 \
             UNION ALL SELECT reference, amount - returned AS held FROM money_fare WHERE reference > $1 AND reference <= $2";
    run.fetch_all(sql(q).bind(after).bind(upto)).await?.iter().map(|r| Ok((r.get("reference")?, r.get("held")?))).collect()
}

/// Cash that was ever taken on the way, by the account of who took it, with their name.
pub async fn cash_taken(run: &mut impl Run) -> Result<BTreeMap<String, (String, Rupiah)>, DbError> {
    let q = "SELECT t.account, COALESCE(p.name, t.account) AS name, t.taken FROM \
             (SELECT account, CAST(SUM(debit) AS BIGINT) AS taken FROM posting WHERE account > 'in_hand:' AND account < 'in_hand:g' GROUP BY account) t \
             LEFT JOIN kept_balance k ON k.account = t.account LEFT JOIN person p ON p.id = k.owner";
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("account")?, (r.get("name")?, r.get("taken")?)))).collect()
}

/// Balances that are kept for themselves: the account, whose it is, and the balance in the account's own direction.
pub async fn kept(run: &mut impl Run) -> Result<Vec<(String, Option<String>, Rupiah)>, DbError> {
    let q = "SELECT k.account, p.name, k.balance FROM kept_balance k LEFT JOIN person p ON p.id = k.owner ORDER BY k.account";
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("account")?, r.get("name")?, r.get("balance")?))).collect()
}

type Sums = BTreeMap<MaterialCode, (Amount, Amount)>;

async fn sums(run: &mut impl Run, q: &'static str) -> Result<Sums, DbError> {
    run.fetch_all(sql(q)).await?.iter().map(|r| Ok((r.get("material")?, (r.get("a")?, r.get("b")?)))).collect()
}

/// Weighed, and of it undone.
pub async fn taken(run: &mut impl Run) -> Result<(Sums, Sums), DbError> {
    let all = sums(run, "SELECT material, CAST(SUM(net) AS BIGINT) AS a, CAST(0 AS BIGINT) AS b FROM waste_line GROUP BY material").await?;
    // From what was undone, which is little: SQLite keeps the order of a CROSS JOIN, and would read every line that there is to have
    // them by their material.
    let q = "SELECT l.material, CAST(SUM(l.net) AS BIGINT) AS a, CAST(0 AS BIGINT) AS b FROM waste_reversal v CROSS JOIN waste_deposit d \
             CROSS JOIN waste_line l WHERE d.slip = v.slip AND l.deposit_id = d.id GROUP BY l.material";
    Ok((all, sums(run, q).await?))
}

/// Filled into sacks that are sold, and what of it was missing on the bridge.
pub async fn sold(run: &mut impl Run) -> Result<Sums, DbError> {
    let q = "SELECT b.material, CAST(SUM(l.booked) AS BIGINT) AS a, CAST(SUM(l.booked - l.gross + l.tare) AS BIGINT) AS b \
             FROM waste_sale_line l JOIN waste_batch b ON b.id = l.batch_id JOIN waste_sale s ON s.id = l.sale_id \
             LEFT JOIN waste_reversal v ON v.slip = s.slip WHERE v.slip IS NULL GROUP BY b.material";
    sums(run, q).await
}

/// Sold at another price than the list's, the newest first.
pub async fn off_list(run: &mut impl Run, most: i64) -> Result<Vec<OffList>, DbError> {
    let q = "SELECT s.slip, s.at, s.collector, s.tier, m.name_id, m.name_en, m.measure, l.gross - l.tare AS net, l.rate, l.list_rate \
             FROM waste_sale_line l JOIN waste_sale s ON s.id = l.sale_id JOIN waste_batch b ON b.id = l.batch_id JOIN material m ON m.code = b.material \
             WHERE l.rate <> l.list_rate AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = s.slip) \
             ORDER BY s.at DESC, s.id DESC, l.batch_id LIMIT $1";
    let line = |r: &Row| {
        Ok(OffList {
            sale: r.get("slip")?,
            at: r.get("at")?,
            buyer: r.get("collector")?,
            tier: r.parse("tier", Tier::from_code)?,
            name_id: r.get("name_id")?,
            name_en: r.get("name_en")?,
            measure: r.parse("measure", Measure::from_code)?,
            net: r.get("net")?,
            rate: r.get("rate")?,
            list: r.get("list_rate")?,
        })
    };
    run.fetch_all(sql(q).bind(most)).await?.iter().map(line).collect()
}

/// Found by stock counts that were booked, less what they missed.
pub async fn counted(run: &mut impl Run) -> Result<Sums, DbError> {
    let q = "SELECT l.material, CAST(SUM(l.counted - l.booked) AS BIGINT) AS a, CAST(SUM(l.worth) AS BIGINT) AS b FROM waste_count_line l \
             JOIN waste_count c ON c.id = l.count_id WHERE c.state = 'booked' GROUP BY l.material";
    sums(run, q).await
}

/// Amount and cost of the piles, and of the sacks that are not sold.
pub async fn there(run: &mut impl Run) -> Result<(Sums, Sums), DbError> {
    let piles = "SELECT material, CAST(SUM(amount) AS BIGINT) AS a, CAST(SUM(cost) AS BIGINT) AS b FROM waste_stock GROUP BY material";
    let sacks = "SELECT material, CAST(SUM(amount) AS BIGINT) AS a, CAST(SUM(cost) AS BIGINT) AS b FROM waste_batch \
                 WHERE state IN ('open', 'sealed') GROUP BY material";
    Ok((sums(run, piles).await?, sums(run, sacks).await?))
}

/// Entries whose debits are not their credits.
pub async fn unbalanced(run: &mut impl Run, most: i64) -> Result<Vec<String>, DbError> {
    let q = "SELECT entry_id AS id FROM posting GROUP BY entry_id HAVING SUM(debit) <> SUM(credit) LIMIT $1";
    let rows = run.fetch_all(sql(q).bind(most)).await?;
    rows.iter().map(|r| r.get::<domain::kernel::ids::LedgerEntryId>("id").map(|id| id.to_string())).collect()
}

async fn numbers(run: &mut impl Run, q: Query) -> Result<Vec<String>, DbError> {
    run.fetch_all(q).await?.iter().map(|r| r.get("number")).collect()
}

/// Slips whose lines are not their total.
pub async fn torn_slips(run: &mut impl Run, most: i64) -> Result<Vec<String>, DbError> {
    let q = "SELECT d.slip AS number FROM waste_deposit d WHERE d.total <> \
             COALESCE((SELECT SUM(l.value) FROM waste_line l WHERE l.deposit_id = d.id), 0) LIMIT $1";
    numbers(run, sql(q).bind(most)).await
}

/// Sacks that do not hold what was filled in.
pub async fn torn_batches(run: &mut impl Run, most: i64) -> Result<Vec<String>, DbError> {
    let q = "SELECT b.number FROM waste_batch b WHERE b.amount <> COALESCE((SELECT SUM(f.amount) FROM waste_fill f WHERE f.batch_id = b.id), 0) \
             OR b.cost <> COALESCE((SELECT SUM(f.cost) FROM waste_fill f WHERE f.batch_id = b.id), 0) LIMIT $1";
    numbers(run, sql(q).bind(most)).await
}
