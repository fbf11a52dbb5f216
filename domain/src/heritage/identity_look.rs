//! Looks at what identifies visitors, as they are answered for.

use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;

/// Once that somebody opened the list of a base with what identifies its visitors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityLook {
    pub at: Timestamp,
    pub by_name: String,
    pub site_name: Bilingual,
    /// Of the departure whose list it was.
    pub starts_at: Option<Timestamp>,
    /// Whose papers were shown.
    pub persons: u32,
}

/// As the party is told of it: the base and the day, nobody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PapersSeen {
    pub site_name: Bilingual,
    /// The last time on that day.
    pub at: Timestamp,
}
