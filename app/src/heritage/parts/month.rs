//! A month of departures: the sheet for the eye, and the same in a list for the thumb.

use std::cmp::Ordering;

use domain::heritage::calendar::{CalendarDay, CalendarEntry, CalendarMonth};
use domain::heritage::departure::NotBookable;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use leptos::prelude::*;

use super::super::words;
use crate::i18n::{clock, day, month, t, weekday};
use crate::ui::{Badge, Icon, LinkButton, Mood, Size, Tone};

/// So few that it is worth saying.
const FEW: u32 = 5;

fn book(l: Locale, tour: &Slug, e: &CalendarEntry) -> String {
    l.path(&format!("/wisata/{tour}/pesan/{}", e.id))
}

/// Whoever finds it full may wait for a seat.
const fn may_open(e: &CalendarEntry) -> bool {
    matches!(e.bookable, Ok(()) | Err(NotBookable::Full))
}

fn class(e: &CalendarEntry) -> &'static str {
    match e.bookable {
        Ok(()) if e.left <= FEW => "cal-dep cal-few",
        Ok(()) => "cal-dep",
        Err(NotBookable::Full) => "cal-dep cal-full",
        Err(_) => "cal-dep cal-shut",
    }
}

/// `sisa 25 kursi`, or why there is none.
pub fn status(l: Locale, e: &CalendarEntry) -> String {
    match e.bookable {
        Ok(()) => t::heritage::seats_left(l, i64::from(e.left)),
        Err(why) => words::not_bookable(l, why).to_owned(),
    }
}

pub fn badge(l: Locale, e: &CalendarEntry) -> AnyView {
    let mood = match e.bookable {
        Ok(()) if e.left <= FEW => Mood::Warn,
        Ok(()) => Mood::Success,
        Err(NotBookable::AwaitsVillage) => Mood::Info,
        Err(_) => Mood::Neutral,
    };
    view! { <Badge label=status(l, e) mood=mood /> }.into_any()
}

pub fn sheet(l: Locale, tour: &Slug, of: &CalendarMonth, today: Timestamp) -> AnyView {
    grid(l, of, today, |e| entry(l, tour, e))
}

/// The days of a month in their weeks, each departure as `entry` draws it.
pub fn grid(l: Locale, of: &CalendarMonth, today: Timestamp, entry: impl Fn(&CalendarEntry) -> AnyView) -> AnyView {
    let heads = (0..7)
        .map(|d| {
            let name = weekday(l, d);
            let short: String = name.chars().take(3).collect();
            view! { <th scope="col"><abbr title=name>{short}</abbr></th> }
        })
        .collect::<Vec<_>>();
    let before = usize::from(of.first.wib().weekday);
    let mut cells: Vec<AnyView> = (0..before).map(|_| view! { <td></td> }.into_any()).collect();
    cells.extend(of.days.iter().map(|d| cell(d, today, &entry)));
    while !cells.len().is_multiple_of(7) {
        cells.push(view! { <td></td> }.into_any());
    }
    let mut weeks = Vec::new();
    let mut rest = cells.into_iter().peekable();
    while rest.peek().is_some() {
        weeks.push(view! { <tr>{rest.by_ref().take(7).collect::<Vec<_>>()}</tr> });
    }
    view! {
        <table class="cal">
            <caption class="sr">{month(l, of.first)}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_any()
}

fn cell(d: &CalendarDay, today: Timestamp, entry: &impl Fn(&CalendarEntry) -> AnyView) -> AnyView {
    let class = match d.day.cmp(&today) {
        Ordering::Less => "cal-past",
        Ordering::Equal => "cal-today",
        Ordering::Greater => "",
    };
    let entries = d.departures.iter().map(entry).collect::<Vec<_>>();
    view! { <td class=class><span class="cal-n">{d.day.wib().day}</span> {entries}</td> }.into_any()
}

fn entry(l: Locale, tour: &Slug, e: &CalendarEntry) -> AnyView {
    let (at, said) = (clock(l, e.starts_at), status(l, e));
    // The number alone means nothing to who does not see its colour.
    let left = e.bookable.is_ok().then(|| view! { <b aria-hidden="true">{e.left}</b> });
    let inner = view! { <span>{at}</span> {left} <span class="sr">{said}</span> };
    if may_open(e) {
        view! { <a class=class(e) href=book(l, tour, e)>{inner}</a> }.into_any()
    } else {
        view! { <span class=class(e)>{inner}</span> }.into_any()
    }
}

/// What is still to come of the month, one under the other.
pub fn list(l: Locale, tour: &Slug, entries: &[CalendarEntry]) -> AnyView {
    let rows = entries
        .iter()
        .map(|e| {
            let button = may_open(e).then(|| {
                let (label, tone) =
                    if e.bookable.is_ok() { (t::heritage::book(l), Tone::Primary) } else { (t::heritage::book_wait(l), Tone::Secondary) };
                view! { <LinkButton href=book(l, tour, e) label=label tone=tone size=Size::Small end=Icon::ChevronRight /> }
            });
            view! {
                <li class="row-card row-tight">
                    <div>
                        <p class="strong">{day(l, e.starts_at)}</p>
                        <p class="muted small">{clock(l, e.starts_at)} " WIB"</p>
                    </div>
                    <div class="row-card-end">{badge(l, e)} {button}</div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
}
