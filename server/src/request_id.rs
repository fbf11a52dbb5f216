//! Numbers of requests: unlike from one start of the program to the next, and counted within it.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

/// The standard library seeds each hasher from the system's randomness.
static START: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one("request"));
static COUNT: AtomicU64 = AtomicU64::new(0);

/// Sixteen digits, which a visitor may read out to us from an error page.
pub fn next() -> Arc<str> {
    let n = START.wrapping_add(COUNT.fetch_add(1, Ordering::Relaxed));
    format!("{n:016x}").into()
}
