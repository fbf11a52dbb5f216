//! Lists that people put in order, row by row.

use leptos::prelude::*;

use super::{Icon, IconButton, hidden};

/// The buttons that move row `at` up and down, each a form of its own: where scripts do not run, nothing is dragged. It posts `values`,
/// which say what is moved, and `before`: the key of the row that it comes before then, empty for the end. `labels`: up, down.
pub fn step_buttons(action: &str, keys: &[String], at: usize, values: &[(&'static str, String)], [up, down]: [String; 2]) -> AnyView {
    let step = |before: String, of: Icon, label: String| {
        let values = values.iter().cloned().chain([("before", before)]).collect();
        view! { <form method="post" action=action.to_owned()>{hidden(values)} <IconButton of=of label=label /></form> }
    };
    let key = |at: usize| keys.get(at).cloned();
    // Up is before the one above it; down is before the one after the next, or at the end.
    let up = at.checked_sub(1).and_then(key).map(|above| step(above, Icon::ArrowUp, up));
    let down = key(at + 1).map(|_| step(key(at + 2).unwrap_or_default(), Icon::ArrowDown, down));
    view! { {up} {down} }.into_any()
}
