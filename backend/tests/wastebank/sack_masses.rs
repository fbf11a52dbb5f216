//! The mass balance sack by sack is that of each material, at every moment.

use backend::both_engines;
use backend::testing::wastebank::code;
use backend::testing::world::World;
use backend::wastebank::fill_batch::{Into, empty_batch, read_store};
use backend::wastebank::read_sacks::{Sacks, read_sacks};
use backend::wastebank::read_slip::read_slip;
use backend::wastebank::reconcile::ReconcileError;
use backend::wastebank::reverse_slip::reverse_slip;
use backend::wastebank::sell_batches::sell_batches;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{HOUR, Timestamp};
use domain::kernel::paging::PageRequest;
use domain::wastebank::batch::BatchState;
use domain::wastebank::batch_mass::{BatchMass, BatchSum};
use domain::wastebank::measure::Amount;

use super::sacks::{fill, sale, sealed, stocked};

async fn read(w: &World, officer: &Actor, at: Timestamp) -> Sacks {
    read_sacks(&w.deps, officer, at, PageRequest::new(None, 50)).await.unwrap()
}

/// Now: the sums are those of the books, and of the rows.
async fn agreed(w: &World, officer: &Actor) -> Sacks {
    let (found, report) = (read(w, officer, w.deps.now()).await, w.books().await);
    assert!(report.is_sound(), "{report:#?}");
    let by_material: Vec<_> = report.masses.iter().map(|m| (m.code.clone(), m.sold, m.shrinkage, m.in_sacks)).collect();
    let by_sack: Vec<_> = found.sums.iter().map(|s| (s.material.code.to_string(), s.sold, s.shrinkage, s.left())).collect();
    assert_eq!(by_sack, by_material);
    let all = |of: fn(&BatchMass) -> i64| found.page.items.iter().map(of).sum::<i64>();
    let sums = |of: fn(&BatchSum) -> i64| found.sums.iter().map(of).sum::<i64>();
    assert_eq!(all(|b| b.filled.0), sums(|s| s.filled.0));
    assert_eq!(all(|b| b.sold.as_ref().map_or(0, |s| s.booked.0)), sums(|s| s.sold.0));
    assert_eq!(all(|b| b.shrinkage().map_or(0, |n| n.0)), sums(|s| s.shrinkage.0));
    assert_eq!(all(|b| b.left().0), sums(|s| s.left().0));
    found
}

both_engines!(sacks_add_up_to_what_the_books_say_of_each_material, |w| {
    let (c, officer) = (stocked(&w).await, w.person("Ratu", &[Role::Officer]).await);
    let none = read(&w, &officer, w.deps.now()).await;
    assert_eq!((none.sums, none.page.items, none.page.total), (vec![], vec![], 0));
    let one = sealed(&w, &c, 6_000, "A-1").await;
    w.pass(1);
    sealed(&w, &c, 3_000, "A-2").await;
    let before = w.deps.now();
    let full = agreed(&w, &officer).await;
    w.pass(HOUR);

    // Half a kilogram never reaches the bridge, and another sack is begun.
    let slip = sell_batches(&w.deps, &c.operator, &sale(&c, "satu", &[(one, 5_500, 5_000)])).await.unwrap();
    fill(&w, &c, Into::New(code("PL-01")), 700, "sisa").await.unwrap();
    let found = agreed(&w, &officer).await;
    let [open, still, gone] = &found.page.items[..] else { panic!("{:?}", found.page.items) };
    let there = |b: &BatchMass| (b.seal.clone(), b.filled, b.sold.clone(), b.left());
    assert_eq!(there(open), (None, Amount(700), None, Amount(700)));
    assert_eq!(there(still), (Some("A-2".to_owned()), Amount(3_000), None, Amount(3_000)));
    assert_eq!((gone.seal.as_deref(), gone.unit_name.as_str(), gone.filled), (Some("A-1"), "Bank Sampah", Amount(6_000)));
    assert_eq!((gone.left(), gone.shrinkage()), (Amount::ZERO, Some(Amount(500))));
    let taken = gone.sold.as_ref().unwrap();
    assert_eq!((taken.slip.as_str(), taken.booked, taken.bridge), (slip.as_str(), Amount(6_000), Amount(5_500)));
    assert!(read_slip(&w.deps, &officer, &taken.slip).await.is_ok(), "its slip can be opened from here");

    // A sheet of before stays what it was; its second page as well.
    let earlier = read(&w, &officer, before).await;
    assert_eq!((&earlier.sums, &earlier.page), (&full.sums, &full.page));
    let second = read_sacks(&w.deps, &officer, w.deps.now(), PageRequest::new(Some(2), 2)).await.unwrap().page;
    assert_eq!((&second.items[..], second.total, second.pages()), (std::slice::from_ref(gone), 3, 2));

    w.pass(HOUR);
    reverse_slip(&w.deps, &c.operator, &slip, "truknya salah").await.unwrap();
    let store = read_store(&w.deps, &c.operator, c.unit).await.unwrap();
    let begun = store.batches.iter().find(|b| b.state == BatchState::Open).unwrap().id;
    empty_batch(&w.deps, &c.operator, c.unit, begun).await.unwrap();
    let back = agreed(&w, &officer).await;
    assert_eq!((&back.page.items[1..], back.page.items[0].left()), (&full.page.items[..], Amount::ZERO));
});

both_engines!(only_who_reads_the_books_reads_their_sacks, |w| {
    let c = stocked(&w).await;
    for other in [&c.operator, &Actor::GUEST] {
        let refused = read_sacks(&w.deps, other, w.deps.now(), PageRequest::new(None, 50)).await;
        assert!(matches!(refused, Err(ReconcileError::Forbidden(_))));
    }
});
