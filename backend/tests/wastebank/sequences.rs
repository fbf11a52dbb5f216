//! Whatever people do in whatever order: debits are credits, no balance is below zero, the members together are the control
//! account, and what came in less what went out is what is there.

use backend::both_engines;
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::close_day::{CloseDay, close_day, list_days, read_day};
use backend::wastebank::count_stock::{Counted, count_stock, decide_count, read_counts};
use backend::wastebank::fill_batch::{Into, empty_batch, fill_batch, read_store, seal_batch};
use backend::wastebank::hand_in_cash::{HandIn, hand_in_cash};
use backend::wastebank::keep_form_photo::keep_form_photo;
use backend::wastebank::link_family::link_family;
use backend::wastebank::move_cash::move_cash;
use backend::wastebank::pay_fare::{PayFare, ReturnFare, pay_fare, return_fare};
use backend::wastebank::pay_out::{PayOut, pay_out};
use backend::wastebank::receive_fare::{Back, OweBack, ReceiveFare, owe_back, pay_back, receive_fare};
use backend::wastebank::register_member::register_member;
use backend::wastebank::reverse_slip::reverse_slip;
use backend::wastebank::sell_batches::{SellBatches, SoldBatch, sell_batches};
use backend::wastebank::share_with_village::{PayVillage, pay_village, share_with_village};
use backend::wastebank::take_deposit::{TakeDeposit, take_deposit};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::ids::WasteMemberId;
use domain::kernel::money::Rupiah;
use domain::wastebank::batch::BatchState;
use domain::wastebank::fare::Till;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::price::{self, Tier};
use domain::wastebank::rules::WasteRules;
use domain::wastebank::statement::EntryKind;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{assert_books_balance, number, picture};

/// What somebody does next; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Step {
    Deposit { member: usize, copper: bool, grams: i64 },
    Undo { slip: usize },
    Cash { member: usize, amount: i64 },
    Share { from: usize, amount: i64 },
    Float { amount: i64 },
    Fill { grams: i64, open: bool, copper: bool },
    Seal,
    Empty,
    Sell { off: i64, rate: i64 },
    Fare { member: usize, amount: i64 },
    Return { fare: usize, amount: i64 },
    Count { copper: bool, off: i64, agrees: bool },
    Close { off: i64 },
    Receive { by_card: bool, amount: i64 },
    Owe { receipt: usize, amount: i64 },
    PayBack { owed: usize, by_card: bool },
    HandIn { amount: i64 },
    Village { departure: u8, due: i64 },
    PayVillage { amount: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..2_usize, any::<bool>(), 1..3_000_i64).prop_map(|(member, copper, grams)| Step::Deposit { member, copper, grams }),
        2 => (0..50_usize).prop_map(|slip| Step::Undo { slip }),
        2 => (0..2_usize, 1..60_000_i64).prop_map(|(member, amount)| Step::Cash { member, amount }),
        2 => (0..2_usize, 1..60_000_i64).prop_map(|(from, amount)| Step::Share { from, amount }),
        1 => (-50_000..80_000_i64).prop_map(|amount| Step::Float { amount }),
        3 => (1..4_000_i64, any::<bool>(), any::<bool>()).prop_map(|(grams, open, copper)| Step::Fill { grams, open, copper }),
        2 => Just(Step::Seal),
        1 => Just(Step::Empty),
        2 => (-300..300_i64, 0..90_000_i64).prop_map(|(off, rate)| Step::Sell { off, rate }),
        2 => (0..2_usize, 1..60_000_i64).prop_map(|(member, amount)| Step::Fare { member, amount }),
        1 => (0..10_usize, 1..60_000_i64).prop_map(|(fare, amount)| Step::Return { fare, amount }),
        1 => (any::<bool>(), -800..800_i64, any::<bool>()).prop_map(|(copper, off, agrees)| Step::Count { copper, off, agrees }),
        1 => (-9_000..9_000_i64).prop_map(|off| Step::Close { off }),
        2 => (any::<bool>(), 1..60_000_i64).prop_map(|(by_card, amount)| Step::Receive { by_card, amount }),
        2 => (0..12_usize, 1..40_000_i64).prop_map(|(receipt, amount)| Step::Owe { receipt, amount }),
        1 => (0..6_usize, any::<bool>()).prop_map(|(owed, by_card)| Step::PayBack { owed, by_card }),
        1 => (1..60_000_i64).prop_map(|amount| Step::HandIn { amount }),
        1 => (0..3_u8, 0..30_000_i64).prop_map(|(departure, due)| Step::Village { departure, due }),
        1 => (1..20_000_i64).prop_map(|amount| Step::PayVillage { amount }),
    ]
}

struct Scene<'a> {
    w: &'a World,
    c: Counter,
    treasurer: Actor,
    members: [WasteMemberId; 2],
    slips: Vec<String>,
    fares: Vec<String>,
    receipts: Vec<String>,
    owed: Vec<(String, Rupiah)>,
    turn: usize,
}

impl Scene<'_> {
    /// Refusals are answers, too; only what they leave behind counts.
    async fn take(&mut self, step: Step) {
        self.turn += 1;
        let (deps, operator, unit, key) = (&self.w.deps, &self.c.operator, self.c.unit, format!("k{}", self.turn));
        match step {
            Step::Deposit { member, copper, grams } => {
                let (material, rate) = if copper { ("LG-07", 75_000) } else { ("PL-01", 4_000) };
                let total = price::value(Amount(grams), Measure::Kilogram, Rupiah(rate)).unwrap();
                let form = self.c.form(&key, vec![line(material, grams)], total.0);
                let form = TakeDeposit { member: self.members[member], ..form };
                // A large one comes with its photo.
                if total >= WasteRules::default().photo_from {
                    keep_form_photo(deps, operator, unit, &key, picture(64)).await.unwrap();
                }
                self.slips.extend(take_deposit(deps, operator, &form).await);
            }
            Step::Undo { slip } => {
                if let Some(number) = self.slips.get(slip) {
                    drop(reverse_slip(deps, operator, number, "keliru").await);
                }
            }
            Step::Cash { member, amount } => {
                let form = PayOut { nonce: key, unit, member: self.members[member], to: None, amount: Rupiah(amount) };
                self.slips.extend(pay_out(deps, operator, &form).await);
            }
            Step::Share { from, amount } => {
                let to = Some(self.members[1 - from]);
                let form = PayOut { nonce: key, unit, member: self.members[from], to, amount: Rupiah(amount) };
                self.slips.extend(pay_out(deps, operator, &form).await);
            }
            Step::Float { amount } => drop(move_cash(deps, &self.treasurer, unit, Rupiah(amount), "kas", &key).await),
            Step::Fill { grams, open, copper } => {
                let store = read_store(deps, operator, unit).await.unwrap();
                let known = store.batches.iter().find(|b| open && b.state == BatchState::Open).map(|b| Into::Open(b.id));
                let into = known.unwrap_or(Into::New(code(if copper { "LG-07" } else { "PL-01" })));
                drop(fill_batch(deps, operator, unit, into, Amount(grams), &key).await);
            }
            Step::Seal | Step::Empty => {
                let store = read_store(deps, operator, unit).await.unwrap();
                let Some(open) = store.batches.iter().find(|b| b.state == BatchState::Open) else { return };
                if matches!(step, Step::Seal) {
                    drop(seal_batch(deps, operator, unit, open.id, &format!("A-{:04}", self.turn)).await);
                } else {
                    drop(empty_batch(deps, operator, unit, open.id).await);
                }
            }
            Step::Sell { off, rate } => {
                let store = read_store(deps, operator, unit).await.unwrap();
                let sealed = store.batches.iter().filter(|b| b.state == BatchState::Sealed).take(2);
                let mut expected_total = Rupiah::ZERO;
                let sold = sealed.map(|b| {
                    let gross = Amount(b.amount.0 + off);
                    expected_total += price::value(gross, b.material.measure, Rupiah(rate)).unwrap_or_default();
                    SoldBatch { batch: b.id, gross, tare: Amount(0), rate: Rupiah(rate) }
                });
                let (collector, ticket, lines) = ("Pak Ujang".to_owned(), String::new(), sold.collect());
                let form = SellBatches { nonce: key, unit, buyer: Tier::Collector, collector, ticket, lines, expected_total };
                self.slips.extend(sell_batches(deps, operator, &form).await);
            }
            Step::Fare { member, amount } => {
                let mut tx = deps.db.begin().await.unwrap();
                let fare = PayFare { member: self.members[member], amount: Rupiah(amount), reference: &key, by: None };
                if pay_fare(&mut tx, deps, &fare).await.is_ok() {
                    self.fares.push(key.clone());
                }
                tx.commit().await.unwrap();
            }
            Step::Count { copper, off, agrees } => {
                let material = code(if copper { "LG-07" } else { "PL-01" });
                let counts = read_counts(deps, operator, unit).await.unwrap();
                let booked = counts.piles.iter().find(|(m, _)| m.code == material).unwrap().1;
                let line = Counted { material, booked, counted: Amount((booked.0 + off).max(0)) };
                drop(count_stock(deps, operator, unit, &[line], "disusutkan", &key).await);
                if let Some((count, _)) = read_counts(deps, operator, unit).await.unwrap().waiting {
                    drop(decide_count(deps, &self.c.witness, unit, count.id, agrees).await);
                }
            }
            Step::Close { off } => {
                let Some(open) = list_days(deps, &self.treasurer).await.unwrap().open.into_iter().next() else { return };
                let expected = read_day(deps, &self.treasurer, unit, open.day).await.unwrap().sheet.expected();
                let counted = Rupiah((expected.0 + off).max(0));
                let form = CloseDay { nonce: key, unit, day: open.day, counted, expected, reason: "selisih".to_owned() };
                drop(close_day(deps, &self.treasurer, &form).await);
            }
            Step::Return { fare, amount } => {
                let Some(fare) = self.fares.get(fare) else { return };
                let mut tx = deps.db.begin().await.unwrap();
                drop(return_fare(&mut tx, deps, &ReturnFare { fare, amount: Rupiah(amount), reference: &key, by: None }).await);
                tx.commit().await.unwrap();
            }
            step => self.take_money(step, &key).await,
        }
    }
}

impl Scene<'_> {
    /// Steps with the money of fares. What is refused is not committed.
    async fn take_money(&mut self, step: Step, key: &str) {
        let (deps, unit, guide) = (&self.w.deps, self.c.unit, self.c.operator.person().unwrap());
        let mut tx = deps.db.begin().await.unwrap();
        let done = match step {
            Step::Receive { by_card, amount } => {
                let till = if by_card { Till::Gateway } else { Till::Hand(guide) };
                self.receipts.push(key.to_owned());
                receive_fare(&mut tx, deps, &ReceiveFare { till, amount: Rupiah(amount), reference: key, by: None }).await.is_ok()
            }
            Step::Owe { receipt, amount } => {
                let what = self.receipts.get(receipt).map_or(Back::Surplus, |fare| Back::Fare(fare));
                let owed = owe_back(&mut tx, deps, &OweBack { what, amount: Rupiah(amount), reference: key, by: None }).await.is_ok();
                self.owed.extend(owed.then(|| (key.to_owned(), Rupiah(amount))));
                owed
            }
            Step::PayBack { owed, by_card } => {
                let Some((reference, amount)) = self.owed.get(owed) else { return };
                pay_back(&mut tx, deps, reference, *amount, by_card, guide).await.is_ok()
            }
            Step::Village { departure, due } => share_with_village(&mut tx, deps, &departure.to_string(), Rupiah(due)).await.is_ok(),
            Step::HandIn { amount } => {
                drop(tx);
                let form = HandIn { nonce: key.to_owned(), person: guide, unit, amount: Rupiah(amount) };
                drop(hand_in_cash(deps, &self.treasurer, &form).await);
                return;
            }
            Step::PayVillage { amount } => {
                drop(tx);
                let form = PayVillage { nonce: key.to_owned(), unit, amount: Rupiah(amount) };
                drop(pay_village(deps, &self.treasurer, &form).await);
                return;
            }
            other => unreachable!("{other:?}"),
        };
        if done {
            tx.commit().await.unwrap();
        }
    }
}

both_engines!(any_sequence_keeps_the_books, |w| {
    let (c, treasurer) = (w.counter().await, w.person("Bendahara", &[Role::Officer]).await);
    let other = register_member(&w.deps, &c.operator, c.unit, "Neng Rina", None, "rina").await.unwrap();
    link_family(&w.deps, &c.operator, c.unit, c.member.id, &other.card.digits(), true).await.unwrap();
    let members = [c.member.id, other.id];
    let mut scene =
        Scene { w: &w, c, treasurer, members, slips: Vec::new(), fares: Vec::new(), receipts: Vec::new(), owed: Vec::new(), turn: 0 };
    let mut runner = TestRunner::deterministic();
    for _ in 0..12 {
        let steps = prop::collection::vec(step(), 10..30).new_tree(&mut runner).unwrap().current();
        for step in steps {
            scene.take(step).await;
        }
        assert_books_balance(&w).await;
        w.pass(DAY);
    }
    // The steps are many enough that each kind came about.
    let kinds = number(&w, "SELECT COUNT(DISTINCT kind) AS n FROM ledger_entry").await;
    assert_eq!(usize::try_from(kinds), Ok(EntryKind::ALL.len()));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_member WHERE balance < 0").await, 0);
    let photos = number(&w, "SELECT COUNT(*) AS n FROM waste_photo").await;
    assert!(photos > 0, "some were large");
    assert_eq!(
        number(&w, "SELECT COUNT(*) AS n FROM waste_deposit WHERE total >= 150000").await,
        photos,
        "none of those without its photo"
    );
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_form_photo").await, 0, "each went to its slip");
});
