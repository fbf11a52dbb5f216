//! The person has read a notice, or all of them.

use domain::identity::actor::Actor;
use domain::kernel::ids::NoticeId;

use super::list_notices::NoticesError;
use super::store;
use crate::deps::Deps;

/// Another's notice stays as it is.
pub async fn mark_read(deps: &Deps, actor: &Actor, only: Option<NoticeId>) -> Result<(), NoticesError> {
    let person = actor.require_person()?;
    let mut tx = deps.db.begin().await?;
    store::mark_read(&mut tx, person, only, deps.now()).await?;
    tx.commit().await?;
    Ok(())
}
