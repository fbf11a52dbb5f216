//! Accounts made and mended by the house: `sentra user`, and links that an admin hands over.

use backend::audit;
use backend::both_engines;
use backend::heritage::store::staff;
use backend::identity::add_person::{AddPerson, AddPersonError, add_person};
use backend::identity::log_in::LogInError;
use backend::identity::make_reset_link::{MakeResetLinkError, make_reset_link};
use backend::identity::manage_people::{list_people, set_role};
use backend::identity::password::PasswordError;
use backend::identity::reset_password::{ResetPasswordError, check_reset_link, reset_password};
use backend::identity::set_password::{SetPasswordError, set_password};
use backend::identity::use_session::{Visitor, read_session};
use backend::wastebank::store::units;
use domain::heritage::staff::Duty;
use domain::identity::actor::Actor;
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::clock::HOUR;
use domain::kernel::locale::Locale;
use domain::kernel::paging::PageRequest;
use domain::kernel::phone::Phone;

use crate::{PASSWORD, log, registered, reset_link};

fn new(login: &str, password: &str) -> AddPerson {
    let login = Login::parse(login).unwrap();
    AddPerson { name: " Dewi Petugas ".to_owned(), login, password: password.to_owned(), roles: vec![Role::Officer], locale: Locale::Id }
}

both_engines!(an_admin_hands_a_link_to_whom_no_mail_reaches, |w| {
    let d = &w.deps;
    let (before, siti) = registered(&w, "0812-3456-7890").await;
    let (_, budi) = registered(&w, "budi@example.id").await;
    let admin = w.person("Ade", &[Role::Admin]).await;
    let id = siti.person().unwrap();
    for who in [&siti, &budi, &w.person("Petugas", &[Role::Officer]).await, &Actor::GUEST] {
        assert!(matches!(make_reset_link(d, who, id).await, Err(MakeResetLinkError::Forbidden(_))));
    }
    assert!(matches!(make_reset_link(d, &admin, d.id()).await, Err(MakeResetLinkError::NotFound)));
    assert!(matches!(make_reset_link(d, &admin, budi.person().unwrap()).await, Err(MakeResetLinkError::HasEmail)));
    let token = |link: &str| link.strip_prefix("http://localhost:3000/reset/").unwrap().to_owned();
    let first = token(&make_reset_link(d, &admin, id).await.unwrap().link);
    let second = make_reset_link(d, &admin, id).await.unwrap();
    assert_eq!(
        (second.name.as_str(), second.phone.as_ref().map(Phone::local), second.until),
        ("Siti Aminah", Some("0812-3456-7890".to_owned()), d.now().plus(HOUR))
    );
    assert!(!check_reset_link(d, &first).await.unwrap(), "the one before is good no more");
    assert!(read_session(d, &before.token.token).await.unwrap().actor.person().is_some(), "a link alone changes nothing");

    let new = "wayang-golek-pagi-9";
    reset_password(d, &token(&second.link), new.to_owned()).await.unwrap();
    assert!(matches!(reset_password(d, &token(&second.link), new.to_owned()).await, Err(ResetPasswordError::BadLink)));
    assert_eq!(read_session(d, &before.token.token).await.unwrap(), Visitor::STRANGER);
    log(&w, "081234567890", new).await.unwrap();
    let late = token(&make_reset_link(d, &admin, id).await.unwrap().link);
    w.pass(HOUR);
    assert!(!check_reset_link(d, &late).await.unwrap());

    let noted = audit::list(d, &admin, PageRequest::new(None, 50)).await.unwrap().items;
    let made: Vec<_> = noted.iter().filter(|e| e.action == "person.reset_link_made").collect();
    assert_eq!(made.len(), 3);
    assert!(made.iter().all(|e| e.actor.as_deref() == Some("Ade") && e.subject == format!("person:{id}") && e.detail.is_empty()));
    // Nobody steps into another admin's name by it.
    set_role(d, &admin, id, Role::Admin, true).await.unwrap();
    assert!(matches!(make_reset_link(d, &admin, id).await, Err(MakeResetLinkError::Admin)));
});

both_engines!(no_link_lets_an_admin_act_for_who_is_trusted_with_something, |w| {
    let (d, admin) = (&w.deps, w.person("Ade", &[Role::Admin]).await);
    let (c, s) = (w.counter().await, w.sightseeing().await);
    let mut ids = Vec::new();
    for n in 1..=4 {
        ids.push(registered(&w, &format!("0812-0000-000{n}")).await.1.person().unwrap());
    }
    let mut made = Vec::new();
    for id in &ids {
        let link = make_reset_link(d, &admin, *id).await.unwrap().link;
        made.push(link.rsplit('/').next().unwrap().to_owned());
        assert!(check_reset_link(d, &made[made.len() - 1]).await.unwrap());
    }
    set_role(d, &admin, ids[0], Role::Officer, true).await.unwrap();
    let mut tx = d.db.begin().await.unwrap();
    units::appoint(&mut tx, c.unit, ids[1], d.now()).await.unwrap();
    staff::appoint(&mut tx, s.tour.id, ids[2], Duty::Guide, d.now()).await.unwrap();
    staff::appoint_speaker(&mut tx, s.site("pusdikpal"), ids[3], d.now()).await.unwrap();
    tx.commit().await.unwrap();
    for (id, link) in ids.iter().zip(&made) {
        assert!(matches!(make_reset_link(d, &admin, *id).await, Err(MakeResetLinkError::Trusted)), "{id}");
        assert!(!check_reset_link(d, link).await.unwrap(), "made before, it opens nothing now");
        let opened = reset_password(d, link, "wayang-golek-pagi-9".to_owned()).await;
        assert!(matches!(opened, Err(ResetPasswordError::BadLink)), "{opened:?}");
    }
    let listed = list_people(d, &admin, "62812000000", PageRequest::new(None, 20)).await.unwrap().items;
    let posts: Vec<_> = ids.iter().map(|id| listed.iter().find(|p| p.id == *id).unwrap().has_post).collect();
    assert_eq!(posts, [false, true, true, true], "the first is an officer");
    for n in 1..=4 {
        log(&w, &format!("0812-0000-000{n}"), PASSWORD).await.unwrap();
    }
});

both_engines!(the_house_makes_accounts, |w| {
    let d = &w.deps;
    let made = add_person(d, &Actor::System, new("dewi@example.id", PASSWORD)).await.unwrap();
    let entered = log(&w, "dewi@example.id", PASSWORD).await.unwrap();
    let visitor = read_session(d, &entered.token.token).await.unwrap();
    assert_eq!((visitor.actor.person(), visitor.name.as_deref()), (Some(made), Some("Dewi Petugas")));
    assert!(visitor.actor.has(Role::Officer) && visitor.actor.has(Role::Shopper) && !visitor.actor.has(Role::Admin));
    assert!(matches!(add_person(d, &Actor::System, new("DEWI@example.id", PASSWORD)).await, Err(AddPersonError::Taken)));
    assert!(matches!(add_person(d, &visitor.actor, new("x@example.id", PASSWORD)).await, Err(AddPersonError::Forbidden(_))));
    let unnamed = AddPerson { name: "  ".to_owned(), ..new("x@example.id", PASSWORD) };
    assert!(matches!(add_person(d, &Actor::System, unnamed).await, Err(AddPersonError::NoName)));
    for (login, own) in [("kios.dewi@example.id", "kios.dewi@example.id"), ("0812-3456-7890", "081234567890")] {
        let refused = add_person(d, &Actor::System, new(login, own)).await;
        assert!(matches!(refused, Err(AddPersonError::Password(PasswordError::Common))), "{own}");
    }
});

both_engines!(the_house_sets_a_password_and_opens_the_lock, |w| {
    let d = &w.deps;
    let (before, shopper) = registered(&w, "siti@example.id").await;
    let link = reset_link(&w, "siti@example.id").await;
    let login = Login::parse("siti@example.id").unwrap();
    let set = |password: &str| {
        let (w, login, password) = (&w, &login, password.to_owned());
        async move { set_password(&w.deps, &Actor::System, login, password).await }
    };
    for _ in 0..8 {
        log(&w, "siti@example.id", "wrong").await.unwrap_err();
    }
    assert!(matches!(set("siti@example.id").await, Err(SetPasswordError::Password(PasswordError::Common))));
    let new = "wayang-golek-pagi-9";
    assert!(matches!(set_password(d, &shopper, &login, new.to_owned()).await, Err(SetPasswordError::Forbidden(_))));
    let nobody = Login::parse("nobody@example.id").unwrap();
    assert!(matches!(set_password(d, &Actor::System, &nobody, new.to_owned()).await, Err(SetPasswordError::NotFound)));
    assert!(matches!(log(&w, "siti@example.id", PASSWORD).await, Err(LogInError::Throttled { .. })));

    set(new).await.unwrap();
    assert_eq!(read_session(d, &before.token.token).await.unwrap(), Visitor::STRANGER);
    assert!(!check_reset_link(d, &link).await.unwrap());
    log(&w, "siti@example.id", new).await.unwrap();
});
