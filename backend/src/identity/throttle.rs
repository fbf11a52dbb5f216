//! Counting attempts per address and per account, in the database so that every node counts the same. The address comes
//! first: one that is refused already must not lock other people's accounts.

use std::net::{IpAddr, Ipv6Addr};

use domain::identity::login::Login;
use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::ids::PersonId;

use crate::db::{DbError, Run, Tx, sql};
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

/// Whom a network address stands for. A subscriber of IPv6 has a whole /64 to choose addresses from: it counts as one.
pub fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|a| a.to_canonical()) {
        Ok(IpAddr::V6(a)) => format!("{}/64", Ipv6Addr::from_bits(a.to_bits() >> 64 << 64)),
        Ok(a) => a.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// Attempts to log in as this person, by whichever of their log-ins.
pub fn log_in_as(person: PersonId) -> String {
    format!("login:person:{person}")
}

/// The same for a log-in that may be nobody's.
pub fn log_in_by(login: &Login, person: Option<PersonId>) -> String {
    person.map_or_else(|| format!("login:{}", login.key()), log_in_as)
}

/// Counts one attempt. `Some(moment)` is when to try again. Who is refused already only reads: a flood of attempts
/// must not keep the database's writer busy.
pub async fn attempt(deps: &Deps, key: &str, limit: Limit) -> Result<Option<Timestamp>, DbError> {
    let now = deps.now();
    let since = now.plus(-limit.window);
    let q = "SELECT window_start FROM throttle WHERE key = $1 AND window_start > $2 AND attempts >= $3";
    if let Some(row) = deps.db.reader().fetch_optional(sql(q).bind(key).bind(since).bind(limit.attempts)).await? {
        return Ok(Some(row.get::<Timestamp>("window_start")?.plus(limit.window)));
    }
    let mut tx = deps.db.begin().await?;
    let until = count(&mut tx, now, key, limit).await?;
    tx.commit().await?;
    Ok(until)
}

/// Counts one within the caller's transaction: what is rolled back has not been counted. Nobody else counts under this key until then.
pub async fn count(tx: &mut Tx, now: Timestamp, key: &str, limit: Limit) -> Result<Option<Timestamp>, DbError> {
    let since = now.plus(-limit.window);
    let q = "INSERT INTO throttle (key, window_start, attempts) VALUES ($1, $2, 1) ON CONFLICT (key) DO UPDATE SET \
             attempts = CASE WHEN throttle.window_start <= $3 THEN 1 ELSE throttle.attempts + 1 END, \
             window_start = CASE WHEN throttle.window_start <= $3 THEN $2 ELSE throttle.window_start END \
             RETURNING attempts, window_start";
    let row = tx.fetch_one(sql(q).bind(key).bind(now).bind(since)).await?;
    let (attempts, start): (i64, Timestamp) = (row.get("attempts")?, row.get("window_start")?);
    Ok((attempts > limit.attempts).then(|| start.plus(limit.window)))
}

/// A success clears the account's count.
pub async fn clear(run: &mut impl Run, key: &str) -> Result<(), DbError> {
    run.execute(sql("DELETE FROM throttle WHERE key = $1").bind(key)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn a_subscriber_of_ipv6_is_one_network() {
        assert_eq!(network("2001:db8:1:2:aaaa::1"), network("2001:db8:1:2:ffff:1:2:3"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:10.0.0.7"), "10.0.0.7");
        assert_ne!(network("10.0.0.7"), network("10.0.0.8"));
        assert_eq!(network("unknown"), "unknown");
    }
}
