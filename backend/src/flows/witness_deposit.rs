//! A large deposit: a second operator signs at the same screen, with an account of their own.

use domain::identity::actor::Actor;
use domain::kernel::ids::{PersonId, WasteUnitId};
use thiserror::Error;

use crate::deps::Deps;
use crate::identity::vouch::{VouchError, vouch};
use crate::wastebank::read_counter::require_operator;
use crate::wastebank::take_deposit::{TakeDeposit, TakeDepositError, take_deposit};

/// Typed by the second person.
#[derive(Clone)]
pub struct Signature {
    pub login: String,
    pub password: String,
}

/// A password is not for the log.
impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signature").field("login", &self.login).finish_non_exhaustive()
    }
}

#[derive(Debug, Error)]
pub enum WitnessDepositError {
    #[error("the second person: {0}")]
    Vouch(#[from] VouchError),
    #[error(transparent)]
    Deposit(#[from] TakeDepositError),
}

/// Takes a deposit that somebody else has signed.
pub async fn witness_deposit(
    deps: &Deps,
    actor: &Actor,
    mut input: TakeDeposit,
    signature: Signature,
) -> Result<String, WitnessDepositError> {
    input.witness = Some(sign(deps, actor, input.unit, signature).await?);
    Ok(take_deposit(deps, actor, &input).await?)
}

/// Who has signed. Only who stands behind the counter may have a password tried.
pub async fn sign(deps: &Deps, actor: &Actor, unit: WasteUnitId, signature: Signature) -> Result<PersonId, WitnessDepositError> {
    require_operator(&mut deps.db.reader(), actor, unit).await.map_err(TakeDepositError::from)?;
    Ok(vouch(deps, &signature.login, signature.password).await?)
}
