//! The ring of keys that sign tickets. A new one is made when the old one has done its time; what the old one signed stays
//! good, unless it got into wrong hands and is revoked.

use domain::heritage::ticket::TicketKey;
use domain::identity::actor::{Actor, Forbidden};
use domain::identity::role::Role;
use ed25519_dalek::SigningKey;
use thiserror::Error;

use super::store::ticket_keys;
use crate::adapters::vault::VaultError;
use crate::audit;
use crate::db::{DbError, Tx};
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum TicketKeyError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such key")]
    NotFound,
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What a device needs to check tickets without a network. For everybody: they are public.
pub async fn public_keys(deps: &Deps) -> Result<Vec<TicketKey>, DbError> {
    ticket_keys::good(&mut deps.db.reader()).await
}

/// The key that signs now; the first one is made when it is first needed.
pub(super) async fn signing_key(deps: &Deps) -> Result<(u32, SigningKey), TicketKeyError> {
    loop {
        if let Some(row) = ticket_keys::signing(&mut deps.db.reader()).await? {
            let seed = deps.vault.open_seal(&owner(row.id), &row.sealed)?;
            let seed: [u8; 32] = seed.try_into().map_err(|_| VaultError::Seal)?;
            return Ok((row.id, SigningKey::from_bytes(&seed)));
        }
        let mut tx = deps.db.begin().await?;
        make(&mut tx, deps).await?;
        tx.commit().await?;
    }
}

/// From now on a new key signs. Its number.
pub async fn rotate_ticket_keys(deps: &Deps, actor: &Actor) -> Result<u32, TicketKeyError> {
    actor.require(Role::Admin)?;
    let mut tx = deps.db.begin().await?;
    let id = make(&mut tx, deps).await?;
    ticket_keys::retire_others(&mut tx, id, deps.now()).await?;
    audit::record(&mut tx, deps, actor, "heritage.ticket_key_made", &format!("ticket_key:{id}"), "").await?;
    tx.commit().await?;
    Ok(id)
}

/// What this key signed is good no more: parties see a new ticket on the page of their booking.
pub async fn revoke_ticket_key(deps: &Deps, actor: &Actor, id: u32) -> Result<(), TicketKeyError> {
    actor.require(Role::Admin)?;
    let mut tx = deps.db.begin().await?;
    if !ticket_keys::revoke(&mut tx, id, deps.now()).await? {
        return Err(TicketKeyError::NotFound);
    }
    audit::record(&mut tx, deps, actor, "heritage.ticket_key_revoked", &format!("ticket_key:{id}"), "").await?;
    tx.commit().await?;
    Ok(())
}

async fn make(tx: &mut Tx, deps: &Deps) -> Result<u32, TicketKeyError> {
    loop {
        let id = ticket_keys::next_id(tx).await?;
        let seed = deps.random.bytes::<32>();
        let public = SigningKey::from_bytes(&seed).verifying_key().to_bytes();
        let sealed = deps.vault.seal(&deps.random, &owner(id), &seed)?;
        // Two at once: the other one has this number now.
        if ticket_keys::insert(tx, &TicketKey { id, public }, &sealed, deps.now()).await? {
            return Ok(id);
        }
    }
}

fn owner(id: u32) -> Vec<u8> {
    format!("ticket key {id}").into_bytes()
}
