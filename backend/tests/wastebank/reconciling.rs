//! What the night finds: nothing where all is well, and the very thing where something is not.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::reconcile::{reconcile_nightly, reconcile_now};
use backend::testing::wastebank::line;
use backend::testing::world::World;
use backend::wastebank::reconcile::{ReconcileError, read_checks};
use backend::wastebank::take_deposit::take_deposit;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::money::Rupiah;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::reconciliation::{Finding, Report};

use super::number;

async fn spoil(w: &World, q: &'static str) -> Report {
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql(q)).await.unwrap();
    tx.commit().await.unwrap();
    w.books().await
}

both_engines!(each_kind_of_trouble_is_found, |w| {
    let c = w.counter().await;
    let slip = take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 2_000)], 8_000)).await.unwrap();
    let sound = w.books().await;
    assert!(sound.is_sound());
    assert_eq!((sound.postings, sound.members, sound.balances, sound.control), (2, 1, Rupiah(8_000), Rupiah(8_000)));
    assert_eq!(sound.accounts, [("inventory".to_owned(), Rupiah(8_000))]);

    let report = spoil(&w, "UPDATE waste_member SET balance = 7999").await;
    assert_eq!(report.findings, [Finding::Member { card: c.member.card.to_string(), kept: Rupiah(7_999), booked: Rupiah(8_000) }]);
    assert!(spoil(&w, "UPDATE waste_member SET balance = 8000").await.is_sound());
    let report = spoil(&w, "UPDATE waste_unit SET cash = 5").await;
    assert_eq!(report.boxes[0].difference(), Rupiah(5));
    assert!(spoil(&w, "UPDATE waste_unit SET cash = 0").await.is_sound());
    let report = spoil(&w, "UPDATE waste_stock SET amount = 1999").await;
    assert_eq!(report.masses[0].difference().0, 1);
    assert!(!report.is_sound());
    assert!(spoil(&w, "UPDATE waste_stock SET amount = 2000").await.is_sound());
    let report = spoil(&w, "UPDATE waste_month SET amount = 2500").await;
    let published =
        Finding::Published { material: "PL-01".to_owned(), measure: Measure::Kilogram, kept: Amount(2_500), weighed: Amount(2_000) };
    assert_eq!(report.findings, [published], "what everybody reads is what the slips tell");
    assert!(spoil(&w, "UPDATE waste_month SET amount = 2000").await.is_sound());
    let report = spoil(&w, "UPDATE waste_deposit SET total = 1").await;
    assert_eq!(report.findings, [Finding::Slip { number: slip }]);
});

both_engines!(it_looks_once_a_night_and_when_asked, |w| {
    let (c, officer) = (w.counter().await, w.person("Bendahara", &[Role::Officer]).await);
    w.pass(w.deps.now().until(w.deps.now().start_of_wib_day().plus(DAY)).as_millis().try_into().unwrap());
    reconcile_nightly(&w.deps).await.unwrap();
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_check").await, 0, "the day has just begun");
    w.pass(2 * HOUR);
    reconcile_nightly(&w.deps).await.unwrap();
    w.pass(HOUR);
    reconcile_nightly(&w.deps).await.unwrap();
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_check").await, 1);
    assert!(matches!(reconcile_now(&w.deps, &c.operator).await, Err(ReconcileError::Forbidden(_))));
    let at = reconcile_now(&w.deps, &officer).await.unwrap();
    let checks = read_checks(&w.deps, &officer, None).await.unwrap();
    assert_eq!(checks.report.map(|(t, _)| t), Some(at));
    assert_eq!(checks.all.iter().map(|(_, sound)| *sound).collect::<Vec<_>>(), [true, true]);
    let first = checks.all[1].0;
    assert_eq!(read_checks(&w.deps, &officer, Some(first)).await.unwrap().report.map(|(t, _)| t), Some(first));
});
