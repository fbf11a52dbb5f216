//! What use cases work with. One value, made at start, passed by reference.

use std::sync::Arc;

use domain::kernel::clock::{Clock, Timestamp};
use uuid::Uuid;

use crate::adapters::blobs::Blobs;
use crate::adapters::mail::Mailer;
use crate::adapters::payment::PaymentGateways;
use crate::adapters::search::SearchIndex;
use crate::adapters::vault::Vault;
use crate::db::Db;
use crate::random::Random;
use crate::settings::SettingsCache;

pub struct Deps {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub random: Random,
    pub search: Arc<dyn SearchIndex>,
    pub blobs: Blobs,
    pub vault: Vault,
    pub mailer: Arc<dyn Mailer>,
    pub gateways: PaymentGateways,
    pub settings: SettingsCache,
    /// `https://sentra.example`: what links in mails begin with; no slash at the end.
    pub base_url: String,
}

impl Deps {
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id of any kind: a UUIDv7 of this moment.
    pub fn id<T: From<Uuid>>(&self) -> T {
        self.random.id(self.clock.now())
    }
}
