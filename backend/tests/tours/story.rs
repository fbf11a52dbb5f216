//! What people do, step by step. Refusals are answers, too; only what they leave behind counts.

use backend::flows::sandbox_payment::press_sandbox;
use backend::flows::tours::board::{BoardError, CountHeads, Redeem, Shown, count_heads, redeem};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::card::Next;
use backend::flows::tours::close::{cancel_departure, close_day};
use backend::flows::tours::judge::refuse_visitor;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::recall_party::recall_party;
use backend::flows::tours::release_party::release_party;
use backend::flows::tours::settle::{Brought, SettleFare, SettleFareError, settle_fare};
use backend::flows::tours::timers::run_tour_timers;
use backend::flows::tours::walk_in::{WalkIn, WalkInError, walk_in};
use backend::heritage::book_party::{BookParty, book_party};
use backend::heritage::decide_consent::decide_consent;
use backend::heritage::plan_departures::plan_departures;
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::party;
use backend::testing::wastebank::{code, line};
use backend::testing::world::World;
use domain::heritage::boarding::Way;
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::manifest::RefusalReason;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::ids::{DepartureId, WasteMemberId};
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::market::payment::PaymentOutcome;
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::price;

use crate::scene::{Scene, read};
use crate::sequences::Step;

pub struct Story<'a> {
    pub w: &'a World,
    pub x: Scene,
    pub kin: WasteMemberId,
    pub days: Vec<DepartureId>,
    pub secrets: Vec<String>,
    /// Of the gateway.
    pub pages: Vec<String>,
    pub turn: usize,
}

/// The one so many before the last.
fn late<T: Clone>(all: &[T], back: usize) -> Option<T> {
    all.iter().rev().nth(back).cloned()
}

pub fn worth(grams: i64) -> Rupiah {
    price::value(Amount(grams), Measure::Kilogram, Rupiah(4_000)).unwrap()
}

impl Story<'_> {
    /// Departures in five days and this evening, of which most steps are about the last.
    pub async fn plan(&mut self) {
        for (days, hour) in [(5, 8), (0, 21)] {
            let starts = self.w.deps.now().start_of_wib_day().plus(days * DAY + hour * HOUR);
            let plan = self.x.s.plan(starts, None);
            if let Some(id) = plan_departures(&self.w.deps, &self.x.s.officer, &plan).await.unwrap().made.first() {
                decide_consent(&self.w.deps, &self.x.s.elder, *id, true, "").await.unwrap();
                self.days.push(*id);
            }
        }
    }

    async fn party(&self, back: usize) -> Option<(String, Booking)> {
        let secret = late(&self.secrets, back)?;
        let b = read(self.w, &secret).await;
        Some((secret, b))
    }

    /// Of the last parties, one whose seats are certain: most others cannot move.
    async fn certain(&self, back: usize) -> Option<(String, Booking)> {
        let mut found = None;
        for secret in self.secrets.iter().rev().take(12) {
            let b = read(self.w, secret).await;
            if b.state == BookingState::Confirmed {
                found = Some((secret.clone(), b));
                if back.is_multiple_of(2) {
                    break;
                }
            }
        }
        found
    }

    /// Of the last parties, one that is waited for at a departure that has begun, or this evening: few steps find one by themselves.
    async fn overdue(&self) -> Option<(String, Booking)> {
        for secret in self.secrets.iter().rev().take(40) {
            let b = read(self.w, secret).await;
            let wait = b.starts_at.since(self.w.deps.now());
            if b.state == BookingState::Confirmed && !b.offered && wait < 16 * HOUR {
                self.w.pass(wait.max(0));
                return Some((secret.clone(), b));
            }
        }
        None
    }

    fn brought(&self, grams: i64) -> Option<Brought> {
        let (unit, member) = (self.x.c.unit, Some(self.x.c.member.id));
        (grams > 0).then(|| Brought { unit, member, lines: vec![line("PL-01", grams)], worth: worth(grams), witness: None })
    }

    pub async fn take(&mut self, step: Step) {
        self.turn += 1;
        let key = format!("k{}", self.turn);
        match step {
            Step::Book { .. } | Step::Pay { .. } | Step::Gateway { .. } | Step::Cancel { .. } | Step::Move { .. } => {
                if let Step::Move { party: 0, .. } = step {
                    // Somebody changes their mind at once: most others who are certain have paid.
                    self.decide(Step::Book { day: 0, persons: 1, wait: false }, &format!("{key} baru")).await;
                    self.decide(Step::Pay { party: 0, balance: 0, grams: 0, cash: i64::MAX }, &format!("{key} pasti")).await;
                }
                self.decide(step, &key).await;
            }
            Step::Settle { .. } | Step::Show { .. } | Step::GiveUp { .. } | Step::WalkIn { .. } | Step::Count { .. } => {
                self.meet(step, &key).await;
            }
            Step::Refuse { .. } | Step::CloseSite { .. } | Step::CancelDeparture { .. } => self.forbid(step).await,
            Step::Wait { hours } => {
                self.w.pass(hours * HOUR + 20 * MINUTE);
                run_tour_timers(&self.w.deps).await.unwrap();
            }
            _ => self.keep_books(step, &key).await,
        }
    }

    /// What parties do at home.
    async fn decide(&mut self, step: Step, key: &str) {
        let (deps, siti) = (&self.w.deps, &self.x.siti);
        match step {
            Step::Book { day, persons, wait } => {
                let Some(day) = late(&self.days, day) else { return };
                let form = BookParty { wait, ..party(day, key, persons) };
                let Ok(booked) = book_party(deps, siti, &form).await else { return };
                assert_eq!(book_party(deps, siti, &form).await.unwrap(), booked, "sent twice it is one");
                self.secrets.push(booked.secret);
            }
            Step::Pay { party, balance, grams, cash } => {
                let Some(secret) = late(&self.secrets, party) else { return };
                let pledge = if grams < 1_000 { Vec::new() } else { vec![(code("PL-01"), Grams(grams))] };
                let form = PayTour { balance: Rupiah(balance), pledge, cash: Rupiah(cash) };
                for _ in 0..2 {
                    if let Ok(Next::Pay { url }) = pay_tour(deps, siti, BookingKey::Secret(&secret), &form).await {
                        let page = url.rsplit('/').next().unwrap().to_owned();
                        if !self.pages.contains(&page) {
                            self.pages.push(page);
                        }
                    }
                }
            }
            Step::Gateway { page, paid } => {
                let Some(page) = late(&self.pages, page) else { return };
                let outcome = if paid { PaymentOutcome::Paid } else { PaymentOutcome::Failed };
                for _ in 0..2 {
                    press_sandbox(deps, &page, outcome).await.unwrap();
                }
            }
            Step::Cancel { party } => {
                let Some((secret, b)) = self.party(party).await else { return };
                drop(cancel_booking(deps, siti, BookingKey::Secret(&secret), b.cancelling(deps.now()).1).await);
            }
            Step::Move { party, day } => {
                let Some((secret, b)) = self.certain(party).await else { return };
                let others: Vec<DepartureId> = self.days.iter().copied().filter(|d| *d != b.departure).collect();
                let Some(to) = late(&others, day) else { return };
                let form = MoveBooking { from: b.departure, to, expected_fee: b.moving(deps.now()).unwrap_or_default() };
                let moved = move_booking(deps, siti, BookingKey::Secret(&secret), form).await;
                if moved.is_ok() {
                    let once = read(self.w, &secret).await.parts;
                    move_booking(deps, siti, BookingKey::Secret(&secret), form).await.unwrap();
                    assert_eq!(read(self.w, &secret).await.parts, once, "sent twice it costs once");
                }
            }
            other => unreachable!("{other:?}"),
        }
    }

    /// What guides do at the meeting point.
    async fn meet(&mut self, step: Step, key: &str) {
        let (deps, guide, now) = (&self.w.deps, &self.x.s.guide, self.w.deps.now());
        match step {
            Step::Settle { party, grams, again } => {
                let Some((_, b)) = self.party(party).await else { return };
                let form = SettleFare {
                    nonce: key.to_owned(),
                    departure: b.departure,
                    number: b.number.clone(),
                    waste: self.brought(if grams > 7_000 { 0 } else { grams }),
                    cash: Rupiah(-1),
                    at: now,
                };
                let Err(SettleFareError::Cash { due }) = settle_fare(deps, guide, &form).await else { return };
                let form = SettleFare { cash: due, ..form };
                let settled = settle_fare(deps, guide, &form).await.unwrap();
                if again {
                    assert_eq!(settle_fare(deps, guide, &form).await.unwrap(), settled);
                    let another = SettleFare { nonce: format!("{key} lagi"), ..form };
                    assert!(matches!(settle_fare(deps, guide, &another).await, Err(SettleFareError::NothingDue)));
                }
            }
            Step::Show { party, day } => {
                let (Some((_, b)), Some(last)) = (self.party(party).await, late(&self.days, 0)) else { return };
                // Now and then at another departure than the party's own.
                let departure = if day == 0 { last } else { b.departure };
                let form = Redeem { nonce: key.to_owned(), departure, shown: Shown::Number(b.number), at: now };
                let told = redeem(deps, guide, &form).await.unwrap();
                assert_eq!(redeem(deps, guide, &form).await.unwrap().outcome, told.outcome);
            }
            Step::GiveUp { party, back } => {
                let overdue = self.overdue().await;
                let begun = overdue.is_some();
                let found = if begun { overdue } else { self.party(party).await };
                let Some((secret, b)) = found else { return };
                for _ in 0..2 {
                    let released = release_party(deps, guide, b.departure, &b.number).await;
                    assert!(!begun || released.is_ok(), "{released:?}");
                }
                let missed = |b: &Booking| b.records.iter().filter(|r| r.what == "no_show").count();
                assert!(missed(&read(self.w, &secret).await) <= missed(&b) + 1, "said twice it is once");
                if back {
                    drop(recall_party(deps, guide, b.departure, &b.number).await);
                }
            }
            Step::WalkIn { day, persons, grams, again } => {
                let Some(departure) = late(&self.days, day) else { return };
                let form = self.w.walking_in(departure, key, persons);
                let waste = self.brought(if grams > 5_000 { 0 } else { grams });
                let paid = waste.as_ref().map_or(Rupiah::ZERO, |w| w.worth.min(form.expected_fare));
                let form = WalkIn { waste, cash: form.expected_fare - paid, ..form };
                let Ok(came) = walk_in(deps, guide, &form).await else { return };
                if again {
                    assert_eq!(walk_in(deps, guide, &form).await.unwrap(), came);
                    let changed = WalkIn { name: "Bu Dede".to_owned(), ..form };
                    assert!(matches!(walk_in(deps, guide, &changed).await, Err(WalkInError::KeyUsed { .. })));
                }
            }
            Step::Count { day, back } => {
                let Some(departure) = late(&self.days, day) else { return };
                let way = if back { Way::Back } else { Way::Out };
                let form = CountHeads { nonce: key.to_owned(), departure, way, counted: 1, note: String::new(), at: now };
                for _ in 0..2 {
                    match count_heads(deps, guide, &form).await {
                        Err(BoardError::TooEarly) => return,
                        counted => counted.unwrap(),
                    }
                }
            }
            other => unreachable!("{other:?}"),
        }
    }

    /// What bases and officers do to departures.
    async fn forbid(&mut self, step: Step) {
        let (deps, s) = (&self.w.deps, &self.x.s);
        match step {
            Step::Refuse { party } => {
                let Some((_, b)) = self.party(party).await else { return };
                let Some(visitor) = b.visitors.iter().find(|v| v.going) else { return };
                let site = s.site("pusdikpal");
                for _ in 0..2 {
                    drop(refuse_visitor(deps, &s.base, b.departure, site, visitor.id, RefusalReason::Security, "").await);
                }
            }
            Step::CloseSite { day } => {
                let Some(b) = self.party(day).await.map(|(_, b)| b) else { return };
                drop(close_day(deps, &s.artillery, s.site("pusdik-armed"), b.starts_at.start_of_wib_day(), "latihan").await);
            }
            Step::CancelDeparture { day } => {
                let Some(day) = late(&self.days, day) else { return };
                drop(cancel_departure(deps, &s.officer, day, "hujan").await);
            }
            other => unreachable!("{other:?}"),
        }
    }
}
