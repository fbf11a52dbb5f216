//! A form as its owner left it.

use domain::heritage::form_draft::FormOf;
use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;

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

/// Of others there is nothing to be found. What does not open any more is as good as forgotten: the form begins anew.
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
    let fields = serde_json::from_slice(&plain).map_err(|e| DbError::decode("sealed", e))?;
    Ok(Some(KeptForm { fields, until: draft.until }))
}
