//! What leaves a balance: cash, transfers, fares; and the cash boxes.

use backend::both_engines;
use backend::db::Run;
use backend::db::sql;
use backend::testing::wastebank::{Counter, line};
use backend::testing::world::World;
use backend::wastebank::find_member::own_account;
use backend::wastebank::link_family::{LinkFamilyError, link_family, list_family, unlink_family};
use backend::wastebank::move_cash::{MoveCashError, list_boxes, move_cash};
use backend::wastebank::pay_fare::{FareError, PayFare, ReturnFare, pay_fare, return_fare};
use backend::wastebank::pay_out::{PayOut, PayOutError, cash_today, pay_out};
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::register_member::register_member;
use backend::wastebank::reverse_slip::{ReverseSlipError, reverse_slip};
use backend::wastebank::set_rules::{SetRulesError, read_rules, set_rules};
use backend::wastebank::take_deposit::take_deposit;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::ids::WasteMemberId;
use domain::kernel::money::Rupiah;
use domain::wastebank::member::Member;
use domain::wastebank::rules::{CashRefusal, RulesError, WasteRules};
use domain::wastebank::statement::EntryKind;

use super::{assert_books_balance, balance, number};

/// A counter whose member has Rp40.000, with so much in its cash box.
async fn stocked(w: &World, cash: i64) -> (Counter, Actor) {
    let (c, officer) = (w.counter().await, w.person("Bendahara", &[Role::Officer]).await);
    take_deposit(&w.deps, &c.operator, &c.form("awal", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    if cash > 0 {
        move_cash(&w.deps, &officer, c.unit, Rupiah(cash), "modal", "modal").await.unwrap();
    }
    (c, officer)
}

fn form(c: &Counter, nonce: &str, to: Option<WasteMemberId>, amount: i64) -> PayOut {
    PayOut { nonce: nonce.to_owned(), unit: c.unit, member: c.member.id, to, amount: Rupiah(amount) }
}

async fn relative(w: &World, c: &Counter) -> Member {
    register_member(&w.deps, &c.operator, c.unit, "Neng Rina", None, "rina").await.unwrap()
}

both_engines!(cash_is_paid_out_of_a_balance_and_a_box, |w| {
    let (c, officer) = stocked(&w, 30_000).await;
    let pay = async |nonce, amount| pay_out(&w.deps, &c.operator, &form(&c, nonce, None, amount)).await;
    assert_eq!(cash_today(&w.deps, &c.operator, c.unit, c.member.id).await.unwrap().most, Rupiah(30_000));
    let slip = pay("satu", 20_000).await.unwrap();
    assert_eq!(pay("satu", 20_000).await.unwrap(), slip, "sent again it is the same slip");
    assert_eq!(balance(&w, c.member.id).await, 20_000);
    assert!(matches!(pay("dua", 15_000).await, Err(PayOutError::BoxShort { left: Rupiah(10_000) })));
    assert!(matches!(pay("dua", 20_001).await, Err(PayOutError::Short { balance: Rupiah(20_000) })));
    assert!(matches!(pay("dua", 4_999).await, Err(PayOutError::Cash(CashRefusal::TooLittle { .. }))));
    assert!(matches!(pay("", 5_000).await, Err(PayOutError::Nonce)));
    assert!(matches!(pay_out(&w.deps, &officer, &form(&c, "x", None, 5_000)).await, Err(PayOutError::Counter(_))));
    assert_books_balance(&w).await;

    reverse_slip(&w.deps, &c.operator, &slip, "belum diambil").await.unwrap();
    assert!(matches!(reverse_slip(&w.deps, &c.operator, &slip, "lagi").await, Err(ReverseSlipError::Already)));
    let AnySlip::Payment(found) = read_slip(&w.deps, &c.witness, &slip).await.unwrap() else { panic!("a payment") };
    assert_eq!((found.amount, found.reversed.map(|r| r.reason)), (Rupiah(20_000), Some("belum diambil".to_owned())));
    assert_eq!(balance(&w, c.member.id).await, 40_000);
    assert_eq!(list_boxes(&w.deps, &officer).await.unwrap()[0].1, Rupiah(30_000));
    assert_books_balance(&w).await;
});

both_engines!(a_day_has_a_limit_however_often_one_asks, |w| {
    let (c, officer) = stocked(&w, 1_000_000).await;
    let rules = WasteRules { cash_most: Rupiah(10_000), cash_most_a_day: Rupiah(15_000), ..WasteRules::default() };
    set_rules(&w.deps, &officer, w.deps.now().start_of_wib_day(), rules).await.unwrap();
    let asked: Vec<_> = (0..6)
        .map(|i| {
            let (deps, operator, form) = (w.deps.clone(), c.operator.clone(), form(&c, &format!("n{i}"), None, 7_000));
            tokio::spawn(async move { pay_out(&deps, &operator, &form).await.is_ok() })
        })
        .collect();
    let mut paid = 0;
    for one in asked {
        paid += i32::from(one.await.unwrap());
    }
    assert_eq!((paid, balance(&w, c.member.id).await), (2, 26_000));
    let over = pay_out(&w.deps, &c.operator, &form(&c, "lagi", None, 5_000)).await;
    assert!(matches!(over, Err(PayOutError::Cash(CashRefusal::TooMuchToday { left: Rupiah(1_000) }))));
    w.pass(DAY);
    pay_out(&w.deps, &c.operator, &form(&c, "besok", None, 5_000)).await.unwrap();
    assert_books_balance(&w).await;
});

both_engines!(rules_hold_from_their_day_on, |w| {
    let (c, officer) = stocked(&w, 100_000).await;
    let today = w.deps.now().start_of_wib_day();
    let closed = WasteRules { cash_days: [false; 7], ..WasteRules::default() };
    assert!(matches!(set_rules(&w.deps, &c.operator, today, closed).await, Err(SetRulesError::Forbidden(_))));
    assert!(matches!(set_rules(&w.deps, &officer, today.plus(-DAY), closed).await, Err(SetRulesError::Rules(RulesError::Past))));
    set_rules(&w.deps, &officer, today.plus(DAY), closed).await.unwrap();
    assert!(matches!(set_rules(&w.deps, &officer, today.plus(DAY), closed).await, Err(SetRulesError::Rules(RulesError::Taken))));
    pay_out(&w.deps, &c.operator, &form(&c, "hari ini", None, 5_000)).await.unwrap();
    w.pass(DAY);
    let refused = pay_out(&w.deps, &c.operator, &form(&c, "besok", None, 5_000)).await;
    assert!(matches!(refused, Err(PayOutError::Cash(CashRefusal::NotToday))));
    let (now, all) = read_rules(&w.deps, &officer).await.unwrap();
    assert_eq!((now, all.len()), (closed, 1));
});

both_engines!(a_family_shares_what_both_agreed_to, |w| {
    let (c, _) = stocked(&w, 0).await;
    let other = relative(&w, &c).await;
    let share = async |nonce, amount| pay_out(&w.deps, &c.operator, &form(&c, nonce, Some(other.id), amount)).await;
    assert!(matches!(share("a", 10_000).await, Err(PayOutError::NotKin)));
    let link = async |card: &str, agreed| link_family(&w.deps, &c.operator, c.unit, c.member.id, card, agreed).await;
    let card = other.card.digits();
    assert!(matches!(link(&card, false).await, Err(LinkFamilyError::NotAgreed)));
    assert!(matches!(link(&c.member.card.digits(), true).await, Err(LinkFamilyError::Same)));
    assert!(matches!(link("12", true).await, Err(LinkFamilyError::Card(_))));
    link(&card, true).await.unwrap();
    assert!(matches!(link(&card, true).await, Err(LinkFamilyError::Already)));
    for (of, is) in [(c.member.id, other.id), (other.id, c.member.id)] {
        let family = list_family(&w.deps, &c.operator, c.unit, of).await.unwrap();
        assert_eq!(family.iter().map(|m| m.id).collect::<Vec<_>>(), [is]);
    }
    let slip = share("a", 10_000).await.unwrap();
    assert_eq!(share("a", 10_000).await.unwrap(), slip);
    assert!(matches!(share("b", 30_001).await, Err(PayOutError::Short { balance: Rupiah(30_000) })));
    assert_eq!((balance(&w, c.member.id).await, balance(&w, other.id).await), (30_000, 10_000));
    let mut tx = w.deps.db.begin().await.unwrap();
    let spent = PayFare { member: other.id, amount: Rupiah(1), reference: "booking:9", by: None };
    pay_fare(&mut tx, &w.deps, &spent).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(reverse_slip(&w.deps, &c.operator, &slip, "salah").await, Err(ReverseSlipError::Spent)));
    unlink_family(&w.deps, &c.operator, c.unit, other.id, c.member.id).await.unwrap();
    assert!(matches!(share("c", 10_000).await, Err(PayOutError::NotKin)));
    assert_books_balance(&w).await;
});

both_engines!(transfers_both_ways_at_once_do_not_wait_in_a_circle, |w| {
    let (c, _) = stocked(&w, 0).await;
    let other = relative(&w, &c).await;
    link_family(&w.deps, &c.operator, c.unit, c.member.id, &other.card.digits(), true).await.unwrap();
    pay_out(&w.deps, &c.operator, &form(&c, "awal", Some(other.id), 20_000)).await.unwrap();
    let all: Vec<_> = (0..10)
        .map(|i| {
            let (from, to) = if i % 2 == 0 { (c.member.id, other.id) } else { (other.id, c.member.id) };
            let (deps, operator) = (w.deps.clone(), c.operator.clone());
            let form = PayOut { member: from, ..form(&c, &format!("n{i}"), Some(to), 1_000) };
            tokio::spawn(async move { pay_out(&deps, &operator, &form).await.unwrap() })
        })
        .collect();
    for one in all {
        one.await.unwrap();
    }
    assert_eq!((balance(&w, c.member.id).await, balance(&w, other.id).await), (20_000, 20_000));
    assert_books_balance(&w).await;
});

both_engines!(a_cash_box_is_filled_and_emptied_by_officers, |w| {
    let (c, officer) = stocked(&w, 10_000).await;
    let put = async |actor: &Actor, amount, key| move_cash(&w.deps, actor, c.unit, Rupiah(amount), "setoran", key).await;
    put(&officer, 10_000, "modal").await.unwrap();
    assert_eq!(list_boxes(&w.deps, &officer).await.unwrap()[0].1, Rupiah(10_000), "the same form, sent again");
    assert!(matches!(put(&c.operator, 5_000, "x").await, Err(MoveCashError::Forbidden(_))));
    assert!(matches!(put(&officer, -10_001, "y").await, Err(MoveCashError::BoxShort { left: Rupiah(10_000) })));
    assert!(matches!(put(&officer, 0, "z").await, Err(MoveCashError::Amount)));
    put(&officer, -10_000, "habis").await.unwrap();
    assert_eq!(list_boxes(&w.deps, &officer).await.unwrap()[0].1, Rupiah::ZERO);
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_cash_move").await, 2);
    assert_books_balance(&w).await;
});

both_engines!(a_statement_tells_what_moved_the_balance, |w| {
    let (c, _) = stocked(&w, 40_000).await;
    let person = w.person("Bu Tati", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_member SET person_id = $1 WHERE id = $2").bind(person.person()).bind(c.member.id)).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(1);
    let slip = pay_out(&w.deps, &c.operator, &form(&c, "a", None, 5_000)).await.unwrap();
    let (member, lines) = own_account(&w.deps, &person).await.unwrap().unwrap();
    assert_eq!(member.balance, Rupiah(35_000));
    let told: Vec<_> = lines.iter().map(|m| (m.kind, m.change)).collect();
    assert_eq!(told, [(EntryKind::Withdrawal, Rupiah(-5_000)), (EntryKind::Deposit, Rupiah(40_000))]);
    assert_eq!(lines[0].slip.as_deref(), Some(slip.as_str()));
    assert!(read_slip(&w.deps, &person, &slip).await.is_ok(), "it is the member's own slip");
});

both_engines!(a_fare_is_paid_and_given_back_once, |w| {
    let c = w.counter().await;
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    let pay = async |amount, reference: &str| {
        let mut tx = w.deps.db.begin().await.unwrap();
        let paid = pay_fare(&mut tx, &w.deps, &PayFare { member: c.member.id, amount: Rupiah(amount), reference, by: None }).await;
        // Also after an error: it has written nothing.
        tx.commit().await.unwrap();
        paid
    };
    let back = async |amount, reference: &str| {
        let mut tx = w.deps.db.begin().await.unwrap();
        let input = ReturnFare { fare: "booking:1", amount: Rupiah(amount), reference, by: None };
        let returned = return_fare(&mut tx, &w.deps, &input).await;
        tx.commit().await.unwrap();
        returned
    };
    assert!(matches!(back(1, "x").await, Err(FareError::NoFare)));
    assert!(matches!(pay(40_001, "booking:1").await, Err(FareError::Short { balance: Rupiah(40_000) })));
    assert!(matches!(pay(0, "booking:1").await, Err(FareError::Entry(_))));
    assert_eq!(pay(30_000, "booking:1").await.unwrap(), Rupiah(10_000));
    assert_eq!(pay(30_000, "booking:1").await.unwrap(), Rupiah(10_000), "asked again, paid once");
    assert!(matches!(pay(20_000, "booking:1").await, Err(FareError::Used)));
    assert_eq!(back(15_000, "refused:1").await.unwrap(), Rupiah(25_000));
    assert_eq!(back(15_000, "refused:1").await.unwrap(), Rupiah(25_000));
    assert!(matches!(back(14_000, "refused:1").await, Err(FareError::Used)));
    assert!(matches!(back(15_001, "refused:2").await, Err(FareError::TooMuch { left: Rupiah(15_000) })));
    assert_eq!(back(15_000, "refused:2").await.unwrap(), Rupiah(40_000));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM ledger_entry WHERE kind LIKE 'fare%'").await, 3);
    assert_books_balance(&w).await;
});

both_engines!(fares_paid_at_once_never_spend_a_rupiah_twice, |w| {
    let c = w.counter().await;
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 5_000)], 20_000)).await.unwrap();
    let pays: Vec<_> = (0..8)
        .map(|i| {
            let (deps, member) = (w.deps.clone(), c.member.id);
            tokio::spawn(async move {
                let reference = format!("booking:{}", i / 2);
                let mut tx = deps.db.begin().await.unwrap();
                let paid = pay_fare(&mut tx, &deps, &PayFare { member, amount: Rupiah(8_000), reference: &reference, by: None }).await;
                tx.commit().await.unwrap();
                paid.is_ok()
            })
        })
        .collect();
    let mut ok = 0;
    for pay in pays {
        ok += i32::from(pay.await.unwrap());
    }
    assert_eq!((ok, balance(&w, c.member.id).await), (4, 4_000), "two fares, each asked for twice");
    assert_books_balance(&w).await;
});
