//! Goods that come in again: under another card, and after they were sold.

use backend::both_engines;
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::fill_batch::{Into, fill_batch, read_store, seal_batch};
use backend::wastebank::read_questions::read_questions;
use backend::wastebank::register_member::register_member;
use backend::wastebank::reverse_slip::reverse_slip;
use backend::wastebank::sell_batches::{SellBatches, SoldBatch, sell_batches};
use backend::wastebank::set_rules::{SetRulesError, read_rules, set_rules};
use backend::wastebank::take_deposit::{TakeDeposit, take_deposit};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::money::Rupiah;
use domain::wastebank::alike::Weighed;
use domain::wastebank::asking::{Asking, Threshold};
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::price::Tier;
use domain::wastebank::questions::Question;
use domain::wastebank::rules::{RulesError, WasteRules};

async fn asked(w: &World, officer: &Actor) -> Vec<Question> {
    read_questions(&w.deps, officer).await.unwrap().questions
}

both_engines!(the_same_weights_under_another_card_are_asked_about, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let other = register_member(&w.deps, &c.operator, c.unit, "Pak Asep", None, "lain").await.unwrap();
    let goods = |more: i64| vec![line("PL-01", 2_370), line("LG-07", 1_130 + more)];
    let one = take_deposit(&w.deps, &c.operator, &c.form("a", goods(0), 94_230)).await.unwrap();
    w.pass(2 * HOUR);
    // Four grams more of the copper: another scale.
    let again = TakeDeposit { member: other.id, ..c.form("b", goods(4), 94_530) };
    let two = take_deposit(&w.deps, &c.witness, &again).await.unwrap();
    let weighed = |material: &str, amount| Weighed { material: code(material), measure: Measure::Kilogram, amount: Amount(amount) };
    let found = asked(&w, &officer).await;
    let [Question::GoodsAgain { operator, units, cards, slips, goods, .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((operator.as_str(), units.as_str(), *cards), ("Dadang, Euis", "Bank Sampah", 2));
    assert_eq!((slips, goods), (&vec![one, two.clone()], &vec![weighed("LG-07", 1_130), weighed("PL-01", 2_370)]));
    reverse_slip(&w.deps, &c.operator, &two, "keliru kartu").await.unwrap();
    assert_eq!(asked(&w, &officer).await, [], "it was corrected");
});

/// A sealed sack of PET with so much in it, sold for Rp5.000 a kilogram.
async fn sell_sack(w: &World, c: &Counter, grams: i64) -> String {
    fill_batch(&w.deps, &c.operator, c.unit, Into::New(code("PL-01")), Amount(grams), "isi").await.unwrap();
    let sack = read_store(&w.deps, &c.operator, c.unit).await.unwrap().batches[0].id;
    seal_batch(&w.deps, &c.operator, c.unit, sack, "A-1").await.unwrap();
    let lines = vec![SoldBatch { batch: sack, gross: Amount(grams), tare: Amount::ZERO, rate: Rupiah(5_000) }];
    let (collector, ticket) = ("Pak Ujang".to_owned(), String::new());
    let form = SellBatches {
        nonce: "jual".to_owned(),
        unit: c.unit,
        buyer: Tier::Collector,
        collector,
        ticket,
        lines,
        expected_total: Rupiah(grams * 5),
    };
    sell_batches(&w.deps, &c.operator, &form).await.unwrap()
}

both_engines!(goods_as_heavy_as_a_sack_that_was_sold_are_asked_about, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 24_370)], 97_480)).await.unwrap();
    let sale = sell_sack(&w, &c, 24_370).await;
    assert_eq!(asked(&w, &officer).await, [], "what is sold was weighed before");
    w.pass(2 * DAY);
    let back = take_deposit(&w.deps, &c.witness, &c.form("b", vec![line("PL-01", 24_410)], 97_640)).await.unwrap();
    let found = asked(&w, &officer).await;
    let [Question::SoldGoods { operator, unit, sale: of, slips, .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((operator.as_str(), unit.as_str(), of, slips), ("Dadang", "Bank Sampah", &sale, &vec![back]));

    let today = w.deps.now().start_of_wib_day();
    let rules = |change: fn(&mut Asking)| {
        let mut rules = WasteRules::default();
        change(&mut rules.asking);
        rules
    };
    let never = set_rules(&w.deps, &officer, today, rules(|a| a.series = 0)).await;
    assert!(matches!(never, Err(SetRulesError::Rules(RulesError::Threshold(Threshold::Series)))), "{never:?}");
    let heavier = rules(|a| a.again_alone = 25);
    set_rules(&w.deps, &officer, today.plus(DAY), heavier).await.unwrap();
    assert_eq!(asked(&w, &officer).await.len(), 1, "not before its day");
    w.pass(DAY);
    assert_eq!(asked(&w, &officer).await, []);
    assert_eq!(read_rules(&w.deps, &officer).await.unwrap().0, heavier);
    set_rules(&w.deps, &officer, today.plus(2 * DAY), WasteRules::default()).await.unwrap();
    w.pass(DAY);
    assert_eq!(asked(&w, &officer).await.len(), 1);
    reverse_slip(&w.deps, &c.operator, &sale, "batal dijual").await.unwrap();
    assert_eq!(asked(&w, &officer).await, [], "the sack is still here");
});
