//! Forms that are not sent yet: kept for their owner alone, sealed, for a short time, and gone once they are sent.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use std::time::Duration;

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::merge_drafts::merge_drafts;
use backend::flows::tours::pay::pay_tour;
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::book_party::book_party;
use backend::heritage::forget_draft::forget_draft;
use backend::heritage::keep_draft::{KeepDraft, KeepDraftError, keep_draft};
use backend::heritage::purge_drafts::purge_drafts;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::read_draft::read_draft;
use backend::heritage::store::drafts::{self, Sealed};
use backend::identity::log_in::{Origin, log_in};
use backend::identity::log_out::log_out;
use backend::identity::owner::Owner;
use backend::testing::heritage::{cash, party, saturday};
use backend::testing::wastebank::PASSWORD;
use backend::testing::world::World;
use domain::heritage::form_draft::{FormOf, KEPT_FOR, MAX_BYTES, MOST};
use domain::identity::actor::Actor;
use domain::identity::login::Login;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::ids::DepartureId;

fn typed(name: &str) -> Vec<(String, String)> {
    [("name", name), ("document", "3277015508900001")].map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec()
}

async fn keep_with(w: &World, actor: &Actor, form: FormOf, key: &str, name: &str) -> Result<Timestamp, KeepDraftError> {
    let draft = KeepDraft { form, key, fields: &typed(name), address: "192.0.2.7" };
    keep_draft(&w.deps, actor, &draft).await
}

async fn keep(w: &World, actor: &Actor, form: FormOf, name: &str) -> Timestamp {
    keep_with(w, actor, form, "kunci", name).await.unwrap()
}

/// The name that stands in what was kept.
async fn kept(w: &World, actor: &Actor, form: FormOf) -> Option<String> {
    read_draft(&w.deps, actor, form).await.unwrap().map(|d| d.fields[0].1.clone())
}

async fn count(w: &World) -> i64 {
    w.deps.db.reader().fetch_one(sql("SELECT COUNT(*) AS n FROM form_draft")).await.unwrap().get("n").unwrap()
}

fn some_departure(w: &World) -> FormOf {
    FormOf::Party(w.deps.id::<DepartureId>())
}

both_engines!(a_form_is_kept_for_its_owner_alone_and_the_newest_counts, |w| {
    let (guest, other, person) = (w.guest().await, w.guest().await, w.person("Neng", &[]).await);
    let of = some_departure(&w);
    for actor in [&guest, &person] {
        let until = keep(&w, actor, of, "Neng Siti").await;
        assert_eq!(until, w.deps.now().plus(KEPT_FOR));
        let form = read_draft(&w.deps, actor, of).await.unwrap().unwrap();
        assert_eq!((form.fields, form.until), (typed("Neng Siti"), until));
    }
    w.pass(HOUR);
    keep(&w, &guest, of, "Siti Aminah").await;
    assert_eq!(kept(&w, &guest, of).await.as_deref(), Some("Siti Aminah"));
    assert_eq!((kept(&w, &person, of).await.as_deref(), count(&w).await), (Some("Neng Siti"), 2));
    for nobody in [&other, &Actor::GUEST, &Actor::System, &w.person("Orang Lain", &[]).await] {
        assert_eq!(kept(&w, nobody, of).await, None, "{nobody:?}");
        forget_draft(&w.deps, nobody, of).await.unwrap();
    }
    assert_eq!(kept(&w, &guest, some_departure(&w)).await, None, "of another departure");
    assert!(matches!(keep_with(&w, &Actor::GUEST, of, "", "x").await, Err(KeepDraftError::Nobody)));

    forget_draft(&w.deps, &person, of).await.unwrap();
    assert_eq!((kept(&w, &person, of).await, count(&w).await), (None, 1));
    log_out(&w.deps, &guest).await.unwrap();
    assert_eq!(count(&w).await, 0, "a guest's goes with the session");
});

both_engines!(what_lies_in_the_database_is_sealed_to_its_row, |w| {
    let person = w.person("Neng", &[]).await;
    let (one, two) = (some_departure(&w), some_departure(&w));
    keep(&w, &person, one, "Neng Siti").await;
    keep(&w, &person, two, "Siti Aminah").await;
    let rows = w.deps.db.reader().fetch_all(sql("SELECT sealed FROM form_draft")).await.unwrap();
    assert_eq!(rows.len(), 2);
    for row in &rows {
        let sealed: Vec<u8> = row.get("sealed").unwrap();
        for plain in ["Siti", "3277015508900001", "document"] {
            assert!(!sealed.windows(plain.len()).any(|part| part == plain.as_bytes()), "{plain}");
        }
    }
    // Moved to another row it does not open, and the form begins anew.
    let q = "UPDATE form_draft SET sealed = (SELECT o.sealed FROM form_draft o WHERE o.subject_id = $1) WHERE subject_id = $2";
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql(q).bind(one.subject()).bind(two.subject())).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((kept(&w, &person, one).await.as_deref(), kept(&w, &person, two).await), (Some("Neng Siti"), None));
});

both_engines!(it_is_kept_for_a_day_and_not_longer, |w| {
    let (guest, of, later) = (w.guest().await, some_departure(&w), some_departure(&w));
    keep(&w, &guest, of, "Neng Siti").await;
    w.pass(KEPT_FOR - 1);
    keep(&w, &guest, later, "Siti Aminah").await;
    assert_eq!((purge_drafts(&w.deps).await.unwrap(), kept(&w, &guest, of).await.as_deref()), (0, Some("Neng Siti")));
    w.pass(1);
    assert_eq!((kept(&w, &guest, of).await, count(&w).await), (None, 2), "not shown any more, even before it is purged");
    run_tour_timers(&w.deps).await.unwrap();
    assert_eq!((count(&w).await, kept(&w, &guest, later).await.as_deref()), (1, Some("Siti Aminah")));
    w.pass(DAY);
    assert_eq!((purge_drafts(&w.deps).await.unwrap(), count(&w).await), (1, 0));
});

both_engines!(one_owner_has_few_and_none_is_endless, |w| {
    let person = w.person("Neng", &[]).await;
    let all: Vec<FormOf> = (0..=MOST).map(|_| some_departure(&w)).collect();
    for (n, of) in all.iter().enumerate() {
        keep(&w, &person, *of, &format!("Tamu {n}")).await;
        w.pass(1);
    }
    assert_eq!((kept(&w, &person, all[0]).await, count(&w).await), (None, i64::try_from(MOST).unwrap()));
    keep(&w, &person, all[1], "Neng Siti").await;
    assert_eq!(kept(&w, &person, all[2]).await.as_deref(), Some("Tamu 2"), "what is kept anew takes nobody's place");
    let endless = "x".repeat(MAX_BYTES);
    assert!(matches!(keep_with(&w, &person, all[1], "", &endless).await, Err(KeepDraftError::TooLarge)));
    assert_eq!(kept(&w, &person, all[1]).await.as_deref(), Some("Neng Siti"));

    let (known, new) = (w.guest().await, w.guest().await);
    keep(&w, &known, all[0], "Neng Siti").await;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE throttle SET attempts = 100000 WHERE key = 'draft-from:192.0.2.7'")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(keep_with(&w, &new, all[0], "", "Siti Aminah").await, Err(KeepDraftError::Often)));
    keep(&w, &known, all[0], "Siti Aminah").await;
    keep(&w, &person, all[0], "Siti Aminah").await;
});

both_engines!(what_was_sent_is_no_draft_any_more, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let later = FormOf::Party(w.departure(&s, saturday().plus(7 * DAY)).await);
    let (of, person) = (FormOf::Party(d), w.person("Neng", &[]).await);
    for (key, actor) in [("satu", person), ("dua", w.guest().await)] {
        for form in [of, later] {
            keep_with(&w, &actor, form, key, "Neng Siti").await.unwrap();
        }
        let secret = book_party(&w.deps, &actor, &party(d, key, 1)).await.unwrap().secret;
        assert_eq!((kept(&w, &actor, of).await, kept(&w, &actor, later).await.as_deref()), (None, Some("Neng Siti")));
        // What a browser tells late: the form has become a booking.
        let late = keep_with(&w, &actor, of, key, "Neng Siti").await;
        assert!(matches!(&late, Err(KeepDraftError::Sent(made)) if made.secret == secret), "{late:?}");
        keep_with(&w, &actor, of, "lain", "Siti Aminah").await.unwrap();

        let booking = read_booking(&w.deps, &actor, BookingKey::Secret(&secret)).await.unwrap().id;
        keep_with(&w, &actor, FormOf::Tender(booking), "", "karton").await.unwrap();
        pay_tour(&w.deps, &actor, BookingKey::Secret(&secret), &cash()).await.unwrap();
        assert_eq!(kept(&w, &actor, FormOf::Tender(booking)).await, None);
        assert_eq!(kept(&w, &actor, of).await.as_deref(), Some("Siti Aminah"), "another form");
    }
    // Sent before the session began.
    let booked = book_party(&w.deps, &Actor::GUEST, &party(d, "tiga", 1)).await.unwrap();
    let late = keep_with(&w, &w.guest().await, of, "tiga", "Neng Siti").await;
    assert!(matches!(&late, Err(KeepDraftError::Sent(made)) if *made == booked), "{late:?}");
    w.assert_seats_add_up().await;
});

both_engines!(a_guests_form_goes_along_at_log_in, |w| {
    let counter = w.counter().await;
    let (guest, person) = (w.guest().await, counter.witness.clone());
    let (both, hers, full) = (some_departure(&w), some_departure(&w), (0..MOST).map(|_| some_departure(&w)).collect::<Vec<_>>());
    keep(&w, &person, hers, "Bu Cucu").await;
    keep(&w, &person, both, "Bu Cucu").await;
    w.pass(1);
    keep(&w, &guest, both, "Neng Siti").await;
    let enter = async |from: &Actor| {
        let (origin, login) = (Origin::default(), Login::parse("dadang@example.id").unwrap());
        log_in(&w.deps, from, &origin, &login, PASSWORD.to_owned()).await.unwrap();
    };
    enter(&guest).await;
    assert_eq!(kept(&w, &person, both).await.as_deref(), Some("Neng Siti"), "what was typed last");
    assert_eq!((kept(&w, &person, hers).await.as_deref(), kept(&w, &guest, both).await), (Some("Bu Cucu"), None));
    // Who brings as many as one may have leaves the older ones behind.
    let other = w.guest().await;
    for of in &full {
        w.pass(1);
        keep(&w, &other, *of, "Rombongan").await;
    }
    enter(&other).await;
    assert_eq!((kept(&w, &person, hers).await, kept(&w, &person, full[0]).await.as_deref()), (None, Some("Rombongan")));
    assert_eq!(count(&w).await, i64::try_from(MOST).unwrap());
});

both_engines!(a_log_in_meets_another_device_that_keeps_the_same_form, |w| {
    let (guest, person, of) = (w.guest().await, w.person("Neng", &[]).await, some_departure(&w));
    keep(&w, &guest, of, "Neng Siti").await;
    let (session, owner) = (guest.session().unwrap(), Owner::of(&person).unwrap());
    // The other device has written it, and nobody sees it yet.
    let mut tx = w.deps.db.begin().await.unwrap();
    let now = w.deps.now();
    let other = Sealed { id: w.deps.id(), sealed: vec![1], until: now.plus(KEPT_FOR) };
    drafts::put(&mut tx, owner, of, &other, now).await.unwrap();
    let (deps, to) = (w.deps.clone(), person.person().unwrap());
    let entering = tokio::spawn(async move {
        let mut tx = deps.db.begin().await?;
        merge_drafts(&mut tx, session, to).await?;
        tx.commit().await
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    tx.commit().await.unwrap();
    entering.await.unwrap().unwrap();
    assert_eq!((kept(&w, &person, of).await.as_deref(), kept(&w, &guest, of).await), (Some("Neng Siti"), None));
    assert_eq!(count(&w).await, 1);
});

both_engines!(what_was_kept_while_it_was_being_sent_is_gone_when_it_is_looked_for, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let (of, elsewhere) = (FormOf::Party(d), some_departure(&w));
    let person = w.person("Neng", &[]).await;
    let stand = async |from: FormOf, to: FormOf| {
        let mut tx = w.deps.db.begin().await.unwrap();
        let q = "UPDATE form_draft SET subject_id = $2 WHERE subject_id = $1";
        assert_eq!(tx.execute(sql(q).bind(from.subject()).bind(to.subject())).await.unwrap(), 1);
        tx.commit().await.unwrap();
    };
    // By its owner, and by a visitor whose session began with the keeping.
    for (key, sender, owner) in [("satu", &person, &person), ("dua", &Actor::GUEST, &w.guest().await)] {
        let mut fields = typed("Neng Siti");
        fields.push(("key".to_owned(), key.to_owned()));
        let draft = KeepDraft { form: of, key, fields: &fields, address: "192.0.2.7" };
        keep_draft(&w.deps, owner, &draft).await.unwrap();
        assert_eq!(kept(&w, owner, of).await.as_deref(), Some("Neng Siti"), "not sent yet");
        // The booking does not see a draft that is not committed yet: here it stands aside meanwhile.
        stand(of, elsewhere).await;
        book_party(&w.deps, sender, &party(d, key, 1)).await.unwrap();
        stand(elsewhere, of).await;
        assert_eq!((kept(&w, owner, of).await, count(&w).await), (None, 0));
    }
    w.assert_seats_add_up().await;
});

both_engines!(forms_and_papers_are_forgotten_whatever_else_the_clock_cannot_do, |w| {
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    keep(&w, &w.person("Neng", &[]).await, some_departure(&w), "Neng Siti").await;
    let papers = async || {
        let q = "SELECT COUNT(*) AS n FROM visitor WHERE sealed IS NOT NULL";
        w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get::<i64>("n").unwrap()
    };
    let lose = async |table: &str, column: &str| {
        let mut tx = w.deps.db.begin().await.unwrap();
        tx.execute(sql(format!("ALTER TABLE {table} RENAME COLUMN {column} TO lost"))).await.unwrap();
        tx.commit().await.unwrap();
    };
    w.pass(saturday().since(w.deps.now()) + 100 * DAY);
    assert_eq!((papers().await, count(&w).await), (2, 1));
    // Whom to remind cannot be read.
    lose("booking", "remind_at").await;
    run_tour_timers(&w.deps).await.unwrap_err();
    assert_eq!((papers().await, count(&w).await), (0, 0));
    // Nor what of the papers is due: the forms do not wait for them.
    keep(&w, &w.person("Siti", &[]).await, some_departure(&w), "Siti").await;
    w.pass(KEPT_FOR);
    lose("party_call", "purge_at").await;
    run_tour_timers(&w.deps).await.unwrap_err();
    assert_eq!(count(&w).await, 0);
});
