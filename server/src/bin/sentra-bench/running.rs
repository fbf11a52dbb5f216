//! A server that runs, and what the system knows of it.

use std::net::SocketAddr;
use std::process::Child;
use std::time::Duration;

use tokio::time::Instant;

use super::client::{self, Answer, Client};
use super::load::{self, Measured};

pub struct Running {
    pub address: SocketAddr,
    child: Child,
}

/// In MB.
pub struct Memory {
    /// All that is in memory, mapped files included.
    pub resident: f64,
    /// What is not mapped from files.
    pub own: f64,
    /// The most that was ever resident.
    pub peak: f64,
}

impl Running {
    pub fn new(address: SocketAddr, child: Child) -> Self {
        Self { address, child }
    }

    /// Waits until a path is answered.
    pub async fn answers(&self, path: &str) -> Result<(), String> {
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
            if self.page("/readyz", "").await?.text().contains("\"search\":\"ok\"") {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Err("the search index does not get ready".to_owned())
    }

    pub async fn connect(&self) -> Result<Client, String> {
        Client::connect(self.address).await.map_err(|e| e.to_string())
    }

    /// Whatever answers there, once.
    pub async fn page(&self, path: &str, headers: &str) -> Result<Answer, String> {
        self.connect().await?.ask(&client::get(path, headers)).await.map_err(|e| format!("{path}: {e}"))
    }

    /// Asks on and on, and tells also how busy that kept the server.
    pub async fn load(&self, requests: &[Vec<u8>], connections: usize, time: Duration) -> Result<Measured, String> {
        let (before, began) = (self.cpu(), Instant::now());
        let mut measured = load::measure(self.address, requests, connections, time).await.map_err(|e| e.to_string())?;
        measured.busy = (self.cpu() - before) / began.elapsed().as_secs_f64();
        Ok(measured)
    }

    /// Seconds of processor time that it has had. The system counts in hundredths.
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        // The name before stands in brackets and may hold anything; then user and system time are the 12th and 13th.
        let after = stat.rsplit(')').next().unwrap_or_default();
        after.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
    }

    pub fn memory(&self) -> Memory {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let read = |name: &str| {
            let line = status.lines().find(|l| l.starts_with(name)).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::INFINITY) / 1024.0
        };
        Memory { resident: read("VmRSS:"), own: read("RssAnon:"), peak: read("VmHWM:") }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
