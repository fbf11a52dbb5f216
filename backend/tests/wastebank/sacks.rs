//! Sacks from a unit's pile to a collector.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::fill_batch::{BatchError, Into, empty_batch, fill_batch, read_store, seal_batch};
use backend::wastebank::pay_out::{PayOut, PayOutError, pay_out};
use backend::wastebank::read_buyer_prices::read_buyer_prices;
use backend::wastebank::read_counter::CounterError;
use backend::wastebank::read_held_slip::{link_secret, read_held_slip};
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::reverse_slip::{ReverseSlipError, reverse_slip};
use backend::wastebank::sell_batches::{SellBatches, SellError, SoldBatch, sell_batches};
use backend::wastebank::store::prices;
use backend::wastebank::take_deposit::take_deposit;
use domain::kernel::clock::DAY;
use domain::kernel::ids::WasteBatchId;
use domain::kernel::money::Rupiah;
use domain::wastebank::batch::{Batch, BatchState};
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::price::{self, Tier};
use domain::wastebank::weighing::WeighingError;

use super::{assert_books_balance, number};

/// Ten kilograms of PET, bought at Rp4.000.
pub(super) async fn stocked(w: &World) -> Counter {
    let c = w.counter().await;
    take_deposit(&w.deps, &c.operator, &c.form("awal", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    c
}

pub(super) async fn fill(w: &World, c: &Counter, into: Into, amount: i64, key: &str) -> Result<(), BatchError> {
    fill_batch(&w.deps, &c.operator, c.unit, into, Amount(amount), key).await
}

async fn batches(w: &World, c: &Counter) -> Vec<Batch> {
    read_store(&w.deps, &c.operator, c.unit).await.unwrap().batches
}

/// A sealed sack with so much in it.
pub(super) async fn sealed(w: &World, c: &Counter, amount: i64, seal: &str) -> WasteBatchId {
    fill(w, c, Into::New(code("PL-01")), amount, seal).await.unwrap();
    let id = batches(w, c).await.into_iter().find(|b| b.state == BatchState::Open).unwrap().id;
    seal_batch(&w.deps, &c.operator, c.unit, id, seal).await.unwrap();
    id
}

pub(super) fn sale(c: &Counter, nonce: &str, lines: &[(WasteBatchId, i64, i64)]) -> SellBatches {
    let line = |(batch, gross, rate): &(WasteBatchId, i64, i64)| SoldBatch {
        batch: *batch,
        gross: Amount(*gross),
        tare: Amount(0),
        rate: Rupiah(*rate),
    };
    SellBatches {
        nonce: nonce.to_owned(),
        unit: c.unit,
        buyer: Tier::Collector,
        collector: "Pak Ujang".to_owned(),
        ticket: "JT-7".to_owned(),
        lines: lines.iter().map(line).collect(),
        expected_total: lines.iter().map(|(_, gross, rate)| price::value(Amount(*gross), Measure::Kilogram, Rupiah(*rate)).unwrap()).sum(),
    }
}

both_engines!(a_sack_is_filled_sealed_and_nothing_else, |w| {
    let c = stocked(&w).await;
    let pet = Into::New(code("PL-01"));
    assert!(matches!(fill(&w, &c, pet, 10_001, "a").await, Err(BatchError::NotThere { left: Amount(10_000) })));
    assert!(matches!(fill(&w, &c, pet, 0, "a").await, Err(BatchError::Empty)));
    fill(&w, &c, pet, 3_000, "a").await.unwrap();
    fill(&w, &c, pet, 3_000, "a").await.unwrap();
    let all = batches(&w, &c).await;
    assert_eq!((all.len(), all[0].amount, all[0].cost), (1, Amount(3_000), Rupiah(12_000)), "sent again, filled once");
    let id = all[0].id;
    fill(&w, &c, Into::Open(id), 1_000, "b").await.unwrap();
    let seal = async |seal: &str| seal_batch(&w.deps, &c.operator, c.unit, id, seal).await;
    assert!(matches!(seal("?").await, Err(BatchError::Seal(_))));
    seal("A-1001").await.unwrap();
    seal(" a-1001").await.expect("the same seal, sent again");
    assert!(matches!(seal("A-1002").await, Err(BatchError::NotOpen)));
    // What was sent before has its answer, though the sack is closed by now; what is new has not.
    fill(&w, &c, Into::Open(id), 1_000, "b").await.unwrap();
    assert!(matches!(fill(&w, &c, Into::Open(id), 1_001, "b").await, Err(BatchError::KeyUsed { number }) if number == all[0].number));
    assert!(matches!(fill(&w, &c, Into::New(code("LG-07")), 1_000, "b").await, Err(BatchError::KeyUsed { .. })));
    assert!(matches!(fill(&w, &c, Into::Open(id), 1, "c").await, Err(BatchError::NotOpen)));
    assert!(matches!(empty_batch(&w.deps, &c.operator, c.unit, id).await, Err(BatchError::NotOpen)));
    fill(&w, &c, pet, 1_000, "d").await.unwrap();
    let second = batches(&w, &c).await[0].id;
    assert!(matches!(seal_batch(&w.deps, &c.operator, c.unit, second, " a-10 01").await, Err(BatchError::SealUsed)));
    assert_books_balance(&w).await;
    empty_batch(&w.deps, &c.operator, c.unit, second).await.unwrap();
    empty_batch(&w.deps, &c.operator, c.unit, second).await.expect("it is empty");
    let store = read_store(&w.deps, &c.witness, c.unit).await.unwrap();
    assert_eq!((store.stock[0].1, store.stock[0].2, store.batches.len()), (Amount(6_000), Rupiah(24_000), 1));
    let other = w.person("Orang", &[]).await;
    assert!(read_store(&w.deps, &other, c.unit).await.is_err());
    assert_books_balance(&w).await;
});

both_engines!(a_sale_books_what_the_bridge_says, |w| {
    let c = stocked(&w).await;
    let (one, two) = (sealed(&w, &c, 6_000, "A-1").await, sealed(&w, &c, 4_000, "A-2").await);
    let sell = async |form: &SellBatches| sell_batches(&w.deps, &c.operator, form).await;
    assert!(matches!(sell(&sale(&c, "x", &[])).await, Err(SellError::Empty)));
    assert!(matches!(sell(&sale(&c, "x", &[(one, 6_000, 1), (one, 6_000, 1)])).await, Err(SellError::NotSealed { index: 1 })));
    let absurd = sell(&sale(&c, "x", &[(one, 10_000_000, 1)])).await;
    assert!(matches!(absurd, Err(SellError::Weighing { index: 0, why: WeighingError::TooMuch })));
    assert!(matches!(sell(&sale(&c, "x", &[(one, 6_000, -1)])).await, Err(SellError::Rate { index: 0 })));
    let counted = SellBatches { expected_total: Rupiah(1), ..sale(&c, "x", &[(one, 6_000, 1_000)]) };
    assert!(matches!(sell(&counted).await, Err(SellError::TotalChanged { now: Rupiah(6_000) })));
    // Half a kilogram is missing from the first, the second is a little heavier: rain.
    let form = sale(&c, "satu", &[(one, 5_500, 5_000), (two, 4_100, 5_000)]);
    let slip = sell(&form).await.unwrap();
    assert_eq!(sell(&form).await.unwrap(), slip, "sent again it is the same slip");
    let elsewhere = SellBatches { collector: "Bu Nani".to_owned(), ..form.clone() };
    assert!(matches!(sell(&elsewhere).await, Err(SellError::KeyUsed { slip: used }) if used == slip));
    // Changed and sent with the same key, and changed after it was counted.
    assert!(matches!(sell(&sale(&c, "satu", &[(one, 5_400, 5_000)])).await, Err(SellError::KeyUsed { slip: used }) if used == slip));
    assert!(matches!(sell(&sale(&c, "dua", &[(one, 5_500, 5_000)])).await, Err(SellError::NotSealed { index: 0 })));
    let AnySlip::Sale(found) = read_slip(&w.deps, &c.witness, &slip).await.unwrap() else { panic!("a sale") };
    let link = link_secret(&w.deps, &AnySlip::Sale(found.clone()));
    assert_eq!(read_held_slip(&w.deps, &link).await.unwrap(), AnySlip::Sale(found.clone()));
    assert_eq!((found.total, found.lines.iter().map(|l| l.shrinkage().0).sum::<i64>()), (Rupiah(48_000), 400));
    let report = w.books().await;
    let mass = &report.masses[0];
    assert_eq!((mass.taken, mass.sold, mass.shrinkage, mass.on_pile), (Amount(10_000), Amount(10_000), Amount(400), Amount::ZERO));
    assert_eq!(number(&w, "SELECT cash AS n FROM waste_unit").await, 48_000);
    assert_books_balance(&w).await;

    reverse_slip(&w.deps, &c.operator, &slip, "truknya salah").await.unwrap();
    reverse_slip(&w.deps, &c.operator, &slip, " truknya  salah ").await.expect("the same form, sent again");
    assert!(matches!(reverse_slip(&w.deps, &c.operator, &slip, "lain").await, Err(ReverseSlipError::Already)));
    assert_eq!(batches(&w, &c).await.iter().filter(|b| b.state == BatchState::Sealed).count(), 2);
    assert_books_balance(&w).await;
    let again = sell(&sale(&c, "tiga", &[(one, 6_000, 4_500), (two, 4_000, 4_500)])).await.unwrap();
    let cash = PayOut { nonce: "tunai".to_owned(), unit: c.unit, member: c.member.id, to: None, amount: Rupiah(40_000) };
    pay_out(&w.deps, &c.operator, &cash).await.unwrap();
    let other = PayOut { amount: Rupiah(1_000), ..cash };
    assert!(matches!(pay_out(&w.deps, &c.operator, &other).await, Err(PayOutError::KeyUsed { .. })));
    assert!(matches!(reverse_slip(&w.deps, &c.operator, &again, "terlambat").await, Err(ReverseSlipError::BoxShort)));
    assert_books_balance(&w).await;
});

both_engines!(a_sack_is_sold_once_however_many_try, |w| {
    let c = stocked(&w).await;
    let sack = sealed(&w, &c, 5_000, "A-1").await;
    let tries: Vec<_> = (0..6)
        .map(|i| {
            let (deps, operator, form) = (w.deps.clone(), c.operator.clone(), sale(&c, &format!("n{i}"), &[(sack, 5_000, 5_000)]));
            tokio::spawn(async move { sell_batches(&deps, &operator, &form).await.is_ok() })
        })
        .collect();
    let mut sold = 0;
    for one in tries {
        sold += i32::from(one.await.unwrap());
    }
    assert_eq!((sold, number(&w, "SELECT cash AS n FROM waste_unit").await), (1, 25_000));
    assert_books_balance(&w).await;
});

both_engines!(a_sale_keeps_what_the_list_of_its_buyer_said, |w| {
    let c = stocked(&w).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    for (tier, rate) in [(Tier::Collector, 5_000), (Tier::Induk, 4_500)] {
        prices::insert_valid(&mut tx, w.deps.id(), code("PL-01"), tier, Rupiah(rate), w.deps.now().plus(-DAY)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let list = async |tier| read_buyer_prices(&w.deps, &c.operator, c.unit, tier).await.unwrap().get(&code("PL-01")).copied();
    assert_eq!(
        [list(Tier::Collector).await, list(Tier::Induk).await, list(Tier::Unit).await],
        [Some(Rupiah(5_000)), Some(Rupiah(4_500)), None]
    );
    let stranger = w.person("Orang", &[]).await;
    let refused = read_buyer_prices(&w.deps, &stranger, c.unit, Tier::Collector).await;
    assert!(matches!(refused, Err(CounterError::NotFound)));

    let mut sacks = Vec::new();
    for (n, grams) in (1..).zip([1_000, 1_000, 2_000, 2_000]) {
        sacks.push(sealed(&w, &c, grams, &format!("A-{n}")).await);
    }
    let sell = async |nonce: &str, buyer, sack: usize, gross, rate| {
        let form = SellBatches { buyer, ..sale(&c, nonce, &[(sacks[sack], gross, rate)]) };
        sell_batches(&w.deps, &c.operator, &form).await
    };
    assert!(matches!(sell("x", Tier::Member, 0, 1_000, 5_000).await, Err(SellError::Buyer)));
    sell("a", Tier::Collector, 0, 1_000, 5_000).await.unwrap();
    sell("b", Tier::Unit, 1, 1_000, 3_000).await.expect("a list without a price compares with nothing");
    let cheap = sell("c", Tier::Induk, 2, 2_000, 4_200).await.unwrap();
    assert_eq!(sell("c", Tier::Induk, 2, 2_000, 4_200).await.unwrap(), cheap, "sent again");
    let other = sell("c", Tier::Collector, 2, 2_000, 4_200).await;
    assert!(matches!(other, Err(SellError::KeyUsed { slip }) if slip == cheap));
    w.pass(1);
    let dear = sell("d", Tier::Collector, 3, 2_000, 5_500).await.unwrap();
    // What a list says later changes no sale of before.
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_price SET rate = rate + 1")).await.unwrap();
    tx.commit().await.unwrap();
    let AnySlip::Sale(found) = read_slip(&w.deps, &c.witness, &cheap).await.unwrap() else { panic!("a sale") };
    assert_eq!((found.tier, found.lines[0].list, found.lines[0].off_list()), (Tier::Induk, Some(Rupiah(4_500)), Some(Rupiah(-300))));

    let told = async || {
        let report = w.books().await;
        assert!(report.is_sound(), "{report:#?}");
        report.off_list.into_iter().map(|o| (o.sale.clone(), o.tier, o.difference())).collect::<Vec<_>>()
    };
    let (dear_one, cheap_one) = ((dear.clone(), Tier::Collector, Rupiah(1_000)), (cheap, Tier::Induk, Rupiah(-600)));
    assert_eq!(told().await, [dear_one, cheap_one.clone()], "the newest first");
    reverse_slip(&w.deps, &c.operator, &dear, "salah harga").await.unwrap();
    assert_eq!(told().await, [cheap_one]);
    assert_books_balance(&w).await;
});

both_engines!(a_deposit_that_went_into_a_sack_is_not_undone, |w| {
    let c = w.counter().await;
    let slip = take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 2_000)], 8_000)).await.unwrap();
    fill(&w, &c, Into::New(code("PL-01")), 500, "s").await.unwrap();
    assert!(matches!(reverse_slip(&w.deps, &c.operator, &slip, "salah").await, Err(ReverseSlipError::Gone)));
    assert_books_balance(&w).await;
});
