//! One's own account: a new password, another address or number.

use backend::audit;
use backend::both_engines;
use backend::identity::change_password::{ChangePasswordError, change_password};
use backend::identity::change_profile::{ChangeProfile, ChangeProfileError, change_profile, read_profile};
use backend::identity::confirm_password::ConfirmError;
use backend::identity::log_in::LogInError;
use backend::identity::password::PasswordError;
use backend::identity::reset_password::{ResetPasswordError, check_reset_link, reset_password};
use backend::identity::use_session::{Visitor, read_session};
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::kernel::locale::Locale;
use domain::kernel::paging::PageRequest;
use domain::kernel::phone::Phone;

use crate::{PASSWORD, log, origin, registered, reset_link};

const NEW: &str = "wayang-golek-pagi-9";

fn profile(email: Option<&str>, phone: Option<&str>, password: &str) -> ChangeProfile {
    ChangeProfile {
        name: "Siti A.".to_owned(),
        email: email.map(|e| Email::parse(e).unwrap()),
        phone: phone.map(|p| Phone::parse(p).unwrap()),
        locale: Locale::En,
        password: password.to_owned(),
    }
}

async fn actions(w: &World) -> Vec<(String, String)> {
    let log = audit::list(&w.deps, &Actor::System, PageRequest::new(None, 50)).await.unwrap();
    log.items.into_iter().map(|e| (e.action, e.detail)).collect()
}

both_engines!(a_new_password_leaves_only_this_visitor_logged_in, |w| {
    let (before, actor) = registered(&w, "siti@example.id").await;
    let elsewhere = log(&w, "siti@example.id", PASSWORD).await.unwrap();
    let link = reset_link(&w, "siti@example.id").await;
    let change = |current: &str, new: &str| {
        let (w, actor, current, new) = (&w, &actor, current.to_owned(), new.to_owned());
        async move { change_password(&w.deps, actor, &origin(), current, new).await }
    };
    assert!(matches!(change("wrong", NEW).await, Err(ChangePasswordError::Confirm(ConfirmError::Wrong))));
    assert!(matches!(change("", NEW).await, Err(ChangePasswordError::Confirm(ConfirmError::Missing))));
    for (weak, why) in [("pendek", PasswordError::TooShort), ("siti@example.id", PasswordError::Common)] {
        assert!(matches!(change(PASSWORD, weak).await, Err(ChangePasswordError::Password(e)) if e == why));
    }
    let guest = change_password(&w.deps, &Actor::GUEST, &origin(), PASSWORD.to_owned(), NEW.to_owned()).await;
    assert!(matches!(guest, Err(ChangePasswordError::Forbidden(_))));

    let token = change(PASSWORD, NEW).await.unwrap();
    for old in [&before.token.token, &elsewhere.token.token] {
        assert_eq!(read_session(&w.deps, old).await.unwrap(), Visitor::STRANGER);
    }
    assert_eq!(read_session(&w.deps, &token.token).await.unwrap().actor.person(), Some(before.person));
    assert!(!check_reset_link(&w.deps, &link).await.unwrap(), "a link in the mailbox must not undo it");
    assert!(matches!(log(&w, "siti@example.id", PASSWORD).await, Err(LogInError::Wrong)));
    log(&w, "siti@example.id", NEW).await.unwrap();
    assert!(actions(&w).await.iter().any(|(action, _)| action == "person.password_changed"));
});

both_engines!(guessing_the_password_at_an_open_screen_is_throttled, |w| {
    let (_, actor) = registered(&w, "siti@example.id").await;
    for _ in 0..8 {
        let wrong = change_profile(&w.deps, &actor, profile(Some("evil@example.id"), None, "wrong")).await;
        assert!(matches!(wrong, Err(ChangeProfileError::Confirm(ConfirmError::Wrong))));
    }
    let late = change_password(&w.deps, &actor, &origin(), PASSWORD.to_owned(), NEW.to_owned()).await;
    assert!(matches!(late, Err(ChangePasswordError::Confirm(ConfirmError::Throttled { .. }))));
});

both_engines!(another_address_needs_the_password_and_is_told_to_the_old_one, |w| {
    let (made, actor) = registered(&w, "siti@example.id").await;
    registered(&w, "ujang@example.id").await;
    registered(&w, "0812-3456-7890").await;
    let d = &w.deps;
    // A name is nobody's key.
    change_profile(d, &actor, profile(Some("siti@example.id"), None, "")).await.unwrap();
    let (person, _) = read_profile(d, &actor).await.unwrap();
    assert_eq!((person.name.as_str(), person.locale), ("Siti A.", Locale::En));

    let to_new = |password| profile(Some("baru@example.id"), Some("0813-1111-2222"), password);
    let missing = change_profile(d, &actor, to_new("")).await;
    assert!(matches!(missing, Err(ChangeProfileError::Confirm(ConfirmError::Missing))));
    let wrong = change_profile(d, &actor, to_new("wrong")).await;
    assert!(matches!(wrong, Err(ChangeProfileError::Confirm(ConfirmError::Wrong))));
    assert!(matches!(change_profile(d, &actor, profile(None, None, PASSWORD)).await, Err(ChangeProfileError::NoContact)));
    let taken = change_profile(d, &actor, profile(Some("ujang@example.id"), None, PASSWORD)).await;
    assert!(matches!(taken, Err(ChangeProfileError::EmailTaken)));
    let taken = change_profile(d, &actor, profile(Some("siti@example.id"), Some("081234567890"), PASSWORD)).await;
    assert!(matches!(taken, Err(ChangeProfileError::PhoneTaken)));
    assert_eq!(read_profile(d, &actor).await.unwrap().0.email, Some(Email::parse("siti@example.id").unwrap()));

    let link = reset_link(&w, "siti@example.id").await;
    change_profile(d, &actor, to_new(PASSWORD)).await.unwrap();
    assert!(!check_reset_link(d, &link).await.unwrap());
    w.run_jobs().await;
    let told = w.mails().last().unwrap().clone();
    assert_eq!((told.to.as_str(), told.body.contains("http://localhost:3000/en/lupa-sandi")), ("siti@example.id", true));
    let noted = actions(&w).await;
    let detail = &noted.iter().find(|(action, _)| action == "person.contact_changed").unwrap().1;
    assert_eq!(detail, "email: siti@example.id → baru@example.id; phone: - → 6281311112222");
    // Both are log-ins of the one account now, and this visitor is still in.
    for login in ["baru@example.id", "0813 1111 2222"] {
        assert_eq!(log(&w, login, PASSWORD).await.unwrap().person, made.person);
    }
    assert!(matches!(log(&w, "siti@example.id", PASSWORD).await, Err(LogInError::Wrong)));
    assert_eq!(read_session(d, &made.token.token).await.unwrap().actor, actor);
});

both_engines!(a_reset_uses_up_every_link_and_refuses_the_own_address, |w| {
    registered(&w, "siti.aminah@example.id").await;
    let (first, second) = (reset_link(&w, "siti.aminah@example.id").await, reset_link(&w, "siti.aminah@example.id").await);
    let own = reset_password(&w.deps, &first, "siti.aminah@example.id".to_owned()).await;
    assert!(matches!(own, Err(ResetPasswordError::Password(PasswordError::Common))));
    assert!(check_reset_link(&w.deps, &first).await.unwrap(), "a refused password does not use the link up");
    reset_password(&w.deps, &first, NEW.to_owned()).await.unwrap();
    assert!(!check_reset_link(&w.deps, &second).await.unwrap());
});
