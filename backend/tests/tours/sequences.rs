//! Whatever parties, guides, bases, operators and treasurers do in whatever order: the books balance and say what tours hold and
//! owe, the seats taken of a leg are the heads that are booked, and nothing is paid twice.

use backend::db::{Run, sql};
use backend::flows::tours::timers::run_tour_timers;
use backend::testing::world::World;
use backend::wastebank::link_family::link_family;
use backend::wastebank::register_member::register_member;
use domain::heritage::booking::BookingState;
use domain::kernel::clock::{DAY, HOUR};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::scene::{number, scene};
use crate::story::Story;

/// What somebody does next; numbers choose among what is there, the latest first.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Book { day: usize, persons: usize, wait: bool },
    Pay { party: usize, balance: i64, grams: i64, cash: i64 },
    Gateway { page: usize, paid: bool },
    Settle { party: usize, grams: i64, again: bool },
    Show { party: usize, day: usize },
    GiveUp { party: usize, back: bool },
    Cancel { party: usize },
    Move { party: usize, day: usize },
    Refuse { party: usize },
    WalkIn { day: usize, persons: usize, grams: i64, again: bool },
    Count { day: usize, back: bool },
    CloseSite { day: usize },
    CancelDeparture { day: usize },
    PaidBack,
    HandIn { amount: i64 },
    PayVillage { amount: i64 },
    Deposit { grams: i64 },
    Undo { slip: usize },
    PayOut { amount: i64, to_kin: bool },
    Fill { grams: i64 },
    Seal,
    Sell { off: i64, rate: i64 },
    Wait { hours: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    // Mostly one of the last, whose seats are still held.
    let party = prop_oneof![3 => 0..2_usize, 1 => 2..12_usize].boxed();
    let persons = prop_oneof![4 => 1..4_usize, 1 => 4..13_usize];
    let day = prop_oneof![2 => Just(0_usize), 1 => 1..4_usize].boxed();
    let grams = 500..8_000_i64;
    prop_oneof![
        6 => (day.clone(), persons, any::<bool>()).prop_map(|(day, persons, wait)| Step::Book { day, persons, wait }),
        6 => (party.clone(), 0..30_000_i64, prop_oneof![Just(0), 3_000..9_000_i64], prop_oneof![Just(i64::MAX), 0..20_000_i64])
            .prop_map(|(party, balance, grams, cash)| Step::Pay { party, balance, grams, cash }),
        3 => (0..3_usize, any::<bool>()).prop_map(|(page, paid)| Step::Gateway { page, paid }),
        5 => (party.clone(), grams.clone(), any::<bool>()).prop_map(|(party, grams, again)| Step::Settle { party, grams, again }),
        5 => (party.clone(), day.clone()).prop_map(|(party, day)| Step::Show { party, day }),
        1 => (party.clone(), any::<bool>()).prop_map(|(party, back)| Step::GiveUp { party, back }),
        2 => party.clone().prop_map(|party| Step::Cancel { party }),
        4 => (party.clone(), 0..4_usize).prop_map(|(party, day)| Step::Move { party, day }),
        2 => party.prop_map(|party| Step::Refuse { party }),
        2 => (day.clone(), 1..4_usize, grams, any::<bool>())
            .prop_map(|(day, persons, grams, again)| Step::WalkIn { day, persons, grams, again }),
        3 => (day.clone(), any::<bool>()).prop_map(|(day, back)| Step::Count { day, back }),
        1 => day.clone().prop_map(|day| Step::CloseSite { day }),
        1 => day.prop_map(|day| Step::CancelDeparture { day }),
        2 => Just(Step::PaidBack),
        2 => (1..80_000_i64).prop_map(|amount| Step::HandIn { amount }),
        1 => (1..20_000_i64).prop_map(|amount| Step::PayVillage { amount }),
        2 => (1..5_000_i64).prop_map(|grams| Step::Deposit { grams }),
        2 => (0..6_usize).prop_map(|slip| Step::Undo { slip }),
        2 => (1..30_000_i64, any::<bool>()).prop_map(|(amount, to_kin)| Step::PayOut { amount, to_kin }),
        1 => (1..4_000_i64).prop_map(|grams| Step::Fill { grams }),
        1 => Just(Step::Seal),
        1 => (-300..300_i64, 0..9_000_i64).prop_map(|(off, rate)| Step::Sell { off, rate }),
        4 => (1..9_i64).prop_map(|hours| Step::Wait { hours }),
    ]
}

impl Story<'_> {
    async fn assert_nothing_is_lost(&self) {
        // Seats and heads, fares and parts, and the books with all that they are compared with: goods, boxes, members, tours.
        self.w.assert_seats_add_up().await;
        let over = "SELECT COUNT(*) AS n FROM departure_leg WHERE taken > capacity OR taken < 0";
        let poor = "SELECT COUNT(*) AS n FROM waste_member WHERE balance < 0";
        let twice = "SELECT COUNT(*) AS n FROM (SELECT booking_id FROM fare_payment WHERE state = 'paid' GROUP BY booking_id HAVING COUNT(*) > 1) t";
        // What came in for a booking is held, went back, or is to go back.
        let cards = "SELECT COUNT(*) AS n FROM booking b WHERE \
                     (SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM fare_payment p WHERE p.booking_id = b.id AND p.state IN ('paid', 'surplus')) <> \
                     (SELECT CAST(COALESCE(SUM(p.amount - p.returned), 0) AS BIGINT) FROM fare_part p WHERE p.booking_id = b.id AND p.kind = 'card' AND p.state = 'paid') + \
                     (SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM fare_refund r WHERE r.booking_id = b.id AND r.kind = 'card')";
        let cash = "SELECT COUNT(*) AS n FROM booking b WHERE \
                    (SELECT CAST(COALESCE(SUM(s.in_cash), 0) AS BIGINT) FROM fare_settlement s WHERE s.booking_id = b.id) <> \
                    (SELECT CAST(COALESCE(SUM(p.amount - p.returned), 0) AS BIGINT) FROM fare_part p WHERE p.booking_id = b.id AND p.kind = 'cash' AND p.state = 'paid') + \
                    (SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM fare_refund r WHERE r.booking_id = b.id AND r.kind = 'cash')";
        for q in [over, poor, twice, cards, cash] {
            assert_eq!(number(self.w, q).await, 0, "{q}");
        }
    }
}

/// What is looked for in the end, lest the steps have all been refused.
struct Wanted {
    states: &'static [BookingState],
    /// Of the ledger.
    entries: &'static [&'static str],
    /// Rows that somebody has made.
    rows: &'static [&'static str],
}

const WALKED_IN: &str = "SELECT COUNT(*) AS n FROM booking_record WHERE what = 'walked_in'";
const GIVEN_UP: &str = "SELECT COUNT(*) AS n FROM booking_record WHERE what = 'no_show' AND by_id IS NOT NULL";
const HAD_BACK: &str = "SELECT COUNT(*) AS n FROM booking_record WHERE what = 'recalled'";
const MOVED_FOR_A_FEE: &str = "SELECT COUNT(*) AS n FROM booking WHERE move_fee > 0";

/// All that may go wrong.
const ALL: Wanted = Wanted {
    states: &[BookingState::CheckedIn, BookingState::Expired, BookingState::Cancelled, BookingState::NoShow],
    entries: &[
        "fare",
        "fare_return",
        "receipt",
        "owed",
        "paid_back",
        "handed_in",
        "share",
        "share_paid",
        "reversal",
        "withdrawal",
        "transfer",
        "sale",
    ],
    rows: &[WALKED_IN, MOVED_FOR_A_FEE, GIVEN_UP, HAD_BACK],
};

/// What comes about soon: parties pay, are let in and leave again, and somebody corrects and takes out what was saved.
const USUAL: Wanted = Wanted {
    states: &[BookingState::CheckedIn, BookingState::Cancelled],
    entries: &["fare", "fare_return", "receipt", "reversal", "withdrawal"],
    rows: &[WALKED_IN],
};

impl Wanted {
    async fn missing(&self, w: &World) -> Vec<&str> {
        let (states, kinds) = ("SELECT DISTINCT state AS word FROM booking", "SELECT DISTINCT kind AS word FROM ledger_entry");
        let mut found: Vec<String> = Vec::new();
        for q in [states, kinds] {
            found.extend(w.deps.db.reader().fetch_all(sql(q)).await.unwrap().iter().map(|r| r.get::<String>("word").unwrap()));
        }
        let words = self.states.iter().map(|s| s.code()).chain(self.entries.iter().copied());
        let mut missing: Vec<&str> = words.filter(|word| !found.iter().any(|f| f == word)).collect();
        for &q in self.rows {
            if number(w, q).await == 0 {
                missing.push(q);
            }
        }
        missing
    }
}

/// By then everything has come about.
const MOST_ROUNDS: usize = 90;

/// Each round is a day with steps: at least so many, and on until what is wanted has come about.
async fn live(w: &World, least: usize, wanted: &Wanted) {
    let x = scene(w).await;
    let (operator, unit, member) = (&x.c.operator, x.c.unit, x.c.member.id);
    let kin = register_member(&w.deps, operator, unit, "Neng Rina", None, "rina").await.unwrap();
    link_family(&w.deps, operator, unit, member, &kin.card.digits(), true).await.unwrap();
    let mut story = Story { w, x, kin: kin.id, days: Vec::new(), secrets: Vec::new(), pages: Vec::new(), turn: 0 };
    let mut runner = TestRunner::deterministic();
    for round in 0..MOST_ROUNDS {
        if round >= least && wanted.missing(w).await.is_empty() {
            break;
        }
        story.plan().await;
        let steps = prop::collection::vec(step(), 20..40).new_tree(&mut runner).unwrap().current();
        for step in steps {
            story.take(step).await;
            story.assert_nothing_is_lost().await;
        }
        w.pass((w.deps.now().start_of_wib_day().plus(DAY + 7 * HOUR)).since(w.deps.now()));
        run_tour_timers(&w.deps).await.unwrap();
    }
    story.assert_nothing_is_lost().await;
    assert_eq!(wanted.missing(w).await, [""; 0], "the steps were to bring this about");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    live(&World::sqlite().await, 45, &ALL).await;
}

/// Its statements take longer: fewer days, in which the usual must have happened nevertheless.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    live(&World::postgres().await, 6, &USUAL).await;
}
