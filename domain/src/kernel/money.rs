//! Rupiah: whole, signed, never a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An amount of rupiah. There are no sen in trade, so one unit is Rp1.
///
/// Plain operators saturate, so that no input can wrap an amount around; where an overflow would change
/// what somebody pays, use the `checked_*` methods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rupiah(pub i64);

/// The largest amount that a person may enter anywhere (Rp1 trillion): far above any UMKM price, and sums of
/// a million of them still fit in an `i64`.
pub const MAX_INPUT: Rupiah = Rupiah(1_000_000_000_000);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    #[error("not a whole number of rupiah")]
    NotANumber,
    #[error("amount is negative")]
    Negative,
    #[error("amount is zero")]
    Zero,
    #[error("amount is too large")]
    TooLarge,
}

impl Rupiah {
    pub const ZERO: Self = Self(0);

    /// Reads what a person types: `15000`, `15.000`, `Rp 15.000`, `Rp15.000,00`. Zero is allowed, negative is not.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let t = text.trim();
        let t = t.strip_prefix("Rp").or_else(|| t.strip_prefix("rp")).or_else(|| t.strip_prefix("RP")).unwrap_or(t);
        let t = t.trim_start_matches('.').trim();
        let t = t.strip_suffix(",00").or_else(|| t.strip_suffix(",-")).unwrap_or(t);
        if let Some(rest) = t.strip_prefix(['-', '−']) {
            return if rest.starts_with(|c: char| c.is_ascii_digit()) { Err(MoneyError::Negative) } else { Err(MoneyError::NotANumber) };
        }
        let grouped = t.contains('.');
        if grouped {
            let mut groups = t.split('.');
            let head = groups.next().unwrap_or_default();
            if head.is_empty() || head.len() > 3 || groups.any(|g| g.len() != 3) {
                return Err(MoneyError::NotANumber);
            }
        }
        let digits: String = t.chars().filter(|c| *c != '.').collect();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MoneyError::NotANumber);
        }
        let amount = digits.parse::<i64>().map_err(|_| MoneyError::TooLarge)?;
        if amount > MAX_INPUT.0 { Err(MoneyError::TooLarge) } else { Ok(Self(amount)) }
    }

    /// A price: like [`Rupiah::parse`], and above zero.
    pub fn parse_price(text: &str) -> Result<Self, MoneyError> {
        match Self::parse(text)? {
            Self(0) => Err(MoneyError::Zero),
            some => Ok(some),
        }
    }

    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(v) => Some(Self(v)),
            None => None,
        }
    }

    pub const fn checked_mul(self, times: i64) -> Option<Self> {
        match self.0.checked_mul(times) {
            Some(v) => Some(Self(v)),
            None => None,
        }
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// `Rp15.000`, `-Rp2.500`: the Indonesian way, in both languages.
impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        f.write_str(&format!("{sign}Rp{}", group_thousands(self.0.unsigned_abs())))
    }
}

/// `1234567` → `1.234.567`.
pub fn group_thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

impl Add for Rupiah {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        Self(self.0.saturating_add(o.0))
    }
}
impl Sub for Rupiah {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        Self(self.0.saturating_sub(o.0))
    }
}
impl Neg for Rupiah {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}
impl AddAssign for Rupiah {
    fn add_assign(&mut self, o: Self) {
        *self = *self + o;
    }
}
impl SubAssign for Rupiah {
    fn sub_assign(&mut self, o: Self) {
        *self = *self - o;
    }
}
impl Sum for Rupiah {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        for (text, want) in [
            ("15000", 15_000),
            ("15.000", 15_000),
            ("Rp 15.000", 15_000),
            ("Rp15.000,00", 15_000),
            ("Rp. 1.250.000,-", 1_250_000),
            ("0", 0),
        ] {
            assert_eq!(Rupiah::parse(text), Ok(Rupiah(want)), "{text}");
        }
        for (text, why) in [
            ("", MoneyError::NotANumber),
            ("abc", MoneyError::NotANumber),
            ("15,5", MoneyError::NotANumber),
            ("1.50", MoneyError::NotANumber),
            ("-5", MoneyError::Negative),
            ("99999999999999999999999", MoneyError::TooLarge),
            ("9223372036854775808", MoneyError::TooLarge),
            ("1000000000001", MoneyError::TooLarge),
        ] {
            assert_eq!(Rupiah::parse(text), Err(why), "{text}");
        }
        assert_eq!(Rupiah::parse_price("0"), Err(MoneyError::Zero));
    }

    proptest! {
        #[test]
        fn shown_amounts_read_back(n in 0..=MAX_INPUT.0) {
            prop_assert_eq!(Rupiah::parse(&Rupiah(n).to_string()), Ok(Rupiah(n)));
        }
        #[test]
        fn never_panics(text in ".{0,40}") {
            let _ = Rupiah::parse(&text);
        }
    }
}
