//! A countdown that goes on counting, and goes away when it is over. Without it the page says what was left when it was drawn.

use domain::kernel::clock::{Unit, largest_units};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// For one and for several, with `{}` for the number: `{} day`, `{} days`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitWords {
    pub days: [String; 2],
    pub hours: [String; 2],
    pub minutes: [String; 2],
}

impl UnitWords {
    /// As the server writes it: `1 day 4 hours`.
    pub fn span(&self, ms: i64) -> String {
        let words = |(unit, n)| {
            let of: &[String; 2] = match unit {
                Unit::Day => &self.days,
                Unit::Hour => &self.hours,
                Unit::Minute => &self.minutes,
            };
            of[usize::from(n != 1)].replace("{}", &i64::to_string(&n))
        };
        largest_units(ms).into_iter().map(words).collect::<Vec<_>>().join(" ")
    }
}

/// `shown` until a minute is over; then `phrase` with the span in place of its `{}`. `left`: milliseconds, by the
/// server's clock, because a phone's may be wrong.
#[island]
pub fn TimeLeft(shown: String, left: i64, phrase: String, units: UnitWords) -> impl IntoView {
    let words = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(words) = words.get() {
            browser::count_on(words.into(), left, phrase.clone(), units.clone());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (left, phrase, units);
    view! { <span node_ref=words>{shown}</span> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::set_interval;
    use web_sys::HtmlElement;

    use super::UnitWords;

    /// Often enough that the words are never a whole minute behind.
    const TICK: Duration = Duration::from_secs(20);

    pub fn count_on(words: HtmlElement, left: i64, phrase: String, units: UnitWords) {
        let began = js_sys::Date::now();
        set_interval(
            move || {
                #[allow(clippy::cast_possible_truncation)] // milliseconds since the page was opened
                let passed = (js_sys::Date::now() - began) as i64;
                if left <= passed {
                    end(&words);
                    return;
                }
                let now = phrase.replace("{}", &units.span(left - passed));
                if words.text_content().as_deref() != Some(now.as_str()) {
                    words.set_text_content(Some(&now));
                }
            },
            TICK,
        );
    }

    /// The whole line, with its moment, or the countdown that stands alone.
    fn end(words: &HtmlElement) {
        let line = ["[data-timer]", ".countdown"].into_iter().find_map(|line| words.closest(line).ok().flatten());
        if let Some(line) = line {
            // It throws for names that are none.
            let _ = line.set_attribute("hidden", "");
        }
    }
}
