use std::collections::HashSet;

use domain::kernel::ids::{PersonId, WasteMemberId};
use domain::kernel::phone::Phone;
use domain::wastebank::member::{CardNumber, Member};

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

pub(super) const COLUMNS: &str = "id, card, name, phone, person_id, home_unit, balance, created_at";

pub(super) fn member(r: &Row) -> Result<Member, DbError> {
    Ok(Member {
        id: r.get("id")?,
        card: r.get("card")?,
        name: r.get("name")?,
        phone: r.get("phone")?,
        person: r.get("person_id")?,
        home: r.get("home_unit")?,
        balance: r.get("balance")?,
        since: r.get("created_at")?,
    })
}

async fn one(run: &mut impl Run, q: crate::db::Query) -> Result<Option<Member>, DbError> {
    run.fetch_optional(q).await?.map(|r| member(&r)).transpose()
}

pub async fn find(run: &mut impl Run, id: WasteMemberId) -> Result<Option<Member>, DbError> {
    one(run, sql(format!("SELECT {COLUMNS} FROM waste_member WHERE id = $1")).bind(id)).await
}

/// Until the transaction ends nobody else moves this balance.
pub async fn lock(tx: &mut Tx, id: WasteMemberId) -> Result<Option<Member>, DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    one(tx, sql(format!("SELECT {COLUMNS} FROM waste_member WHERE id = $1{lock}")).bind(id)).await
}

/// The same, for whoever changes the account: that is a key, and a weaker lock would have to be raised while somebody who refers to
/// the member waits for it.
pub async fn lock_account(tx: &mut Tx, id: WasteMemberId) -> Result<Option<Member>, DbError> {
    let lock = dialect::for_update(tx.engine());
    one(tx, sql(format!("SELECT {COLUMNS} FROM waste_member WHERE id = $1{lock}")).bind(id)).await
}

/// By id, however many they are.
pub async fn lock_all(tx: &mut Tx, all: &[WasteMemberId]) -> Result<(), DbError> {
    let Some(lock) = dialect::lock_rows(tx.engine()).filter(|_| !all.is_empty()) else { return Ok(()) };
    let q = format!("SELECT id FROM waste_member WHERE id IN ({}) ORDER BY id{lock}", dialect::list(all.len(), 1));
    tx.fetch_all(sql(q).bind_all(all.iter().copied())).await?;
    Ok(())
}

pub async fn find_by_card(run: &mut impl Run, card: CardNumber) -> Result<Option<Member>, DbError> {
    one(run, sql(format!("SELECT {COLUMNS} FROM waste_member WHERE card = $1")).bind(card)).await
}

pub async fn find_by_person(run: &mut impl Run, person: PersonId) -> Result<Option<Member>, DbError> {
    one(run, sql(format!("SELECT {COLUMNS} FROM waste_member WHERE person_id = $1")).bind(person)).await
}

/// Those of these persons who are members.
pub async fn with_balance(run: &mut impl Run, persons: &[PersonId]) -> Result<HashSet<PersonId>, DbError> {
    let mut found = HashSet::new();
    for some in persons.chunks(500) {
        let q = format!("SELECT person_id FROM waste_member WHERE person_id IN ({})", dialect::list(some.len(), 1));
        for r in run.fetch_all(sql(q).bind_all(some.iter().copied())).await? {
            found.insert(r.get("person_id")?);
        }
    }
    Ok(found)
}

/// A family may share a number.
pub async fn find_by_phone(run: &mut impl Run, phone: &Phone) -> Result<Vec<Member>, DbError> {
    let q = format!("SELECT {COLUMNS} FROM waste_member WHERE phone = $1 ORDER BY created_at, id LIMIT 20");
    run.fetch_all(sql(q).bind(phone)).await?.iter().map(member).collect()
}

/// The member that a form has made, if it was sent before.
pub async fn find_by_nonce(run: &mut impl Run, nonce: &str) -> Result<Option<Member>, DbError> {
    one(run, sql(format!("SELECT {COLUMNS} FROM waste_member WHERE nonce = $1")).bind(nonce)).await
}

/// False when the card number is taken: draw again. An account that is a member already, or a form that has made one, breaks
/// its unique key.
pub async fn insert(tx: &mut Tx, m: &Member, nonce: Option<&str>) -> Result<bool, DbError> {
    let q = "INSERT INTO waste_member (id, card, name, phone, person_id, home_unit, created_at, nonce) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (card) DO NOTHING";
    let q = sql(q).bind(m.id).bind(m.card).bind(&m.name).bind(m.phone.as_ref().map(ToString::to_string)).bind(m.person);
    Ok(tx.execute(q.bind(m.home).bind(m.since).bind(nonce.map(str::to_owned))).await? > 0)
}

/// An account that has a card already breaks its unique key; nothing more can be done in the transaction then.
pub async fn link(tx: &mut Tx, member: WasteMemberId, person: PersonId) -> Result<(), DbError> {
    tx.execute(sql("UPDATE waste_member SET person_id = $2 WHERE id = $1").bind(member).bind(person)).await?;
    Ok(())
}

pub async fn unlink(tx: &mut Tx, member: WasteMemberId) -> Result<(), DbError> {
    tx.execute(sql("UPDATE waste_member SET person_id = NULL WHERE id = $1").bind(member)).await?;
    Ok(())
}
