//! A form or a device gives its key along, so that what is sent twice is one thing.

use domain::kernel::ids::PersonId;

const MOST: usize = 100;

/// With the person in front, so that nobody finds another's slip by a key, and no device uses up another's names. `None`: there is no key.
pub(crate) fn of(operator: PersonId, typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty() && typed.len() <= MOST).then(|| format!("{operator}:{typed}"))
}
