//! The program as an operator meets it: its commands, what they say, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a broken test may panic

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use backend::db::{Db, Run, sql};

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
fn at_the_end_of_the_day_it_closes_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = sentra(folder.path(), &["serve"], &[("SENTRA_LISTEN", "127.0.0.1:0")]).stdout(Stdio::piped()).spawn().unwrap();
    let mut greeting = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut greeting).unwrap();
    assert!(greeting.contains("http://127.0.0.1:"), "{greeting}");
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    for _ in 0..100 {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill().unwrap();
    panic!("it did not end by itself");
}
