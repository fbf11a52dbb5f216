//! What a party says of its tour.

use serde::{Deserialize, Serialize};

use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::BookingId;
use crate::kernel::locale::Locale;

pub const MAX_TEXT: usize = 1_000;
pub const MAX_NAME: usize = 60;

/// From one to five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stars(u8);

impl Stars {
    pub const MOST: u8 = 5;
    pub const ALL: [Self; 5] = [Self(5), Self(4), Self(3), Self(2), Self(1)];

    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().and_then(Self::new)
    }

    pub fn new(n: u8) -> Option<Self> {
        (1..=Self::MOST).contains(&n).then_some(Self(n))
    }

    pub const fn get(self) -> u8 {
        self.0
    }
}

/// An officer has taken it off the tour's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    pub at: Timestamp,
    pub by: String,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub booking: BookingId,
    pub stars: Stars,
    /// May be empty.
    pub text: String,
    /// As the party wants to be called; may be empty.
    pub name: String,
    /// In which it was written.
    pub locale: Locale,
    pub at: Timestamp,
    pub changed_at: Option<Timestamp>,
    pub hidden: Option<Hidden>,
}

/// A review as the tour's officer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    pub review: Review,
    /// Of the booking.
    pub number: String,
    pub tour: Bilingual,
    pub starts_at: Timestamp,
}

/// Of all reviews of a tour that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    pub count: i64,
    pub sum: i64,
}

impl Rating {
    /// The average in tenths of a star, rounded to the nearest; none without a review.
    pub fn tenths(self) -> Option<i64> {
        (self.count > 0).then(|| (self.sum * 20 + self.count) / (2 * self.count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_one_to_five() {
        assert_eq!(
            ["1", " 5 ", "0", "6", "4,5", "", "-1", "256"].map(|t| Stars::parse(t).map(Stars::get)),
            [Some(1), Some(5), None, None, None, None, None, None]
        );
    }

    #[test]
    fn an_average_is_rounded_to_tenths() {
        for (count, sum, want) in
            [(1, 5, Some(50)), (3, 14, Some(47)), (3, 13, Some(43)), (4, 17, Some(43)), (8, 34, Some(43)), (0, 0, None)]
        {
            assert_eq!(Rating { count, sum }.tenths(), want, "{sum}/{count}");
        }
    }
}
