//! A form as its owner left it.

use domain::heritage::form_draft::FormOf;
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;

use super::form_key::{KEY, find_made};
use super::store::drafts;
use crate::db::DbError;
use crate::deps::Deps;
use crate::identity::owner::Owner;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptForm {
    /// Names and values, as typed.
    pub fields: Vec<(String, String)>,
    pub until: Timestamp,
}

/// Of others there is nothing to be found, and what has become a booking is gone. What does not open any more is as good as
/// forgotten: the form begins anew.
pub async fn read_draft(deps: &Deps, actor: &Actor, of: FormOf) -> Result<Option<KeptForm>, DbError> {
    let Some(owner) = Owner::of(actor) else { return Ok(None) };
    let Some(draft) = drafts::find(&mut deps.db.reader(), owner, of, deps.now()).await? else { return Ok(None) };
    let plain = match deps.vault.open_seal(draft.id.0.as_bytes(), &draft.sealed) {
        Ok(plain) => plain,
        Err(error) => {
            tracing::warn!(%error, draft = %draft.id, "a kept form cannot be opened");
            return Ok(None);
        }
    };
    let fields: Vec<(String, String)> = serde_json::from_slice(&plain).map_err(|e| DbError::decode("sealed", e))?;
    // Kept at the very moment at which it was sent, it did not see its booking, nor the booking it: none of it stays.
    let key = fields.iter().find(|(name, _)| name == KEY).map_or("", |(_, key)| key);
    if find_made(&mut deps.db.reader(), actor, key).await?.is_some() {
        let mut tx = deps.db.begin().await?;
        drafts::remove_one(&mut tx, draft.id).await?;
        tx.commit().await?;
        return Ok(None);
    }
    Ok(Some(KeptForm { fields, until: draft.until }))
}
