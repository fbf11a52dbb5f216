//! How long something may still take, counted on where scripts run.

use domain::kernel::clock::Timestamp;
use leptos::prelude::*;

use crate::i18n::{Locale, date_time, span, t};
use crate::islands::{TimeLeft, UnitWords};
use crate::ui::Countdown;

/// `phrase` puts the span into its sentence. Nothing once it is over: a minute that never ends promises what is gone.
pub fn countdown(l: Locale, at: Timestamp, now: Timestamp, late: bool, phrase: impl Fn(&str) -> String) -> AnyView {
    let left = at.since(now);
    if left <= 0 {
        return ().into_any();
    }
    let (shown, phrase, units) = (phrase(&span(l, left)), phrase("{}"), units(l));
    view! {
        <Countdown late=late>
            <TimeLeft shown left phrase units />
        </Countdown>
    }
    .into_any()
}

/// The same, and the moment itself.
pub fn timer(l: Locale, at: Timestamp, now: Timestamp, late: bool, phrase: impl Fn(&str) -> String) -> AnyView {
    if at <= now {
        return ().into_any();
    }
    view! {
        <p data-timer="">
            {countdown(l, at, now, late, phrase)} <span class="muted small">" · " {t::common::until(l, date_time(l, at))}</span>
        </p>
    }
    .into_any()
}

fn units(l: Locale) -> UnitWords {
    // The words for one and for several, with a hole for the number.
    let both = |words: fn(Locale, i64) -> String| [1, 2].map(|n| words(l, n).replacen(&n.to_string(), "{}", 1));
    UnitWords { days: both(t::common::days), hours: both(t::common::hours), minutes: both(t::common::minutes) }
}

#[cfg(test)]
mod tests {
    use domain::kernel::clock::{DAY, HOUR, MINUTE};

    use super::*;

    #[test]
    fn the_browser_goes_on_in_the_servers_words() {
        for l in Locale::ALL {
            for ms in [-5, 0, MINUTE, 59 * MINUTE, HOUR, HOUR + MINUTE, 2 * HOUR, DAY, 3 * DAY + 7 * HOUR + 9 * MINUTE] {
                assert_eq!(units(l).span(ms), span(l, ms), "{ms}");
            }
        }
    }
}
