//! What is set from a day on, day by day: what is to come before what holds, and that before what held.

use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use crate::i18n::{date, t};
use crate::ui::{Badge, Mood};

pub struct Dated {
    pub from: Timestamp,
    /// Who set it; none: it came with the seed.
    pub by: Option<String>,
    pub body: AnyView,
}

/// `all`: the last first. `none`: said where there is nothing.
pub fn list(l: Locale, now: Timestamp, all: Vec<Dated>, none: &'static str) -> AnyView {
    if all.is_empty() {
        return view! { <p class="muted">{none}</p> }.into_any();
    }
    let holds = all.iter().map(|d| d.from).find(|from| *from <= now);
    let items = all.into_iter().map(|d| {
        let (label, mood) = if d.from > now {
            (t::desk::coming(l), Mood::Info)
        } else if Some(d.from) == holds {
            (t::desk::holds_now(l), Mood::Success)
        } else {
            (t::desk::past(l), Mood::Neutral)
        };
        let by = d.by.map(|name| view! { <p class="muted small">{t::desk::set_by(l, name)}</p> });
        view! {
            <li class="card">
                <div class="row row-between"><b>{date(l, d.from)}</b> <Badge label=label mood=mood /></div>
                {by}
                {d.body}
            </li>
        }
    });
    view! { <ul class="row-list" role="list">{items.collect::<Vec<_>>()}</ul> }.into_any()
}
