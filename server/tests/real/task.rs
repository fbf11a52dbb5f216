//! Forms that are sent while the program is killed, and sent again to the one that opens after it: each has counted once.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use backend::db::{Run, sql};
use backend::deps::Deps;
use backend::seed::{DEMO_PASSWORD, seed_demo};
use domain::kernel::ids::{DepartureId, WasteMemberId, WasteUnitId};

use super::client::{self, Client};
use super::form::Form;
use super::{Blow, House};
use crate::common;

/// What is to be sent, and whether it says by its address what it has made.
pub struct Task {
    pub path: String,
    pub cookie: String,
    pub form: String,
    /// What is done already is refused with words.
    pub once: bool,
}

pub fn form(fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    Form { fields, ..Form::default() }.encode()
}

/// Clear PET on the scale of a member.
pub fn bottles(nonce: &str, gross: &str, total: &str) -> String {
    let row = [("material", "PL-01"), ("gross", gross), ("tare", ""), ("deduction", ""), ("reason", "")];
    form(&[&[("nonce", nonce), ("total", total), ("go", "save")][..], &row[..]].concat())
}

/// A grown-up who books the tour of the demo and can be reached by a number of their own.
pub fn one_guest(key: &str, n: usize) -> String {
    let (name, phone) = (format!("Tamu {n}"), format!("0812{n:07}"));
    form(&[
        ("key", key),
        ("fare-adult", "20000"),
        ("name", &name),
        ("category", "adult"),
        ("document", "3277015508900001"),
        ("birth_date", "1990-08-17"),
        ("nationality", "ID"),
        ("contact", &name),
        ("phone", &phone),
        ("conduct", "on"),
        ("go", "book"),
    ])
}

pub async fn log_in(address: SocketAddr, login: &str) -> String {
    let request = client::post("/masuk", "", &form(&[("login", login), ("password", DEMO_PASSWORD)]));
    let answer = Client::connect(address).await.unwrap().ask(&request).await.unwrap();
    let cookies = answer.head.lines().filter_map(|l| l.strip_prefix("set-cookie: ")?.split(';').next());
    cookies.into_iter().find(|c| c.starts_with("sentra_sid=")).expect("logged in").to_owned()
}

/// Where members without an account are weighed.
pub type Scales = Vec<(WasteUnitId, WasteMemberId)>;

/// The demo, with a shopper who is the member with the most, and a departure with room for all.
pub async fn roomy_demo(deps: &Deps) -> (Scales, DepartureId) {
    deps.db.migrate().await.unwrap();
    seed_demo(deps).await.unwrap();
    let mut tx = deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE departure_leg SET capacity = 100")).await.unwrap();
    let rich = "UPDATE waste_member SET person_id = (SELECT id FROM person WHERE email = 'pembeli@demo.sentra.id') \
                WHERE id = (SELECT id FROM waste_member ORDER BY balance DESC, id LIMIT 1)";
    tx.execute(sql(rich)).await.unwrap();
    tx.commit().await.unwrap();
    let mut run = deps.db.reader();
    let rows = run.fetch_all(sql("SELECT home_unit, id FROM waste_member WHERE person_id IS NULL ORDER BY id")).await.unwrap();
    let scales = rows.iter().map(|r| (r.get("home_unit").unwrap(), r.get("id").unwrap())).collect();
    let q = "SELECT id FROM departure WHERE consent = 'given' ORDER BY starts_at DESC LIMIT 1";
    (scales, run.fetch_one(sql(q)).await.unwrap().get("id").unwrap())
}

/// One of each kind after the other, so that the blow meets them all. `step` and their number have no common divisor.
pub fn mixed(all: Vec<Task>, step: usize) -> Vec<Arc<Task>> {
    let count = all.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|n| (n * step) % count);
    let mut all: Vec<Option<Task>> = all.into_iter().map(Some).collect();
    order.into_iter().filter_map(|n| all[n].take()).map(Arc::new).collect()
}

/// Where it leads, if it was answered.
pub async fn send(mut client: Client, task: Arc<Task>) -> Option<String> {
    let request = client::post(&task.path, &task.cookie, &task.form);
    let answer = client.ask(&request).await.ok()?;
    if task.once && answer.status == 422 {
        return Some(task.path.clone());
    }
    assert_eq!(answer.status, 303, "{}: {}", task.path, answer.text());
    answer.header("location").map(str::to_owned)
}

/// Sends all of them, kills the house once `enough` are acknowledged, opens it again and sends all of them again.
/// False: everything was answered before the blow, so that it has met nothing.
async fn kill_and_ask_again(mut house: House, tasks: &[Arc<Task>], enough: usize, folder: &Path, database: Option<&str>) -> bool {
    let Blow { links, in_flight } = house.kill_while(tasks.len(), enough, |n, client| send(client, Arc::clone(&tasks[n]))).await;
    if in_flight == 0 {
        return false;
    }
    let house = House::open(folder, database).await;
    for (task, link) in tasks.iter().zip(&links) {
        let client = Client::connect(house.address).await.unwrap();
        let again = send(client, Arc::clone(task)).await.expect("the house is open again");
        assert!(link.as_ref().is_none_or(|l| *l == again), "one form, one slip: {}", task.path);
    }
    true
}

/// What a house has, what it is asked for while it is killed, and what must be true in the end.
pub trait Story: Sized {
    /// The blow falls once this many forms are acknowledged.
    const ENOUGH: usize;
    /// What the forms make: how it is counted, and how many there are more in the end.
    const MAKES: &'static [(&'static str, usize)];

    async fn prepare(deps: &Deps) -> Self;

    async fn tasks(&self, address: SocketAddr) -> Vec<Arc<Task>>;

    /// Beside what is made.
    async fn check(&self, deps: &Deps);
}

async fn counted<S: Story>(deps: &Deps) -> Vec<i64> {
    let mut all = Vec::new();
    for (q, _) in S::MAKES {
        all.push(number(deps, q).await);
    }
    all
}

/// In a house with a database of its own each time, until a blow has met a form on its way.
pub async fn each_counts_once<S: Story>(database: impl AsyncFn() -> Option<String>) {
    for _ in 0..5 {
        if killed_and_asked_again::<S>(database().await.as_deref()).await {
            return;
        }
    }
    panic!("no blow fell while a form was on its way");
}

/// False: everything was answered before the blow, so that it has met nothing.
async fn killed_and_asked_again<S: Story>(database: Option<&str>) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = vec![("SENTRA_DATA_DIR", folder.path().to_str().unwrap())];
    settings.extend(database.map(|url| ("SENTRA_DATABASE_URL", url)));
    let config = common::config(&settings);
    let deps = server::open::deps(&config).await.unwrap();
    let story = S::prepare(&deps).await;
    let before = counted::<S>(&deps).await;
    deps.db.close().await;
    drop(deps);

    let house = House::open(folder.path(), database).await;
    let tasks = story.tasks(house.address).await;
    if !kill_and_ask_again(house, &tasks, S::ENOUGH, folder.path(), database).await {
        return false;
    }

    let deps = server::open::deps(&config).await.unwrap();
    for (((q, expected), now), before) in S::MAKES.iter().zip(counted::<S>(&deps).await).zip(before) {
        assert_eq!(now - before, i64::try_from(*expected).unwrap(), "{q}");
    }
    story.check(&deps).await;
    assert_sound(&deps).await;
    true
}

pub async fn number(deps: &Deps, q: &'static str) -> i64 {
    deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

/// What is taken of every leg is what the live bookings take, nobody owes the bank, and the night finds nothing.
pub async fn assert_sound(deps: &Deps) {
    let wrong = "SELECT COUNT(*) AS n FROM departure_leg l WHERE l.taken <> (SELECT CAST(COALESCE(SUM(b.seats), 0) AS BIGINT) FROM booking b \
                 WHERE b.departure_id = l.departure_id AND b.state IN ('held', 'awaiting_payment', 'confirmed', 'checked_in'))";
    assert_eq!(number(deps, wrong).await, 0, "seats are those of live bookings");
    assert_eq!(number(deps, "SELECT COUNT(*) AS n FROM waste_member WHERE balance < 0").await, 0);
    let report = backend::flows::reconcile::compare(deps).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
}
