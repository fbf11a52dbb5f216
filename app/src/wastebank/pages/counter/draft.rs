//! The lines that were typed, read as amounts, with what they are worth.

use backend::wastebank::take_deposit::TypedLine;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::deposit::DepositLine;
use domain::wastebank::material::{Material, MaterialCode};
use domain::wastebank::measure::{Amount, AmountError, Measure};
use domain::wastebank::weighing::{Weighing, WeighingError};

use crate::i18n::t;
use crate::ui::Text;
use crate::web::Form;

/// Rows that the form starts with, and the most it grows to.
pub const ROWS: usize = 3;
pub const MOST: usize = domain::wastebank::deposit::MAX_LINES;

/// One row as typed; a row without a weight, and without a material that somebody chose, is not there.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub material: String,
    pub gross: String,
    pub tare: String,
    pub deduction: String,
    pub reason: String,
    /// The material that was there from the start, because it is usual at this counter.
    pub usual: String,
    pub error: Option<Text>,
    pub value: Option<Rupiah>,
}

impl Row {
    pub fn is_empty(&self) -> bool {
        self.gross.trim().is_empty() && (self.material.is_empty() || self.material == self.usual)
    }
}

pub struct Draft {
    pub rows: Vec<Row>,
    /// Those that could be read.
    pub lines: Vec<TypedLine>,
    pub total: Rupiah,
}

impl Draft {
    /// Reads the form; every row that is wrong says why.
    pub fn read(l: Locale, form: &Form, taken: &[(Material, Rupiah)]) -> Self {
        let columns = ["material", "gross", "tare", "deduction", "reason", "usual"].map(|name| form.all(name));
        let cell = |column: usize, i: usize| columns[column].get(i).map_or("", |v| v).to_owned();
        let count = columns[0].len().min(MOST);
        let mut rows: Vec<Row> = (0..count)
            .map(|i| Row {
                material: cell(0, i),
                gross: cell(1, i),
                tare: cell(2, i),
                deduction: cell(3, i),
                reason: cell(4, i),
                usual: cell(5, i),
                ..Row::default()
            })
            .collect();
        let (mut lines, mut total) = (Vec::new(), Rupiah::ZERO);
        for row in rows.iter_mut().filter(|r| !r.is_empty()) {
            match line(l, row, taken) {
                Ok((line, value)) => {
                    row.value = Some(value);
                    total += value;
                    lines.push(line);
                }
                Err(words) => row.error = Some(words),
            }
        }
        let rows = if rows.len() < ROWS { rows.into_iter().chain(std::iter::repeat_with(Row::default)).take(ROWS).collect() } else { rows };
        Self { rows, lines, total }
    }

    pub fn is_wrong(&self) -> bool {
        self.rows.iter().any(|r| r.error.is_some())
    }

    /// The rows that hold something, in their order: what a line's index in the use case points at.
    pub fn filled(&mut self) -> impl Iterator<Item = &mut Row> {
        self.rows.iter_mut().filter(|r| !r.is_empty())
    }
}

fn line(l: Locale, row: &Row, taken: &[(Material, Rupiah)]) -> Result<(TypedLine, Rupiah), Text> {
    let code = MaterialCode::parse(&row.material).ok();
    let found = code.and_then(|c| taken.iter().find(|(m, _)| m.code == c));
    let (material, rate) = found.ok_or_else(|| match code {
        // It stood in the form, and stops being taken while the form is open.
        Some(code) => Text::from(t::wastebank::not_taken(l, code)),
        None => t::wastebank::choose_material(l).into(),
    })?;
    let read = |text: &str| if text.trim().is_empty() { Ok(Amount::ZERO) } else { material.measure.parse(text) };
    let amount = |text: &str| read(text).map_err(|e| amount_words(l, e, material.measure));
    let (gross, tare, deduction) = (amount(&row.gross)?, amount(&row.tare)?, amount(&row.deduction)?);
    let weighing = Weighing::new(material.measure, gross, tare, deduction).map_err(|e| weighing_words(l, e, material.measure))?;
    if deduction.is_positive() && row.reason.trim().is_empty() {
        return Err(t::wastebank::reason_needed(l).into());
    }
    let line = DepositLine { material: material.code, measure: material.measure, weighing, reason: row.reason.clone(), rate: *rate };
    let value = line.value().filter(|v| !v.is_zero()).ok_or_else(|| Text::from(t::wastebank::worthless(l)))?;
    Ok((TypedLine { material: material.code, gross, tare, deduction, reason: row.reason.clone() }, value))
}

pub fn amount_words(l: Locale, e: AmountError, measure: Measure) -> Text {
    match e {
        AmountError::NotANumber => t::wastebank::amount_not_a_number(l).into(),
        AmountError::TooFine => t::wastebank::amount_too_fine(l).into(),
        AmountError::Negative => t::wastebank::amount_negative(l).into(),
        AmountError::TooLarge => t::wastebank::amount_too_large(l, measure.show(l, measure.most())).into(),
    }
}

pub fn weighing_words(l: Locale, e: WeighingError, measure: Measure) -> Text {
    match e {
        WeighingError::Nothing => t::wastebank::weigh_nothing(l).into(),
        WeighingError::Negative => t::wastebank::amount_negative(l).into(),
        WeighingError::TooMuch => t::wastebank::amount_too_large(l, measure.show(l, measure.most())).into(),
        WeighingError::TareAboveGross => t::wastebank::weigh_tare(l).into(),
        WeighingError::DeductionTooLarge => t::wastebank::weigh_deduction(l).into(),
    }
}
