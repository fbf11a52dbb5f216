//! What happened to a booking.

use domain::heritage::booking::Booking;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use crate::i18n::{date_time, day, t};
use crate::ui::{Disclosure, Event, MaybeText, Timeline, When};

/// Codes are kept for ever; one that is newer than these words is left out.
fn words(l: Locale, what: &str) -> Option<(&'static str, When)> {
    Some(match what {
        "held" => (t::heritage::step_held(l), When::Past),
        "waiting" => (t::heritage::state_waiting(l), When::Past),
        "moved_up" => (t::heritage::step_moved_up(l), When::Past),
        "awaiting_payment" => (t::heritage::state_awaiting_payment(l), When::Past),
        "confirmed" => (t::heritage::state_confirmed(l), When::Past),
        "walked_in" => (t::meeting::step_walked_in(l), When::Past),
        "settled" => (t::meeting::step_settled(l), When::Past),
        "moved" => (t::heritage::step_moved(l), When::Past),
        "move_fee" => (t::heritage::step_move_fee(l), When::Past),
        "meeting_point" => (t::heritage::step_meeting_point(l), When::Past),
        "offered" => (t::heritage::step_offered(l), When::Bad),
        "visitor_refused" => (t::heritage::step_refused_visitor(l), When::Bad),
        "checked_in" => (t::heritage::state_checked_in(l), When::Past),
        "thanked" => (t::thanks::step(l), When::Past),
        "expired" | "no_seats" | "withdrawn" => (t::heritage::state_expired(l), When::Bad),
        "cancelled" | "closed" => (t::heritage::state_cancelled(l), When::Bad),
        "refused" => (t::heritage::state_refused(l), When::Bad),
        "no_show" => (t::heritage::state_no_show(l), When::Bad),
        "recalled" => (t::meeting::step_recalled(l), When::Past),
        "paid_too_late" => (t::heritage::step_paid_too_late(l), When::Bad),
        _ => return None,
    })
}

/// Why a day was closed and where one meets now are in the words of officers; other notes are names, days, amounts.
fn note_lang(what: &str) -> Option<&'static str> {
    matches!(what, "offered" | "closed" | "meeting_point").then(|| Locale::Id.tag())
}

/// Of a move: the day that was left, as a date is kept.
fn note(l: Locale, what: &str, note: &str) -> String {
    let left = (what == "moved").then(|| Timestamp::parse_wib_date(note)).flatten();
    left.map_or_else(|| note.to_owned(), |at| t::heritage::moved_from(l, day(l, at)))
}

pub fn history(l: Locale, b: &Booking) -> AnyView {
    let events: Vec<Event> = b
        .records
        .iter()
        .filter_map(|r| {
            let (title, when) = words(l, &r.what)?;
            let note = note(l, &r.what, &r.note);
            let note = if note.is_empty() { MaybeText::default() } else { MaybeText::from(note) };
            Some(Event { title: title.into(), meta: date_time(l, r.at).into(), note, note_lang: note_lang(&r.what), when })
        })
        .collect();
    view! { <Disclosure summary=t::heritage::history(l)><Timeline events=events /></Disclosure> }.into_any()
}
