//! A row for each departure, and the sums under them.

use backend::flows::tours::read_report::{Figures, ReportRow, TourReport};
use domain::heritage::departure::DepartureState;
use domain::heritage::tender::TenderKind;
use domain::kernel::locale::Locale;
use domain::wastebank::measure::Measure;
use leptos::prelude::*;

use super::super::super::super::words;
use super::sheet::{state, tender};
use crate::i18n::{clock, date, t};
use crate::ui::{Badge, Column, Mood, SectionHead, Table};

/// `tours`: there are several, so each row names its own.
pub fn tables(l: Locale, report: &TourReport, tours: bool) -> AnyView {
    let total = report.total();
    view! { {people(l, report, &total, tours)} {money(l, report, &total)} {kinds(l, &total)} }.into_any()
}

fn starts(l: Locale, row: &ReportRow) -> AnyView {
    let href = l.path(&format!("/meja-wisata/berangkat/{}", row.ran.departure));
    let at = row.ran.starts_at;
    view! { <a href=href>{date(l, at)} ", " {clock(l, at)}</a> }.into_any()
}

fn badge(l: Locale, of: DepartureState) -> AnyView {
    let mood = match of {
        DepartureState::Planned | DepartureState::Back => Mood::Neutral,
        DepartureState::Out => Mood::Info,
        DepartureState::Cancelled => Mood::Danger,
    };
    view! { <Badge label=state(l, of) mood=mood /> }.into_any()
}

fn heads(l: Locale, f: &Figures) -> Vec<AnyView> {
    let h = f.heads;
    let counts = [h.offered, h.sold, h.went, h.missed, h.refused].map(|n| n.to_string().into_any());
    counts.into_iter().chain([Measure::Kilogram.show(l, f.grams()).into_any()]).collect()
}

fn people(l: Locale, report: &TourReport, total: &Figures, tours: bool) -> AnyView {
    let mut columns = vec![Column::new(t::report::starts(l))];
    if tours {
        columns.push(Column::new(t::report::tour(l)));
    }
    columns.push(Column::new(t::report::state(l)));
    let heads_of = [t::report::offered(l), t::report::seats_sold(l), t::report::went(l), t::report::missed(l), t::report::refused(l)];
    columns.extend(heads_of.into_iter().chain([t::report::weight(l)]).map(Column::number));
    let row = |r: &ReportRow| {
        let mut cells = vec![starts(l, r)];
        if tours {
            cells.push(r.ran.tour.pick(l).to_owned().into_any());
        }
        cells.push(badge(l, r.ran.state));
        cells.extend(heads(l, &r.figures));
        cells
    };
    let rows = report.rows.iter().map(row).collect();
    let mut sums = vec![t::report::total(l).into_any()];
    sums.extend((0..=usize::from(tours)).map(|_| ().into_any()));
    sums.extend(heads(l, total));
    view! {
        <section class="stack">
            <SectionHead title=t::report::people_table(l) />
            <Table caption=t::report::people_table(l) columns rows total=sums />
        </section>
    }
    .into_any()
}

fn fares(f: &Figures) -> Vec<AnyView> {
    let paid = TenderKind::ALL.map(|k| f.fares.of(k)).into_iter();
    paid.chain([f.fares.returned, f.fares.kept(), f.village]).map(|n| n.to_string().into_any()).collect()
}

fn money(l: Locale, report: &TourReport, total: &Figures) -> AnyView {
    let paid = TenderKind::ALL.map(|k| tender(l, k)).into_iter();
    let labels = paid.chain([t::report::returned(l), t::report::net(l), t::report::village(l)]);
    let columns = std::iter::once(Column::new(t::report::starts(l))).chain(labels.map(Column::number)).collect();
    let row = |r: &ReportRow| std::iter::once(starts(l, r)).chain(fares(&r.figures)).collect();
    let rows = report.rows.iter().map(row).collect();
    let sums = std::iter::once(t::report::total(l).into_any()).chain(fares(total)).collect();
    view! {
        <section class="stack">
            <SectionHead title=t::report::money_table(l) />
            <p class="muted">{t::report::money_lead(l)}</p>
            <Table caption=t::report::money_table(l) columns rows total=sums />
        </section>
    }
    .into_any()
}

/// Nothing where nothing was brought.
fn kinds(l: Locale, total: &Figures) -> Option<AnyView> {
    if total.waste.is_empty() {
        return None;
    }
    let row = |((measure, kind), amount): (&(Measure, _), &_)| {
        vec![words::material_kind(l, *kind).into_any(), measure.show(l, *amount).into_any()]
    };
    let rows = total.waste.iter().map(row).collect();
    let columns = vec![Column::new(t::report::kind(l)), Column::number(t::report::amount(l))];
    Some(
        view! {
            <section class="stack">
                <SectionHead title=t::report::kinds_table(l) />
                <Table caption=t::report::kinds_table(l) columns rows />
            </section>
        }
        .into_any(),
    )
}
