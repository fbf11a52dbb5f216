//! A person's inbox.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::paging::{PageRequest, Paged};
use thiserror::Error;

use super::store::{self, NoticeRow};
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum NoticesError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The newest first.
pub async fn list_notices(deps: &Deps, actor: &Actor, page: PageRequest) -> Result<Paged<NoticeRow>, NoticesError> {
    let person = actor.require_person()?;
    let mut run = deps.db.reader();
    let total = store::count(&mut run, person).await?;
    Ok(Paged { items: store::list(&mut run, person, page).await?, total, request: page })
}
