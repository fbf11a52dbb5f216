//! Bars over the period: a departure each, or a month each where there are many.

use backend::flows::tours::read_report::{Figures, TourReport};
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::wastebank::measure::Measure;
use leptos::prelude::*;

use crate::i18n::{short_month, t};
use crate::ui::{Bar, BarChart, Card, ChartText};

/// As many bars as are told apart on a phone.
const MOST_BARS: usize = 31;

pub fn charts(l: Locale, report: &TourReport) -> AnyView {
    let (column, bars) = steps(l, report);
    let went = chart(l, column, t::report::chart_went(l), &bars, |f| (f.heads.went, f.heads.went.to_string()));
    let waste = chart(l, column, t::report::chart_waste(l), &bars, |f| (f.grams().0, Measure::Kilogram.show(l, f.grams())));
    let kept = chart(l, column, t::report::chart_kept(l), &bars, |f| (f.fares.kept().0, f.fares.kept().to_string()));
    view! { <div class="charts">{went} {waste} {kept}</div> }.into_any()
}

/// What the bars stand for, and each with its name.
fn steps(l: Locale, report: &TourReport) -> (&'static str, Vec<(String, Figures)>) {
    if report.rows.len() <= MOST_BARS {
        let one = report.rows.iter().map(|r| (day(r.ran.starts_at), r.figures.clone()));
        return (t::report::starts(l), one.collect());
    }
    // Every month, also those without a departure.
    let mut months: Vec<(Timestamp, Figures)> = Vec::new();
    let mut first = report.period.from().start_of_wib_month();
    while first < report.period.before() {
        months.push((first, Figures::default()));
        // No month is longer, and none as long as two.
        first = first.plus(32 * domain::kernel::clock::DAY).start_of_wib_month();
    }
    for row in &report.rows {
        if let Some((_, sum)) = months.iter_mut().rfind(|(first, _)| *first <= row.ran.starts_at) {
            sum.add(&row.figures);
        }
    }
    (t::report::by_month(l), months.into_iter().map(|(first, sum)| (short_month(l, first), sum)).collect())
}

/// `12/12`
fn day(at: Timestamp) -> String {
    let w = at.wib();
    format!("{}/{}", w.day, w.month)
}

fn chart(
    l: Locale,
    column: &'static str,
    caption: &'static str,
    steps: &[(String, Figures)],
    value: impl Fn(&Figures) -> (i64, String),
) -> AnyView {
    let bar = |(label, figures): &(String, Figures)| {
        let (value, words) = value(figures);
        Bar { label: label.clone().into(), value, words: words.into(), now: false }
    };
    let bars: Vec<_> = steps.iter().map(bar).collect();
    let text = ChartText {
        caption: caption.into(),
        as_table: t::selling::chart_table(l).into(),
        label_column: column.into(),
        value_column: caption.into(),
    };
    view! { <Card><BarChart text bars /></Card> }.into_any()
}
