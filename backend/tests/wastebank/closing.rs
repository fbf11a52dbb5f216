//! The day close: what the books expect of a box, what is counted, and what happens afterwards.

use backend::both_engines;
use backend::testing::wastebank::{Counter, line};
use backend::testing::world::World;
use backend::wastebank::close_day::{CloseDay, CloseDayError, close_day, list_days, read_day};
use backend::wastebank::move_cash::move_cash;
use backend::wastebank::pay_out::{PayOut, pay_out};
use backend::wastebank::take_deposit::take_deposit;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::money::Rupiah;

use super::{assert_books_balance, number};

fn form(c: &Counter, day: Timestamp, counted: i64, expected: i64, nonce: &str) -> CloseDay {
    let (counted, expected) = (Rupiah(counted), Rupiah(expected));
    CloseDay { nonce: nonce.to_owned(), unit: c.unit, day, counted, expected, reason: "uang kembalian kurang".to_owned() }
}

async fn moved(w: &World, treasurer: &Actor, c: &Counter, amount: i64, key: &str) {
    move_cash(&w.deps, treasurer, c.unit, Rupiah(amount), "kas", key).await.unwrap();
}

both_engines!(a_day_is_closed_once_and_the_difference_is_booked_on_it, |w| {
    let (c, treasurer) = (w.counter().await, w.person("Bendahara", &[Role::Officer]).await);
    let first = w.deps.now().start_of_wib_day();
    moved(&w, &treasurer, &c, 100_000, "a").await;
    w.pass(DAY);
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("LG-07", 1_000)], 75_000)).await.unwrap();
    let cash = PayOut { nonce: "b".to_owned(), unit: c.unit, member: c.member.id, to: None, amount: Rupiah(30_000) };
    pay_out(&w.deps, &c.operator, &cash).await.unwrap();
    let second = first.plus(DAY);
    assert!(matches!(list_days(&w.deps, &c.operator).await, Err(CloseDayError::Forbidden(_))));
    let open = list_days(&w.deps, &treasurer).await.unwrap().open;
    assert_eq!(open.iter().map(|d| (d.day, d.received.0, d.paid.0)).collect::<Vec<_>>(), [(first, 100_000, 0), (second, 0, 30_000)]);
    let sheet = read_day(&w.deps, &treasurer, c.unit, second).await.unwrap();
    assert_eq!((sheet.sheet.opening, sheet.sheet.expected(), sheet.earlier), (Rupiah(100_000), Rupiah(70_000), Some(first)));
    assert_eq!(sheet.deposits, (1, Rupiah(75_000)));

    let close = async |form: &CloseDay| close_day(&w.deps, &treasurer, form).await;
    assert!(matches!(close_day(&w.deps, &c.operator, &form(&c, first, 1, 1, "x")).await, Err(CloseDayError::Forbidden(_))));
    assert!(matches!(close(&form(&c, second, 70_000, 70_000, "x")).await, Err(CloseDayError::Earlier { day }) if day == first));
    assert!(matches!(close(&form(&c, second.plus(DAY), 0, 0, "x")).await, Err(CloseDayError::Day(_))));
    assert!(matches!(close(&form(&c, first, 100_000, 99_999, "x")).await, Err(CloseDayError::Changed { now: Rupiah(100_000) })));
    assert!(matches!(close(&form(&c, first, -1, 100_000, "x")).await, Err(CloseDayError::Counted)));
    let silent = CloseDay { reason: " ".to_owned(), ..form(&c, first, 98_000, 100_000, "x") };
    assert!(matches!(close(&silent).await, Err(CloseDayError::Reason(_))));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_day_close").await, 0, "nothing of what was refused is kept");

    let short = form(&c, first, 98_000, 100_000, "satu");
    close(&short).await.unwrap();
    close(&short).await.expect("the same form, sent again");
    assert!(matches!(close(&form(&c, first, 99_000, 100_000, "satu")).await, Err(CloseDayError::KeyUsed)));
    assert!(matches!(close(&form(&c, first, 98_000, 98_000, "dua")).await, Err(CloseDayError::Already)));
    let next = read_day(&w.deps, &treasurer, c.unit, second).await.unwrap();
    assert_eq!((next.sheet.opening, next.sheet.expected()), (Rupiah(98_000), Rupiah(68_000)), "what was counted is what it opens with");
    assert_books_balance(&w).await;

    close(&form(&c, second, 68_500, 68_000, "tiga")).await.unwrap();
    assert_eq!(read_day(&w.deps, &treasurer, c.unit, second).await.unwrap().later(), None);
    // After the close, on the same day: in the sheet of the closed day it is told, and the next day opens with it.
    moved(&w, &treasurer, &c, -500, "c").await;
    assert_eq!(read_day(&w.deps, &treasurer, c.unit, second).await.unwrap().later(), Some(Rupiah(-500)));
    w.pass(DAY);
    let third = read_day(&w.deps, &treasurer, c.unit, second.plus(DAY)).await.unwrap();
    assert_eq!((third.sheet.opening, third.sheet.lines.len()), (Rupiah(68_000), 0));
    let days = list_days(&w.deps, &treasurer).await.unwrap();
    assert_eq!((days.open.len(), days.closed.iter().map(|(_, _, d)| d.difference().0).collect::<Vec<_>>()), (0, vec![500, -2_000]));
    assert_books_balance(&w).await;
});

both_engines!(two_treasurers_close_a_day_once, |w| {
    let c = w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    moved(&w, &one, &c, 100_000, "a").await;
    let day = w.deps.now().start_of_wib_day();
    let tries: Vec<_> = (0..6)
        .map(|i| {
            let (deps, actor, form) =
                (w.deps.clone(), [one.clone(), two.clone()][i % 2].clone(), form(&c, day, 99_000, 100_000, &format!("n{i}")));
            tokio::spawn(async move { close_day(&deps, &actor, &form).await.is_ok() })
        })
        .collect();
    let mut closed = 0;
    for one in tries {
        closed += i32::from(one.await.unwrap());
    }
    assert_eq!((closed, number(&w, "SELECT cash AS n FROM waste_unit").await), (1, 99_000));
    assert_books_balance(&w).await;
});
