//! The report as rows and columns, for programs that calculate: every departure, and the sums of all.

use std::collections::BTreeSet;

use backend::flows::tours::read_report::{Figures, ReportRow, TourReport};
use domain::heritage::departure::DepartureState;
use domain::heritage::tender::TenderKind;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::MaterialKind;
use domain::wastebank::measure::Measure;

use super::super::super::super::words;
use crate::i18n::t;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Day,
    Clock,
    Count,
    Rupiah,
    /// In the small units of the measure.
    Amount(Measure),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// A day or an hour, by the column.
    At(Timestamp),
    Number(i64),
    Empty,
}

pub struct Sheet {
    pub title: String,
    pub columns: Vec<(String, Kind)>,
    pub rows: Vec<Vec<Cell>>,
    pub total: Vec<Cell>,
}

type Brought = (Measure, MaterialKind);

impl Sheet {
    pub fn of(l: Locale, period: String, report: &TourReport) -> Self {
        let total = report.total();
        let brought: Vec<Brought> = total.waste.keys().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut columns = vec![
            (t::report::starts(l).to_owned(), Kind::Day),
            (t::report::time(l).to_owned(), Kind::Clock),
            (t::report::tour(l).to_owned(), Kind::Text),
            (t::report::state(l).to_owned(), Kind::Text),
            (t::report::guide(l).to_owned(), Kind::Text),
        ];
        let facts = columns.len();
        columns.extend(numbers(l, &brought));
        let row = |r: &ReportRow| {
            let text = |s: &str| if s.is_empty() { Cell::Empty } else { Cell::Text(s.to_owned()) };
            let ran = &r.ran;
            let mut cells = vec![
                Cell::At(ran.starts_at),
                Cell::At(ran.starts_at),
                text(ran.tour.pick(l)),
                text(state(l, ran.state)),
                text(ran.guide.as_deref().unwrap_or_default()),
            ];
            cells.extend(values(&r.figures, &brought).into_iter().map(Cell::Number));
            cells
        };
        let mut sums = vec![Cell::Text(t::report::total(l).to_owned())];
        sums.resize(facts, Cell::Empty);
        sums.extend(values(&total, &brought).into_iter().map(Cell::Number));
        let title = format!("{}: {period}", t::report::title(l));
        Self { title, columns, rows: report.rows.iter().map(row).collect(), total: sums }
    }
}

pub fn state(l: Locale, state: DepartureState) -> &'static str {
    match state {
        DepartureState::Planned => t::heritage::trip_state_planned(l),
        DepartureState::Cancelled => t::heritage::trip_state_cancelled(l),
        DepartureState::Out => t::heritage::trip_state_out(l),
        DepartureState::Back => t::heritage::trip_state_back(l),
    }
}

pub fn tender(l: Locale, kind: TenderKind) -> &'static str {
    match kind {
        TenderKind::Balance => t::report::balance(l),
        TenderKind::Pledge => t::report::pledge(l),
        TenderKind::Cash => t::report::cash(l),
        TenderKind::Card => t::report::card(l),
    }
}

/// In the order of [`values`].
fn numbers(l: Locale, brought: &[Brought]) -> Vec<(String, Kind)> {
    let heads = [t::report::offered(l), t::report::seats_sold(l), t::report::went(l), t::report::missed(l), t::report::refused(l)];
    let mut all: Vec<_> = heads.map(|label| (label.to_owned(), Kind::Count)).into();
    all.push((t::report::column_kg(l, t::report::all_waste(l)), Kind::Amount(Measure::Kilogram)));
    for (measure, kind) in brought {
        let what = words::material_kind(l, *kind);
        let label = match measure {
            Measure::Kilogram => t::report::column_kg(l, what),
            Measure::Litre => t::report::column_litre(l, what),
            Measure::Piece => t::report::column_piece(l, what),
        };
        all.push((label, Kind::Amount(*measure)));
    }
    let money = TenderKind::ALL.map(|k| tender(l, k)).into_iter();
    let money = money.chain([t::report::returned(l), t::report::net(l), t::report::village(l)]);
    all.extend(money.map(|what| (t::report::column_rupiah(l, what), Kind::Rupiah)));
    all
}

fn values(f: &Figures, brought: &[Brought]) -> Vec<i64> {
    let h = f.heads;
    let mut all = vec![h.offered, h.sold, h.went, h.missed, h.refused, f.grams().0];
    all.extend(brought.iter().map(|of| f.waste.get(of).map_or(0, |amount| amount.0)));
    let Rupiah(returned) = f.fares.returned;
    all.extend(TenderKind::ALL.map(|k| f.fares.of(k).0));
    all.extend([returned, f.fares.kept().0, f.village.0]);
    all
}
