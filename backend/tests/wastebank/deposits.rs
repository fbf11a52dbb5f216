//! Weighing and correcting.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::witness_deposit::{Signature, WitnessDepositError, witness_deposit};
use backend::identity::vouch::VouchError;
use backend::testing::wastebank::{PASSWORD, line};
use backend::testing::world::World;
use backend::wastebank::find_member::{FindMemberError, find_members, own_account};
use backend::wastebank::keep_form_photo::keep_form_photo;
use backend::wastebank::read_counter::{CounterError, list_counters};
use backend::wastebank::read_slip::{AnySlip, read_slip};
use backend::wastebank::register_member::{RegisterMemberError, register_member};
use backend::wastebank::reverse_slip::{ReverseSlipError, reverse_slip};
use backend::wastebank::take_deposit::{TakeDepositError, TypedLine, take_deposit};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::ids::{LedgerEntryId, PostingId};
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::wastebank::deposit::DepositError;
use domain::wastebank::measure::Amount;
use domain::wastebank::slip::WeighedSlip;
use domain::wastebank::weighing::WeighingError;

use super::{assert_books_balance, balance, number, picture};

async fn weighed(w: &World, actor: &Actor, number: &str) -> WeighedSlip {
    let AnySlip::Deposit(slip) = read_slip(&w.deps, actor, number).await.unwrap() else { panic!("{number} is no deposit") };
    slip
}

both_engines!(a_deposit_is_weighed_booked_and_credited, |w| {
    let c = w.counter().await;
    let mut wet = line("PL-01", 5_200);
    wet.tare = Amount(200);
    wet.deduction = Amount(500);
    "basah".clone_into(&mut wet.reason);
    let form = c.form("satu", vec![wet, line("LG-07", 1_000)], 18_000 + 75_000);
    let slip = take_deposit(&w.deps, &c.operator, &form).await.unwrap();
    assert_eq!(take_deposit(&w.deps, &c.operator, &form).await.unwrap(), slip, "sent again it is the same slip");
    assert_eq!(balance(&w, c.member.id).await, 93_000);
    let found = weighed(&w, &c.witness, &slip).await;
    assert_eq!((found.slip.total, found.lines.len(), found.slip.operator_name.as_str()), (Rupiah(93_000), 2, "Euis"));
    assert_eq!((found.lines[0].1.weighing.net(), found.lines[0].1.reason.as_str()), (Amount(4_500), "basah"));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_deposit").await, 1);
    assert_books_balance(&w).await;
});

both_engines!(the_same_form_at_once_is_one_deposit, |w| {
    let c = w.counter().await;
    let form = c.form("satu", vec![line("PL-01", 1_000)], 4_000);
    let sent: Vec<_> = (0..8)
        .map(|_| {
            let (deps, operator, form) = (w.deps.clone(), c.operator.clone(), form.clone());
            tokio::spawn(async move { take_deposit(&deps, &operator, &form).await.unwrap() })
        })
        .collect();
    let mut slips = Vec::new();
    for one in sent {
        slips.push(one.await.unwrap());
    }
    slips.dedup();
    assert_eq!((slips.len(), balance(&w, c.member.id).await), (1, 4_000));
    // Changed and sent with the same key, it is not taken for the first one.
    let changed = take_deposit(&w.deps, &c.operator, &c.form("satu", vec![line("PL-01", 2_000)], 8_000)).await;
    assert!(matches!(changed, Err(TakeDepositError::KeyUsed { slip }) if slip == slips[0]));
    assert_eq!(balance(&w, c.member.id).await, 4_000);
    assert_books_balance(&w).await;
});

both_engines!(absurd_goods_are_refused_and_nothing_is_kept, |w| {
    let c = w.counter().await;
    let take = async |lines: Vec<TypedLine>, total| take_deposit(&w.deps, &c.operator, &c.form("x", lines, total)).await;
    assert!(matches!(take(vec![], 0).await, Err(TakeDepositError::Deposit(DepositError::Empty))));
    for (gross, why) in [(0, WeighingError::Nothing), (-5, WeighingError::Negative), (10_000_000, WeighingError::TooMuch)] {
        let refused = take(vec![line("PL-01", 1_000), line("PL-01", gross)], 0).await;
        assert!(matches!(refused, Err(TakeDepositError::Weighing { index: 1, why: w }) if w == why), "{gross}");
    }
    let mut heavy = line("PL-01", 500);
    heavy.tare = Amount(600);
    assert!(matches!(take(vec![heavy], 0).await, Err(TakeDepositError::Weighing { why: WeighingError::TareAboveGross, .. })));
    let mut dirty = line("PL-01", 1_000);
    dirty.deduction = Amount(100);
    assert!(matches!(take(vec![dirty], 3_600).await, Err(TakeDepositError::Deposit(DepositError::ReasonMissing { index: 0 }))));
    assert!(matches!(take(vec![line("XX-99", 1_000)], 0).await, Err(TakeDepositError::NotTaken { index: 0 })));
    let mut form = c.form("", vec![line("PL-01", 1_000)], 4_000);
    assert!(matches!(take_deposit(&w.deps, &c.operator, &form).await, Err(TakeDepositError::Nonce)));
    "y".clone_into(&mut form.nonce);
    form.member = w.deps.id();
    assert!(matches!(take_deposit(&w.deps, &c.operator, &form).await, Err(TakeDepositError::NoMember)));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM posting").await, 0);
});

both_engines!(a_large_deposit_needs_a_second_person, |w| {
    let c = w.counter().await;
    let form = c.form("besar", vec![line("LG-07", 4_000)], 300_000);
    assert!(matches!(take_deposit(&w.deps, &c.operator, &form).await, Err(TakeDepositError::WitnessMissing { .. })));
    let signed = async |actor: &Actor, name: &str, password: &str| {
        let signature = Signature { login: format!("{name}@example.id"), password: password.to_owned() };
        witness_deposit(&w.deps, actor, form.clone(), signature).await
    };
    let stranger = w.person("Orang", &[]).await;
    for (name, password) in [("dadang", "bukan ini"), ("tidak.ada", PASSWORD), ("orang", PASSWORD)] {
        assert!(matches!(signed(&c.operator, name, password).await, Err(WitnessDepositError::Vouch(VouchError::Wrong))));
    }
    let alone = signed(&c.operator, "euis", PASSWORD).await;
    assert!(matches!(alone, Err(WitnessDepositError::Deposit(TakeDepositError::NoWitness))));
    let oracle = signed(&stranger, "dadang", PASSWORD).await;
    assert!(matches!(oracle, Err(WitnessDepositError::Deposit(TakeDepositError::Counter(_)))), "strangers try no passwords");
    // And a photo of the goods, in whatever order.
    let unseen = signed(&c.operator, "dadang", PASSWORD).await;
    assert!(matches!(unseen, Err(WitnessDepositError::Deposit(TakeDepositError::PhotoMissing { .. }))));
    keep_form_photo(&w.deps, &c.operator, c.unit, "besar", picture(64)).await.unwrap();
    assert!(matches!(take_deposit(&w.deps, &c.operator, &form).await, Err(TakeDepositError::WitnessMissing { .. })));
    assert_eq!(balance(&w, c.member.id).await, 0);
    signed(&c.operator, "dadang", PASSWORD).await.unwrap();
    assert_eq!(balance(&w, c.member.id).await, 300_000);
});

both_engines!(strangers_find_no_counter, |w| {
    let c = w.counter().await;
    let (other, officer) = (w.person("Orang Lain", &[]).await, w.person("Petugas", &[Role::Officer, Role::Admin]).await);
    let form = c.form("satu", vec![line("PL-01", 1_000)], 4_000);
    let slip = take_deposit(&w.deps, &c.operator, &form).await.unwrap();
    for actor in [&other, &officer, &Actor::GUEST] {
        assert!(take_deposit(&w.deps, actor, &form).await.is_err());
        assert!(find_members(&w.deps, actor, c.unit, &c.member.card.digits()).await.is_err());
        assert!(reverse_slip(&w.deps, actor, &slip, "salah").await.is_err());
    }
    assert!(matches!(read_slip(&w.deps, &other, &slip).await, Err(CounterError::NotFound)));
    assert!(matches!(read_slip(&w.deps, &Actor::GUEST, &slip).await, Err(CounterError::Forbidden(_))));
    assert!(list_counters(&w.deps, &other).await.unwrap().is_empty());
    assert!(own_account(&w.deps, &other).await.unwrap().is_none());
});

both_engines!(a_mistake_is_undone_by_an_entry_of_its_own, |w| {
    let c = w.counter().await;
    let slip = take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 2_000)], 8_000)).await.unwrap();
    assert!(matches!(reverse_slip(&w.deps, &c.operator, &slip, " ").await, Err(ReverseSlipError::Reason(_))));
    reverse_slip(&w.deps, &c.operator, &slip, "bukan miliknya").await.unwrap();
    assert!(matches!(reverse_slip(&w.deps, &c.witness, &slip, "lagi").await, Err(ReverseSlipError::Already)));
    assert_eq!(balance(&w, c.member.id).await, 0);
    let found = weighed(&w, &c.operator, &slip).await;
    assert_eq!(found.slip.reversed.map(|r| r.reason), Some("bukan miliknya".to_owned()));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM ledger_entry").await, 2);
    assert_books_balance(&w).await;

    let slip = take_deposit(&w.deps, &c.operator, &c.form("b", vec![line("PL-01", 2_000)], 8_000)).await.unwrap();
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_member SET balance = 7999")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(reverse_slip(&w.deps, &c.operator, &slip, "terlambat").await, Err(ReverseSlipError::Spent)));
});

both_engines!(the_database_itself_keeps_the_books, |w| {
    let c = w.counter().await;
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 2_000)], 8_000)).await.unwrap();
    for q in [
        "UPDATE posting SET debit = debit + 1 WHERE debit > 0",
        "DELETE FROM posting",
        "UPDATE ledger_entry SET kind = 'x'",
        "DELETE FROM ledger_entry",
    ] {
        let mut tx = w.deps.db.begin().await.unwrap();
        assert!(tx.execute(sql(q)).await.is_err(), "{q}");
    }
    let (entry, now) = (w.deps.id::<LedgerEntryId>(), w.deps.now());
    let posting = |entry: LedgerEntryId, debit: i64, credit: i64| {
        let q = "INSERT INTO posting (id, entry_id, account, debit, credit) VALUES ($1, $2, 'gain', $3, $4)";
        sql(q).bind(w.deps.id::<PostingId>()).bind(entry).bind(debit).bind(credit)
    };
    let close = |entry: LedgerEntryId| {
        sql("INSERT INTO ledger_entry (id, at, kind, ref) VALUES ($1, $2, 'x', $3)").bind(entry).bind(now).bind(entry.to_string())
    };
    // Unbalanced, or about nothing.
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(posting(entry, 5, 0)).await.unwrap();
    tx.execute(posting(entry, 0, 4)).await.unwrap();
    assert!(tx.execute(close(entry)).await.is_err());
    drop(tx);
    let mut tx = w.deps.db.begin().await.unwrap();
    assert!(tx.execute(close(entry)).await.is_err());
    drop(tx);
    // Never closed, and added to afterwards.
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(posting(entry, 5, 0)).await.unwrap();
    assert!(tx.commit().await.is_err(), "no posting without its entry");
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(posting(entry, 5, 0)).await.unwrap();
    tx.execute(posting(entry, 0, 5)).await.unwrap();
    tx.execute(close(entry)).await.unwrap();
    assert!(tx.execute(posting(entry, 1, 0)).await.is_err());
    drop(tx);
    assert_books_balance(&w).await;
});

both_engines!(members_are_found_by_card_or_number, |w| {
    let c = w.counter().await;
    assert_eq!(c.member.name, "Bu Tati");
    let found = find_members(&w.deps, &c.witness, c.unit, &c.member.card.to_string()).await.unwrap();
    assert_eq!(found.iter().map(|m| m.id).collect::<Vec<_>>(), [c.member.id]);
    let typed = find_members(&w.deps, &c.operator, c.unit, "12345").await;
    assert!(matches!(typed, Err(FindMemberError::NotANumber(_))));
    let nameless = register_member(&w.deps, &c.operator, c.unit, " ", None, "kosong").await;
    assert!(matches!(nameless, Err(RegisterMemberError::Name(_))));
});

both_engines!(a_form_pressed_twice_is_one_member, |w| {
    let c = w.counter().await;
    let phone = Phone::parse("0812 3456 7890").ok();
    let sent: Vec<_> = (0..6)
        .map(|_| {
            let (deps, operator, phone, unit) = (w.deps.clone(), c.operator.clone(), phone.clone(), c.unit);
            tokio::spawn(async move { register_member(&deps, &operator, unit, "Neng Rina", phone, "satu").await.unwrap().card })
        })
        .collect();
    let mut cards = Vec::new();
    for one in sent {
        cards.push(one.await.unwrap());
    }
    cards.dedup();
    assert_eq!((cards.len(), number(&w, "SELECT COUNT(*) AS n FROM waste_member").await), (1, 2), "beside the counter's own");
    let again = async |name: &str, phone, nonce: &str| register_member(&w.deps, &c.operator, c.unit, name, phone, nonce).await;
    assert!(matches!(again("Neng Rani", phone.clone(), "satu").await, Err(RegisterMemberError::KeyUsed { card }) if card == cards[0]));
    assert!(matches!(again("Neng Rina", None, "satu").await, Err(RegisterMemberError::KeyUsed { .. })));
    assert!(matches!(again("Neng Rina", None, " ").await, Err(RegisterMemberError::Nonce)));
    // Another operator's form is another form.
    register_member(&w.deps, &c.witness, c.unit, "Neng Rani", None, "satu").await.unwrap();
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_member").await, 3);
});
