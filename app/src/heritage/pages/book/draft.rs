//! The form as typed, and as a party.

use backend::heritage::book_party::BookParty;
use domain::heritage::contact::Contact;
use domain::heritage::departure::DeparturePage;
use domain::heritage::fare::FareCategory;
use domain::heritage::party::{Demands, PartyError, TypedVisitor, Visit, VisitorErrors};
use domain::heritage::tour::Tour;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::text::TextError;

use super::super::super::parts::countries;
use super::super::super::words;
use crate::i18n::t;
use crate::web::{Errors, Form};

/// Rows that the form starts with.
const ROWS: usize = 2;
/// Whoever types fifty names into a form is no party.
const MOST: usize = 60;
/// What a row of the form is made of.
const COLUMNS: [&str; 5] = ["name", "category", "document", "birth_date", "nationality"];
/// What else is kept of it while it is not sent: not the fares, which are always those of today.
const KEPT: [&str; 8] = ["key", "contact", "phone", "email", "language", "needs", "wait", "conduct"];

#[derive(Clone, Debug, Default)]
pub struct Row {
    pub name: String,
    pub category: String,
    pub document: String,
    pub birth_date: String,
    pub nationality: String,
    pub wrong: VisitorErrors,
}

impl Row {
    /// Nobody: the nationality is filled in by us.
    fn is_empty(&self) -> bool {
        [&self.name, &self.document, &self.birth_date].iter().all(|t| t.trim().is_empty())
    }

    fn typed(&self) -> TypedVisitor {
        TypedVisitor {
            name: self.name.clone(),
            category: FareCategory::from_code(&self.category),
            document: self.document.clone(),
            birth_date: self.birth_date.clone(),
            nationality: countries::code(&self.nationality),
        }
    }
}

pub struct Draft {
    pub form: Form,
    pub rows: Vec<Row>,
}

/// For which visit a party is typed.
pub fn visit(of: &DeparturePage, now: Timestamp) -> Visit {
    Visit { most: of.tour.terms.largest_party, now, starts_at: of.departure.starts_at }
}

/// What all sites of the tour ask.
pub fn demands(tour: &Tour) -> Demands {
    Demands::of(tour.legs.iter().filter_map(|leg| leg.site.as_ref()?.rules.as_ref()))
}

impl Draft {
    pub fn read(of: &DeparturePage, form: Form) -> Self {
        let columns = COLUMNS.map(|name| form.all(name));
        let cell = |column: usize, i: usize| columns[column].get(i).map_or("", |v| v).to_owned();
        let count = columns[0].len().min(MOST);
        let mut rows: Vec<Row> = (0..count)
            .map(|i| Row {
                name: cell(0, i),
                category: cell(1, i),
                document: cell(2, i),
                birth_date: cell(3, i),
                nationality: cell(4, i),
                wrong: VisitorErrors::default(),
            })
            .collect();
        if rows.is_empty() {
            let most = usize::try_from(of.tour.terms.largest_party).unwrap_or(ROWS);
            rows = vec![Row::default(); ROWS.min(most)];
        }
        Self { form, rows }
    }

    pub fn add(&mut self, most: u32) {
        if self.rows.len() < usize::try_from(most).unwrap_or(MOST).min(MOST) {
            self.rows.push(Row::default());
        }
    }

    pub fn remove(&mut self, row: usize) {
        if self.rows.len() > 1 && row < self.rows.len() {
            self.rows.remove(row);
        }
    }

    /// What was typed, to be kept; `None`: nothing was.
    pub fn to_keep(&self) -> Option<Form> {
        let nobody = ["contact", "phone", "email", "needs"].iter().all(|name| self.form.text(name).trim().is_empty());
        if nobody && self.rows.iter().all(Row::is_empty) {
            return None;
        }
        let mut kept = Form(self.form.0.iter().filter(|(name, _)| KEPT.contains(&name.as_str())).cloned().collect());
        for row in &self.rows {
            let cells = [&row.name, &row.category, &row.document, &row.birth_date, &row.nationality];
            for (name, value) in COLUMNS.into_iter().zip(cells) {
                kept.add(name, value.clone());
            }
        }
        Some(kept)
    }

    fn filled(&mut self) -> impl Iterator<Item = &mut Row> {
        // One row at least: an empty form is told what is missing.
        let all_empty = self.rows.iter().all(Row::is_empty);
        self.rows.iter_mut().enumerate().filter(move |(i, r)| !r.is_empty() || (all_empty && *i == 0)).map(|(_, r)| r)
    }

    /// Those who come.
    pub fn visitors(&mut self) -> Vec<TypedVisitor> {
        self.filled().map(|r| r.typed()).collect()
    }

    /// What the party was shown for those who come: the fares stand in the form.
    pub fn shown_fare(&self, visitors: &[TypedVisitor]) -> Rupiah {
        let of = |c: FareCategory| self.form.text(&format!("fare-{}", c.code())).parse().map_or(Rupiah(-1), Rupiah);
        visitors.iter().filter_map(|v| v.category).map(of).sum()
    }

    /// Everything that is wrong, each beside its field; `None`: something is.
    pub fn party(&mut self, l: Locale, of: &DeparturePage, now: Timestamp, address: &str, errors: &mut Errors) -> Option<BookParty> {
        let contact = Contact::parse(self.form.text("contact"), self.form.text("phone"), self.form.text("email"));
        let contact = contact.map_err(|e| {
            if let Some(e) = e.name {
                errors.add("contact", if e == TextError::Empty { t::heritage::book_name_needed(l).into() } else { words::text(l, e) });
            }
            if e.phone.is_some() {
                errors.add("phone", t::common::field_not_phone(l));
            }
            if e.email.is_some() {
                errors.add("email", t::common::field_not_email(l));
            }
            if e.unreachable {
                errors.add("phone", t::heritage::book_unreachable(l));
            }
        });
        if !self.form.has("conduct") {
            errors.add("conduct", t::heritage::book_conduct_needed(l));
        }
        let visitors = self.visitors();
        if let Err(e) = demands(&of.tour).read(&visitors, visit(of, now)) {
            self.wrong_party(l, errors, e);
        }
        let contact = contact.ok().filter(|_| errors.is_empty())?;
        let language = Locale::from_tag(self.form.text("language")).or_else(|| of.tour.languages.first().copied()).unwrap_or(l);
        Some(BookParty {
            idempotency_key: self.form.typed("key"),
            departure: of.departure.id,
            contact,
            locale: l,
            language,
            needs: self.form.typed("needs"),
            wait: self.form.has("wait"),
            conduct: true,
            expected_fare: self.shown_fare(&visitors),
            visitors,
            address: address.to_owned(),
        })
    }

    pub fn wrong_party(&mut self, l: Locale, errors: &mut Errors, e: PartyError) {
        match e {
            PartyError::Empty => errors.add("", t::heritage::book_nobody(l)),
            PartyError::TooLarge { most } => errors.add("", t::heritage::book_too_large(l, most)),
            PartyError::ChildAlone { rows } => {
                errors.add("", t::heritage::book_child_alone(l));
                self.minors(&rows);
            }
            PartyError::NoChildren { rows } => {
                errors.add("", t::heritage::minors_not_admitted(l));
                self.minors(&rows);
            }
            PartyError::Visitors(problems) => {
                errors.add("", t::heritage::book_rows(l));
                for (index, why) in problems {
                    if let Some(row) = self.filled().nth(index) {
                        row.wrong = why;
                    }
                }
            }
        }
    }

    fn minors(&mut self, rows: &[usize]) {
        for (_, row) in self.filled().enumerate().filter(|(index, _)| rows.contains(index)) {
            row.wrong.minor = true;
        }
    }
}
