//! A house for measuring: a data folder of its own, and the program in it.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::time::Instant;

use super::client::{self, Client};

/// The program with its settings, on the given cores.
pub struct House {
    pub program: PathBuf,
    pub folder: PathBuf,
}

pub struct Running {
    pub address: SocketAddr,
    child: Child,
}

impl House {
    /// `sentra <args>`; how long it took.
    pub fn run(&self, args: &[&str], settings: &[(&str, &str)]) -> Result<Duration, String> {
        let began = Instant::now();
        let mut command = self.command("0,1", args, settings);
        let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output().map_err(|e| e.to_string())?;
        if !output.status.success() {
            return Err(format!("sentra {} failed: {}", args.join(" "), String::from_utf8_lossy(&output.stderr)));
        }
        Ok(began.elapsed())
    }

    fn command(&self, cores: &str, args: &[&str], settings: &[(&str, &str)]) -> Command {
        let mut command = pinned(cores, &self.program);
        command.args(args).current_dir(&self.folder).env("SENTRA_DATA_DIR", &self.folder).env("SENTRA_LOG_LEVEL", "warn");
        command.env_remove("DATABASE_URL").env_remove("SENTRA_DATABASE_URL");
        for (key, value) in settings {
            command.env(key, value);
        }
        command
    }

    /// Serves on core 0.
    pub async fn serve(&self, settings: &[(&str, &str)]) -> Result<Running, String> {
        let address = free_address()?;
        let mut command = self.command("0", &["serve"], settings);
        command.env("SENTRA_LISTEN", address.to_string()).stdout(Stdio::null());
        let child = command.spawn().map_err(|e| e.to_string())?;
        let running = Running { address, child };
        running.wait("/healthz").await?;
        Ok(running)
    }
}

/// The bare server of [`super::reference`], on core 0 too.
pub async fn reference(bytes: &Path) -> Result<Running, String> {
    let address = free_address()?;
    let me = std::env::current_exe().map_err(|e| e.to_string())?;
    let child = pinned("0", &me).arg("reference").arg(address.to_string()).arg(bytes).spawn().map_err(|e| e.to_string())?;
    let running = Running { address, child };
    running.wait("/hello").await?;
    Ok(running)
}

/// Without taskset (it is part of every Debian) both share the cores, and the ratios are worth less.
pub fn pinned(cores: &str, program: &Path) -> Command {
    if Path::new("/usr/bin/taskset").exists() {
        let mut command = Command::new("/usr/bin/taskset");
        command.args(["-c", cores]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

fn free_address() -> Result<SocketAddr, String> {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map_err(|e| e.to_string())
}

impl Running {
    async fn wait(&self, path: &str) -> Result<(), String> {
        let began = Instant::now();
        loop {
            if let Ok(mut client) = Client::connect(self.address).await
                && matches!(client.count(&client::get(path, "")).await, Ok(200))
            {
                return Ok(());
            }
            if began.elapsed() > Duration::from_mins(1) {
                return Err(format!("nothing answers on {}", self.address));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the search index is there.
    pub async fn ready(&self) -> Result<(), String> {
        let began = Instant::now();
        while began.elapsed() < Duration::from_mins(3) {
            let mut client = Client::connect(self.address).await.map_err(|e| e.to_string())?;
            let answer = client.ask(&client::get("/readyz", "")).await.map_err(|e| e.to_string())?;
            if String::from_utf8_lossy(&answer.body).contains("\"search\":\"ok\"") {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Err("the search index does not get ready".to_owned())
    }

    /// Memory that is its own, in MB (resident, without the files that are only mapped), and all that is resident.
    pub fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let read = |name: &str| {
            let line = status.lines().find(|l| l.starts_with(name)).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
        };
        (read("RssAnon:"), read("VmRSS:"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
