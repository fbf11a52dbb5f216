//! A house for measuring: a data folder of its own, and the program in it.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use backend::deps::Deps;
use rusqlite::Connection;
use server::config::{Config, Given};
use tokio::time::Instant;

use super::log::Log;
use super::running::Running;

const TASKSET: &str = "/usr/bin/taskset";

pub struct House {
    pub program: PathBuf,
    pub folder: PathBuf,
    /// The address of its PostgreSQL database; none: the file in its folder.
    pub postgres: Option<String>,
}

/// What a server is told beyond its defaults.
pub type Settings<'a> = &'a [(&'a str, &'a str)];

impl House {
    /// `sentra <args>`; how long it took.
    pub fn run(&self, args: &[&str]) -> Result<Duration, String> {
        let began = Instant::now();
        let mut command = self.command("0,1", args, &[]);
        let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output().map_err(|e| e.to_string())?;
        if !output.status.success() {
            return Err(format!("sentra {} failed: {}", args.join(" "), String::from_utf8_lossy(&output.stderr)));
        }
        Ok(began.elapsed())
    }

    /// Nothing that is set around the benchmark takes part in it: what is measured are the defaults.
    fn command(&self, cores: &str, args: &[&str], settings: Settings) -> Command {
        let mut command = pinned(cores, &self.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("SENTRA_") {
                command.env_remove(name);
            }
        }
        command.env_remove("DATABASE_URL").env("SENTRA_MODE", "development").env("SENTRA_LOG_LEVEL", "warn");
        command.args(args).current_dir(&self.folder).env("SENTRA_DATA_DIR", &self.folder);
        if let Some(url) = &self.postgres {
            command.env("SENTRA_DATABASE_URL", url);
        }
        command.envs(settings.iter().copied());
        command
    }

    /// Serves on core 0.
    pub async fn serve(&self, settings: Settings<'_>) -> Result<Running, String> {
        self.start("0", settings, Stdio::inherit()).await
    }

    /// Serves on all cores, as an ordinary house does.
    pub async fn serve_unpinned(&self, settings: Settings<'_>) -> Result<Running, String> {
        self.start("0,1", settings, Stdio::inherit()).await
    }

    /// Serves on core 0 and writes down how long each answer took it.
    pub async fn serve_timed(&self, settings: Settings<'_>) -> Result<(Running, Log), String> {
        let path = self.folder.join("answers.log");
        let file = File::create(&path).map_err(|e| e.to_string())?;
        let settings = [settings, &[("SENTRA_LOG_FORMAT", "json"), ("SENTRA_LOG_LEVEL", Log::LEVEL)]].concat();
        Ok((self.start("0", &settings, file.into()).await?, Log::open(&path)?))
    }

    async fn start(&self, cores: &str, settings: Settings<'_>, log: Stdio) -> Result<Running, String> {
        let address = free_address()?;
        let mut command = self.command(cores, &["serve"], settings);
        command.env("SENTRA_LISTEN", address.to_string()).stdout(Stdio::null()).stderr(log);
        let child = command.spawn().map_err(|e| e.to_string())?;
        let running = Running::new(address, child);
        running.answers("/healthz").await?;
        Ok(running)
    }

    /// The use cases of this house. While no server runs: the search index has one writer.
    pub async fn deps(&self) -> Result<Deps, String> {
        let mut settings = vec![("SENTRA_DATA_DIR".to_owned(), self.folder.display().to_string())];
        settings.extend(self.postgres.iter().map(|url| ("SENTRA_DATABASE_URL".to_owned(), url.clone())));
        let (given, problems) = Given::collect(None, settings);
        let config = Config::understand(&given, problems).map_err(|e| e.to_string())?;
        server::open::deps(&config).await.map_err(|e| e.to_string())
    }

    /// The file of a house on SQLite.
    pub fn database(&self) -> Result<Connection, String> {
        Connection::open(self.folder.join("sentra.db")).map_err(|e| e.to_string())
    }

    /// Texts that a query finds.
    pub fn texts(&self, query: &str) -> Result<Vec<String>, String> {
        let db = self.database()?;
        let mut statement = db.prepare(query).map_err(|e| e.to_string())?;
        let rows = statement.query_map([], |r| r.get(0)).map_err(|e| e.to_string())?;
        rows.collect::<Result<_, _>>().map_err(|e| e.to_string())
    }

    /// Waits until the server has nothing left to do by itself: the index is there, and no job is due.
    pub async fn at_rest(&self, running: &Running) -> Result<(), String> {
        running.ready().await?;
        let db = self.database()?;
        let due = "SELECT COUNT(*) FROM job WHERE state IN ('waiting', 'running') AND run_at <= unixepoch() * 1000";
        let began = Instant::now();
        while began.elapsed() < Duration::from_mins(3) {
            if db.query_row(due, [], |r| r.get::<_, i64>(0)).map_err(|e| e.to_string())? == 0 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Err("the jobs do not come to an end".to_owned())
    }
}

/// The bare server of [`super::reference`], on core 0 too.
pub async fn reference(bytes: &Path) -> Result<Running, String> {
    let address = free_address()?;
    let me = std::env::current_exe().map_err(|e| e.to_string())?;
    let child = pinned("0", &me).arg("reference").arg(address.to_string()).arg(bytes).spawn().map_err(|e| e.to_string())?;
    let running = Running::new(address, child);
    running.answers("/hello").await?;
    Ok(running)
}

/// Why server and client can't have a core each, where that is so: the ratios are worth little then.
pub fn unpinnable() -> Option<&'static str> {
    static WHY: std::sync::OnceLock<Option<&'static str>> = std::sync::OnceLock::new();
    *WHY.get_or_init(|| {
        // Once pinned, this process sees one core only.
        let one_core = std::env::var_os("SENTRA_BENCH_PINNED").is_none() && std::thread::available_parallelism().is_ok_and(|n| n.get() < 2);
        if !Path::new(TASKSET).exists() {
            Some("taskset is missing (Debian: util-linux)")
        } else if one_core {
            Some("there is one core only")
        } else {
            None
        }
    })
}

pub fn pinned(cores: &str, program: &Path) -> Command {
    if unpinnable().is_some() {
        return Command::new(program);
    }
    let mut command = Command::new(TASKSET);
    command.args(["-c", cores]).arg(program);
    command
}

fn free_address() -> Result<SocketAddr, String> {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map_err(|e| e.to_string())
}
