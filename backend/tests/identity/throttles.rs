//! Who is slowed down by whose attempts.

use backend::both_engines;
use backend::db::{Run, sql};
use backend::identity::change_profile::{ChangeProfile, change_profile};
use backend::identity::log_in::{LogInError, Origin, log_in};
use backend::identity::password::PasswordError;
use backend::identity::register_person::{RegisterError, RegisterPerson, register_person};
use backend::identity::reset_password::{RequestResetError, request_reset};
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::identity::login::Login;
use domain::kernel::clock::HOUR;
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;

use crate::{PASSWORD, log, new_person, registered};

fn from(address: &str) -> Origin {
    Origin { address: address.to_owned(), agent: "test".to_owned() }
}

async fn wrong(w: &World, address: &str, login: &str) -> Result<(), LogInError> {
    log_in(&w.deps, &Actor::GUEST, &from(address), &Login::parse(login).unwrap(), "wrong".to_owned()).await.map(|_| ())
}

/// Uses up what an address may try, on log-ins that are nobody's. Counted directly: sixty hashes take their time.
async fn wear_out(w: &World, kind: &str, network: &str) {
    let q = "INSERT INTO throttle (key, window_start, attempts) VALUES ($1, $2, 60)";
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql(q).bind(format!("{kind}:{network}")).bind(w.deps.now())).await.unwrap();
    tx.commit().await.unwrap();
}

async fn attempts(w: &World) -> i64 {
    w.deps.db.reader().fetch_one(sql("SELECT CAST(SUM(attempts) AS BIGINT) AS n FROM throttle")).await.unwrap().get("n").unwrap()
}

both_engines!(an_address_that_is_refused_locks_nobody_out_and_writes_nothing, |w| {
    registered(&w, "siti@example.id").await;
    wear_out(&w, "login-from", "10.9.9.9").await;
    let before = attempts(&w).await;
    // Nobody may write: were it tried, it would wait in vain.
    let held = w.deps.db.begin().await.unwrap();
    for _ in 0..20 {
        assert!(matches!(wrong(&w, "10.9.9.9", "siti@example.id").await, Err(LogInError::Throttled { .. })));
    }
    held.rollback().await.unwrap();
    assert_eq!(attempts(&w).await, before);
    log(&w, "siti@example.id", PASSWORD).await.unwrap();
    w.pass(HOUR);
    assert!(matches!(wrong(&w, "10.9.9.9", "siti@example.id").await, Err(LogInError::Wrong)));
});

both_engines!(a_subscriber_of_ipv6_is_one_address, |w| {
    registered(&w, "siti@example.id").await;
    wear_out(&w, "login-from", "2001:db8:7:7::/64").await;
    for address in ["2001:db8:7:7::1", "2001:db8:7:7:1234:5678:9abc:def0"] {
        assert!(matches!(wrong(&w, address, "siti@example.id").await, Err(LogInError::Throttled { .. })), "{address}");
    }
    assert!(matches!(wrong(&w, "2001:db8:7:8::1", "siti@example.id").await, Err(LogInError::Wrong)));
});

both_engines!(address_and_number_of_a_person_are_one_account, |w| {
    let (_, actor) = registered(&w, "siti@example.id").await;
    let (email, phone) = (Email::parse("siti@example.id").ok(), Phone::parse("0812-3456-7890").ok());
    let input = ChangeProfile { name: "Siti".to_owned(), email, phone, locale: Locale::Id, password: PASSWORD.to_owned() };
    change_profile(&w.deps, &actor, input).await.unwrap();
    for login in ["siti@example.id", "0812-3456-7890"].repeat(4) {
        assert!(matches!(wrong(&w, "10.0.0.8", login).await, Err(LogInError::Wrong)));
    }
    for login in ["siti@example.id", "0812-3456-7890"] {
        assert!(matches!(log(&w, login, PASSWORD).await, Err(LogInError::Throttled { .. })), "{login}");
    }
});

both_engines!(many_new_accounts_from_one_address_are_refused, |w| {
    wear_out(&w, "register", "10.9.9.9").await;
    wear_out(&w, "reset-from", "10.9.9.9").await;
    let register = |address: &str, password: &str| {
        let input = RegisterPerson { password: password.to_owned(), ..new_person("siti@example.id") };
        let (w, origin) = (&w, from(address));
        async move { register_person(&w.deps, &Actor::GUEST, &origin, input).await }
    };
    // The estimate of a password is work: not for those who are refused.
    for password in [PASSWORD, "password"] {
        assert!(matches!(register("10.9.9.9", password).await, Err(RegisterError::Throttled { .. })));
    }
    for own in ["siti@example.id", "password"] {
        assert!(matches!(register("10.0.0.8", own).await, Err(RegisterError::Password(PasswordError::Common))), "{own}");
    }
    register("10.0.0.8", PASSWORD).await.unwrap();
    let email = Email::parse("siti@example.id").unwrap();
    for _ in 0..5 {
        let refused = request_reset(&w.deps, &from("10.9.9.9"), &email, Locale::Id).await;
        assert!(matches!(refused, Err(RequestResetError::Throttled { .. })));
    }
    for _ in 0..3 {
        request_reset(&w.deps, &from("10.0.0.8"), &email, Locale::Id).await.unwrap();
    }
    let fourth = request_reset(&w.deps, &from("10.0.0.8"), &email, Locale::Id).await;
    assert!(matches!(fourth, Err(RequestResetError::Throttled { .. })));
});
