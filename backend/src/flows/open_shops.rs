//! Who keeps an open shop stays a merchant: identity asks here before it takes the role away.

use domain::kernel::ids::PersonId;
use domain::market::shop::ShopState;

use crate::db::{DbError, Run, Tx, dialect, sql};

/// Locks the person's shops, so that none is approved meanwhile.
pub(crate) async fn has_open_shop(tx: &mut Tx, person: PersonId) -> Result<bool, DbError> {
    let lock = dialect::lock_rows(tx.engine()).unwrap_or_default();
    let q = sql(format!("SELECT state FROM shop WHERE owner_id = $1 ORDER BY id{lock}")).bind(person);
    for r in tx.fetch_all(q).await? {
        if r.parse("state", ShopState::from_code)?.is_public() {
            return Ok(true);
        }
    }
    Ok(false)
}
