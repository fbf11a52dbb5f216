//! A whole backend in a temporary folder: a real database of either engine, files, an index, and time that tests move.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test without its world has nothing to recover

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{Clock, Timestamp};
use domain::kernel::ids::{JobId, PersonId, SessionId};
use domain::kernel::locale::Locale;
use tempfile::TempDir;

use crate::adapters::blobs::Blobs;
use crate::adapters::mail::{Mail, MailError, Mailer};
use crate::adapters::payment::{PaymentGateways, Sandbox};
use crate::adapters::search::SearchIndex;
use crate::adapters::vault::Vault;
use crate::db::Db;
use crate::deps::Deps;
use crate::identity::store::people::{self, NewPerson};
use crate::identity::store::sessions::{self, NewSession};
use crate::identity::use_session::{LIFETIME, hash_token};
use crate::random::Random;
use crate::settings::SettingsCache;
use crate::testing::postgres;

/// 2026-11-23 10:00 WIB, a Monday.
pub const START: Timestamp = Timestamp(1_795_402_800_000);

/// Stands still until it is moved.
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Keeps mails in memory.
#[derive(Default)]
pub struct Outbox(Mutex<Vec<Mail>>);

#[async_trait]
impl Mailer for Outbox {
    async fn send(&self, _: JobId, mail: &Mail) -> Result<(), MailError> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

pub struct World {
    pub deps: Arc<Deps>,
    pub dir: TempDir,
    clock: Arc<TestClock>,
    outbox: Arc<Outbox>,
}

impl World {
    pub async fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("sentra.db").display());
        Self::over(dir, &url).await
    }

    pub async fn postgres() -> Self {
        Self::over(tempfile::tempdir().unwrap(), &postgres::database_url().await).await
    }

    async fn over(dir: TempDir, url: &str) -> Self {
        let db = Db::open(url).await.expect("open the database");
        db.migrate().await.expect("migrate");
        let clock = Arc::new(TestClock(AtomicI64::new(START.0)));
        let outbox = Arc::new(Outbox::default());
        let search: Arc<dyn SearchIndex> = crate::testing::search::open(&dir.path().join("search"));
        let deps = Deps {
            db,
            clock: clock.clone(),
            random: Random::seeded(3277),
            search,
            blobs: Blobs::folder(&dir.path().join("files")).unwrap(),
            vault: Vault::with_key([7; 32]),
            mailer: outbox.clone(),
            gateways: PaymentGateways { card: Some(Arc::new(Sandbox)) },
            settings: SettingsCache::default(),
            base_url: "http://localhost:3000".to_owned(),
        };
        Self { deps: Arc::new(deps), dir, clock, outbox }
    }

    /// The same house as another process knows it: its own handle on the index, its own memory.
    pub fn another_process(&self) -> Deps {
        let d = &self.deps;
        Deps {
            db: d.db.clone(),
            clock: Arc::clone(&d.clock),
            random: d.random.clone(),
            search: crate::testing::search::open(&self.dir.path().join("search")),
            blobs: d.blobs.clone(),
            vault: d.vault.clone(),
            mailer: Arc::clone(&d.mailer),
            gateways: PaymentGateways { card: Some(Arc::new(Sandbox)) },
            settings: SettingsCache::default(),
            base_url: d.base_url.clone(),
        }
    }

    /// Moves time forward by `ms`.
    pub fn pass(&self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// The mails sent so far (run the jobs first).
    pub fn mails(&self) -> Vec<Mail> {
        self.outbox.0.lock().unwrap().clone()
    }

    /// Runs every job that is due.
    pub async fn run_jobs(&self) -> usize {
        crate::jobs::runner::drain(&self.deps).await.expect("run the jobs")
    }

    /// A person with these roles (and always shopper), logged in. The password is not usable.
    pub async fn person(&self, name: &str, roles: &[Role]) -> Actor {
        let id: PersonId = self.deps.id();
        let now = self.deps.now();
        let email = domain::identity::email::Email::parse(&format!("{}@example.id", name.to_lowercase().replace(' ', "."))).unwrap();
        let mut tx = self.deps.db.begin().await.unwrap();
        let new =
            NewPerson { id, name, email: Some(&email), phone: None, password_hash: "-", locale: Locale::Id, demo: false, created_at: now };
        people::insert(&mut tx, &new).await.unwrap();
        let mut all = vec![Role::Shopper];
        all.extend(roles.iter().copied().filter(|r| *r != Role::Shopper));
        for role in &all {
            people::grant(&mut tx, id, *role, now).await.unwrap();
        }
        let session: SessionId = self.deps.id();
        let token_hash = hash_token(&format!("token-of-{id}"));
        sessions::insert(
            &mut tx,
            &NewSession { id: session, token_hash: &token_hash, person: Some(id), now, expires_at: now.plus(LIFETIME), agent: "test" },
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        Actor::Person { id, session, roles: all }
    }

    /// The cookie value of somebody made by [`World::person`].
    pub fn token_of(actor: &Actor) -> String {
        format!("token-of-{}", actor.person().unwrap())
    }

    /// A guest who has a session.
    pub async fn guest(&self) -> Actor {
        let new = crate::identity::use_session::begin_guest_session(&self.deps, "test").await.unwrap();
        Actor::Guest { session: Some(new.session) }
    }
}

/// Makes a test for each engine: `both_engines!(a_name, |w| { … w.deps … });`
#[macro_export]
macro_rules! both_engines {
    ($name:ident, |$w:ident| $body:block) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($w: $crate::testing::world::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check($crate::testing::world::World::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check($crate::testing::world::World::postgres().await).await;
            }
        }
    };
}
