//! The real program over a folder of its own, to be killed.
#![allow(dead_code, clippy::unwrap_used)] // each test uses its part of it; a broken test may panic

#[path = "../../src/bin/sentra-bench/client.rs"]
pub mod client;
#[path = "../../src/bin/sentra-bench/form.rs"]
pub mod form;

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use client::Client;

pub struct House {
    child: Child,
    pub address: SocketAddr,
}

impl House {
    /// On the database in its folder, or on another one.
    pub async fn open(folder: &Path, database: Option<&str>) -> Self {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sentra"));
        command.arg("serve").current_dir(folder).env_remove("DATABASE_URL").env_remove("SENTRA_DATABASE_URL");
        command.envs(database.map(|url| ("SENTRA_DATABASE_URL", url)));
        command.env("SENTRA_DATA_DIR", folder).env("SENTRA_LISTEN", address.to_string()).env("SENTRA_LOG_LEVEL", "error");
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
