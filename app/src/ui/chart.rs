//! Charts drawn on the server. The picture is for the eye; the same figures stand in a table behind it.

use std::fmt::Write;

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::Text;

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    pub label: Text,
    pub value: i64,
    /// The value written for the reader.
    pub words: Text,
    /// Stands out: today.
    pub now: bool,
}

/// The words about a chart.
#[derive(Clone, Debug)]
pub struct ChartText {
    pub caption: Text,
    /// On the link that opens the table.
    pub as_table: Text,
    pub label_column: Text,
    pub value_column: Text,
}

/// Bars over time or by kind. Negative values count as nothing.
#[component]
pub fn BarChart(text: ChartText, bars: Vec<Bar>) -> AnyView {
    let max = bars.iter().map(|b| b.value).max().unwrap_or(0).max(1);
    let top = bars.iter().find(|b| b.value == max).map(|b| b.words.clone());
    let mut svg = String::with_capacity(96 + bars.len() * 64);
    let _ = write!(
        svg,
        r#"<svg class="bars" viewBox="0 0 {} 100" preserveAspectRatio="none" aria-hidden="true"><path class="rule" d="M0 0h{w}M0 50h{w}M0 100h{w}"/>"#,
        bars.len() * 10,
        w = bars.len() * 10,
    );
    for (i, bar) in bars.iter().enumerate() {
        // A bar that is not zero is seen, however small.
        let h = if bar.value <= 0 { 0 } else { (i128::from(bar.value) * 100 / i128::from(max)).max(2) };
        let class = if bar.now { "bar bar-now" } else { "bar" };
        let _ = write!(svg, r#"<rect class="{class}" x="{}" y="{}" width="7" height="{h}"/>"#, i * 10 + 1, 100 - h);
    }
    svg.push_str("</svg>");

    // Room for five labels on a phone: with more bars, only the first, the middle and the last speak.
    let n = bars.len();
    let said = |i: usize| n <= 7 || i == 0 || i == n / 2 || i == n - 1;
    let labels =
        bars.iter().enumerate().filter(|(i, _)| said(*i)).map(|(_, b)| view! { <span>{b.label.clone()}</span> }).collect::<Vec<_>>();
    let class = if n <= 7 { "chart-labels chart-labels-each" } else { "chart-labels" };
    let rows = bars
        .into_iter()
        .map(|b| {
            view! {
                <tr>
                    <th scope="row">{b.label}</th>
                    <td class="num">{b.words}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <figure class="chart">
            <figcaption>{text.caption}</figcaption>
            <div class="chart-top" aria-hidden="true">
                {top}
            </div>
            {InertElement::new(svg)}
            <div class=class aria-hidden="true">
                {labels}
            </div>
            <details>
                <summary>{text.as_table}</summary>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{text.label_column}</th>
                            <th scope="col" class="num">
                                {text.value_column}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_any()
}

/// A line without axes, beside a figure that says the number. Decoration for a screen reader.
pub fn sparkline(values: &[i64]) -> impl IntoView + use<> {
    let (min, max) = (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0));
    let span = i128::from((max - min).max(1));
    let mut line = String::with_capacity(values.len() * 8);
    for (i, v) in values.iter().enumerate() {
        let y = 30 - i128::from(v - min) * 28 / span;
        let _ = write!(line, "{}{} {y}", if i == 0 { 'M' } else { 'L' }, i * 10);
    }
    let width = values.len().saturating_sub(1).max(1) * 10;
    InertElement::new(format!(
        r#"<svg class="spark" viewBox="0 0 {width} 32" preserveAspectRatio="none" aria-hidden="true"><path class="area" d="{line}L{width} 32L0 32z"/><path d="{line}" vector-effect="non-scaling-stroke"/></svg>"#
    ))
}
