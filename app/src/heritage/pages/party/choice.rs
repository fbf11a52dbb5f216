//! How a party wants to pay, as typed, as a form for the desk, and taken apart.

use backend::flows::tours::pay::{PayDesk, PayTour};
use domain::heritage::tender::{PledgeLine, Tender};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;
use domain::wastebank::material::MaterialCode;
use domain::wastebank::measure::{AmountError, Measure};

use crate::i18n::t;
use crate::ui::Text;
use crate::web::{Errors, Form};

/// Kinds of waste that the form has room for.
pub const ROWS: usize = 3;
const MOST: usize = 10;

#[derive(Clone, Debug, Default)]
pub struct Row {
    pub material: String,
    pub weight: String,
    pub error: Option<Text>,
}

#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub balance: String,
    pub rows: Vec<Row>,
    /// `cash` or `card`.
    pub rest: String,
    pub cash: String,
    /// Counted: the parts, and what the pledge is worth.
    pub counted: Option<(Tender, Vec<PledgeLine>)>,
}

impl Choice {
    pub fn typed(form: &Form) -> Self {
        let (materials, weights) = (form.all("material"), form.all("weight"));
        let rows = materials.iter().zip(weights.iter().chain(std::iter::repeat(&"")));
        let rows = rows.take(MOST).map(|(m, w)| Row { material: (*m).to_owned(), weight: (*w).to_owned(), error: None }).collect();
        Self { balance: form.typed("balance"), rows, rest: form.typed("rest"), cash: form.typed("cash"), counted: None }
    }

    /// What was typed, to be kept; `None`: nothing was chosen.
    pub fn to_keep(&self) -> Option<Form> {
        let rows: Vec<&Row> = self.rows.iter().filter(|row| !row.is_empty()).collect();
        let money = [&self.balance, &self.cash].iter().any(|typed| !typed.trim().is_empty());
        if rows.is_empty() && !money && self.rest != "card" {
            return None;
        }
        let mut form = Form::default();
        for (name, value) in [("balance", &self.balance), ("rest", &self.rest), ("cash", &self.cash)] {
            form.set(name, value.clone());
        }
        for row in rows {
            form.add("material", row.material.clone());
            form.add("weight", row.weight.clone());
        }
        Some(form)
    }

    pub fn grow(&mut self) {
        let room = (self.rows.len().max(ROWS) + 1).min(MOST);
        self.rows.resize(room, Row::default());
    }

    /// Everything that cannot be read is said beside its field.
    pub fn read(&mut self, l: Locale, desk: &PayDesk, errors: &mut Errors) -> Option<PayTour> {
        let money = |text: &str, field: &'static str, errors: &mut Errors| {
            if text.trim().is_empty() {
                return Rupiah::ZERO;
            }
            Rupiah::parse(text).unwrap_or_else(|_| {
                errors.add(field, t::heritage::pay_money_bad(l));
                Rupiah::ZERO
            })
        };
        let balance = money(&self.balance, "balance", errors);
        if balance > desk.balance.unwrap_or(Rupiah::ZERO) {
            errors.add("balance", t::heritage::pay_short(l, desk.balance.unwrap_or(Rupiah::ZERO)));
        }
        let part = money(&self.cash, "cash", errors);
        // In cash all that is left, or only what was said; a card pays the rest.
        let cash = if self.rest == "card" { part } else { desk.booking.fare };
        let mut pledge = Vec::new();
        for row in &mut self.rows {
            match row.read(l, desk) {
                Ok(Some(line)) => pledge.push(line),
                Ok(None) => {}
                Err(words) => {
                    row.error = Some(words.clone());
                    errors.add("pledge", words);
                }
            }
        }
        errors.is_empty().then_some(PayTour { balance, pledge, cash })
    }

    /// What was counted, as a mark: pressed later, it says whether anything has changed since.
    pub fn mark(&self) -> String {
        self.counted.as_ref().map_or_else(String::new, |(c, _)| format!("{}-{}-{}-{}", c.balance.0, c.pledge.0, c.cash.0, c.card.0))
    }
}

impl Row {
    fn is_empty(&self) -> bool {
        self.material.trim().is_empty() && self.weight.trim().is_empty()
    }

    fn read(&self, l: Locale, desk: &PayDesk) -> Result<Option<(MaterialCode, Grams)>, Text> {
        if self.is_empty() {
            return Ok(None);
        }
        let (material, weight) = (self.material.trim(), self.weight.trim());
        let code = MaterialCode::parse(material).ok().filter(|c| desk.materials.iter().any(|(m, _)| m.code == *c));
        let code = code.ok_or_else(|| Text::from(t::heritage::pledge_material(l)))?;
        let amount = Measure::Kilogram.parse(weight).map_err(|e| match e {
            AmountError::NotANumber => Text::from(t::heritage::pledge_not_a_number(l)),
            AmountError::TooFine => t::heritage::pledge_too_fine(l).into(),
            AmountError::Negative => t::heritage::pledge_nothing(l).into(),
            AmountError::TooLarge => t::heritage::pledge_too_heavy(l).into(),
        })?;
        if amount.0 == 0 { Err(t::heritage::pledge_nothing(l).into()) } else { Ok(Some((code, Grams(amount.0)))) }
    }
}
