//! People on both engines: registering, logging in, resetting, their accounts, roles.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod account;
mod house;
mod throttles;

use backend::both_engines;
use backend::identity::log_in::{LogInError, LoggedIn, Origin, log_in};
use backend::identity::log_out::log_out_everywhere;
use backend::identity::manage_people::{ManagePeopleError, list_people, set_role};
use backend::identity::register_person::{RegisterError, RegisterPerson, register_person};
use backend::identity::reset_password::{ResetPasswordError, request_reset, reset_password};
use backend::identity::store::people;
use backend::identity::use_session::{LIFETIME, Visitor, begin_guest_session, read_session};
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::clock::HOUR;
use domain::kernel::locale::Locale;
use domain::kernel::paging::PageRequest;

const PASSWORD: &str = "kuda-lumping-sore-7";

fn new_person(login: &str) -> RegisterPerson {
    RegisterPerson {
        name: "Siti Aminah".to_owned(),
        login: Login::parse(login).unwrap(),
        password: PASSWORD.to_owned(),
        locale: Locale::Id,
    }
}

fn origin() -> Origin {
    Origin { address: "10.0.0.7".to_owned(), agent: "test".to_owned() }
}

/// Registers, and is who came back with the cookie.
async fn registered(w: &World, login: &str) -> (LoggedIn, Actor) {
    let made = register_person(&w.deps, &Actor::GUEST, &origin(), new_person(login)).await.unwrap();
    let actor = read_session(&w.deps, &made.token.token).await.unwrap().actor;
    (made, actor)
}

/// Asks for a link to set a new password, and reads it in the mail.
async fn reset_link(w: &World, email: &str) -> String {
    request_reset(&w.deps, &origin(), &Email::parse(email).unwrap(), Locale::Id).await.unwrap();
    w.run_jobs().await;
    w.mails().last().unwrap().body.split("/reset/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

async fn log(w: &World, login: &str, password: &str) -> Result<LoggedIn, LogInError> {
    log_in(&w.deps, &Actor::GUEST, &origin(), &Login::parse(login).unwrap(), password.to_owned()).await
}

both_engines!(one_number_is_one_account_however_it_is_written, |w| {
    let made = register_person(&w.deps, &Actor::GUEST, &origin(), new_person("0812-3456-7890")).await.unwrap();
    let again = register_person(&w.deps, &Actor::GUEST, &origin(), new_person("+62 812 3456 7890")).await;
    assert!(matches!(again, Err(RegisterError::Taken)));
    let back = log(&w, "6281234567890", PASSWORD).await.unwrap();
    assert_eq!(back.person, made.person);
});

both_engines!(logging_in_rotates_the_session, |w| {
    register_person(&w.deps, &Actor::GUEST, &origin(), new_person("siti@example.id")).await.unwrap();
    let guest = begin_guest_session(&w.deps, "test").await.unwrap();
    let before = read_session(&w.deps, &guest.token).await.unwrap();
    let entered = log_in(&w.deps, &before.actor, &origin(), &Login::parse("SITI@example.id").unwrap(), PASSWORD.to_owned()).await.unwrap();
    assert_ne!(entered.token.token, guest.token);
    assert_eq!(read_session(&w.deps, &guest.token).await.unwrap(), Visitor::STRANGER);
    let after = read_session(&w.deps, &entered.token.token).await.unwrap();
    assert_eq!((after.name.as_deref(), after.actor.has(Role::Shopper), after.actor.has(Role::Admin)), (Some("Siti Aminah"), true, false));
    w.pass(LIFETIME + 1);
    assert_eq!(read_session(&w.deps, &entered.token.token).await.unwrap(), Visitor::STRANGER);
});

both_engines!(guessing_is_throttled_and_a_success_clears_it, |w| {
    register_person(&w.deps, &Actor::GUEST, &origin(), new_person("siti@example.id")).await.unwrap();
    for _ in 0..7 {
        assert!(matches!(log(&w, "siti@example.id", "wrong").await, Err(LogInError::Wrong)));
    }
    log(&w, "siti@example.id", PASSWORD).await.unwrap();
    for _ in 0..8 {
        assert!(matches!(log(&w, "siti@example.id", "wrong").await, Err(LogInError::Wrong)));
    }
    assert!(matches!(log(&w, "siti@example.id", PASSWORD).await, Err(LogInError::Throttled { .. })));
    // The same for an address that is nobody's: the answer tells nothing.
    assert!(matches!(log(&w, "nobody@example.id", "wrong").await, Err(LogInError::Wrong)));
    w.pass(HOUR);
    log(&w, "siti@example.id", PASSWORD).await.unwrap();
});

both_engines!(a_reset_link_works_once_and_ends_all_sessions, |w| {
    let made = register_person(&w.deps, &Actor::GUEST, &origin(), new_person("siti@example.id")).await.unwrap();
    let email = Email::parse("siti@example.id").unwrap();
    request_reset(&w.deps, &origin(), &email, Locale::En).await.unwrap();
    request_reset(&w.deps, &origin(), &Email::parse("nobody@example.id").unwrap(), Locale::En).await.unwrap();
    w.run_jobs().await;
    let mails = w.mails();
    assert_eq!(mails.len(), 1);
    let token = mails[0].body.split("/en/reset/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let new = "wayang-golek-pagi-9";
    reset_password(&w.deps, &token, new.to_owned()).await.unwrap();
    assert!(matches!(reset_password(&w.deps, &token, new.to_owned()).await, Err(ResetPasswordError::BadLink)));
    assert_eq!(read_session(&w.deps, &made.token.token).await.unwrap(), Visitor::STRANGER);
    assert!(matches!(log(&w, "siti@example.id", PASSWORD).await, Err(LogInError::Wrong)));
    log(&w, "siti@example.id", new).await.unwrap();
});

both_engines!(a_reset_link_expires, |w| {
    register_person(&w.deps, &Actor::GUEST, &origin(), new_person("siti@example.id")).await.unwrap();
    request_reset(&w.deps, &origin(), &Email::parse("siti@example.id").unwrap(), Locale::Id).await.unwrap();
    w.run_jobs().await;
    let token = w.mails()[0].body.split("/reset/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    w.pass(HOUR + 1);
    assert!(matches!(reset_password(&w.deps, &token, "wayang-golek-pagi-9".to_owned()).await, Err(ResetPasswordError::BadLink)));
});

both_engines!(log_out_everywhere_ends_every_session, |w| {
    register_person(&w.deps, &Actor::GUEST, &origin(), new_person("siti@example.id")).await.unwrap();
    let a = log(&w, "siti@example.id", PASSWORD).await.unwrap();
    let b = log(&w, "siti@example.id", PASSWORD).await.unwrap();
    let actor = read_session(&w.deps, &a.token.token).await.unwrap().actor;
    assert_eq!(log_out_everywhere(&w.deps, &actor).await.unwrap(), 3);
    for token in [&a.token.token, &b.token.token] {
        assert_eq!(read_session(&w.deps, token).await.unwrap(), Visitor::STRANGER);
    }
});

both_engines!(only_admins_give_roles_and_the_last_admin_stays, |w| {
    let admin = w.person("Ade Admin", &[Role::Admin]).await;
    let shopper = w.person("Budi Shopper", &[]).await;
    let budi = shopper.person().unwrap();
    assert!(matches!(set_role(&w.deps, &shopper, budi, Role::Admin, true).await, Err(ManagePeopleError::Forbidden(_))));
    set_role(&w.deps, &admin, budi, Role::Officer, true).await.unwrap();
    set_role(&w.deps, &admin, budi, Role::Officer, true).await.unwrap();
    let seen = read_session(&w.deps, &World::token_of(&shopper)).await.unwrap();
    assert!(seen.actor.has(Role::Officer));
    let found = list_people(&w.deps, &admin, "budi", PageRequest::new(None, 20)).await.unwrap();
    assert_eq!((found.total, found.items[0].roles.clone()), (1, vec![Role::Shopper, Role::Officer]));
    let last = set_role(&w.deps, &admin, admin.person().unwrap(), Role::Admin, false).await;
    assert!(matches!(last, Err(ManagePeopleError::LastAdmin)));
    set_role(&w.deps, &admin, budi, Role::Officer, false).await.unwrap();
});

both_engines!(who_keeps_an_open_shop_stays_a_merchant, |w| {
    let admin = w.person("Ade Admin", &[Role::Admin]).await;
    let owner = w.stall("Satu").await.owner;
    let id = owner.person().unwrap();
    let refused = set_role(&w.deps, &admin, id, Role::Merchant, false).await;
    assert!(matches!(refused, Err(ManagePeopleError::OpenShop)));
    assert!(read_session(&w.deps, &World::token_of(&owner)).await.unwrap().actor.has(Role::Merchant));
    set_role(&w.deps, &admin, id, Role::Officer, true).await.unwrap();
    set_role(&w.deps, &admin, id, Role::Officer, false).await.unwrap();
    let seller = w.person("Bu Tanpa Toko", &[Role::Merchant]).await;
    set_role(&w.deps, &admin, seller.person().unwrap(), Role::Merchant, false).await.unwrap();
});

both_engines!(people_are_found_whatever_the_case_and_signs_of_their_names, |w| {
    let admin = w.person("Ade", &[Role::Admin]).await;
    for (plain, name) in [("Siti", "Siti RÉNÉE"), ("Budi", "Budi_50%")] {
        let person = w.person(plain, &[]).await;
        let mut tx = w.deps.db.begin().await.unwrap();
        people::set_name(&mut tx, person.person().unwrap(), name, Locale::Id).await.unwrap();
        tx.commit().await.unwrap();
    }
    for (typed, names) in
        [("rénée", &["Siti RÉNÉE"][..]), ("RENEE", &["Siti RÉNÉE"]), ("i_5", &["Budi_50%"]), ("0%", &["Budi_50%"]), (r"\", &[])]
    {
        let found = list_people(&w.deps, &admin, typed, PageRequest::new(None, 20)).await.unwrap();
        assert_eq!(found.items.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), names, "{typed}");
    }
});
