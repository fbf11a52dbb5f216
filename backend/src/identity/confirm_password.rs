//! Asking for the password once more, before something is changed that would let a stranger at an open screen take the account.

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use thiserror::Error;

use super::password::{self, HashError};
use super::store::people::Person;
use super::throttle;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum ConfirmError {
    #[error("the current password is missing")]
    Missing,
    #[error("the current password is not this")]
    Wrong,
    #[error("too many attempts")]
    Throttled { until: Timestamp },
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The count of attempts, to be cleared with what follows.
pub(super) fn key(person: PersonId) -> String {
    format!("password:{person}")
}

pub(super) async fn confirm(deps: &Deps, person: &Person, password: String) -> Result<(), ConfirmError> {
    if password.is_empty() {
        return Err(ConfirmError::Missing);
    }
    if let Some(until) = throttle::attempt(deps, &key(person.id), throttle::LOG_IN_PER_ACCOUNT).await? {
        return Err(ConfirmError::Throttled { until });
    }
    if password::verify(Some(person.password_hash.clone()), password).await? { Ok(()) } else { Err(ConfirmError::Wrong) }
}
