//! Forms that a guest has not sent yet go along when they log in.

use domain::kernel::ids::{PersonId, SessionId};

use crate::db::{DbError, Tx};
use crate::heritage::store::drafts;
use crate::identity::owner::Owner;

pub async fn merge_drafts(tx: &mut Tx, session: SessionId, person: PersonId) -> Result<(), DbError> {
    if drafts::lock_own(tx, Owner::Session(session)).await?.is_empty() {
        return Ok(());
    }
    drafts::lock_own(tx, Owner::Person(person)).await?;
    drafts::hand_over(tx, session, person).await?;
    let all = drafts::lock_own(tx, Owner::Person(person)).await?;
    drafts::make_room(tx, all, 0).await
}
