//! Goods that lay on a scale before the house heard of them: the slip is of the scale, the books are of when they hear.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::testing::wastebank::line;
use backend::wastebank::close_day::read_day;
use backend::wastebank::read_questions::read_questions;
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::reverse_slip::reverse_slip;
use backend::wastebank::take_deposit::{check_deposit, put, take_deposit};
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::hours::{OpeningHours, Span};
use domain::wastebank::questions::Question;

use super::assert_books_balance;

both_engines!(a_slip_is_of_the_scale_and_the_books_are_of_when_they_hear, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let mornings = OpeningHours([Some(Span { from: 9 * 60, to: 12 * 60 }); 7]);
    let mut tx = w.deps.db.begin().await.unwrap();
    let hours = sql("UPDATE waste_unit SET opening_hours = $1").bind(serde_json::to_string(&mornings).unwrap());
    tx.execute(hours).await.unwrap();
    tx.commit().await.unwrap();
    // Weighed on a Monday at ten, told at night in the next month.
    let scale = w.deps.now();
    w.pass(10 * DAY + 11 * HOUR);
    let (now, form) = (w.deps.now(), c.form("siang", vec![line("PL-01", 2_000)], 8_000));
    let seen = check_deposit(&w.deps, &c.operator, &form, scale).await.unwrap();
    let mut tx = w.deps.db.begin().await.unwrap();
    let late = put(&mut tx, &w.deps, "siang", &form, &seen).await.unwrap();
    tx.commit().await.unwrap();
    let AnySlip::Deposit(told) = read_slip(&w.deps, &c.operator, &late).await.unwrap() else { panic!("{late}") };
    assert_eq!((told.slip.at, told.slip.booked_at), (scale, now));
    assert!(late.starts_with("BS-261123-"), "{late}");

    let of_day = async |day: Timestamp| read_day(&w.deps, &officer, c.unit, day).await.unwrap().deposits.0;
    let (monday, today) = (scale.start_of_wib_day(), now.start_of_wib_day());
    assert_eq!((of_day(monday).await, of_day(today).await), (0, 1), "a day that may be closed stays as it was");
    let row = w.deps.db.reader().fetch_one(sql("SELECT month FROM waste_month")).await.unwrap();
    assert_eq!(row.get::<Timestamp>("month").unwrap(), now.start_of_wib_month(), "and so does a month that was told of");

    assert!(read_questions(&w.deps, &officer).await.unwrap().questions.is_empty(), "the counter was open");
    let night = take_deposit(&w.deps, &c.operator, &c.form("malam", vec![line("PL-01", 3_000)], 12_000)).await.unwrap();
    let found = read_questions(&w.deps, &officer).await.unwrap().questions;
    assert!(matches!(&found[..], [Question::OutOfHours { slips, .. }] if *slips == [night.clone()]), "{found:?}");
    assert_books_balance(&w).await;
    reverse_slip(&w.deps, &c.operator, &late, "keliru").await.unwrap();
    assert_books_balance(&w).await;
});
