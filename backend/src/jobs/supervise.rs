//! Loops that must not end before the house closes.

use std::future::Future;
use std::time::Duration;

use tokio::task::JoinError;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

/// A loop that broke is begun anew after this.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs a loop until `stop`, and again whenever it panics.
pub async fn keep_up<F>(what: &'static str, stop: &CancellationToken, begin: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    loop {
        match AbortOnDropHandle::new(tokio::spawn(begin())).await {
            Ok(()) => return,
            Err(error) => tracing::error!(error = panicked(error), "{what} broke off and begins anew"),
        }
        if stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_none() {
            return;
        }
    }
}

/// What a panic said.
pub fn panicked(error: JoinError) -> String {
    match error.try_into_panic() {
        Ok(panic) => {
            let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
            format!("a panic: {}", said.unwrap_or("without words"))
        }
        Err(error) => error.to_string(),
    }
}
