//! The program as an operator meets it: its commands, what they say, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a broken test may panic

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use backend::db::{Db, Run, sql};
use backend::identity::log_in::Origin;
use backend::identity::reset_password::request_reset;
use backend::market::keep_categories::{CategoryInput, save_category};
use backend::market::keep_synonyms::save_synonyms;
use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use tokio::time::Instant;

fn sentra(folder: &Path, args: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sentra"));
    command.args(args).current_dir(folder).env_clear().env("SENTRA_DATA_DIR", folder.join("var")).env("SENTRA_LOG_LEVEL", "error");
    command.envs(settings.iter().copied());
    command
}

fn run(folder: &Path, args: &[&str], settings: &[(&str, &str)]) -> Output {
    sentra(folder, args, settings).output().unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn wrong_settings_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let good = run(folder.path(), &["config", "check"], &[]);
    assert!(good.status.success(), "{}", words(&good.stderr));
    std::fs::write(folder.path().join("sentra.toml"), "listen = \"everywhere\"\nbase_ulr = \"x\"\n").unwrap();
    let bad = run(folder.path(), &["config", "check"], &[("SENTRA_DATABASE_URL", "oracle://u:geheim@h")]);
    let said = words(&bad.stderr);
    assert!(!bad.status.success());
    for part in ["listen: \"everywhere\" (from sentra.toml)", "did you mean base_url?", "database_url", "postgres://"] {
        assert!(said.contains(part), "{part} is missing in:\n{said}");
    }
    assert!(!said.contains("geheim"));
    let gone = run(folder.path(), &["--config", "elsewhere.toml", "config", "show"], &[]);
    assert!(words(&gone.stderr).contains("elsewhere.toml"));
}

#[test]
fn a_check_tries_the_folder_and_the_database() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), b"").unwrap();
    let check = |settings: &[(&str, &str)]| {
        let done = run(folder.path(), &["config", "check"], settings);
        (done.status.success(), words(&done.stdout) + &words(&done.stderr))
    };
    let (right, said) = check(&[("SENTRA_DATA_DIR", "file")]);
    assert!(!right && said.contains("data_dir: nothing can be written into file"), "{said}");
    let (right, said) = check(&[("SENTRA_DATABASE_URL", "sqlite:elsewhere/sentra.db")]);
    assert!(!right && said.contains("database_url: elsewhere/sentra.db cannot be made"), "{said}");
    std::fs::write(folder.path().join("no.db"), b"this is a letter, not a database, and long enough to be read as one").unwrap();
    let (right, said) = check(&[("SENTRA_DATABASE_URL", "sqlite:no.db")]);
    assert!(!right && said.contains("the database does not open"), "{said}");
    let (right, said) = check(&[("SENTRA_DATABASE_URL", "postgres://u:geheim@127.0.0.1:1/x")]);
    assert!(!right && said.contains("database_url") && !said.contains("geheim"), "{said}");
    let (right, said) = check(&[("SENTRA_LISTEN", "0.0.0.0:3000")]);
    assert!(right && said.contains("not there yet") && said.contains("WARNING: mode is development"), "{said}");
    assert!(!folder.path().join("var").exists(), "nothing is made");
    assert!(run(folder.path(), &["migrate"], &[]).status.success());
    let (right, said) = check(&[]);
    assert!(right && !said.contains("note:"), "{said}");
}

#[test]
fn the_demo_is_not_for_production() {
    let folder = tempfile::tempdir().unwrap();
    let production = [("SENTRA_MODE", "production"), ("SENTRA_BASE_URL", "https://sentra.example")];
    assert!(run(folder.path(), &["migrate"], &production).status.success());
    for args in [&["seed"][..], &["seed", "--scale", "100"]] {
        let refused = run(folder.path(), args, &production);
        assert!(!refused.status.success() && words(&refused.stderr).contains("not for production"), "{}", words(&refused.stderr));
    }
}

#[test]
fn production_wants_its_tables_made_on_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let production = [("SENTRA_MODE", "production"), ("SENTRA_BASE_URL", "https://sentra.example"), ("SENTRA_LISTEN", "127.0.0.1:0")];
    let refused = run(folder.path(), &["serve"], &production);
    assert!(!refused.status.success() && words(&refused.stderr).contains("sentra migrate"), "{}", words(&refused.stderr));
    assert!(run(folder.path(), &["migrate"], &production).status.success());
}

#[test]
fn the_first_admin_is_made_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["user", "add", "siti@example.id", "--name", "Siti Aminah", "--role", "admin"], &[]);
    assert!(words(&made.stdout).contains("Password: "), "{}", words(&made.stderr));
    let twice = run(folder.path(), &["user", "add", "siti@example.id", "--name", "Siti", "--role", "admin"], &[]);
    assert!(!twice.status.success());
    assert!(run(folder.path(), &["user", "role", "siti@example.id", "officer"], &[]).status.success());
    let last = run(folder.path(), &["user", "role", "siti@example.id", "admin", "--remove"], &[]);
    assert!(words(&last.stderr).contains("last admin"));
    let weak =
        sentra(folder.path(), &["user", "password", "siti@example.id", "--password-stdin"], &[]).stdin(Stdio::null()).output().unwrap();
    assert!(!weak.status.success());
    assert!(!run(folder.path(), &["user", "role", "nobody@example.id", "officer"], &[]).status.success());
}

#[tokio::test]
async fn a_backup_holds_everything_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["seed"], &[]).status.success());
    std::fs::create_dir_all(folder.path().join("var/files/photo/a")).unwrap();
    std::fs::write(folder.path().join("var/files/photo/a/1.webp"), b"picture").unwrap();
    let kept = run(folder.path(), &["backup", "shop.tar"], &[]);
    assert!(kept.status.success(), "{}", words(&kept.stderr));
    let again = run(folder.path(), &["backup", "shop.tar"], &[]);
    assert!(!again.status.success(), "an older backup is not overwritten");
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing else is left behind: {names:?}");

    let restored = folder.path().join("restored");
    tar::Archive::new(std::fs::File::open(folder.path().join("shop.tar")).unwrap()).unpack(&restored).unwrap();
    assert_eq!(std::fs::read(restored.join("files/photo/a/1.webp")).unwrap(), b"picture");
    let db = Db::open(&format!("sqlite:{}", restored.join("sentra.db").display())).await.unwrap();
    assert!(db.is_current().await.unwrap());
    let products: i64 = db.reader().fetch_one(sql("SELECT COUNT(*) AS n FROM product")).await.unwrap().get("n").unwrap();
    assert_eq!(products, 154);
}

#[test]
fn a_backup_that_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["migrate"], &[]).status.success());
    let files = folder.path().join("var/files");
    std::fs::create_dir_all(&files).unwrap();
    std::os::unix::fs::symlink("round", files.join("round")).unwrap();
    let failed = run(folder.path(), &["backup", "shop.tar"], &[]);
    assert!(!failed.status.success());
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["var"]);
}

#[test]
fn at_the_end_of_the_day_it_closes_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let (serve, greeting) = Running::start(folder.path(), "serve", &[("SENTRA_LISTEN", "127.0.0.1:0")]);
    assert!(greeting.contains("http://127.0.0.1:"), "{greeting}");
    assert!(serve.ends_when_told(), "it did not end by itself");
}

/// A program of the house that runs until it is told to end.
struct Running(Child);

impl Running {
    /// Started, with the first line that it says.
    fn start(folder: &Path, command: &str, settings: &[(&str, &str)]) -> (Self, String) {
        let mut child = sentra(folder, &[command], settings).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        (Self(child), said)
    }

    fn ends_when_told(mut self) -> bool {
        assert!(Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap().success());
        (0..300).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            self.0.try_wait().unwrap().is_some_and(|status| status.success())
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn page(address: &str, path: &str) -> String {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    words(&answer)
}

/// How long until it holds, from now on.
fn within(seconds: u64, what: &str, mut holds: impl FnMut() -> bool) -> Duration {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(seconds) {
        if holds() {
            return began.elapsed();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{what}: not within {seconds} s");
}

/// A change that is committed is found by then.
const FRESH: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_works_beside_a_server_that_only_serves() {
    let folder = tempfile::tempdir().unwrap();
    let var = folder.path().join("var");
    let deps = server::open::deps(&common::config(&[("SENTRA_DATA_DIR", var.to_str().unwrap())])).await.unwrap();
    deps.db.migrate().await.unwrap();
    backend::seed::seed_demo(&deps).await.unwrap();
    // The index is lost: it is the worker's to build.
    std::fs::remove_dir_all(var.join("search")).unwrap();
    let apart = [("SENTRA_WORKER_IN_SERVE", "false"), ("SENTRA_LISTEN", "127.0.0.1:0")];
    let (serve, greeting) = Running::start(folder.path(), "serve", &apart);
    let address = greeting.trim().rsplit("http://").next().unwrap().to_owned();
    assert!(page(&address, "/readyz").contains("\"search\":\"rebuilding\""));
    let (worker, _) = Running::start(folder.path(), "worker", &apart);
    within(20, "the index", || page(&address, "/readyz").contains("\"search\":\"ok\""));

    // Somebody changes a category, words and a password; the server finds it, the mail is there.
    let of = Slug::parse("makanan-ringan").unwrap();
    let q = "SELECT slug FROM product WHERE category_slug = $1 AND state = 'published' ORDER BY slug LIMIT 1";
    let product: String = deps.db.reader().fetch_one(sql(q).bind(&of)).await.unwrap().get("slug").unwrap();
    let finds = |word: &str| page(&address, &format!("/cari?q={word}")).contains(&product);
    assert!(!finds("permata"));
    // Something else may hold up the machine for a moment: then it is fresh at the second try.
    let mut took = Vec::new();
    for (word, name) in [("zamrud", "Camilan Zamrud"), ("obsidian", "Camilan Zamrud Obsidian")] {
        assert!(!finds(word));
        let name = CategoryInput { parent: None, name_id: name.to_owned(), name_en: "Emerald bites".to_owned() };
        save_category(&deps, &Actor::System, Some(&of), name).await.unwrap();
        took.push(within(20, "the index knows", || finds(word)));
        if took.iter().any(|t| *t <= FRESH) {
            break;
        }
    }
    assert!(took.iter().any(|t| *t <= FRESH), "found only after {took:?}");
    save_synonyms(&deps, &Actor::System, None, "zamrud, permata").await.unwrap();
    within(5, "the server knows", || finds("permata"));
    let email = Email::parse(backend::seed::DEMO_LOGINS[0].email).unwrap();
    let origin = Origin { address: "127.0.0.1".to_owned(), agent: "test".to_owned() };
    request_reset(&deps, &origin, &email, Locale::Id).await.unwrap();
    // There are others: the demo's village is asked about the departures to come.
    let (mails, to) = (var.join("mail"), format!("To: {email}"));
    let is_hers = |file: std::fs::DirEntry| std::fs::read_to_string(file.path()).is_ok_and(|mail| mail.contains(&to));
    within(5, "the mail", || std::fs::read_dir(&mails).is_ok_and(|files| files.flatten().any(is_hers)));

    assert!(serve.ends_when_told() && worker.ends_when_told());
    deps.db.close().await;
}
