//! The waste bank on both engines: what is weighed is booked, what is booked balances, and nothing is changed after.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test has nothing to recover

mod cards;
mod closing;
mod counting;
mod deposits;
mod elsewhere;
mod factors;
mod held;
mod impact;
mod litres;
mod office;
mod paying;
mod pictures;
mod pricing;
mod questions;
mod reconciling;
mod sack_masses;
mod sacks;
mod sequences;
mod told_late;
mod units;

use std::io::Cursor;

use backend::db::{Run, sql};
use backend::testing::world::World;
use bytes::Bytes;
use domain::kernel::ids::WasteMemberId;
use image::{DynamicImage, ImageFormat, RgbImage};

/// Of goods on a scale.
fn picture(width: u32) -> Bytes {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(width, 48)).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner().into()
}

async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

async fn balance(w: &World, member: WasteMemberId) -> i64 {
    let q = sql("SELECT balance FROM waste_member WHERE id = $1").bind(member);
    w.deps.db.reader().fetch_one(q).await.unwrap().get("balance").unwrap()
}

/// What must be true after anything.
async fn assert_books_balance(w: &World) {
    assert_eq!(number(w, "SELECT CAST(COALESCE(SUM(debit) - SUM(credit), 0) AS BIGINT) AS n FROM posting").await, 0);
    let control = "SELECT CAST(COALESCE(SUM(credit) - SUM(debit), 0) AS BIGINT) AS n FROM posting WHERE account LIKE 'member:%'";
    assert_eq!(number(w, control).await, number(w, "SELECT CAST(COALESCE(SUM(balance), 0) AS BIGINT) AS n FROM waste_member").await);
    let inventory = "SELECT CAST(COALESCE(SUM(debit) - SUM(credit), 0) AS BIGINT) AS n FROM posting WHERE account LIKE 'inventory:%'";
    let kept = "SELECT CAST(COALESCE((SELECT SUM(cost) FROM waste_stock), 0) + COALESCE((SELECT SUM(cost) FROM waste_batch WHERE state <> 'sold'), 0) AS BIGINT) AS n";
    assert_eq!(number(w, inventory).await, number(w, kept).await);
    let cash = "SELECT CAST(COALESCE(SUM(debit) - SUM(credit), 0) AS BIGINT) AS n FROM posting WHERE account LIKE 'cash:%'";
    assert_eq!(number(w, cash).await, number(w, "SELECT CAST(COALESCE(SUM(cash), 0) AS BIGINT) AS n FROM waste_unit").await);
    let taken = "SELECT CAST(COALESCE(SUM(l.net), 0) AS BIGINT) AS n FROM waste_line l JOIN waste_deposit d ON d.id = l.deposit_id \
                 WHERE NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = d.slip)";
    assert_eq!(number(w, taken).await, number(w, "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS n FROM waste_month").await);
    let of_month = "SELECT COUNT(*) AS n FROM waste_month w WHERE w.amount <> (SELECT CAST(COALESCE(SUM(l.net), 0) AS BIGINT) FROM waste_line l \
                    JOIN waste_deposit d ON d.id = l.deposit_id WHERE d.unit_id = w.unit_id AND l.material = w.material AND d.at >= w.month \
                    AND NOT EXISTS (SELECT 1 FROM waste_month n WHERE n.month > w.month AND n.month <= d.at) \
                    AND NOT EXISTS (SELECT 1 FROM waste_reversal v WHERE v.slip = d.slip))";
    assert_eq!(number(w, of_month).await, 0, "each month is what was weighed in it");
    let counted = "SELECT CAST(COALESCE(SUM(l.counted - l.booked), 0) AS BIGINT) AS n FROM waste_count_line l \
                   JOIN waste_count c ON c.id = l.count_id WHERE c.state = 'booked'";
    let there = "SELECT CAST(COALESCE((SELECT SUM(amount) FROM waste_stock), 0) + COALESCE((SELECT SUM(amount) FROM waste_batch), 0) AS BIGINT) AS n";
    assert_eq!(number(w, taken).await + number(w, counted).await, number(w, there).await, "sold sacks keep what they held");
    let report = w.books().await;
    assert!(report.is_sound(), "{report:#?}");
}
