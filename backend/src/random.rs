//! Randomness is passed in: the system's in the server, a seeded one in tests.

use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use domain::kernel::clock::Timestamp;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use uuid::Uuid;

/// A cryptographically strong generator (ChaCha12). Cheap to clone; clones share it.
#[derive(Clone)]
pub struct Random(Arc<Mutex<StdRng>>);

impl Random {
    pub fn from_os() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_os_rng())))
    }

    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        // A poisoned lock only means that another thread panicked; the generator is still sound.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut out);
        out
    }

    pub fn u64(&self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// 256 bits for a cookie or a mailed link: 43 URL-safe characters.
    pub fn token(&self) -> String {
        BASE64URL_NOPAD.encode(&self.bytes::<32>())
    }

    /// 160 bits for a link that people may have to copy: 32 lower-case letters and digits.
    pub fn link_secret(&self) -> String {
        BASE32_NOPAD.encode(&self.bytes::<20>()).to_lowercase()
    }

    pub fn id<T: From<Uuid>>(&self, now: Timestamp) -> T {
        let millis = u64::try_from(now.0).unwrap_or(0);
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid())
    }
}

/// When an id was made, if it says so.
pub fn made_at(id: Uuid) -> Option<Timestamp> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    Some(Timestamp(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000).saturating_add(i64::from(nanos) / 1_000_000)))
}
