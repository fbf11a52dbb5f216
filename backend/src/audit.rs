//! Who did what to whom, for every decision that another person may ask about.

use domain::identity::actor::{Actor, Forbidden};
use domain::identity::role::Role;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::AuditId;
use domain::kernel::paging::{PageRequest, Paged};
use thiserror::Error;

use crate::db::{DbError, Run, Tx, sql};
use crate::deps::Deps;

/// Writes an entry in the change's own transaction. `subject` is `kind:id`; `detail` holds no secrets.
pub async fn record(tx: &mut Tx, deps: &Deps, actor: &Actor, action: &str, subject: &str, detail: &str) -> Result<(), DbError> {
    let q = "INSERT INTO audit (id, at, actor_id, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.put(sql(q).bind(deps.id::<AuditId>()).bind(deps.now()).bind(actor.person()).bind(action).bind(subject).bind(detail)).await
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub at: Timestamp,
    /// The name of the person, none for the system.
    pub actor: Option<String>,
    pub action: String,
    pub subject: String,
    pub detail: String,
}

#[derive(Debug, Error)]
pub enum ListAuditError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The newest first. Admins only.
pub async fn list(deps: &Deps, actor: &Actor, page: PageRequest) -> Result<Paged<AuditEntry>, ListAuditError> {
    actor.require(Role::Admin)?;
    let mut run = deps.db.reader();
    let total = run.fetch_one(sql("SELECT COUNT(*) AS n FROM audit")).await?.get("n")?;
    let q = "SELECT a.at, p.name AS actor, a.action, a.subject, a.detail FROM audit a LEFT JOIN person p ON p.id = a.actor_id \
             ORDER BY a.at DESC, a.id DESC LIMIT $1 OFFSET $2";
    let rows = run.fetch_all(sql(q).bind(page.limit()).bind(page.offset())).await?;
    let entry = |r: &crate::db::Row| {
        Ok(AuditEntry {
            at: r.get("at")?,
            actor: r.get("actor")?,
            action: r.get("action")?,
            subject: r.get("subject")?,
            detail: r.get("detail")?,
        })
    };
    Ok(Paged { items: rows.iter().map(entry).collect::<Result<_, DbError>>()?, total, request: page })
}
