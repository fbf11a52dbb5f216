//! Two persons set a price, or end the taking of a material; neither changes the past.

use backend::both_engines;
use backend::testing::wastebank::{code, line};
use backend::testing::world::World;
use backend::wastebank::decide_price::{DecidePriceError, decide_price};
use backend::wastebank::propose_price::{ProposePriceError, propose_price};
use backend::wastebank::read_buyer_prices::read_buyer_prices;
use backend::wastebank::read_counter::{taken_now, taken_until};
use backend::wastebank::read_price_desk::read_price_desk;
use backend::wastebank::read_price_list::read_price_list;
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::take_deposit::{TakeDepositError, check_deposit, take_deposit};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::money::Rupiah;
use domain::wastebank::price::{ProposalError, Tier};

use super::assert_books_balance;

async fn slip_total(w: &World, actor: &Actor, number: &str) -> Rupiah {
    let AnySlip::Deposit(found) = read_slip(&w.deps, actor, number).await.unwrap() else { panic!("{number} is no deposit") };
    found.slip.total
}

both_engines!(a_price_needs_two_persons_and_never_changes_the_past, |w| {
    let c = w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let today = w.deps.now().start_of_wib_day();
    let propose =
        async |actor: &Actor, rate, from| propose_price(&w.deps, actor, code("PL-01"), Tier::Member, Some(Rupiah(rate)), from).await;
    assert!(matches!(propose(&c.operator, 5_000, today).await, Err(ProposePriceError::Forbidden(_))));
    assert!(matches!(propose(&one, 0, today).await, Err(ProposePriceError::Proposal(_))));
    assert!(matches!(propose(&one, 5_000, today.plus(-DAY)).await, Err(ProposePriceError::Proposal(_))));
    let nothing = propose_price(&w.deps, &one, code("XX-99"), Tier::Member, Some(Rupiah(1)), today).await;
    assert!(matches!(nothing, Err(ProposePriceError::NoMaterial)));

    let id = propose(&one, 5_000, today.plus(DAY)).await.unwrap();
    assert_eq!(read_price_desk(&w.deps, &two).await.unwrap().proposals.len(), 1);
    assert!(matches!(decide_price(&w.deps, &one, id, true).await, Err(DecidePriceError::Own)));
    assert!(matches!(decide_price(&w.deps, &c.operator, id, true).await, Err(DecidePriceError::Forbidden(_))));
    decide_price(&w.deps, &two, id, true).await.unwrap();
    assert!(matches!(decide_price(&w.deps, &two, id, false).await, Err(DecidePriceError::NotFound)));
    let again = propose(&two, 6_000, today.plus(DAY)).await.unwrap();
    assert!(matches!(decide_price(&w.deps, &one, again, true).await, Err(DecidePriceError::Taken)));

    let rate = async || taken_now(&w.deps).await.unwrap().iter().find(|(m, _)| m.code == code("PL-01")).unwrap().1;
    assert_eq!(rate().await, Rupiah(4_000));
    let open = c.form("buka", vec![line("PL-01", 1_000)], 4_000);
    let early = take_deposit(&w.deps, &c.operator, &c.form("dulu", vec![line("PL-01", 1_000)], 4_000)).await.unwrap();
    w.pass(DAY);
    assert_eq!(rate().await, Rupiah(5_000));
    assert!(matches!(take_deposit(&w.deps, &c.operator, &open).await, Err(TakeDepositError::TotalChanged { now: Rupiah(5_000) })));
    assert_eq!(slip_total(&w, &c.operator, &early).await, Rupiah(4_000));
});

/// What is taken from members now, and until when.
async fn listed(w: &World) -> Vec<(String, Option<Timestamp>)> {
    let list = read_price_list(&w.deps).await.unwrap();
    list.taken.iter().map(|x| (x.material.code.to_string(), x.until)).collect()
}

both_engines!(a_material_is_not_taken_any_more_from_a_day_on_and_can_be_taken_again, |w| {
    let c = w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let today = w.deps.now().start_of_wib_day();
    let (ends, begins) = (today.plus(2 * DAY), today.plus(4 * DAY));
    let (pet, copper) = (("PL-01".to_owned(), None::<Timestamp>), ("LG-07".to_owned(), None));
    let end = async |tier, from| propose_price(&w.deps, &one, code("PL-01"), tier, None, from).await;
    assert!(matches!(
        propose_price(&w.deps, &c.operator, code("PL-01"), Tier::Member, None, ends).await,
        Err(ProposePriceError::Forbidden(_))
    ));
    assert!(matches!(end(Tier::Member, today.plus(-DAY)).await, Err(ProposePriceError::Proposal(_))));
    assert!(matches!(end(Tier::Collector, ends).await, Err(ProposePriceError::NotTaken)), "nothing of it could end");
    let id = end(Tier::Member, ends).await.unwrap();
    assert_eq!(listed(&w).await, [pet.clone(), copper.clone()], "one person alone ends nothing");
    assert!(matches!(decide_price(&w.deps, &one, id, true).await, Err(DecidePriceError::Own)));
    decide_price(&w.deps, &two, id, true).await.unwrap();
    let again = propose_price(&w.deps, &one, code("PL-01"), Tier::Member, Some(Rupiah(3_000)), begins).await.unwrap();
    decide_price(&w.deps, &two, again, true).await.unwrap();

    // Until then it is taken, and everybody is told how long.
    assert_eq!(listed(&w).await, [("PL-01".to_owned(), Some(ends)), copper.clone()]);
    let desk = read_price_desk(&w.deps, &two).await.unwrap();
    assert_eq!(
        desk.ends.iter().map(|p| (p.material, p.tier, p.rate, p.from)).collect::<Vec<_>>(),
        [(code("PL-01"), Tier::Member, None, ends)]
    );
    let mut decided = desk.decided.iter().map(|d| d.price.rate).collect::<Vec<_>>();
    decided.sort_unstable();
    assert_eq!(decided, [None, Some(Rupiah(3_000))]);
    let promised = taken_until(&w.deps, ends).await.unwrap();
    assert_eq!(
        promised.iter().map(|(m, _)| m.code).collect::<Vec<_>>(),
        [code("LG-07")],
        "not promised for a day on which it is not taken"
    );
    assert_eq!(taken_until(&w.deps, begins).await.unwrap().len(), 2);
    let form = |nonce: &str, total| c.form(nonce, vec![line("LG-07", 100), line("PL-01", 1_000)], total);
    let early = take_deposit(&w.deps, &c.operator, &form("dulu", 11_500)).await.unwrap();

    w.pass(2 * DAY);
    assert_eq!(listed(&w).await, std::slice::from_ref(&copper));
    assert_eq!(taken_now(&w.deps).await.unwrap().len(), 1);
    assert!(read_price_desk(&w.deps, &two).await.unwrap().ends.is_empty());
    let refused = take_deposit(&w.deps, &c.operator, &form("kini", 11_500)).await;
    assert!(matches!(refused, Err(TakeDepositError::NotTaken { index: 1 })), "{refused:?}");
    // What lay on a scale before is taken, however late that is told.
    assert!(check_deposit(&w.deps, &c.operator, &form("telat", 11_500), ends.plus(-1)).await.is_ok());
    assert_eq!(slip_total(&w, &c.operator, &early).await, Rupiah(11_500));
    let nothing = propose_price(&w.deps, &two, code("PL-01"), Tier::Member, None, ends.plus(DAY)).await;
    assert!(matches!(nothing, Err(ProposePriceError::NotTaken)), "it has ended already");

    w.pass(2 * DAY);
    assert_eq!(listed(&w).await, [pet, copper]);
    take_deposit(&w.deps, &c.operator, &form("lagi", 10_500)).await.unwrap();
    assert_books_balance(&w).await;
});

both_engines!(what_was_weighed_today_is_never_without_a_price, |w| {
    let c = w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let tomorrow = w.deps.now().start_of_wib_day().plus(DAY);
    let end = async |from| propose_price(&w.deps, &one, code("PL-01"), Tier::Member, None, from).await;
    let today = end(tomorrow.plus(-DAY)).await;
    assert!(matches!(today, Err(ProposePriceError::Proposal(ProposalError::EndsToday))), "{today:?}");
    let id = end(tomorrow).await.unwrap();
    // The proposal has waited until its day has come.
    w.pass(tomorrow.since(w.deps.now()));
    let weighed = w.deps.now();
    w.pass(HOUR);
    assert!(matches!(decide_price(&w.deps, &two, id, true).await, Err(DecidePriceError::TooLate)));
    check_deposit(&w.deps, &c.operator, &c.form("telat", vec![line("PL-01", 1_000)], 4_000), weighed).await.unwrap();
    decide_price(&w.deps, &two, id, false).await.unwrap();
    let priced = propose_price(&w.deps, &one, code("PL-01"), Tier::Member, Some(Rupiah(5_000)), tomorrow).await.unwrap();
    decide_price(&w.deps, &two, priced, true).await.unwrap();
});

both_engines!(who_buys_sacks_is_a_list_of_its_own, |w| {
    let c = w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let today = w.deps.now().start_of_wib_day();
    for rate in [Some(Rupiah(6_000)), None] {
        let from = if rate.is_some() { today } else { today.plus(DAY) };
        let id = propose_price(&w.deps, &one, code("PL-01"), Tier::Collector, rate, from).await.unwrap();
        decide_price(&w.deps, &two, id, true).await.unwrap();
    }
    let rate = async || read_buyer_prices(&w.deps, &c.operator, c.unit, Tier::Collector).await.unwrap().get(&code("PL-01")).copied();
    assert_eq!(rate().await, Some(Rupiah(6_000)));
    w.pass(DAY);
    assert_eq!(rate().await, None);
    assert_eq!(listed(&w).await.len(), 2, "members bring it as before");
});
