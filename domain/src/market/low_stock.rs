//! From how few pieces on a shop is told to make more.

use thiserror::Error;

/// A product with so many pieces or fewer is about to run out. Its shop says how many: a day's snacks are not a month's batik.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LowStockMark(i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a whole number from 0 to {}", LowStockMark::MOST)]
pub struct LowStockError;

impl LowStockMark {
    pub const MOST: i64 = 1_000;

    pub fn new(pieces: i64) -> Result<Self, LowStockError> {
        if (0..=Self::MOST).contains(&pieces) { Ok(Self(pieces)) } else { Err(LowStockError) }
    }

    /// As it is typed; nothing is the usual one.
    pub fn parse(text: &str) -> Result<Self, LowStockError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::default());
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(LowStockError);
        }
        Self::new(text.parse().map_err(|_| LowStockError)?)
    }

    pub const fn pieces(self) -> i64 {
        self.0
    }
}

impl Default for LowStockMark {
    /// That of a shop which has said nothing, as the table has it.
    fn default() -> Self {
        Self(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_whole_number_of_pieces() {
        let read = |text: &str| LowStockMark::parse(text).map(LowStockMark::pieces);
        assert_eq!((read(" 12 "), read("0"), read("1000"), read(" ")), (Ok(12), Ok(0), Ok(1_000), Ok(5)));
        for bad in ["-1", "1001", "+5", "2,5", "1.5", "lima", "99999999999999999999"] {
            assert_eq!(read(bad), Err(LowStockError), "{bad}");
        }
    }
}
