//! A card of one unit at the counter of another: it is good there, and each unit keeps what is its own.

use backend::both_engines;
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;

use backend::wastebank::find_member::{FindMemberError, find_members};
use backend::wastebank::link_family::link_family;
use backend::wastebank::move_cash::move_cash;
use backend::wastebank::pay_out::{PayOut, PayOutError, pay_out};
use backend::wastebank::read_counter::CounterError;
use backend::wastebank::read_slip::read_slip;
use backend::wastebank::read_usual::read_usual;
use backend::wastebank::reverse_slip::{ReverseSlipError, reverse_slip};
use backend::wastebank::store::units;
use backend::wastebank::take_deposit::{TakeDeposit, TakeDepositError, take_deposit};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::geo::Point;
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::unit::{Unit, UnitKind};

use super::{assert_books_balance, balance, number};

/// Another counter, with an operator of its own.
async fn neighbour(w: &World) -> (WasteUnitId, Actor) {
    let operator = w.person("Cucu", &[]).await;
    let unit = Unit {
        id: w.deps.id(),
        slug: Slug::parse("bank-sampah-sebelah").unwrap(),
        name: "Bank Sampah Sebelah".to_owned(),
        kind: UnitKind::Unit,
        kelurahan: Kelurahan::parse("32.77.02.1002").unwrap(),
        street: "Gg. Mawar 2".to_owned(),
        point: Point { lat: -6.8825, lon: 107.5456 },
    };
    let mut tx = w.deps.db.begin().await.unwrap();
    units::insert(&mut tx, &unit, &OpeningHours::default(), false).await.unwrap();
    units::appoint(&mut tx, unit.id, operator.person().unwrap(), w.deps.now()).await.unwrap();
    tx.commit().await.unwrap();
    (unit.id, operator)
}

fn there(c: &Counter, unit: WasteUnitId, nonce: &str) -> TakeDeposit {
    TakeDeposit { unit, ..c.form(nonce, vec![line("PL-01", 5_000)], 20_000) }
}

both_engines!(a_card_is_good_at_every_counter, |w| {
    let (c, treasurer) = (w.counter().await, w.person("Bendahara", &[Role::Officer]).await);
    let (other, cucu) = neighbour(&w).await;
    let found = find_members(&w.deps, &cucu, other, &c.member.card.to_string()).await.unwrap();
    assert_eq!(found.iter().map(|m| (m.id, m.home)).collect::<Vec<_>>(), [(c.member.id, c.unit)]);
    // A digit that was typed wrongly is nobody's card.
    let digits = c.member.card.digits();
    let wrong = format!("{}{}", &digits[..8], (digits.as_bytes()[8] - b'0' + 1) % 10);
    assert!(matches!(find_members(&w.deps, &cucu, other, &wrong).await, Err(FindMemberError::NotANumber(_))));

    let slip = take_deposit(&w.deps, &cucu, &there(&c, other, "sana")).await.unwrap();
    assert_eq!(balance(&w, c.member.id).await, 20_000);
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_stock").await, 1, "the goods lie where they were weighed");
    let here = take_deposit(&w.deps, &cucu, &there(&c, c.unit, "sini")).await;
    assert!(matches!(here, Err(TakeDepositError::Counter(CounterError::NotFound))), "at a counter that is not one's own");
    let undone = reverse_slip(&w.deps, &c.operator, &slip, "keliru").await;
    assert!(matches!(undone, Err(ReverseSlipError::Counter(CounterError::NotFound))), "{undone:?}");
    assert!(matches!(read_slip(&w.deps, &c.operator, &slip).await, Err(CounterError::NotFound)));

    // Cash comes out of the box that stands there.
    move_cash(&w.deps, &treasurer, c.unit, Rupiah(100_000), "modal", "kas").await.unwrap();
    let form = |unit, nonce: &str| PayOut { nonce: nonce.to_owned(), unit, member: c.member.id, to: None, amount: Rupiah(15_000) };
    assert!(matches!(pay_out(&w.deps, &cucu, &form(other, "tunai")).await, Err(PayOutError::BoxShort { left: Rupiah(0) })));
    assert!(matches!(pay_out(&w.deps, &cucu, &form(c.unit, "tunai")).await, Err(PayOutError::Counter(CounterError::NotFound))));
    pay_out(&w.deps, &c.operator, &form(c.unit, "tunai")).await.unwrap();
    // The balance is one, wherever it came from.
    let rest = pay_out(&w.deps, &c.operator, &form(c.unit, "lagi")).await;
    assert!(matches!(rest, Err(PayOutError::Short { balance: Rupiah(5_000) })), "{rest:?}");
    assert!(link_family(&w.deps, &cucu, c.unit, c.member.id, &digits, true).await.is_err());
    assert_books_balance(&w).await;
});

both_engines!(a_counter_knows_what_it_weighs_most, |w| {
    let c = w.counter().await;
    let (other, cucu) = neighbour(&w).await;
    assert!(read_usual(&w.deps, &c.operator, c.unit, 3).await.unwrap().is_empty());
    for (nonce, lines, total) in [
        ("a", vec![line("PL-01", 9_000)], 36_000),
        ("b", vec![line("LG-07", 100)], 7_500),
        ("c", vec![line("LG-07", 100), line("PL-01", 1_000), line("LG-07", 200)], 26_500),
    ] {
        take_deposit(&w.deps, &c.operator, &c.form(nonce, lines, total)).await.unwrap();
    }
    assert_eq!(read_usual(&w.deps, &c.operator, c.unit, 3).await.unwrap(), [code("LG-07"), code("PL-01")], "how often, not how much");
    assert_eq!(read_usual(&w.deps, &c.operator, c.unit, 1).await.unwrap(), [code("LG-07")]);
    assert!(read_usual(&w.deps, &cucu, other, 3).await.unwrap().is_empty(), "each counter has its own");
    assert!(matches!(read_usual(&w.deps, &cucu, c.unit, 3).await, Err(CounterError::NotFound)));
});
