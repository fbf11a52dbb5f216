//! Rows and columns; on a phone each row turns into a card whose cells say their column's name.

use leptos::prelude::*;

use super::{MaybeText, Text};

/// A column's head.
#[derive(Clone, Debug)]
pub struct Column {
    pub label: Text,
    /// Figures: to the right.
    pub numeric: bool,
}

impl Column {
    pub fn new(label: impl Into<Text>) -> Self {
        Self { label: label.into(), numeric: false }
    }

    pub fn number(label: impl Into<Text>) -> Self {
        Self { label: label.into(), numeric: true }
    }
}

/// The first cell of each row names it (`<th scope="row">`); a column without a label (buttons) shows none on a card.
#[component]
pub fn Table(
    /// What the table is; `quiet_caption` keeps it for screen readers.
    #[prop(into)]
    caption: Text,
    #[prop(default = true)] quiet_caption: bool,
    columns: Vec<Column>,
    rows: Vec<Vec<AnyView>>,
    /// A last row of sums.
    #[prop(optional)]
    total: Vec<AnyView>,
) -> AnyView {
    use leptos::either::Either;
    let head = columns
        .iter()
        .map(|c| {
            let class = c.numeric.then_some("num");
            if c.label.is_empty() {
                Either::Left(view! { <td></td> })
            } else {
                Either::Right(view! {
                    <th scope="col" class=class>
                        {c.label.clone()}
                    </th>
                })
            }
        })
        .collect::<Vec<_>>();
    let row = |cells: Vec<AnyView>| {
        let cells = cells
            .into_iter()
            .zip(&columns)
            .enumerate()
            .map(|(i, (cell, column))| {
                let class = column.numeric.then_some("num");
                if i == 0 {
                    Either::Left(view! {
                        <th scope="row" class=class>
                            {cell}
                        </th>
                    })
                } else {
                    let label = (!column.label.is_empty()).then(|| column.label.clone());
                    Either::Right(view! {
                        <td class=class data-label=label>
                            {cell}
                        </td>
                    })
                }
            })
            .collect::<Vec<_>>();
        view! { <tr>{cells}</tr> }
    };
    let total = (!total.is_empty()).then(|| view! { <tfoot>{row(total)}</tfoot> });
    let rows = rows.into_iter().map(row).collect::<Vec<_>>();
    view! {
        <div class="table-wrap">
            <table class="table table-cards">
                <caption class=quiet_caption.then_some("sr")>{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
                {total}
            </table>
        </div>
    }
    .into_any()
}

/// Facts of a row that has no table: a title, lines under it, something at the end. For lists of orders, shops, people.
#[component]
pub fn RowCard(
    #[prop(into)] title: Text,
    #[prop(into)] href: Text,
    #[prop(optional, into)] meta: MaybeText,
    /// A badge, a price.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <li class="row-card">
            <div>
                <a class="strong" href=href>
                    {title}
                </a>
                {meta.0.map(|m| view! { <p class="muted small">{m}</p> })}
            </div>
            {children.map(|c| view! { <div class="row-card-end">{c()}</div> })}
        </li>
    }
    .into_any()
}
