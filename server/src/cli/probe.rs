//! Do the data folder and the database that the settings name really work? Tried without changing anything.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

use backend::db::{Db, DbError, sqlite_file};

use crate::config::{Config, Problem};

/// A server that does not answer by then is not there.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Default)]
pub struct Tried {
    pub problems: Vec<Problem>,
    pub notes: Vec<String>,
}

impl Tried {
    fn wrong(&mut self, key: &str, why: String, remedy: &str) {
        self.problems.push(Problem { key: key.to_owned(), why, remedy: remedy.to_owned() });
    }
}

pub async fn all(config: &Config) -> Tried {
    let mut tried = Tried::default();
    if let Err(e) = writable(&config.data_dir) {
        let why = format!("nothing can be written into {} ({e})", config.data_dir.display());
        tried.wrong("data_dir", why, "make it writable for the user that runs Sentra, or set another folder");
    }
    match sqlite_file(&config.database_url).filter(|file| !file.exists()) {
        Some(file) => {
            let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            // The data folder is made when missing, other folders are not.
            let right = if folder == config.data_dir { Ok(()) } else { written_to(folder) };
            match right {
                Ok(()) => tried.notes.push(format!("the database {} is not there yet: it is made at the start", file.display())),
                Err(e) => tried.wrong("database_url", format!("{} cannot be made ({e})", file.display()), "make its folder, writable"),
            }
        }
        None => match tokio::time::timeout(PATIENCE, answers(&config.database_url)).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => tried.notes.push("the database does not have the newest tables: run `sentra migrate`".to_owned()),
            Ok(Err(e)) => {
                let why = format!("the database does not open ({e})");
                tried.wrong("database_url", why, "is it running, and do name and password fit?");
            }
            Err(_) => {
                let why = format!("the database does not answer within {} s", PATIENCE.as_secs());
                tried.wrong("database_url", why, "is it running, and can it be reached from here?");
            }
        },
    }
    tried
}

/// Does it have the newest tables?
async fn answers(url: &str) -> Result<bool, DbError> {
    let db = Db::open(url).await?;
    let current = db.is_current().await;
    db.close().await;
    current
}

/// A folder, or the nearest one above that is there: what is missing is made at the start.
fn writable(folder: &Path) -> io::Result<()> {
    let there = folder.ancestors().find(|f| f.exists()).unwrap_or(Path::new("."));
    written_to(there)
}

fn written_to(folder: &Path) -> io::Result<()> {
    let mark = folder.join(format!(".sentra-check-{}", std::process::id()));
    File::create_new(&mark)?;
    std::fs::remove_file(&mark)
}
