//! An account and a card come together at a counter, and nowhere else.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::testing::wastebank::Counter;
use backend::testing::world::World;
use backend::wastebank::ask_for_card::{AskForCardError, ask_for_card, own_card_request, withdraw_card_request};
use backend::wastebank::confirm_card::{CODES_PER_CARD, ConfirmCardError, confirm_card, count_who_ask};
use backend::wastebank::find_member::own_account;
use backend::wastebank::read_slip::read_slip;
use backend::wastebank::register_member::register_member;
use backend::wastebank::store::card_requests;
use backend::wastebank::unlink_account::{UnlinkAccountError, read_card_account, unlink_account};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::ids::WasteMemberId;
use domain::kernel::phone::Phone;
use domain::wastebank::card_request::{CardRequest, GOOD_FOR};
use domain::wastebank::member::{CardNumber, CardNumberError};

use super::{balance, number};

/// Asks for the card of the counter's member; returns the code.
async fn ask(w: &World, c: &Counter, actor: &Actor) -> String {
    ask_for_card(&w.deps, actor, &c.member.card.to_string()).await.unwrap();
    own_card_request(&w.deps, actor).await.unwrap().unwrap().code
}

async fn confirm(w: &World, c: &Counter, code: &str) -> Result<String, ConfirmCardError> {
    confirm_card(&w.deps, &c.operator, c.unit, c.member.id, code).await
}

async fn card_of(w: &World, actor: &Actor) -> Option<WasteMemberId> {
    own_account(&w.deps, actor).await.unwrap().map(|(member, _)| member.id)
}

async fn audited(w: &World) -> i64 {
    number(w, "SELECT COUNT(*) AS n FROM audit WHERE action IN ('waste.linked', 'waste.unlinked')").await
}

/// Any code but this one.
fn other_than(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

both_engines!(an_account_gets_its_card_at_the_counter, |w| {
    let c = w.counter().await;
    let slip = w.deposit(&c).await;
    let (tati, stranger) = (w.person("Tati", &[]).await, w.person("Orang", &[]).await);
    assert_eq!(count_who_ask(&w.deps, &c.operator, c.unit, c.member.id).await.unwrap(), 0);
    let code = ask(&w, &c, &tati).await;
    assert_eq!(ask(&w, &c, &tati).await, code, "pressed twice it stays");
    assert_eq!(count_who_ask(&w.deps, &c.operator, c.unit, c.member.id).await.unwrap(), 1);
    assert_eq!(card_of(&w, &tati).await, None, "asking gives nothing");
    assert!(matches!(confirm(&w, &c, other_than(&code)).await, Err(ConfirmCardError::WrongCode)));
    for nobody in [&tati, &stranger, &Actor::GUEST] {
        let forged = confirm_card(&w.deps, nobody, c.unit, c.member.id, &code).await;
        assert!(matches!(forged, Err(ConfirmCardError::Counter(_))));
        assert!(count_who_ask(&w.deps, nobody, c.unit, c.member.id).await.is_err());
    }
    let spoken = format!("{} {}", &code[..3], &code[3..]);
    assert_eq!(confirm(&w, &c, &spoken).await.unwrap(), "Tati");
    assert_eq!((card_of(&w, &tati).await, audited(&w).await), (Some(c.member.id), 1));
    assert_eq!(balance(&w, c.member.id).await, 8_000);
    assert!(read_slip(&w.deps, &tati, &slip).await.is_ok());
    assert!(matches!(confirm(&w, &c, &code).await, Err(ConfirmCardError::CardTaken)));
    assert!(matches!(ask_for_card(&w.deps, &tati, &c.member.card.digits()).await, Err(AskForCardError::Already)));
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_card_request").await, 0);
});

both_engines!(the_number_of_an_account_gives_it_no_card, |w| {
    let c = w.counter().await;
    // Whoever opens an account says its number; nobody has seen that it is theirs.
    let early = w.person("Orang", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE person SET phone = '+6281234567890' WHERE id = $1").bind(early.person().unwrap())).await.unwrap();
    tx.commit().await.unwrap();
    let phone = Phone::parse("0812 3456 7890").ok();
    register_member(&w.deps, &c.operator, c.unit, "Neng Rina", phone, "rina").await.unwrap();
    assert_eq!(card_of(&w, &early).await, None);
});

both_engines!(nobody_takes_a_card_over, |w| {
    let c = w.counter().await;
    let (tati, thief) = (w.person("Tati", &[]).await, w.person("Tati Palsu", &[]).await);
    // The same card: the code of the one who stands there counts.
    let (code, theirs) = (ask(&w, &c, &tati).await, ask(&w, &c, &thief).await);
    assert_ne!(code, theirs);
    confirm(&w, &c, &code).await.unwrap();
    assert_eq!((card_of(&w, &tati).await, card_of(&w, &thief).await), (Some(c.member.id), None));
    assert_eq!(own_card_request(&w.deps, &thief).await.unwrap(), None, "what they asked is over");
    // Asking for a card that has an account tells nothing, and gets nothing.
    let again = ask(&w, &c, &thief).await;
    assert_eq!(count_who_ask(&w.deps, &c.operator, c.unit, c.member.id).await.unwrap(), 0);
    assert!(matches!(confirm(&w, &c, &again).await, Err(ConfirmCardError::CardTaken)));
    // Nor does a card that nobody has.
    ask_for_card(&w.deps, &thief, &CardNumber::of_serial(1).to_string()).await.unwrap();
    assert!(matches!(ask_for_card(&w.deps, &thief, "123").await, Err(AskForCardError::Card(CardNumberError::NotNineDigits))));
    assert!(matches!(ask_for_card(&w.deps, &Actor::GUEST, "123").await, Err(AskForCardError::Forbidden(_))));
    withdraw_card_request(&w.deps, &thief).await.unwrap();
    assert_eq!(own_card_request(&w.deps, &thief).await.unwrap(), None);
});

both_engines!(codes_are_not_tried_out, |w| {
    let c = w.counter().await;
    let tati = w.person("Tati", &[]).await;
    let code = ask(&w, &c, &tati).await;
    for _ in 0..CODES_PER_CARD.attempts {
        assert!(matches!(confirm(&w, &c, other_than(&code)).await, Err(ConfirmCardError::WrongCode)));
    }
    let closed = confirm(&w, &c, &code).await;
    let until = w.deps.now().plus(CODES_PER_CARD.window);
    assert!(matches!(closed, Err(ConfirmCardError::Throttled { until: u }) if u == until), "{closed:?}");
    assert_eq!(card_of(&w, &tati).await, None);
    // Nor are they good for ever.
    w.pass(GOOD_FOR);
    assert!(own_card_request(&w.deps, &tati).await.unwrap().is_some());
    w.pass(DAY);
    assert_eq!(own_card_request(&w.deps, &tati).await.unwrap(), None);
    assert!(matches!(confirm(&w, &c, &code).await, Err(ConfirmCardError::WrongCode)));
    // Whoever stands behind the counter does not confirm the own account.
    let own = ask(&w, &c, &c.operator).await;
    assert!(matches!(confirm(&w, &c, &own).await, Err(ConfirmCardError::Own)));
    confirm_card(&w.deps, &c.witness, c.unit, c.member.id, &own).await.unwrap();
    assert_eq!(card_of(&w, &c.operator).await, Some(c.member.id));
});

both_engines!(one_account_has_one_card, |w| {
    let c = w.counter().await;
    let other = register_member(&w.deps, &c.operator, c.unit, "Neng Rina", None, "rina").await.unwrap();
    let (one, two) = (w.person("Satu", &[]).await, w.person("Dua", &[]).await);
    // Both codes for one card, typed at two screens at once.
    let (a, b) = (ask(&w, &c, &one).await, ask(&w, &c, &two).await);
    let (first, second) = tokio::join!(confirm(&w, &c, &a), confirm(&w, &c, &b));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let (has, free) = if first.is_ok() { (&one, &two) } else { (&two, &one) };
    assert_eq!((card_of(&w, has).await, card_of(&w, free).await), (Some(c.member.id), None));
    // Asked before the account had a card, as after a race: the other card stays free.
    let mut tx = w.deps.db.begin().await.unwrap();
    let late = CardRequest::new(has.person().unwrap(), other.card, 7, w.deps.now());
    card_requests::put(&mut tx, &late).await.unwrap();
    tx.commit().await.unwrap();
    let refused = confirm_card(&w.deps, &c.operator, c.unit, other.id, "000007").await;
    assert!(matches!(refused, Err(ConfirmCardError::AccountTaken)), "{refused:?}");
    assert_eq!(audited(&w).await, 1);
});

both_engines!(an_officer_takes_an_account_off, |w| {
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    w.deposit(&c).await;
    let (tati, heir) = (w.person("Tati", &[]).await, w.person("Anak", &[]).await);
    let code = ask(&w, &c, &tati).await;
    confirm(&w, &c, &code).await.unwrap();
    let card = c.member.card.to_string();
    for other in [&c.operator, &tati] {
        assert!(matches!(read_card_account(&w.deps, other, &card).await, Err(UnlinkAccountError::Forbidden(_))));
        assert!(matches!(unlink_account(&w.deps, other, c.member.id, "x").await, Err(UnlinkAccountError::Forbidden(_))));
    }
    let (member, account) = read_card_account(&w.deps, &officer, &card).await.unwrap();
    assert_eq!((member.id, account.map(|a| a.name)), (c.member.id, Some("Tati".to_owned())));
    assert!(matches!(unlink_account(&w.deps, &officer, c.member.id, " ").await, Err(UnlinkAccountError::Reason(_))));
    assert!(matches!(unlink_account(&w.deps, &officer, w.deps.id(), "x").await, Err(UnlinkAccountError::NotFound)));
    for _ in 0..2 {
        unlink_account(&w.deps, &officer, c.member.id, "HP hilang").await.unwrap();
    }
    assert_eq!((card_of(&w, &tati).await, balance(&w, c.member.id).await), (None, 8_000), "the balance is the card's");
    assert_eq!(audited(&w).await, 2, "each once");
    let code = ask(&w, &c, &heir).await;
    confirm(&w, &c, &code).await.unwrap();
    assert_eq!(card_of(&w, &heir).await, Some(c.member.id));
});

both_engines!(what_is_good_no_more_is_not_kept, |w| {
    let c = w.counter().await;
    let (early, late) = (w.person("Awal", &[]).await, w.person("Akhir", &[]).await);
    ask(&w, &c, &early).await;
    w.pass(DAY);
    let code = ask(&w, &c, &late).await;
    let kept = async || number(&w, "SELECT COUNT(*) AS n FROM waste_card_request").await;
    w.pass(GOOD_FOR - DAY);
    card_requests::forget_old(&w.deps.db, w.deps.now()).await.unwrap();
    assert_eq!(kept().await, 2, "the first is good to the last moment");
    w.pass(1);
    card_requests::forget_old(&w.deps.db, w.deps.now()).await.unwrap();
    assert_eq!(kept().await, 1);
    assert_eq!(confirm(&w, &c, &code).await.unwrap(), "Akhir");
});

both_engines!(who_asks_for_a_neighbours_card_does_not_end_what_the_neighbour_asked, |w| {
    let c = w.counter().await;
    let (tati, thief) = (w.person("Tati", &[]).await, w.person("Tati Palsu", &[]).await);
    let (code, theirs) = (ask(&w, &c, &tati).await, ask(&w, &c, &thief).await);
    assert_eq!(count_who_ask(&w.deps, &c.operator, c.unit, c.member.id).await.unwrap(), 2, "the operator is told so");
    let wrong = ["000000", "000001", "000002"].into_iter().find(|n| *n != code && *n != theirs).unwrap();
    for _ in 0..=CODES_PER_CARD.attempts {
        assert!(confirm(&w, &c, wrong).await.is_err());
    }
    // Another card's confirming is not closed by that.
    let other = register_member(&w.deps, &c.operator, c.unit, "Neng Rina", None, "rina").await.unwrap();
    let free = confirm_card(&w.deps, &c.operator, c.unit, other.id, wrong).await;
    assert!(matches!(free, Err(ConfirmCardError::WrongCode)), "{free:?}");
    w.pass(CODES_PER_CARD.window);
    assert_eq!(own_card_request(&w.deps, &tati).await.unwrap().map(|r| r.code), Some(code.clone()), "what was asked stays");
    assert_eq!(confirm(&w, &c, &code).await.unwrap(), "Tati");
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM throttle WHERE key LIKE 'waste-card:%'").await, 1, "of the other card alone");
});
