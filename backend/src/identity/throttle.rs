//! Counting attempts per account and per address, in the database so that every node counts the same.

use domain::kernel::clock::{MINUTE, Timestamp};

use crate::db::{DbError, Run, sql};
use crate::deps::Deps;

/// So many attempts in a window of so long.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub attempts: i64,
    pub window: i64,
}

pub const LOG_IN_PER_ACCOUNT: Limit = Limit { attempts: 8, window: 15 * MINUTE };
/// Several people share an address (a market's wifi, a mobile carrier), so it is looser.
pub const LOG_IN_PER_ADDRESS: Limit = Limit { attempts: 60, window: 15 * MINUTE };
pub const REGISTER_PER_ADDRESS: Limit = Limit { attempts: 30, window: 60 * MINUTE };
pub const RESET_PER_ACCOUNT: Limit = Limit { attempts: 3, window: 60 * MINUTE };
pub const RESET_PER_ADDRESS: Limit = Limit { attempts: 20, window: 60 * MINUTE };

/// Counts one attempt. `Some(moment)` is when to try again.
pub async fn attempt(deps: &Deps, key: &str, limit: Limit) -> Result<Option<Timestamp>, DbError> {
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let q = "INSERT INTO throttle (key, window_start, attempts) VALUES ($1, $2, 1) ON CONFLICT (key) DO UPDATE SET \
             attempts = CASE WHEN throttle.window_start <= $3 THEN 1 ELSE throttle.attempts + 1 END, \
             window_start = CASE WHEN throttle.window_start <= $3 THEN $2 ELSE throttle.window_start END \
             RETURNING attempts, window_start";
    let row = tx.fetch_one(sql(q).bind(key).bind(now).bind(now.plus(-limit.window))).await?;
    let (attempts, start): (i64, Timestamp) = (row.get("attempts")?, row.get("window_start")?);
    tx.commit().await?;
    Ok((attempts > limit.attempts).then(|| start.plus(limit.window)))
}

/// A success clears the account's count.
pub async fn clear(run: &mut impl Run, key: &str) -> Result<(), DbError> {
    run.execute(sql("DELETE FROM throttle WHERE key = $1").bind(key)).await?;
    Ok(())
}
