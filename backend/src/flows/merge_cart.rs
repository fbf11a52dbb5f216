use domain::kernel::ids::{PersonId, SessionId};

use crate::db::{DbError, Tx};
use crate::deps::Deps;

pub async fn merge_cart(_tx: &mut Tx, _deps: &Deps, _session: SessionId, _person: PersonId) -> Result<(), DbError> {
    Ok(())
}
