//! What everybody may read, and what officers should ask about.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::testing::wastebank::{code, line};
use backend::wastebank::keep_slip_photo::{SlipPhotoError, keep_slip_photo, read_slip_photo, wants_photo};
use backend::wastebank::read_impact::read_impact;
use backend::wastebank::read_questions::{ReadQuestionsError, read_questions};
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::reverse_slip::reverse_slip;
use backend::wastebank::store::factors::{self, NewFactor};
use backend::wastebank::store::questions;
use backend::wastebank::take_deposit::take_deposit;
use bytes::Bytes;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::hours::{OpeningHours, Span};
use domain::wastebank::impact::Factor;
use domain::wastebank::measure::Amount;
use domain::wastebank::questions::Question;
use futures::StreamExt;

use super::picture;

both_engines!(the_public_figures_are_whole_days_without_what_was_undone, |w| {
    let c = w.counter().await;
    let factor = |version: &str, grams_per_tonne| Factor { warm: "PET".to_owned(), version: version.to_owned(), grams_per_tonne };
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE material SET warm = 'PET' WHERE code = 'PL-01'")).await.unwrap();
    for (factor, from) in [(factor("WARM v15", 1_000_000), Timestamp(0)), (factor("WARM v16", 1_141_700), w.deps.now())] {
        let new = NewFactor { factor: &factor, from, source: "EPA", by: None, at: w.deps.now() };
        assert!(factors::insert(&mut tx, &new).await.unwrap());
    }
    tx.commit().await.unwrap();
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 10_000), line("LG-07", 1_000)], 115_000)).await.unwrap();
    let wrong = take_deposit(&w.deps, &c.operator, &c.form("b", vec![line("PL-01", 3_000)], 12_000)).await.unwrap();
    reverse_slip(&w.deps, &c.operator, &wrong, "keliru").await.unwrap();
    let today = read_impact(&w.deps).await.unwrap();
    assert_eq!((today.grams(), today.deposits, today.version.as_deref()), (Amount::ZERO, 0, None), "the day is not over");
    w.pass(DAY);
    let impact = read_impact(&w.deps).await.unwrap();
    assert_eq!((impact.grams(), impact.deposits, impact.version.as_deref()), (Amount(11_000), 1, Some("WARM v16")));
    assert_eq!(impact.avoided(), 11_417, "copper has no factor here");
    assert_eq!(impact.kelurahan.iter().map(|(k, a)| (k.code(), a.0)).collect::<Vec<_>>(), [("32.77.02.1001", 11_000)]);
    assert_eq!((impact.months.len(), impact.months.iter().map(|(_, a)| a.0).sum::<i64>()), (12, 11_000));
});

both_engines!(a_large_slip_of_the_meeting_point_is_given_one_photo, |w| {
    let c = w.counter().await;
    let small = take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("LG-07", 1_000)], 75_000)).await.unwrap();
    let large = w.deposit_on_the_way(&c.operator, &c.form("b", vec![line("LG-07", 2_000)], 150_000)).await;
    let wanted = async |slip: &str| {
        let AnySlip::Deposit(found) = read_slip(&w.deps, &c.operator, slip).await.unwrap() else { panic!("a deposit") };
        wants_photo(&w.deps, &found.slip).await.unwrap()
    };
    assert_eq!((wanted(&small).await, wanted(&large).await), (false, true));
    let stranger = w.person("Orang", &[]).await;
    assert!(matches!(keep_slip_photo(&w.deps, &stranger, &large, picture(400)).await, Err(SlipPhotoError::Counter(_))));
    let text = Bytes::from_static(b"bukan foto");
    assert!(matches!(keep_slip_photo(&w.deps, &c.operator, &large, text).await, Err(SlipPhotoError::Photo(_))));
    let two = async |actor, width| keep_slip_photo(&w.deps, actor, &large, picture(width)).await.is_ok();
    let (one, other) = tokio::join!(two(&c.operator, 400), two(&c.witness, 500));
    assert!(one != other, "one of two is kept");
    assert_eq!(w.deps.blobs.keys("waste").count().await, 1, "only the one that the slip has");
    assert!(matches!(keep_slip_photo(&w.deps, &c.witness, &large, picture(400)).await, Err(SlipPhotoError::Already)));
    assert!(!wanted(&large).await);
    reverse_slip(&w.deps, &c.operator, &small, "keliru").await.unwrap();
    assert!(matches!(keep_slip_photo(&w.deps, &c.operator, &small, picture(400)).await, Err(SlipPhotoError::Reversed)));
    assert_eq!(w.deps.blobs.keys("waste").count().await, 1);
    assert!(read_slip_photo(&w.deps, &c.witness, &large).await.unwrap().is_some());
    assert!(read_slip_photo(&w.deps, &c.witness, &small).await.unwrap().is_none());
    assert!(read_slip_photo(&w.deps, &stranger, &large).await.is_err());
});

both_engines!(officers_are_asked_about_closed_doors_and_series, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    assert!(matches!(read_questions(&w.deps, &c.operator).await, Err(ReadQuestionsError::Forbidden(_))));
    let never = OpeningHours([Some(Span { from: 0, to: 1 }); 7]);
    let mut tx = w.deps.db.begin().await.unwrap();
    let hours = sql("UPDATE waste_unit SET opening_hours = $1").bind(serde_json::to_string(&never).unwrap());
    tx.execute(hours).await.unwrap();
    tx.commit().await.unwrap();
    for n in 0..3 {
        let form = c.form(&n.to_string(), vec![line("LG-07", 3_000 + n)], 225_000 + 75 * n);
        w.deposit_on_the_way(&c.operator, &form).await;
        w.pass(1);
    }
    let found = read_questions(&w.deps, &officer).await.unwrap();
    assert_eq!(found.slips, 3);
    assert!(
        matches!(&found.questions[..], [Question::OutOfHours { slips, .. }, Question::NearThreshold { .. }, Question::NoPhoto { .. }] if slips.len() == 3)
    );
    assert_eq!(found.left_out, 0);
    let mut run = w.deps.db.reader();
    let newest = questions::seen(&mut run, found.since, 2).await.unwrap();
    assert_eq!(
        newest.iter().map(|s| (s.goods.len(), s.goods[0].material, s.goods[0].gross)).collect::<Vec<_>>(),
        [(1, code("LG-07"), Amount(3_002)), (1, code("LG-07"), Amount(3_001))],
        "the newest two, with their goods"
    );
    assert_eq!(questions::count(&mut run, found.since).await.unwrap(), 3);
    w.pass(60 * DAY);
    assert!(read_questions(&w.deps, &officer).await.unwrap().questions.is_empty());
});
