//! A form begins anew: what was kept of it is forgotten.

use domain::heritage::form_draft::FormOf;
use domain::identity::actor::Actor;

use super::store::drafts;
use crate::db::DbError;
use crate::deps::Deps;
use crate::identity::owner::Owner;

/// Of the actor's own; forgotten twice is forgotten once.
pub async fn forget_draft(deps: &Deps, actor: &Actor, of: FormOf) -> Result<(), DbError> {
    let Some(owner) = Owner::of(actor) else { return Ok(()) };
    // Looked for without the writer.
    if drafts::find(&mut deps.db.reader(), owner, of, deps.now()).await?.is_none() {
        return Ok(());
    }
    let mut tx = deps.db.begin().await?;
    drafts::remove(&mut tx, owner, of).await?;
    tx.commit().await
}
