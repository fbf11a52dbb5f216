//! One line on the scale: gross, less the container, less what is wet or dirty.

use thiserror::Error;

use super::measure::{Amount, Measure};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighing {
    gross: Amount,
    tare: Amount,
    deduction: Amount,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WeighingError {
    #[error("nothing was weighed")]
    Nothing,
    #[error("negative")]
    Negative,
    #[error("more than a person brings in one line")]
    TooMuch,
    #[error("the container weighs as much as the whole, or more")]
    TareAboveGross,
    #[error("the deduction takes all of it, or more")]
    DeductionTooLarge,
}

impl Weighing {
    pub fn new(measure: Measure, gross: Amount, tare: Amount, deduction: Amount) -> Result<Self, WeighingError> {
        if gross < Amount::ZERO || tare < Amount::ZERO || deduction < Amount::ZERO {
            return Err(WeighingError::Negative);
        }
        if gross == Amount::ZERO {
            return Err(WeighingError::Nothing);
        }
        if gross > measure.most() {
            return Err(WeighingError::TooMuch);
        }
        if tare >= gross {
            return Err(WeighingError::TareAboveGross);
        }
        if deduction.0 >= gross.0 - tare.0 {
            return Err(WeighingError::DeductionTooLarge);
        }
        Ok(Self { gross, tare, deduction })
    }

    pub const fn gross(&self) -> Amount {
        self.gross
    }

    pub const fn tare(&self) -> Amount {
        self.tare
    }

    pub const fn deduction(&self) -> Amount {
        self.deduction
    }

    /// What is paid and goes into stock; always above zero.
    pub const fn net(&self) -> Amount {
        Amount(self.gross.0 - self.tare.0 - self.deduction.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weigh(gross: i64, tare: i64, deduction: i64) -> Result<Weighing, WeighingError> {
        Weighing::new(Measure::Kilogram, Amount(gross), Amount(tare), Amount(deduction))
    }

    #[test]
    fn absurd_weights_are_refused() {
        assert_eq!(weigh(5_200, 200, 500).map(|w| w.net()), Ok(Amount(4_500)));
        assert_eq!(weigh(0, 0, 0), Err(WeighingError::Nothing));
        assert_eq!(weigh(-1, 0, 0), Err(WeighingError::Negative));
        assert_eq!(weigh(10_000_000, 0, 0), Err(WeighingError::TooMuch));
        assert_eq!(weigh(500, 500, 0), Err(WeighingError::TareAboveGross));
        assert_eq!(weigh(500, 100, 400), Err(WeighingError::DeductionTooLarge));
        assert_eq!(weigh(i64::MAX, i64::MAX, i64::MAX), Err(WeighingError::TooMuch));
    }

    proptest! {
        #[test]
        fn net_is_positive_and_never_above_gross(g in any::<i64>(), t in any::<i64>(), d in any::<i64>()) {
            if let Ok(w) = weigh(g, t, d) {
                prop_assert!(w.net().is_positive() && w.net() <= w.gross());
            }
        }
    }
}
