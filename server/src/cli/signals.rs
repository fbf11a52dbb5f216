//! When somebody wants us to end.

use std::future::Future;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::Failure;

/// Cancelled at SIGTERM or SIGINT. A second one ends the process at once.
pub fn stop_token() -> Result<CancellationToken, Failure> {
    let stop = CancellationToken::new();
    let told = stop.clone();
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        for second in [false, true] {
            tokio::select! {
                _ = term.recv() => {}
                _ = int.recv() => {}
            }
            if second {
                std::process::exit(130);
            }
            tracing::info!("ending: what has been begun is finished first");
            told.cancel();
        }
    });
    Ok(stop)
}

/// After the signal, requests and jobs at hand are given this long …
pub const GRACE: Duration = Duration::from_secs(20);
/// … and everything together, before the process ends whatever is left.
const END: Duration = Duration::from_secs(28);

/// Runs what ends by itself after `stop`, and waits for its end no longer than it may take.
pub async fn until_closed(stop: &CancellationToken, house: impl Future<Output = ()>) {
    let too_long = async {
        stop.cancelled().await;
        tokio::time::sleep(END).await;
    };
    tokio::select! {
        () = house => {}
        () = too_long => tracing::warn!("something did not end in time; jobs at hand will be done again"),
    }
}
