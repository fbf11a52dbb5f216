//! Keeping a form that is not sent yet, for whoever types it: a person, or a guest's session. All of it is sealed, because
//! names and papers stand in it.

use domain::heritage::form_draft::{FormOf, KEPT_FOR, MAX_BYTES};
use domain::identity::actor::Actor;
use domain::kernel::clock::{HOUR, Timestamp};
use domain::kernel::ids::FormDraftId;
use thiserror::Error;

use super::book_party::Booked;
use super::form_key::find_made;
use super::store::bookings::KnownBooking;
use super::store::drafts::{self, Sealed};
use crate::adapters::vault::VaultError;
use crate::db::DbError;
use crate::deps::Deps;
use crate::identity::owner::Owner;
use crate::identity::throttle::{self, Limit};

/// New drafts of guests from one network. A whole school may share one; whoever is known is bounded by what one owner may have.
const NEW_PER_ADDRESS: Limit = Limit { attempts: 600, window: HOUR };

pub struct KeepDraft<'a> {
    pub form: FormOf,
    /// With which the form would make a booking; empty where it makes none.
    pub key: &'a str,
    /// Names and values, as typed.
    pub fields: &'a [(String, String)],
    /// From which network address it came.
    pub address: &'a str,
}

#[derive(Debug, Error)]
pub enum KeepDraftError {
    /// A visitor without a session.
    #[error("there is nobody to keep it for")]
    Nobody,
    #[error("longer than any form of ours")]
    TooLarge,
    /// It has made a booking, and this comes late.
    #[error("the form has been sent")]
    Sent(Booked),
    #[error("too many of one network")]
    Often,
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// In the place of what was kept of this form before; the moment until which it is kept.
pub async fn keep_draft(deps: &Deps, actor: &Actor, draft: &KeepDraft<'_>) -> Result<Timestamp, KeepDraftError> {
    let owner = Owner::of(actor).ok_or(KeepDraftError::Nobody)?;
    let plain = serde_json::to_vec(draft.fields).map_err(|e| DbError::decode("sealed", e))?;
    if plain.len() > MAX_BYTES {
        return Err(KeepDraftError::TooLarge);
    }
    let now = deps.now();
    let id: FormDraftId = deps.id();
    let sealed = deps.vault.seal(&deps.random, id.0.as_bytes(), &plain)?;
    let new = Sealed { id, sealed, until: now.plus(KEPT_FOR) };
    let mut tx = deps.db.begin_shared().await?;
    if let Some(KnownBooking { secret, number, .. }) = find_made(&mut tx, actor, draft.key).await? {
        tx.rollback().await?;
        return Err(KeepDraftError::Sent(Booked { secret, number }));
    }
    let known = drafts::lock_own(&mut tx, owner).await?;
    if !known.iter().any(|d| d.is(draft.form)) {
        drafts::make_room(&mut tx, known, 1).await?;
        if matches!(owner, Owner::Session(_)) {
            let from = format!("draft-from:{}", throttle::network(draft.address));
            if throttle::count(&mut tx, now, &from, NEW_PER_ADDRESS).await?.is_some() {
                tx.rollback().await?;
                return Err(KeepDraftError::Often);
            }
        }
    }
    drafts::put(&mut tx, owner, draft.form, &new, now).await?;
    tx.commit().await?;
    Ok(new.until)
}
