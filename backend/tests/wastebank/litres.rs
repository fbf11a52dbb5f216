//! What is measured by the litre goes the same way as what is weighed: from the counter to a buyer, in millilitres.

use backend::both_engines;
use backend::testing::wastebank::{code, line};
use backend::wastebank::count_stock::{Counted, count_stock, decide_count, read_counts};
use backend::wastebank::decide_price::decide_price;
use backend::wastebank::fill_batch::{Into, fill_batch, read_store, seal_batch};
use backend::wastebank::keep_materials::{MaterialNames, add_material};
use backend::wastebank::propose_price::propose_price;
use backend::wastebank::read_impact::read_impact;
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::reverse_slip::{ReverseSlipError, reverse_slip};
use backend::wastebank::sell_batches::{SellBatches, SoldBatch, sell_batches};
use backend::wastebank::take_deposit::{TakeDepositError, TypedLine, take_deposit};
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::MaterialKind;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::price::Tier;
use domain::wastebank::weighing::WeighingError;

use super::{assert_books_balance, balance};

both_engines!(oil_goes_from_the_counter_to_a_collector_by_the_litre, |w| {
    let (c, d) = (w.counter().await, &w.deps);
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let oil = code("LN-09");
    let names = MaterialNames { name_id: "Minyak jelantah".to_owned(), ..MaterialNames::default() };
    add_material(d, &one, oil, MaterialKind::Other, Measure::Litre, &names).await.unwrap();
    for (tier, rate) in [(Tier::Member, 4_000), (Tier::Collector, 5_500)] {
        let price = propose_price(d, &one, oil, tier, Some(Rupiah(rate)), d.now().start_of_wib_day()).await.unwrap();
        decide_price(d, &two, price, true).await.unwrap();
    }

    // Two and a half litres in a can that takes up a quarter, and a kilogram of bottles.
    let can = || TypedLine { tare: Amount(250), ..line("LN-09", 2_750) };
    let slip = take_deposit(d, &c.operator, &c.form("a", vec![can(), line("PL-01", 1_000)], 14_000)).await.unwrap();
    let AnySlip::Deposit(found) = read_slip(d, &c.witness, &slip).await.unwrap() else { panic!("a deposit") };
    let (material, weighed) = &found.lines[0];
    assert_eq!((material.measure, weighed.weighing.net(), weighed.rate), (Measure::Litre, Amount(2_500), Rupiah(4_000)));
    let flood = take_deposit(d, &c.operator, &c.form("b", vec![line("LN-09", 1_000_001)], 4_000_004)).await;
    assert!(matches!(flood, Err(TakeDepositError::Weighing { index: 0, why: WeighingError::TooMuch })), "{flood:?}");
    let wrong = take_deposit(d, &c.operator, &c.form("c", vec![line("LN-09", 500)], 2_000)).await.unwrap();
    reverse_slip(d, &c.operator, &wrong, "bukan minyak").await.unwrap();
    assert_eq!(balance(&w, c.member.id).await, 14_000);

    fill_batch(d, &c.operator, c.unit, Into::New(oil), Amount(2_000), "isi").await.unwrap();
    let drum = read_store(d, &c.operator, c.unit).await.unwrap().batches[0].id;
    seal_batch(d, &c.operator, c.unit, drum, "J-1").await.unwrap();
    let lines = vec![SoldBatch { batch: drum, gross: Amount(2_400), tare: Amount(500), rate: Rupiah(5_500) }];
    let (collector, ticket) = ("Pak Ujang".to_owned(), String::new());
    let form = SellBatches {
        nonce: "jual".to_owned(),
        unit: c.unit,
        buyer: Tier::Collector,
        collector,
        ticket,
        lines,
        expected_total: Rupiah(10_450),
    };
    let sale = sell_batches(d, &c.operator, &form).await.unwrap();
    let AnySlip::Sale(sold) = read_slip(d, &c.operator, &sale).await.unwrap() else { panic!("a sale") };
    let drum = &sold.lines[0];
    assert_eq!(
        (drum.material.measure, drum.shrinkage(), drum.list, drum.cost),
        (Measure::Litre, Amount(100), Some(Rupiah(5_500)), Rupiah(8_000))
    );
    assert!(matches!(reverse_slip(d, &c.operator, &slip, "terlambat").await, Err(ReverseSlipError::Gone)));

    let there = Counted { material: oil, booked: Amount(500), counted: Amount(450) };
    count_stock(d, &c.operator, c.unit, &[there], "tumpah", "hitung").await.unwrap();
    let (count, _) = read_counts(d, &c.witness, c.unit).await.unwrap().waiting.unwrap();
    decide_count(d, &c.witness, c.unit, count.id, true).await.unwrap();
    let report = w.books().await;
    let mass = report.masses.iter().find(|m| m.code == "LN-09").unwrap();
    let moved = [mass.taken, mass.sold, mass.shrinkage, mass.counted, mass.on_pile, mass.in_sacks].map(|a| a.0);
    assert_eq!((mass.measure, moved), (Measure::Litre, [2_500, 2_000, 100, -50, 450, 0]));
    assert_books_balance(&w).await;

    w.pass(DAY);
    let impact = read_impact(d).await.unwrap();
    assert_eq!(impact.grams(), Amount(1_000), "litres are no kilograms");
    let oil_kept = impact.materials.iter().find(|k| k.material.code == oil).unwrap();
    assert_eq!((oil_kept.amount, oil_kept.avoided), (Amount(2_500), None));
});
