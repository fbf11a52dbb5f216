//! Why something that a device told does not count, and what to do about it.

use domain::heritage::conflict::Reason;
use domain::kernel::locale::Locale;

use super::answer;
use crate::i18n::t::{meeting, offline as o};

pub fn title(l: Locale, reason: Reason) -> &'static str {
    match reason {
        Reason::Ticket(outcome) => answer::title(l, outcome),
        _ => meeting::not_counted(l),
    }
}

pub fn next(l: Locale, reason: Reason) -> &'static str {
    match reason {
        Reason::Ticket(outcome) => answer::next(l, outcome),
        Reason::TooEarly => o::code_too_early(l),
        Reason::NothingDue => o::code_nothing_due(l),
        Reason::NoMember => o::code_no_member(l),
        Reason::PriceChanged => o::code_price_changed(l),
        Reason::CashDiffers => o::code_cash_differs(l),
        Reason::WitnessMissing => o::code_witness_missing(l),
        Reason::NoCounter => o::code_no_counter(l),
        Reason::NotTaken => o::code_not_taken(l),
        Reason::KeyUsed => o::code_key_used(l),
        Reason::FareRefused => o::code_fare_refused(l),
        Reason::Malformed => o::code_malformed(l),
        Reason::Closed => o::code_closed(l),
        Reason::FareChanged => o::code_fare_changed(l),
        Reason::TooLittleWaste => o::code_too_little_waste(l),
        Reason::Papers => o::code_papers(l),
    }
}
