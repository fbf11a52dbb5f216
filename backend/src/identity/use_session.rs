//! Sessions: a random token in a cookie, its hash in the database.

use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::{PersonId, SessionId};
use domain::kernel::locale::Locale;
use sha2::{Digest, Sha256};

use super::store::sessions::{self, NewSession};
use crate::db::{DbError, Tx};
use crate::deps::Deps;

/// Without a visit for this long a session ends.
pub const LIFETIME: i64 = 30 * DAY;
/// The end is moved at most this often, so that reading pages does not write.
const TOUCH_EVERY: i64 = HOUR;

pub fn hash_token(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Who a cookie speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    pub actor: Actor,
    pub name: Option<String>,
    pub locale: Option<Locale>,
}

impl Visitor {
    pub const STRANGER: Self = Self { actor: Actor::GUEST, name: None, locale: None };
}

/// Reads the session of a cookie's token; an unknown or expired one is a stranger.
pub async fn read_session(deps: &Deps, token: &str) -> Result<Visitor, DbError> {
    let now = deps.now();
    let Some(s) = sessions::find_live(&mut deps.db.reader(), &hash_token(token), now).await? else { return Ok(Visitor::STRANGER) };
    if now.since(s.seen_at) > TOUCH_EVERY {
        let mut tx = deps.db.begin().await?;
        sessions::touch(&mut tx, s.id, now, now.plus(LIFETIME)).await?;
        tx.commit().await?;
    }
    Ok(match s.person {
        Some(p) => Visitor { actor: Actor::Person { id: p.id, session: s.id, roles: p.roles }, name: Some(p.name), locale: Some(p.locale) },
        None => Visitor { actor: Actor::Guest { session: Some(s.id) }, name: None, locale: None },
    })
}

/// A session that was just begun; the token goes into the cookie and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    pub session: SessionId,
    pub token: String,
}

pub(super) async fn begin_session(tx: &mut Tx, deps: &Deps, person: Option<PersonId>, agent: &str) -> Result<NewToken, DbError> {
    let token = deps.random.token();
    let now = deps.now();
    let id = deps.id();
    let agent: String = agent.chars().take(200).collect();
    let new = NewSession { id, token_hash: &hash_token(&token), person, now, expires_at: now.plus(LIFETIME), agent: &agent };
    sessions::insert(tx, &new).await?;
    Ok(NewToken { session: id, token })
}

/// A guest's session, begun when there is something to remember.
pub async fn begin_guest_session(deps: &Deps, agent: &str) -> Result<NewToken, DbError> {
    let mut tx = deps.db.begin_shared().await?;
    let new = begin_session(&mut tx, deps, None, agent).await?;
    tx.commit().await?;
    Ok(new)
}
