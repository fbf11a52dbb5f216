//! What officers see of a counter where they do not stand: everything that their pages name, and nothing that they could change.

use backend::both_engines;
use backend::testing::wastebank::line;
use backend::wastebank::keep_slip_photo::{SlipPhotoError, keep_slip_photo, read_slip_photo};
use backend::wastebank::read_counter::CounterError;
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::reverse_slip::{ReverseSlipError, reverse_slip};
use domain::identity::actor::Actor;
use domain::identity::role::Role;

use super::{assert_books_balance, balance, picture};

both_engines!(who_reads_the_books_opens_every_slip_and_undoes_none, |w| {
    let c = w.counter().await;
    let slip = w.deposit_on_the_way(&c.operator, &c.form("a", vec![line("LG-07", 2_000)], 150_000)).await;
    let bare = w.deposit_on_the_way(&c.operator, &c.form("b", vec![line("LG-07", 3_000)], 225_000)).await;
    keep_slip_photo(&w.deps, &c.operator, &slip, picture(64)).await.unwrap();
    for role in [Role::Officer, Role::Admin] {
        let reader = w.person(role.code(), &[role]).await;
        let AnySlip::Deposit(found) = read_slip(&w.deps, &reader, &slip).await.unwrap() else { panic!("a deposit") };
        assert_eq!(found.slip.number, slip);
        assert!(read_slip_photo(&w.deps, &reader, &slip).await.unwrap().is_some());
        let unknown = read_slip(&w.deps, &reader, "BS-260101-0000000").await;
        assert!(matches!(unknown, Err(CounterError::NotFound)));
        let undone = reverse_slip(&w.deps, &reader, &slip, "salah").await;
        assert!(matches!(undone, Err(ReverseSlipError::Counter(CounterError::NotFound))), "{undone:?}");
        let pictured = keep_slip_photo(&w.deps, &reader, &bare, picture(64)).await;
        assert!(matches!(pictured, Err(SlipPhotoError::Counter(CounterError::NotFound))), "{pictured:?}");
    }
    let merchant = w.person("Warung", &[Role::Merchant]).await;
    for other in [&merchant, &Actor::GUEST] {
        assert!(read_slip(&w.deps, other, &slip).await.is_err());
        assert!(read_slip_photo(&w.deps, other, &slip).await.is_err());
    }
    assert_eq!(balance(&w, c.member.id).await, 375_000, "nothing was undone");
    assert_books_balance(&w).await;
    // Who stands behind the counter as well undoes what was weighed there.
    reverse_slip(&w.deps, &c.witness, &slip, "keliru").await.unwrap();
    assert_eq!(balance(&w, c.member.id).await, 225_000);
});
