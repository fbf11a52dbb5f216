//! A second person puts their name under something, at somebody else's screen: by their own log-in and password, once.

use domain::identity::login::Login;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::PersonId;
use thiserror::Error;

use super::confirm_password::{ConfirmError, confirm};
use super::password::{self, HashError};
use super::store::people;
use crate::db::DbError;
use crate::deps::Deps;

#[derive(Debug, Error)]
pub enum VouchError {
    /// No such account, or not its password: which of the two is not said.
    #[error("log-in and password do not fit")]
    Wrong,
    #[error("too many attempts")]
    Throttled { until: Timestamp },
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn vouch(deps: &Deps, login: &str, password: String) -> Result<PersonId, VouchError> {
    let login = Login::parse(login).map_err(|_| VouchError::Wrong)?;
    let Some(person) = people::find_by_login(&mut deps.db.reader(), &login).await? else {
        password::verify(None, password).await?;
        return Err(VouchError::Wrong);
    };
    match confirm(deps, &person, password).await {
        Ok(()) => Ok(person.id),
        Err(ConfirmError::Missing | ConfirmError::Wrong) => Err(VouchError::Wrong),
        Err(ConfirmError::Throttled { until }) => Err(VouchError::Throttled { until }),
        Err(ConfirmError::Hash(e)) => Err(e.into()),
        Err(ConfirmError::Db(e)) => Err(e.into()),
    }
}
