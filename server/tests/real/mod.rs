//! The real program over a folder of its own, to be killed.
#![allow(dead_code, clippy::unwrap_used)] // each test uses its part of it; a broken test may panic

#[path = "../../src/bin/sentra-bench/client.rs"]
pub mod client;
#[path = "../../src/bin/sentra-bench/form.rs"]
pub mod form;
pub mod task;

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use client::Client;

/// What came of a kill.
pub struct Blow {
    /// Where each form led, if it was answered.
    pub links: Vec<Option<String>>,
    /// Had been asked for at the kill, and were never answered.
    pub in_flight: usize,
}

pub struct House {
    child: Child,
    pub address: SocketAddr,
}

impl House {
    /// On the database in its folder, or on another one.
    pub async fn open(folder: &Path, database: Option<&str>) -> Self {
        Self::open_later(folder, database, 0).await
    }

    /// The same with its clock so many minutes ahead.
    pub async fn open_later(folder: &Path, database: Option<&str>, minutes: i64) -> Self {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sentra"));
        command.arg("serve").current_dir(folder).env_remove("DATABASE_URL").env_remove("SENTRA_DATABASE_URL");
        command.envs(database.map(|url| ("SENTRA_DATABASE_URL", url)));
        command.env("SENTRA_DATA_DIR", folder).env("SENTRA_LISTEN", address.to_string()).env("SENTRA_LOG_LEVEL", "error");
        command.env("SENTRA_CLOCK_AHEAD", minutes.to_string());
        let child = command.stdout(Stdio::null()).spawn().unwrap();
        let house = Self { child, address };
        for _ in 0..300 {
            if let Ok(mut client) = Client::connect(address).await
                && matches!(client.count(&client::get("/healthz", "")).await, Ok(200))
            {
                return house;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the house does not open");
    }

    /// Sends `count` forms side by side and kills the program once `enough` of them are acknowledged.
    pub async fn kill_while<F>(&mut self, count: usize, enough: usize, send: impl Fn(usize, Client) -> F) -> Blow
    where
        F: Future<Output = Option<String>> + Send + 'static,
    {
        let (asked, acknowledged, address) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), self.address);
        // All are connected before the first is sent: what has no answer was on its way, and not at the door.
        let mut clients = Vec::new();
        for _ in 0..count {
            clients.push(Client::connect(address).await.unwrap());
        }
        let mut sending = Vec::new();
        for (n, client) in clients.into_iter().enumerate() {
            let answer = send(n, client);
            let (asked, acknowledged) = (Arc::clone(&asked), Arc::clone(&acknowledged));
            sending.push(tokio::spawn(async move {
                asked.fetch_add(1, Ordering::SeqCst);
                let link = answer.await;
                acknowledged.fetch_add(usize::from(link.is_some()), Ordering::SeqCst);
                link
            }));
        }
        while acknowledged.load(Ordering::SeqCst) < enough && !sending.iter().all(tokio::task::JoinHandle::is_finished) {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        let asked = asked.load(Ordering::SeqCst);
        self.kill();
        let mut links = Vec::new();
        for one in sending {
            links.push(one.await.unwrap());
        }
        let survived = links.iter().flatten().count();
        assert!(survived >= enough, "{survived} of {count} were answered");
        Blow { in_flight: asked.saturating_sub(survived), links }
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
