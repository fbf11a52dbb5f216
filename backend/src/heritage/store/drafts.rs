//! Forms that are not sent yet, sealed. Each is its owner's alone.

use std::cmp::Reverse;

use domain::heritage::form_draft::{FormOf, MOST};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{FormDraftId, PersonId, SessionId};
use uuid::Uuid;

use crate::db::{DbError, Run, Tx, dialect, sql};
use crate::identity::owner::Owner;

/// One of several, without what stands in it.
pub struct Listed {
    id: FormDraftId,
    form: String,
    subject: Uuid,
    kept_at: Timestamp,
}

impl Listed {
    pub fn is(&self, of: FormOf) -> bool {
        self.form == of.code() && self.subject == of.subject()
    }
}

pub struct Sealed {
    /// Sealed with it.
    pub id: FormDraftId,
    pub sealed: Vec<u8>,
    pub until: Timestamp,
}

/// All of an owner, locked.
pub async fn lock_own(tx: &mut Tx, owner: Owner) -> Result<Vec<Listed>, DbError> {
    let lock = dialect::for_update(tx.engine());
    let q = format!("SELECT id, form, subject_id, kept_at FROM form_draft WHERE {} = $1 ORDER BY id{lock}", owner.column());
    let rows = tx.fetch_all(sql(q).bind(owner.uuid())).await?;
    rows.iter()
        .map(|r| Ok(Listed { id: r.get("id")?, form: r.get("form")?, subject: r.get("subject_id")?, kept_at: r.get("kept_at")? }))
        .collect()
}

/// In the place of what was kept of this form before.
pub async fn put(tx: &mut Tx, owner: Owner, of: FormOf, draft: &Sealed, at: Timestamp) -> Result<(), DbError> {
    put_as(tx, owner, of.code(), of.subject(), draft, at).await
}

async fn put_as(tx: &mut Tx, owner: Owner, form: &str, subject: Uuid, draft: &Sealed, at: Timestamp) -> Result<(), DbError> {
    let column = owner.column();
    let q = format!(
        "INSERT INTO form_draft (id, {column}, form, subject_id, sealed, kept_at, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT ({column}, form, subject_id) DO UPDATE SET id = excluded.id, sealed = excluded.sealed, \
         kept_at = excluded.kept_at, until_at = excluded.until_at"
    );
    let q = sql(q).bind(draft.id).bind(owner.uuid()).bind(form).bind(subject);
    tx.execute(q.bind(draft.sealed.as_slice()).bind(at).bind(draft.until)).await?;
    Ok(())
}

/// Of these only the newest stay, with room for `more`.
pub async fn make_room(tx: &mut Tx, mut drafts: Vec<Listed>, more: usize) -> Result<(), DbError> {
    drafts.sort_by_key(|d| Reverse((d.kept_at, d.id)));
    for old in drafts.iter().skip(MOST.saturating_sub(more)) {
        remove_one(tx, old.id).await?;
    }
    Ok(())
}

/// As it was read: what was kept in its place since has another id, and stays.
pub async fn remove_one(tx: &mut Tx, id: FormDraftId) -> Result<(), DbError> {
    tx.execute(sql("DELETE FROM form_draft WHERE id = $1").bind(id)).await?;
    Ok(())
}

pub async fn find(run: &mut impl Run, owner: Owner, of: FormOf, now: Timestamp) -> Result<Option<Sealed>, DbError> {
    let column = owner.column();
    let q = format!("SELECT id, sealed, until_at FROM form_draft WHERE {column} = $1 AND form = $2 AND subject_id = $3 AND until_at > $4");
    let row = run.fetch_optional(sql(q).bind(owner.uuid()).bind(of.code()).bind(of.subject()).bind(now)).await?;
    row.map(|r| Ok(Sealed { id: r.get("id")?, sealed: r.get("sealed")?, until: r.get("until_at")? })).transpose()
}

pub async fn remove(tx: &mut Tx, owner: Owner, of: FormOf) -> Result<(), DbError> {
    let q = format!("DELETE FROM form_draft WHERE {} = $1 AND form = $2 AND subject_id = $3", owner.column());
    tx.put(sql(q).bind(owner.uuid()).bind(of.code()).bind(of.subject())).await
}

/// A guest's become the person's, each with the id to which it is sealed; where both have one of a form, the guest's is what was
/// typed last. Each is put anew, because another device of the person's may be keeping the same form at this moment.
/// The guest's are locked.
pub async fn hand_over(tx: &mut Tx, from: SessionId, to: PersonId) -> Result<(), DbError> {
    // In one order, so that two who log in to one account do not wait for each other.
    let q = "SELECT id, form, subject_id, sealed, kept_at, until_at FROM form_draft WHERE session_id = $1 ORDER BY form, subject_id";
    let rows = tx.fetch_all(sql(q).bind(from)).await?;
    tx.execute(sql("DELETE FROM form_draft WHERE session_id = $1").bind(from)).await?;
    for r in &rows {
        let draft = Sealed { id: r.get("id")?, sealed: r.get("sealed")?, until: r.get("until_at")? };
        let form: String = r.get("form")?;
        put_as(tx, Owner::Person(to), &form, r.get("subject_id")?, &draft, r.get("kept_at")?).await?;
    }
    Ok(())
}

/// How many were forgotten.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute(sql("DELETE FROM form_draft WHERE until_at <= $1").bind(now)).await
}
