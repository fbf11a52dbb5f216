//! The queue: retried, given up, taken over, never done by two, never stopped by one.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod gate;

use std::sync::Arc;
use std::time::Duration;

use backend::adapters::mail::Mail;
use backend::both_engines;
use backend::db::{Engine, Run, sql};
use backend::deps::Deps;
use backend::jobs::admin::{JobAdminError, list_jobs, retry_job};
use backend::jobs::runner::{drain, run};
use backend::jobs::{Job, enqueue, enqueue_all};
use backend::market::index_products::ensure_index;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{HOUR, MINUTE, SECOND};
use domain::kernel::ids::{JobId, ProductId};
use gate::Gate;
use tokio_util::sync::CancellationToken;

fn letter(subject: &str) -> Job {
    Job::SendMail { mail: Mail { to: "siti@example.id".to_owned(), subject: subject.to_owned(), body: "Tautan rahasia".to_owned() } }
}

async fn queue(w: &World, jobs: &[Job]) {
    for job in jobs {
        w.pass(1); // their numbers are in the order of their time
        let mut tx = w.deps.db.begin().await.unwrap();
        enqueue(&mut tx, &w.deps, job).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Seen {
    id: JobId,
    state: String,
    attempts: i64,
    /// Milliseconds from now.
    due_in: i64,
    error: String,
    payload: String,
}

/// In the order of queueing.
async fn seen(w: &World) -> Vec<Seen> {
    let q = "SELECT id, state, attempts, run_at, last_error, payload FROM job ORDER BY id";
    let rows = w.deps.db.reader().fetch_all(sql(q)).await.unwrap();
    let one = |r: &backend::db::Row| Seen {
        id: r.get("id").unwrap(),
        state: r.get("state").unwrap(),
        attempts: r.get("attempts").unwrap(),
        due_in: r.get::<i64>("run_at").unwrap() - w.deps.now().0,
        error: r.get::<Option<String>>("last_error").unwrap().unwrap_or_default(),
        payload: r.get("payload").unwrap(),
    };
    rows.iter().map(one).collect()
}

async fn states(w: &World) -> Vec<String> {
    seen(w).await.into_iter().map(|s| s.state).collect()
}

async fn change(w: &World, q: &'static str) {
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql(q).bind(w.deps.now())).await.unwrap();
    tx.commit().await.unwrap();
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..1_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what}: it never came");
}

fn mailing(w: &World, mailer: Arc<Gate>) -> Arc<Deps> {
    Arc::new(Deps { mailer, ..w.another_process() })
}

both_engines!(a_failing_job_comes_back_ever_later_and_then_waits_for_an_admin, |w| {
    queue(&w, &[letter("Pesanan")]).await;
    let broken = mailing(&w, Gate::open());
    for pause in [5 * SECOND, 20 * SECOND, 80 * SECOND, 320 * SECOND, 1_280 * SECOND, HOUR, HOUR] {
        assert_eq!(drain(&broken).await.unwrap(), 1);
        let job = seen(&w).await.remove(0);
        assert_eq!((job.state.as_str(), job.due_in), ("waiting", pause));
        assert!(job.error.contains("the post is closed"), "{}", job.error);
        w.pass(pause - 1);
        assert_eq!(drain(&broken).await.unwrap(), 0, "not before its time");
        w.pass(1);
    }
    drain(&broken).await.unwrap();
    let job = seen(&w).await.remove(0);
    assert_eq!((job.state.as_str(), job.attempts), ("dead", 8));
    w.pass(24 * HOUR);
    assert_eq!(w.run_jobs().await, 0, "an admin has to say so");

    let admin = w.person("Dewi", &[Role::Admin]).await;
    for stranger in [w.person("Siti", &[Role::Merchant]).await, w.person("Asep", &[Role::Officer]).await, Actor::GUEST] {
        assert!(matches!(list_jobs(&w.deps, &stranger).await, Err(JobAdminError::Forbidden(_))));
        assert!(matches!(retry_job(&w.deps, &stranger, job.id).await, Err(JobAdminError::Forbidden(_))));
    }
    let (counts, rows) = list_jobs(&w.deps, &admin).await.unwrap();
    assert_eq!((counts.dead, counts.waiting, rows[0].id, rows[0].state.as_str()), (1, 0, job.id, "dead"));
    retry_job(&w.deps, &admin, job.id).await.unwrap();
    assert_eq!(w.run_jobs().await, 1);
    assert_eq!(w.mails().len(), 1);
    assert!(matches!(retry_job(&w.deps, &admin, job.id).await, Err(JobAdminError::NotFound)));
    let (counts, rows) = list_jobs(&w.deps, &admin).await.unwrap();
    assert_eq!((counts.dead, counts.done, rows.len()), (0, 1, 0));
});

both_engines!(what_a_mail_said_is_not_kept, |w| {
    queue(&w, &[letter("Sandi baru")]).await;
    assert!(seen(&w).await[0].payload.contains("rahasia"));
    w.run_jobs().await;
    let job = seen(&w).await.remove(0);
    assert_eq!((job.state.as_str(), job.payload.as_str()), ("done", ""));
});

both_engines!(a_panic_ends_its_job_and_nothing_else, |w| {
    queue(&w, &[letter("panic"), letter("Pesanan")]).await;
    assert_eq!(drain(&mailing(&w, Gate::open())).await.unwrap(), 2);
    let jobs = seen(&w).await;
    assert!(jobs[0].error.contains("a panic: no such letter"), "{}", jobs[0].error);
    assert!(jobs[1].error.contains("the post is closed"));
    assert_eq!(states(&w).await, ["waiting", "waiting"]);
});

both_engines!(whoever_lost_a_job_has_no_say_in_it, |w| {
    queue(&w, &[letter("Pesanan")]).await;
    let (gate, passes) = Gate::closed();
    let slow = mailing(&w, gate);
    let losing = tokio::spawn(async move { drain(&slow).await });
    until("taken", async || states(&w).await == ["running"]).await;
    assert_eq!(w.run_jobs().await, 0, "somebody has it");
    w.pass(2 * MINUTE + 1);
    assert_eq!(w.run_jobs().await, 1, "its runner must have died");
    let done = seen(&w).await;
    assert_eq!((done[0].state.as_str(), done[0].attempts), ("done", 2));
    passes.add_permits(1);
    losing.await.unwrap().unwrap();
    assert_eq!(seen(&w).await, done, "the failure of the first is no news");
});

both_engines!(new_work_does_not_keep_out_what_is_tried_again, |w| {
    queue(&w, &[letter("Lama")]).await;
    drain(&mailing(&w, Gate::open())).await.unwrap();
    w.pass(5 * SECOND);
    let news: Vec<Job> = (0..100).map(|n| letter(&format!("Baru {n}"))).collect();
    queue(&w, &news).await;
    assert_eq!(w.run_jobs().await, 101);
    let place = w.mails().iter().position(|m| m.subject == "Lama").unwrap();
    assert!(place < 70, "after the first batch, not after all of them: {place}");
});

both_engines!(a_job_that_kills_its_runner_dies_alone, |w| {
    queue(&w, &[letter("Satu"), letter("Dua"), letter("Tiga")]).await;
    // Three were taken together, and the process went.
    change(&w, "UPDATE job SET state = 'running', attempts = 1, locked_until = $1 - 1").await;
    let (gate, passes) = Gate::closed();
    let second = mailing(&w, gate);
    let trying = tokio::spawn(async move { drain(&second).await });
    let held = async || {
        w.deps
            .db
            .reader()
            .fetch_one(sql("SELECT COUNT(*) AS n FROM job WHERE locked_until > $1").bind(w.deps.now()))
            .await
            .unwrap()
            .get::<i64>("n")
            .unwrap()
    };
    until("one is taken alone", async || held().await == 1).await;
    passes.add_permits(3);
    trying.await.unwrap().unwrap();
    // Its last attempt ended like the others.
    change(&w, "UPDATE job SET state = 'running', attempts = 8, locked_until = $1 - 1 WHERE id = (SELECT id FROM job ORDER BY id LIMIT 1)")
        .await;
    w.pass(MINUTE);
    assert_eq!(w.run_jobs().await, 2);
    assert_eq!(states(&w).await, ["dead", "done", "done"]);
    assert_eq!(w.mails().len(), 2);
    assert!(seen(&w).await[0].error.contains("lost"));
});

both_engines!(asking_twice_for_work_is_asking_once, |w| {
    let product: ProductId = w.deps.id();
    let job = Job::IndexProduct { product };
    queue(&w, std::slice::from_ref(&job)).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    enqueue_all(&mut tx, &w.deps, &[job.clone(), job.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(states(&w).await, ["waiting"]);
    let (gate, passes) = Gate::closed();
    let deps = Arc::new(Deps { search: gate, ..w.another_process() });
    let working = tokio::spawn(async move { drain(&deps).await });
    until("taken", async || states(&w).await == ["running"]).await;
    // What changes now may be too late for the run at hand: it is work of its own. It is committed at the moment at
    // which the run at hand fails and goes back.
    w.pass(1);
    let mut tx = w.deps.db.begin().await.unwrap();
    enqueue(&mut tx, &w.deps, &job).await.unwrap();
    passes.add_permits(1);
    if w.deps.db.engine() == Engine::Postgres {
        let waits = "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        until("waiting for the key", async || w.deps.db.reader().fetch_one(sql(waits)).await.unwrap().get::<i64>("n").unwrap() == 1).await;
    }
    tx.commit().await.unwrap();
    passes.add_permits(1);
    assert_eq!(working.await.unwrap().unwrap(), 2);
    assert_eq!(states(&w).await, ["done", "waiting"], "the newer one does the work");
    // A change meanwhile makes the one that waits for a later try due at once.
    assert_eq!(seen(&w).await[1].due_in, 5 * SECOND);
    queue(&w, std::slice::from_ref(&job)).await;
    assert_eq!(seen(&w).await[1].due_in, 0);
});

both_engines!(a_job_is_not_taken_before_all_that_it_is_for_can_be_seen, |w| {
    ensure_index(&w.deps).await.unwrap();
    let job = Job::IndexProduct { product: w.deps.id() };
    queue(&w, std::slice::from_ref(&job)).await;
    // SQLite has one writer: nobody can come in between.
    if w.deps.db.engine() == Engine::Postgres {
        let mut tx = w.deps.db.begin().await.unwrap();
        enqueue(&mut tx, &w.deps, &job).await.unwrap();
        assert_eq!(w.run_jobs().await, 0);
        tx.commit().await.unwrap();
    }
    assert_eq!(w.run_jobs().await, 1);
});

both_engines!(without_an_index_its_jobs_wait_and_are_not_blamed, |w| {
    queue(&w, &[Job::IndexProduct { product: w.deps.id() }]).await;
    assert_eq!(w.run_jobs().await, 0);
    let job = seen(&w).await.remove(0);
    assert_eq!((job.state.as_str(), job.attempts), ("waiting", 0));
    assert!(ensure_index(&w.deps).await.unwrap());
    assert_eq!(w.run_jobs().await, 1);
});

both_engines!(slow_work_holds_up_nothing_and_goes_back_when_the_house_closes, |w| {
    ensure_index(&w.deps).await.unwrap();
    let (gate, _passes) = Gate::closed();
    let deps = Arc::new(Deps { mailer: gate, search: Arc::clone(&w.deps.search), ..w.another_process() });
    queue(&w, &[letter("Pesanan")]).await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(run(deps, stop.clone(), Duration::from_millis(50)));
    until("the mail is being sent", async || states(&w).await == ["running"]).await;
    queue(&w, &[Job::IndexProduct { product: w.deps.id() }]).await;
    until("the index is current", async || states(&w).await == ["running", "done"]).await;
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(5), running).await.expect("it ends in time").unwrap();
    let mail = seen(&w).await.remove(0);
    assert_eq!((mail.state.as_str(), mail.attempts), ("waiting", 0));
});
