//! What an operator may change while the house is open. Rates and timers are data, never constants in code.

use std::sync::Arc;

use domain::heritage::booking_limits::BookingLimits;
use domain::identity::actor::{Actor, Forbidden};
use domain::identity::role::Role;
use domain::kernel::clock::{SECOND, Timestamp};
use domain::market::order_rules::OrderRules;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::sync::RwLock;

use crate::audit;
use crate::db::{Db, DbError, Run, sql};
use crate::deps::Deps;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub order_rules: OrderRules,
    pub booking_limits: BookingLimits,
}

const ORDER_RULES: &str = "order_rules";
const BOOKING_LIMITS: &str = "booking_limits";
/// Other nodes see a change after this long at the latest.
const FRESH: i64 = SECOND;

/// The settings as this process last read them.
#[derive(Clone, Default)]
pub struct SettingsCache(Arc<RwLock<Option<(Timestamp, Settings)>>>);

impl SettingsCache {
    pub async fn get(&self, db: &Db, now: Timestamp) -> Result<Settings, DbError> {
        if let Some((at, settings)) = *self.0.read().await
            && now.since(at) < FRESH
        {
            return Ok(settings);
        }
        let settings = load(&mut db.reader()).await?;
        *self.0.write().await = Some((now, settings));
        Ok(settings)
    }

    async fn forget(&self) {
        *self.0.write().await = None;
    }
}

impl Deps {
    pub async fn settings(&self) -> Result<Settings, DbError> {
        self.settings.get(&self.db, self.now()).await
    }
}

async fn load(run: &mut impl Run) -> Result<Settings, DbError> {
    let mut settings = Settings::default();
    for r in run.fetch_all(sql("SELECT key, value FROM setting")).await? {
        match r.get::<String>("key")?.as_str() {
            ORDER_RULES => settings.order_rules = r.json("value")?,
            BOOKING_LIMITS => settings.booking_limits = r.json("value")?,
            _ => {}
        }
    }
    Ok(settings)
}

#[derive(Debug, Error)]
pub enum ChangeSettingsError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Replaces the order rules; running timers keep the deadline that was shown to both sides.
pub async fn change_order_rules(deps: &Deps, actor: &Actor, rules: OrderRules) -> Result<(), ChangeSettingsError> {
    change(deps, actor, ORDER_RULES, &serde_json::to_string(&rules).unwrap_or_default()).await
}

/// Replaces what guests may hold; bookings that are there stay.
pub async fn change_booking_limits(deps: &Deps, actor: &Actor, limits: BookingLimits) -> Result<(), ChangeSettingsError> {
    change(deps, actor, BOOKING_LIMITS, &serde_json::to_string(&limits).unwrap_or_default()).await
}

async fn change(deps: &Deps, actor: &Actor, key: &str, value: &str) -> Result<(), ChangeSettingsError> {
    actor.require(Role::Admin)?;
    let mut tx = deps.db.begin().await?;
    let q = "INSERT INTO setting (key, value, changed_at, changed_by) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by";
    tx.execute(sql(q).bind(key).bind(value).bind(deps.now()).bind(actor.person())).await?;
    audit::record(&mut tx, deps, actor, &format!("settings.{key}"), &format!("setting:{key}"), value).await?;
    tx.commit().await?;
    deps.settings.forget().await;
    Ok(())
}
