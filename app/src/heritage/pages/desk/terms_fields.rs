//! The numbers of a tour's terms: their fields, their words, their place.

use std::ops::Range;

use domain::heritage::terms::Terms;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;

use crate::i18n::{t, weight};

type Words = fn(Locale) -> &'static str;

pub enum Unit {
    /// With the word behind the number.
    Count(Words, fn(&mut Terms) -> &mut u32),
    Grams(Words, fn(&mut Terms) -> &mut Grams),
    Rupiah(fn(&mut Terms) -> &mut Rupiah),
}

pub struct Number {
    /// As the terms name it.
    pub name: &'static str,
    pub label: Words,
    pub unit: Unit,
}

impl Unit {
    pub fn get(&self, terms: &mut Terms) -> i64 {
        match self {
            Self::Count(_, of) => i64::from(*of(terms)),
            Self::Grams(_, of) => of(terms).0,
            Self::Rupiah(of) => of(terms).0,
        }
    }

    /// False: no such number has a place there.
    pub fn put(&self, terms: &mut Terms, n: i64) -> bool {
        match self {
            Self::Count(_, of) => match u32::try_from(n) {
                Ok(n) => *of(terms) = n,
                Err(_) => return false,
            },
            Self::Grams(_, of) => *of(terms) = Grams(n),
            Self::Rupiah(of) => *of(terms) = Rupiah(n),
        }
        true
    }

    pub fn said(&self, l: Locale, terms: &mut Terms) -> String {
        match self {
            Self::Count(words, of) => format!("{} {}", of(terms), words(l)),
            Self::Grams(_, of) => weight(l, *of(terms)),
            Self::Rupiah(of) => of(terms).to_string(),
        }
    }
}

const fn count(name: &'static str, label: Words, unit: Words, of: fn(&mut Terms) -> &mut u32) -> Number {
    Number { name, label, unit: Unit::Count(unit, of) }
}

pub static NUMBERS: [Number; 19] = [
    count("village_share_percent", t::desk::term_village, t::desk::unit_percent, |x| &mut x.village_share_percent),
    count("least_waste_percent", t::desk::term_waste, t::desk::unit_percent, |x| &mut x.least_waste_percent),
    Number { name: "least_grams_each", label: t::desk::term_grams, unit: Unit::Grams(t::desk::unit_gram, |x| &mut x.least_grams_each) },
    count("largest_party", t::desk::term_party, t::desk::unit_persons, |x| &mut x.largest_party),
    count("hold_minutes", t::desk::term_hold, t::desk::unit_minutes, |x| &mut x.hold_minutes),
    count("moved_up_hours", t::desk::term_moved_up, t::desk::unit_hours, |x| &mut x.moved_up_hours),
    count("free_cancel_hours", t::desk::term_free, t::desk::unit_hours_before, |x| &mut x.free_cancel_hours),
    count("last_cancel_hours", t::desk::term_last, t::desk::unit_hours_before, |x| &mut x.last_cancel_hours),
    count("late_fee_percent", t::desk::term_fee_percent, t::desk::unit_percent, |x| &mut x.late_fee_percent),
    Number { name: "late_fee", label: t::desk::term_fee, unit: Unit::Rupiah(|x| &mut x.late_fee) },
    count("last_move_hours", t::desk::term_move_last, t::desk::unit_hours_before, |x| &mut x.last_move_hours),
    count("move_fee_percent", t::desk::term_move_fee, t::desk::unit_percent, |x| &mut x.move_fee_percent),
    count("ticket_hours", t::desk::term_ticket, t::desk::unit_hours_before, |x| &mut x.ticket_hours),
    count("first_reminder_days", t::desk::term_first_reminder, t::desk::unit_days_before, |x| &mut x.first_reminder_days),
    count("last_reminder_days", t::desk::term_last_reminder, t::desk::unit_days_before, |x| &mut x.last_reminder_days),
    count("no_show_hours", t::desk::term_no_show, t::desk::unit_hours_after, |x| &mut x.no_show_hours),
    count("back_hours", t::desk::term_back, t::desk::unit_hours_after, |x| &mut x.back_hours),
    count("review_days", t::desk::term_review, t::desk::unit_days_after, |x| &mut x.review_days),
    count("purge_days", t::desk::term_purge, t::desk::unit_days_after, |x| &mut x.purge_days),
];

/// What stands together.
pub static GROUPS: [(Words, Range<usize>); 6] = [
    (t::desk::terms_shares, 0..4),
    (t::desk::terms_seats, 4..6),
    (t::desk::terms_cancel, 6..10),
    (t::desk::terms_move, 10..12),
    (t::desk::terms_before, 12..15),
    (t::desk::terms_after, 15..19),
];
