//! When somebody wants us to end.

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
