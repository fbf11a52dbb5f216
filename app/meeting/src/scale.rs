//! The scale: what was typed, read and valued as the counter does it, and what it leaves to be paid.

use domain::heritage::boarding::Settlement;
use domain::heritage::terms::Terms;
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::{self, DepositError, DepositLine};
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::{Amount, AmountError, Measure};
use domain::wastebank::weighing::{Weighing, WeighingError};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Scale {
    due_in_waste: Rupiah,
    due_in_cash: Rupiah,
    /// Of the fare, of a party that comes along without a promise.
    #[serde(default)]
    least_waste_percent: u32,
    taken: Vec<Rate>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Rate {
    material: MaterialCode,
    measure: Measure,
    #[serde(rename = "rate")]
    price: Rupiah,
}

/// As typed; a row without a material and without a weight is not there.
#[derive(Deserialize)]
struct Row {
    material: String,
    gross: String,
    tare: String,
    deduction: String,
    reason: String,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weighed {
    Wrong {
        /// Counted as they stand.
        row: usize,
        code: &'static str,
    },
    Settles {
        /// As the house wants to be told.
        lines: Vec<Line>,
        worth: Rupiah,
        from_waste: Rupiah,
        in_cash: Rupiah,
        surplus: Rupiah,
        /// So much must be paid in waste, and is not; zero: enough is.
        least: Rupiah,
    },
}

#[derive(Debug, PartialEq, Serialize)]
pub struct Line {
    material: MaterialCode,
    gross: Amount,
    tare: Amount,
    deduction: Amount,
    reason: String,
}

impl Scale {
    pub fn weigh(&self) -> Weighed {
        let mut lines = Vec::new();
        let mut at = Vec::new();
        for (row, typed) in self.rows.iter().enumerate().filter(|(_, r)| !r.is_empty()) {
            match self.line(typed) {
                Ok(line) => lines.push(line),
                Err(code) => return Weighed::Wrong { row, code },
            }
            at.push(row);
        }
        let worth = match deposit::total(&lines) {
            Ok(worth) => worth,
            // Nothing was brought: all of it is paid in cash.
            Err(DepositError::Empty) => Rupiah::ZERO,
            Err(e) => return wrong(e, &at),
        };
        let Settlement { from_waste, in_cash, surplus } = Settlement::of(self.due_in_waste, self.due_in_cash, worth);
        let terms = Terms { least_waste_percent: self.least_waste_percent, ..Terms::default() };
        let least =
            Some(terms.least_waste(self.due_in_waste + self.due_in_cash)).filter(|least| from_waste < *least).unwrap_or(Rupiah::ZERO);
        Weighed::Settles { lines: lines.into_iter().map(Line::of).collect(), worth, from_waste, in_cash, surplus, least }
    }

    fn line(&self, row: &Row) -> Result<DepositLine, &'static str> {
        let code = MaterialCode::parse(&row.material).ok();
        let Rate { material, measure, price } = self.taken.iter().find(|r| Some(r.material) == code).ok_or("material")?;
        let read = |text: &str| if text.trim().is_empty() { Ok(Amount::ZERO) } else { measure.parse(text).map_err(amount_code) };
        let weighing = Weighing::new(*measure, read(&row.gross)?, read(&row.tare)?, read(&row.deduction)?).map_err(weighing_code)?;
        Ok(DepositLine { material: *material, measure: *measure, weighing, reason: row.reason.trim().to_owned(), rate: *price })
    }
}

impl Row {
    fn is_empty(&self) -> bool {
        self.material.is_empty() && self.gross.trim().is_empty()
    }
}

impl Line {
    fn of(line: DepositLine) -> Self {
        let w = line.weighing;
        Self { material: line.material, gross: w.gross(), tare: w.tare(), deduction: w.deduction(), reason: line.reason }
    }
}

const fn amount_code(e: AmountError) -> &'static str {
    match e {
        AmountError::NotANumber => "not_a_number",
        AmountError::TooFine => "too_fine",
        AmountError::Negative => "negative",
        AmountError::TooLarge => "too_large",
    }
}

const fn weighing_code(e: WeighingError) -> &'static str {
    match e {
        WeighingError::Nothing => "nothing",
        WeighingError::Negative => "negative",
        WeighingError::TooMuch => "too_large",
        WeighingError::TareAboveGross => "tare",
        WeighingError::DeductionTooLarge => "deduction",
    }
}

/// `at`: where each line stands among the rows.
fn wrong(e: DepositError, at: &[usize]) -> Weighed {
    let (index, code) = match e {
        DepositError::ReasonMissing { index } => (index, "reason"),
        DepositError::Worthless { index } => (index, "worthless"),
        DepositError::Empty | DepositError::TooManyLines | DepositError::TooLarge => (at.len().saturating_sub(1), "too_large"),
    };
    Weighed::Wrong { row: at.get(index).copied().unwrap_or(0), code }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(material: &str, [gross, tare, deduction, reason]: [&str; 4]) -> Row {
        let [gross, tare, deduction, reason] = [gross, tare, deduction, reason].map(str::to_owned);
        Row { material: material.to_owned(), gross, tare, deduction, reason }
    }

    fn weigh(rows: Vec<Row>) -> Weighed {
        let code = |text| MaterialCode::parse(text).unwrap();
        let rate = |text, rate| Rate { material: code(text), measure: Measure::Kilogram, price: Rupiah(rate) };
        let taken = vec![rate("PL-01", 4_000), rate("KT-01", 1_300)];
        Scale { due_in_waste: Rupiah(20_000), due_in_cash: Rupiah(20_000), least_waste_percent: 0, taken, rows }.weigh()
    }

    #[test]
    fn what_is_typed_is_worth_what_the_counter_says() {
        let two = weigh(vec![row("PL-01", ["3,5", "0.5", "", ""]), row("", [""; 4]), row("KT-01", ["2", "", "1", "basah"])]);
        let Weighed::Settles { lines, worth, from_waste, in_cash, surplus, .. } = two else { panic!("{two:?}") };
        assert_eq!((lines.len(), worth.0, from_waste.0, in_cash.0, surplus.0), (2, 13_300, 13_300, 26_700, 0));
        assert_eq!((lines[0].gross, lines[0].tare, lines[1].deduction), (Amount(3_500), Amount(500), Amount(1_000)));
        let Weighed::Settles { in_cash, surplus, .. } = weigh(vec![row("PL-01", ["12", "", "", ""])]) else { panic!() };
        assert_eq!((in_cash.0, surplus.0), (0, 8_000));
        let brings = |kg: &str, percent| {
            let price = Rate { material: MaterialCode::parse("PL-01").unwrap(), measure: Measure::Kilogram, price: Rupiah(4_000) };
            let rows = vec![row("PL-01", [kg, "", "", ""])];
            Scale { due_in_waste: Rupiah::ZERO, due_in_cash: Rupiah(40_000), least_waste_percent: percent, taken: vec![price], rows }
                .weigh()
        };
        for (kg, percent, left) in [("4", 50, 20_000), ("5", 50, 0), ("1", 0, 0)] {
            let Weighed::Settles { least, .. } = brings(kg, percent) else { panic!() };
            assert_eq!(least.0, left, "{kg} kg of {percent} %");
        }
        let Weighed::Settles { lines, in_cash, .. } = weigh(Vec::new()) else { panic!() };
        assert_eq!((lines.len(), in_cash.0), (0, 40_000), "all of it in cash");
    }

    #[test]
    fn a_row_that_is_wrong_says_why() {
        let good = || row("PL-01", ["1", "", "", ""]);
        for (typed, code) in [
            (row("", ["1", "", "", ""]), "material"),
            (row("XX-99", ["1", "", "", ""]), "material"),
            (row("PL-01", ["", "", "", ""]), "nothing"),
            (row("PL-01", ["satu", "", "", ""]), "not_a_number"),
            (row("PL-01", ["-1", "", "", ""]), "negative"),
            (row("PL-01", ["10000", "", "", ""]), "too_large"),
            (row("PL-01", ["1", "1", "", ""]), "tare"),
            (row("PL-01", ["1", "", "1", "basah"]), "deduction"),
            (row("PL-01", ["1", "", "0,1", " "]), "reason"),
            (row("KT-01", ["0,0001", "", "", ""]), "too_fine"),
        ] {
            assert_eq!(weigh(vec![good(), row("", [""; 4]), typed]), Weighed::Wrong { row: 2, code });
        }
    }
}
