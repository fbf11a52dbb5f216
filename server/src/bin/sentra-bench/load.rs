//! Asking the same again and again on many connections, and what that tells.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use super::client::Client;

pub struct Measured {
    pub per_second: f64,
    /// How much of one core the server had meanwhile: below 0.9 it waited for those who asked.
    pub busy: f64,
    micros: Vec<u32>,
}

impl Measured {
    pub fn of(mut micros: Vec<u32>, time: Duration) -> Self {
        micros.sort_unstable();
        Self { per_second: micros.len() as f64 / time.as_secs_f64(), busy: 0.0, micros }
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
pub async fn measure(address: SocketAddr, requests: &[Vec<u8>], connections: usize, time: Duration) -> io::Result<Measured> {
    let end = Instant::now() + time;
    let micros = ask(address, requests, connections, move |_| Instant::now() < end).await?;
    Ok(Measured::of(micros, time))
}

/// Asks for each once.
pub async fn each(address: SocketAddr, requests: &[Vec<u8>], connections: usize) -> io::Result<Measured> {
    let (began, count) = (Instant::now(), requests.len());
    let micros = ask(address, requests, connections, move |n| n < count).await?;
    Ok(Measured::of(micros, began.elapsed()))
}

/// Asks while `go_on` says so of the number of requests so far. Microseconds for each answer.
async fn ask(
    address: SocketAddr,
    requests: &[Vec<u8>],
    connections: usize,
    go_on: impl Fn(usize) -> bool + Copy + Send + 'static,
) -> io::Result<Vec<u32>> {
    let (requests, next): (Arc<[Vec<u8>]>, _) = (requests.into(), Arc::new(AtomicUsize::new(0)));
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(Client::connect(address).await?);
    }
    let one = |mut client: Client| {
        let (requests, next) = (Arc::clone(&requests), Arc::clone(&next));
        tokio::spawn(async move {
            let mut took = Vec::with_capacity(100_000);
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if !go_on(n) {
                    return Ok(took);
                }
                let began = Instant::now();
                let status = client.count(&requests[n % requests.len()]).await?;
                if status != 200 {
                    return Err(io::Error::other(format!("an answer with status {status}")));
                }
                took.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
        })
    };
    let tasks: Vec<_> = clients.into_iter().map(one).collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.map_err(io::Error::other)??);
    }
    Ok(all)
}
