//! Stock counts: nothing is booked before a second person agrees, and then exactly the difference.

use backend::both_engines;
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::count_stock::{CountStockError, Counted, count_stock, decide_count, read_counts};
use backend::wastebank::fill_batch::{Into, fill_batch, read_store};
use backend::wastebank::take_deposit::take_deposit;
use domain::identity::actor::Actor;
use domain::kernel::ids::WasteCountId;
use domain::kernel::money::Rupiah;
use domain::wastebank::measure::Amount;
use domain::wastebank::stock_count::{CountError, CountState};

use super::{assert_books_balance, number};

/// Ten kilograms of PET, bought at Rp4.000.
async fn stocked(w: &World) -> Counter {
    let c = w.counter().await;
    take_deposit(&w.deps, &c.operator, &c.form("awal", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    c
}

fn counted(material: &str, booked: i64, counted: i64) -> Counted {
    Counted { material: code(material), booked: Amount(booked), counted: Amount(counted) }
}

async fn count(w: &World, c: &Counter, lines: &[Counted], key: &str) -> Result<CountState, CountStockError> {
    count_stock(&w.deps, &c.operator, c.unit, lines, "menyusut", key).await
}

async fn waiting(w: &World, c: &Counter, actor: &Actor) -> (WasteCountId, bool) {
    let (count, own) = read_counts(&w.deps, actor, c.unit).await.unwrap().waiting.unwrap();
    (count.id, own)
}

both_engines!(a_second_person_agrees_before_a_difference_is_booked, |w| {
    let c = stocked(&w).await;
    let lines = [counted("PL-01", 10_000, 9_750), counted("LG-07", 0, 200)];
    let silent = count_stock(&w.deps, &c.operator, c.unit, &lines, " ", "x").await;
    assert!(matches!(silent, Err(CountStockError::Reason(_))));
    assert!(matches!(count(&w, &c, &[], "x").await, Err(CountStockError::Empty)));
    assert!(matches!(count(&w, &c, &[counted("PL-01", 9_999, 1)], "x").await, Err(CountStockError::Moved)));
    assert!(matches!(count(&w, &c, &[counted("PL-01", 10_000, -1)], "x").await, Err(CountStockError::Negative { index: 0 })));
    assert!(matches!(count(&w, &c, &[counted("XX-99", 0, 1)], "x").await, Err(CountStockError::NoMaterial { index: 0 })));
    assert_eq!(count(&w, &c, &lines, "satu").await.unwrap(), CountState::Waiting);
    assert_eq!(count(&w, &c, &lines, "satu").await.unwrap(), CountState::Waiting, "the same form, sent again");
    assert!(matches!(count(&w, &c, &lines[..1], "satu").await, Err(CountStockError::KeyUsed)));
    assert!(matches!(count(&w, &c, &lines, "dua").await, Err(CountStockError::Waiting)));
    assert_eq!(number(&w, "SELECT amount AS n FROM waste_stock").await, 10_000, "nothing is booked yet");

    let (id, own) = waiting(&w, &c, &c.operator).await;
    assert!(own);
    let decide = async |actor: &Actor, agrees| decide_count(&w.deps, actor, c.unit, id, agrees).await;
    assert!(matches!(decide(&c.operator, true).await, Err(CountStockError::Own)));
    let stranger = w.person("Orang", &[]).await;
    assert!(matches!(decide(&stranger, true).await, Err(CountStockError::Counter(_))));
    decide(&c.witness, true).await.unwrap();
    decide(&c.witness, true).await.expect("the same answer, given again");
    assert!(matches!(decide(&c.witness, false).await, Err(CountStockError::NotWaiting)));
    let stock = read_store(&w.deps, &c.operator, c.unit).await.unwrap().stock;
    let stock: Vec<_> = stock.into_iter().map(|(m, amount, cost)| (m.code, amount, cost)).collect();
    // A quarter of a kilogram had cost Rp1.000; what was found is worth its price.
    assert_eq!(stock, [(code("PL-01"), Amount(9_750), Rupiah(39_000)), (code("LG-07"), Amount(200), Rupiah(15_000))]);
    let report = w.books().await;
    let of = |name: &str| report.accounts.iter().find(|(account, _)| account == name).map(|(_, balance)| balance.0);
    assert_eq!((of("shrinkage"), of("gain")), (Some(1_000), Some(-15_000)));
    assert_eq!(report.masses.iter().map(|m| m.counted.0).collect::<Vec<_>>(), [-250, 200]);
    assert_books_balance(&w).await;

    assert_eq!(count(&w, &c, &[counted("PL-01", 9_750, 9_750)], "tiga").await.unwrap(), CountState::Booked);
    assert!(read_counts(&w.deps, &c.witness, c.unit).await.unwrap().waiting.is_none(), "there is nothing to agree to");
    assert_books_balance(&w).await;
});

both_engines!(a_count_that_is_overtaken_is_refused_or_taken_back, |w| {
    let c = stocked(&w).await;
    count(&w, &c, &[counted("PL-01", 10_000, 4_000)], "satu").await.unwrap();
    fill_batch(&w.deps, &c.operator, c.unit, Into::New(code("PL-01")), Amount(5_000), "s").await.unwrap();
    let (id, _) = waiting(&w, &c, &c.witness).await;
    let gone = decide_count(&w.deps, &c.witness, c.unit, id, true).await;
    assert!(matches!(gone, Err(CountStockError::Count(CountError::Gone))));
    decide_count(&w.deps, &c.operator, c.unit, id, false).await.expect("one's own count is taken back");
    assert_eq!(number(&w, "SELECT amount AS n FROM waste_stock").await, 5_000);
    // Several who agree at once book it once.
    count(&w, &c, &[counted("PL-01", 5_000, 4_000)], "dua").await.unwrap();
    let (id, _) = waiting(&w, &c, &c.witness).await;
    let tries: Vec<_> = (0..4)
        .map(|_| {
            let (deps, actor, unit) = (w.deps.clone(), c.witness.clone(), c.unit);
            tokio::spawn(async move { decide_count(&deps, &actor, unit, id, true).await })
        })
        .collect();
    for one in tries {
        drop(one.await.unwrap());
    }
    assert_eq!(number(&w, "SELECT amount AS n FROM waste_stock").await, 4_000);
    assert_books_balance(&w).await;
});
