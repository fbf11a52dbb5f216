use domain::identity::role::Role;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, SessionId};
use domain::kernel::locale::Locale;

use crate::db::{Db, DbError, Row, Run, sql};

/// A live session with what every page needs of its person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub seen_at: Timestamp,
    pub person: Option<SessionPerson>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionPerson {
    pub id: PersonId,
    pub name: String,
    pub locale: Locale,
    pub roles: Vec<Role>,
}

pub struct NewSession<'a> {
    pub id: SessionId,
    pub token_hash: &'a [u8],
    pub person: Option<PersonId>,
    pub now: Timestamp,
    pub expires_at: Timestamp,
    pub agent: &'a str,
}

pub async fn insert(run: &mut impl Run, s: &NewSession<'_>) -> Result<(), DbError> {
    let q = "INSERT INTO session (id, token_hash, person_id, created_at, seen_at, expires_at, agent) VALUES ($1, $2, $3, $4, $4, $5, $6)";
    run.execute(sql(q).bind(s.id).bind(s.token_hash).bind(s.person).bind(s.now).bind(s.expires_at).bind(s.agent)).await?;
    Ok(())
}

/// One row per role (or one without), in one query: this runs on every request with a cookie.
pub async fn find_live(run: &mut impl Run, token_hash: &[u8], now: Timestamp) -> Result<Option<Session>, DbError> {
    let q = "SELECT s.id, s.seen_at, s.person_id, p.name, p.locale, r.role FROM session s \
             LEFT JOIN person p ON p.id = s.person_id LEFT JOIN person_role r ON r.person_id = s.person_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2";
    let rows = run.fetch_all(sql(q).bind(token_hash).bind(now)).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let person = match first.get::<Option<PersonId>>("person_id")? {
        Some(id) => Some(SessionPerson { id, name: first.get("name")?, locale: first.get("locale")?, roles: roles(&rows)? }),
        None => None,
    };
    Ok(Some(Session { id: first.get("id")?, seen_at: first.get("seen_at")?, person }))
}

fn roles(rows: &[Row]) -> Result<Vec<Role>, DbError> {
    let codes = rows.iter().map(|r| r.get::<Option<String>>("role")).collect::<Result<Vec<_>, _>>()?;
    Ok(codes.into_iter().flatten().filter_map(|c| Role::from_code(&c)).collect())
}

pub async fn touch(run: &mut impl Run, id: SessionId, now: Timestamp, expires_at: Timestamp) -> Result<(), DbError> {
    run.execute(sql("UPDATE session SET seen_at = $2, expires_at = $3 WHERE id = $1").bind(id).bind(now).bind(expires_at)).await?;
    Ok(())
}

/// The cart of a guest's session goes with it.
pub async fn delete(run: &mut impl Run, id: SessionId) -> Result<(), DbError> {
    run.execute(sql("DELETE FROM cart WHERE session_id = $1").bind(id)).await?;
    run.execute(sql("DELETE FROM session WHERE id = $1").bind(id)).await?;
    Ok(())
}

pub async fn delete_of_person(run: &mut impl Run, person: PersonId) -> Result<u64, DbError> {
    run.execute(sql("DELETE FROM session WHERE person_id = $1").bind(person)).await
}

pub async fn count_of_person(run: &mut impl Run, person: PersonId, now: Timestamp) -> Result<i64, DbError> {
    let q = "SELECT COUNT(*) AS n FROM session WHERE person_id = $1 AND expires_at > $2";
    run.fetch_one(sql(q).bind(person).bind(now)).await?.get("n")
}

pub async fn forget_expired(db: &Db, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    tx.execute(sql("DELETE FROM cart WHERE session_id IN (SELECT id FROM session WHERE expires_at < $1)").bind(now)).await?;
    tx.execute(sql("DELETE FROM session WHERE expires_at < $1").bind(now)).await?;
    tx.execute(sql("DELETE FROM password_reset WHERE expires_at < $1").bind(now)).await?;
    tx.execute(sql("DELETE FROM throttle WHERE window_start < $1").bind(now.plus(-domain::kernel::clock::DAY))).await?;
    tx.commit().await
}
