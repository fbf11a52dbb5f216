//! Asking the same again and again on many connections, and what that tells.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::client::Client;

pub struct Measured {
    pub per_second: f64,
    micros: Vec<u32>,
}

impl Measured {
    pub fn of(mut micros: Vec<u32>, time: Duration) -> Self {
        micros.sort_unstable();
        Self { per_second: micros.len() as f64 / time.as_secs_f64(), micros }
    }

    /// Milliseconds within which this share of the answers came.
    pub fn within(&self, share: f64) -> f64 {
        if self.micros.is_empty() {
            return f64::INFINITY;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // an index below the length
        let at = ((self.micros.len() - 1) as f64 * share).round() as usize;
        f64::from(self.micros[at]) / 1000.0
    }
}

/// Asks for `time` on `connections` at once, going round the requests. Every answer must be a 200.
pub async fn measure(address: SocketAddr, requests: Vec<Vec<u8>>, connections: usize, time: Duration) -> std::io::Result<Measured> {
    let requests = Arc::new(requests);
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(Client::connect(address).await?);
    }
    let end = Instant::now() + time;
    let tasks: Vec<_> = clients
        .into_iter()
        .enumerate()
        .map(|(start, mut client)| {
            let requests = Arc::clone(&requests);
            tokio::spawn(async move {
                let mut took = Vec::with_capacity(100_000);
                let mut n = start;
                loop {
                    let began = Instant::now();
                    if began >= end {
                        return Ok(took);
                    }
                    let status = client.count(&requests[n % requests.len()]).await?;
                    if status != 200 {
                        return Err(std::io::Error::other(format!("an answer with status {status}")));
                    }
                    took.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
                    n += 1;
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.map_err(std::io::Error::other)??);
    }
    Ok(Measured::of(all, time))
}
