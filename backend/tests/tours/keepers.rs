//! What the counter and the treasurer do between tours.

use backend::db::{Run, sql};
use backend::flows::tours::pay_back::{list_refunds, mark_refunded};
use backend::testing::wastebank::{code, line};
use backend::wastebank::fill_batch::{Into, fill_batch, read_store, seal_batch};
use backend::wastebank::hand_in_cash::{HandIn, hand_in_cash};
use backend::wastebank::pay_out::{PayOut, pay_out};
use backend::wastebank::reverse_slip::reverse_slip;
use backend::wastebank::sell_batches::{SellBatches, SoldBatch, sell_batches};
use backend::wastebank::share_with_village::{PayVillage, pay_village};
use backend::wastebank::take_deposit::take_deposit;
use domain::kernel::money::Rupiah;
use domain::wastebank::batch::BatchState;
use domain::wastebank::measure::Amount;
use domain::wastebank::price::{self, Tier};

use crate::sequences::Step;
use crate::story::{Story, worth};

impl Story<'_> {
    /// What the counter and the treasurer do.
    pub async fn keep_books(&mut self, step: Step, key: &str) {
        let (deps, c, treasurer) = (&self.w.deps, &self.x.c, &self.x.treasurer);
        let (operator, unit, nonce) = (&c.operator, c.unit, key.to_owned());
        match step {
            Step::PaidBack => {
                let open = list_refunds(deps, &self.x.s.officer, self.x.s.tour.id).await.unwrap().open;
                let Some(owed) = open.first() else { return };
                mark_refunded(deps, &self.x.s.officer, self.x.s.tour.id, &owed.reference, key).await.unwrap();
                assert!(mark_refunded(deps, &self.x.s.officer, self.x.s.tour.id, &owed.reference, key).await.is_err());
            }
            Step::HandIn { amount } => {
                let form = HandIn { nonce, person: self.x.s.guide.person().unwrap(), unit, amount: Rupiah(amount) };
                if hand_in_cash(deps, treasurer, &form).await.is_ok() {
                    hand_in_cash(deps, treasurer, &form).await.unwrap();
                }
            }
            Step::PayVillage { amount } => {
                let form = PayVillage { nonce, unit, amount: Rupiah(amount) };
                if pay_village(deps, treasurer, &form).await.is_ok() {
                    pay_village(deps, treasurer, &form).await.unwrap();
                }
            }
            Step::Deposit { grams } => {
                let form = c.form(key, vec![line("PL-01", grams)], worth(grams).0);
                drop(take_deposit(deps, operator, &form).await);
            }
            Step::Undo { slip } => {
                let q = "SELECT slip FROM waste_deposit ORDER BY at DESC, slip DESC";
                let slips = self.w.deps.db.reader().fetch_all(sql(q)).await.unwrap();
                let Some(number) = slips.get(slip).map(|r| r.get::<String>("slip").unwrap()) else { return };
                for _ in 0..2 {
                    drop(reverse_slip(deps, operator, &number, "keliru").await);
                }
            }
            Step::PayOut { amount, to_kin } => {
                let form = PayOut { nonce, unit, member: c.member.id, to: to_kin.then_some(self.kin), amount: Rupiah(amount) };
                if let Ok(slip) = pay_out(deps, operator, &form).await {
                    assert_eq!(pay_out(deps, operator, &form).await.unwrap(), slip);
                }
            }
            Step::Fill { grams } => {
                let store = read_store(deps, operator, unit).await.unwrap();
                let open = store.batches.iter().find(|b| b.state == BatchState::Open).map(|b| Into::Open(b.id));
                drop(fill_batch(deps, operator, unit, open.unwrap_or(Into::New(code("PL-01"))), Amount(grams), key).await);
            }
            Step::Seal => {
                let store = read_store(deps, operator, unit).await.unwrap();
                let Some(open) = store.batches.iter().find(|b| b.state == BatchState::Open) else { return };
                drop(seal_batch(deps, operator, unit, open.id, &format!("S-{key}")).await);
            }
            Step::Sell { off, rate } => {
                let store = read_store(deps, operator, unit).await.unwrap();
                let Some(b) = store.batches.iter().find(|b| b.state == BatchState::Sealed) else { return };
                let gross = Amount(b.amount.0 + off);
                let expected_total = price::value(gross, b.material.measure, Rupiah(rate)).unwrap_or_default();
                let lines = vec![SoldBatch { batch: b.id, gross, tare: Amount(0), rate: Rupiah(rate) }];
                let (collector, ticket) = ("Pak Ujang".to_owned(), String::new());
                let form = SellBatches { nonce, unit, buyer: Tier::Collector, collector, ticket, lines, expected_total };
                drop(sell_batches(deps, operator, &form).await);
            }
            other => unreachable!("{other:?}"),
        }
    }
}
