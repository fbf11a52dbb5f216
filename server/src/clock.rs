//! The only place that reads the system's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::kernel::clock::{Clock, Timestamp};

pub struct SystemClock {
    /// Milliseconds by which it runs ahead.
    pub ahead: i64,
}

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)] // this is the clock that is passed in everywhere else
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)).plus(self.ahead)
    }
}
