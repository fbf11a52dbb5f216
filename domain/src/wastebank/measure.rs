//! In what a material is counted. Amounts are whole numbers of the small unit: grams, millilitres, pieces.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::locale::Locale;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Kilogram,
    Litre,
    Piece,
}

/// How much of something, in its measure's small unit. Never negative where a person enters it; a difference may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(pub i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    #[error("not a number")]
    NotANumber,
    #[error("finer than the scale shows")]
    TooFine,
    #[error("negative")]
    Negative,
    #[error("too much for one line")]
    TooLarge,
}

impl Measure {
    pub const ALL: [Self; 3] = [Self::Kilogram, Self::Litre, Self::Piece];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Kilogram => "kg",
            Self::Litre => "litre",
            Self::Piece => "piece",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// Small units in the one that prices are said for: 1000 g in a kilogram.
    pub const fn scale(self) -> i64 {
        match self {
            Self::Kilogram | Self::Litre => 1_000,
            Self::Piece => 1,
        }
    }

    /// The most that one line of a slip may hold: what one person brings to a counter, a tonne, a thousand litres,
    /// ten thousand pieces. More than that is a slip of the finger.
    pub const fn most(self) -> Amount {
        match self {
            Self::Kilogram | Self::Litre => Amount(1_000_000),
            Self::Piece => Amount(10_000),
        }
    }

    /// Reads what a scale shows or a person types: `2`, `2,5`, `2.350`, with at most three decimals for weights.
    /// Both comma and point are decimal signs: scales show points, Indonesians write commas, and nobody brings
    /// thousands of kilograms.
    pub fn parse(self, text: &str) -> Result<Amount, AmountError> {
        let amount = self.parse_pile(text)?;
        if amount > self.most() { Err(AmountError::TooLarge) } else { Ok(amount) }
    }

    /// The same where it may be more than one person brings: what lies in a store, up to a thousand times that.
    pub fn parse_pile(self, text: &str) -> Result<Amount, AmountError> {
        let t = text.trim();
        if t.starts_with(['-', '−']) {
            return Err(AmountError::Negative);
        }
        let (whole, part) = t.split_once([',', '.']).unwrap_or((t, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) {
            return Err(AmountError::NotANumber);
        }
        let decimals = if self.scale() == 1 { 0 } else { 3 };
        let part = part.trim_end_matches('0');
        if part.len() > decimals {
            return Err(AmountError::TooFine);
        }
        // Longer than any amount that is allowed: before it could overflow.
        if whole.len() > 9 {
            return Err(AmountError::TooLarge);
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| AmountError::TooLarge)? };
        let part: i64 = format!("{part:0<decimals$}").parse().unwrap_or(0);
        let amount = Amount(whole * self.scale() + part);
        if amount.0 > self.most().0 * 1_000 { Err(AmountError::TooLarge) } else { Ok(amount) }
    }

    /// `1.200,5 kg` (English: `1,200.5 kg`); `750 ml` is not said: a price list speaks of one unit only.
    pub fn show(self, l: Locale, amount: Amount) -> String {
        let sign = if amount.0 < 0 { "-" } else { "" };
        let n = amount.0.unsigned_abs();
        let scale = self.scale().unsigned_abs();
        let whole = crate::kernel::money::group_thousands(n / scale);
        let part = format!("{:03}", n % scale);
        let part = part.trim_end_matches('0');
        let unit = match self {
            Self::Kilogram => " kg",
            Self::Litre => " l",
            Self::Piece => "",
        };
        let (whole, comma) = if l == Locale::En { (whole.replace('.', ","), '.') } else { (whole, ',') };
        if self.scale() == 1 || part.is_empty() { format!("{sign}{whole}{unit}") } else { format!("{sign}{whole}{comma}{part}{unit}") }
    }
}

impl Amount {
    pub const ZERO: Self = Self(0);

    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(n) => Some(Self(n)),
            None => None,
        }
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_scales_show_them() {
        let kg = |t| Measure::Kilogram.parse(t);
        for (text, want) in
            [("2", 2_000), ("2,5", 2_500), ("2.350", 2_350), (",75", 750), ("0", 0), (" 12,5000 ", 12_500), ("1000", 1_000_000)]
        {
            assert_eq!(kg(text), Ok(Amount(want)), "{text}");
        }
        for (text, why) in [
            ("", AmountError::NotANumber),
            ("dua", AmountError::NotANumber),
            ("1,2,3", AmountError::NotANumber),
            ("-1", AmountError::Negative),
            ("0,0005", AmountError::TooFine),
            ("10000", AmountError::TooLarge),
            ("99999999999999999999", AmountError::TooLarge),
        ] {
            assert_eq!(kg(text), Err(why), "{text}");
        }
        assert_eq!(Measure::Piece.parse("12"), Ok(Amount(12)));
        assert_eq!(Measure::Piece.parse("1,5"), Err(AmountError::TooFine));
        assert_eq!(Measure::Litre.parse("2,5"), Ok(Amount(2_500)));
        assert_eq!(Measure::Litre.parse("1000,001"), Err(AmountError::TooLarge));
        assert_eq!(Measure::Litre.show(Locale::Id, Amount(2_350)), "2,35 l");
        assert_eq!(Measure::Kilogram.show(Locale::Id, Amount(2_350)), "2,35 kg");
        assert_eq!(Measure::Kilogram.show(Locale::Id, Amount(-1_200_000)), "-1.200 kg");
        assert_eq!(Measure::Kilogram.show(Locale::En, Amount(1_200_500)), "1,200.5 kg");
        assert_eq!(Measure::Piece.show(Locale::Id, Amount(1_200)), "1.200");
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(n in 0..=999_999_i64) {
            let shown = Measure::Kilogram.show(Locale::Id, Amount(n));
            prop_assert_eq!(Measure::Kilogram.parse(shown.trim_end_matches(" kg")), Ok(Amount(n)));
        }
        #[test]
        fn never_panics(text in ".{0,30}") {
            for m in Measure::ALL {
                let _ = m.parse(&text);
            }
        }
    }
}
