//! Words that stand for each other in search, kept by officers. Each process that searches
//! reads them anew soon after a change (`load_synonyms`).

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::SynonymGroupId;
use domain::market::synonym::{SynonymError, SynonymGroup, parse_words};
use thiserror::Error;

use super::store::synonyms;
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum KeepSynonymsError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such group")]
    NotFound,
    #[error(transparent)]
    Words(#[from] SynonymError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn list_synonyms(deps: &Deps, actor: &Actor) -> Result<Vec<SynonymGroup>, KeepSynonymsError> {
    actor.require_officer()?;
    Ok(synonyms::all(&mut deps.db.reader()).await?)
}

/// A new group (`known` is none), or other words for one. Words are separated by commas, semicolons or lines.
pub async fn save_synonyms(
    deps: &Deps,
    actor: &Actor,
    known: Option<SynonymGroupId>,
    words: &str,
) -> Result<SynonymGroupId, KeepSynonymsError> {
    actor.require_officer()?;
    let group = SynonymGroup { id: known.unwrap_or_else(|| deps.id()), words: parse_words(words)? };
    let mut tx = deps.db.begin().await?;
    if known.is_none() {
        synonyms::insert(&mut tx, &group, deps.now()).await?;
    } else if !synonyms::update(&mut tx, &group, deps.now()).await? {
        return Err(KeepSynonymsError::NotFound);
    }
    changed(&mut tx, deps, actor, "synonyms.save", group.id, &group.words.join(", ")).await?;
    tx.commit().await?;
    Ok(group.id)
}

pub async fn delete_synonyms(deps: &Deps, actor: &Actor, id: SynonymGroupId) -> Result<(), KeepSynonymsError> {
    actor.require_officer()?;
    let mut tx = deps.db.begin().await?;
    if !synonyms::delete(&mut tx, id).await? {
        return Err(KeepSynonymsError::NotFound);
    }
    changed(&mut tx, deps, actor, "synonyms.delete", id, "").await?;
    tx.commit().await?;
    Ok(())
}

async fn changed(tx: &mut Tx, deps: &Deps, actor: &Actor, action: &str, id: SynonymGroupId, detail: &str) -> Result<(), DbError> {
    audit::record(tx, deps, actor, action, &format!("synonyms:{id}"), detail).await?;
    Ok(())
}
