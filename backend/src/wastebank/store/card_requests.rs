use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use domain::wastebank::card_request::{CardRequest, GOOD_FOR};
use domain::wastebank::member::CardNumber;

use crate::db::{Db, DbError, Row, Run, Tx, sql};

fn request(r: &Row) -> Result<CardRequest, DbError> {
    Ok(CardRequest { person: r.get("person_id")?, card: r.get("card")?, code: r.get("code")?, asked_at: r.get("asked_at")? })
}

/// In place of what this account asked before.
pub async fn put(tx: &mut Tx, new: &CardRequest) -> Result<(), DbError> {
    let q = "INSERT INTO waste_card_request (person_id, card, code, asked_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (person_id) DO UPDATE SET card = excluded.card, code = excluded.code, asked_at = excluded.asked_at";
    tx.execute(sql(q).bind(new.person).bind(new.card).bind(&new.code).bind(new.asked_at)).await?;
    Ok(())
}

/// What this account asks for, if it asked since a moment.
pub async fn of_person(run: &mut impl Run, person: PersonId, since: Timestamp) -> Result<Option<CardRequest>, DbError> {
    let q = "SELECT person_id, card, code, asked_at FROM waste_card_request WHERE person_id = $1 AND asked_at >= $2";
    run.fetch_optional(sql(q).bind(person).bind(since)).await?.as_ref().map(request).transpose()
}

/// Everybody who asked for this card since a moment.
pub async fn of_card(run: &mut impl Run, card: CardNumber, since: Timestamp) -> Result<Vec<CardRequest>, DbError> {
    let q =
        "SELECT person_id, card, code, asked_at FROM waste_card_request WHERE card = $1 AND asked_at >= $2 ORDER BY asked_at, person_id";
    run.fetch_all(sql(q).bind(card).bind(since)).await?.iter().map(request).collect()
}

/// What was asked for a card that has its account now, and by an account that has its card.
pub async fn forget(tx: &mut Tx, card: CardNumber, person: PersonId) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM waste_card_request WHERE card = $1 OR person_id = $2").bind(card).bind(person)).await?;
    Ok(())
}

pub async fn withdraw(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM waste_card_request WHERE person_id = $1").bind(person)).await?;
    Ok(())
}

/// What is good no more.
pub async fn forget_old(db: &Db, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    tx.execute(sql("DELETE FROM waste_card_request WHERE asked_at < $1").bind(now.plus(-GOOD_FOR))).await?;
    tx.commit().await
}
