use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{NoticeId, PersonId};
use domain::kernel::paging::PageRequest;

use super::Notice;
use crate::db::{DbError, Run, Tx, dialect, sql};

pub struct NewNotice<'a> {
    pub id: NoticeId,
    pub person: PersonId,
    pub notice: &'a Notice,
    /// A path of the site without the language's prefix.
    pub href: &'a str,
    /// The same thing is told to the same person once.
    pub key: String,
}

pub async fn insert(tx: &mut Tx, at: Timestamp, notices: &[NewNotice<'_>]) -> Result<(), DbError> {
    if notices.is_empty() {
        return Ok(());
    }
    let mut q = sql(format!(
        "INSERT INTO notice (id, person_id, at, kind, args, href, dedupe_key) VALUES {} ON CONFLICT (dedupe_key) DO NOTHING",
        dialect::values(notices.len(), 7, 1)
    ));
    for n in notices {
        let args = serde_json::to_string(n.notice).map_err(|e| DbError::decode("args", e))?;
        q = q.bind(n.id).bind(n.person).bind(at).bind(n.notice.code()).bind(args).bind(n.href).bind(&n.key);
    }
    tx.put(q).await
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    pub id: NoticeId,
    pub at: Timestamp,
    pub notice: Notice,
    /// A path of the site without the language's prefix.
    pub href: String,
    pub read: bool,
}

/// The newest first.
pub async fn list(run: &mut impl Run, person: PersonId, page: PageRequest) -> Result<Vec<NoticeRow>, DbError> {
    let q = "SELECT id, at, args, href, read_at FROM notice WHERE person_id = $1 ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3";
    let rows = run.fetch_all(sql(q).bind(person).bind(page.limit()).bind(page.offset())).await?;
    let row = |r: &crate::db::Row| {
        let read = r.get::<Option<Timestamp>>("read_at")?.is_some();
        Ok(NoticeRow { id: r.get("id")?, at: r.get("at")?, notice: r.json("args")?, href: r.get("href")?, read })
    };
    rows.iter().map(row).collect()
}

pub async fn count(run: &mut impl Run, person: PersonId) -> Result<u64, DbError> {
    run.fetch_one(sql("SELECT COUNT(*) AS n FROM notice WHERE person_id = $1").bind(person)).await?.get("n")
}

/// `only`: that one, else all.
pub async fn mark_read(run: &mut impl Run, person: PersonId, only: Option<NoticeId>, at: Timestamp) -> Result<(), DbError> {
    let one = if only.is_some() { " AND id = $3" } else { "" };
    let q = sql(format!("UPDATE notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL{one}")).bind(person).bind(at);
    run.execute(q.bind_all(only)).await?;
    Ok(())
}
