//! A form or a device gives its key along, so that what is sent twice is one thing.

use domain::kernel::ids::PersonId;

/// A flow puts its own name and a party's in front of a device's key.
const MOST: usize = 200;

/// With its operator in front, so that nobody finds another's slip by a key. `None`: there is no key.
pub(super) fn of(operator: PersonId, typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty() && typed.len() <= MOST).then(|| format!("{operator}:{typed}"))
}
