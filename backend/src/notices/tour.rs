//! News of a booking, and of a list of visitors, in words.

use domain::heritage::manifest::RefusalReason;
use domain::heritage::news::{ListEvent, ListNews, TourEnd, TourEvent, TourNews};
use domain::heritage::tender::TenderKind;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::dates::date_time;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::weight::Grams;

use super::notice::NoticeText;
use crate::words::tours as words;

pub(super) fn text(news: &TourNews, l: Locale) -> NoticeText {
    let (number, tour, at) = (&news.number, news.tour.pick(l), date_time(l, news.starts_at));
    let (title, body) = match &news.what {
        TourEvent::Waiting => (words::waiting_title(l, tour), words::waiting_body { number, at }.say(l)),
        TourEvent::MovedUp { until } => {
            (words::moved_up_title(l, tour), words::moved_up_body { number, at, until: date_time(l, *until) }.say(l))
        }
        TourEvent::Confirmed { cash, waste } => {
            (words::confirmed_title { number, tour }.say(l), with_what_to_bring(words::confirmed_body(l, at), l, *cash, *waste))
        }
        TourEvent::Reminder { days, cash, waste, not_taken } => {
            let title = words::reminder_title { count: i64::from(*days), tour }.say(l);
            let body = with_not_taken(words::reminder_body { number, at }.say(l), l, not_taken);
            (title, with_what_to_bring(body, l, *cash, *waste))
        }
        TourEvent::Moved { fee, not_taken } => {
            let mut body = words::moved_body { tour, at }.say(l);
            if !fee.is_zero() {
                body = format!("{body}\n{}", words::moved_fee(l, fee));
            }
            (words::moved_title(l, number), with_not_taken(body, l, not_taken))
        }
        TourEvent::MeetingPoint { place, address, hint } => {
            let mut body = words::meeting_point_body { number, place: place.pick(l), address }.say(l);
            if !hint.is_empty() {
                body = format!("{body}\n{}", hint.pick(l));
            }
            (words::meeting_point_title(l, tour), body)
        }
        TourEvent::Offered { reason } => (words::offered_title(l, tour), words::offered_body { at, number, reason }.say(l)),
        TourEvent::VisitorRefused { visitor, reason, back } => {
            let body = words::refused_body { visitor, tour, at, why: why(l, *reason) }.say(l);
            (words::refused_title(l, number), with_back(body, l, *back))
        }
        TourEvent::Ended { cause, reason, back } => {
            let mut body = ended(l, *cause, tour, at);
            if !reason.is_empty() {
                body = format!("{body}\n{}", words::ended_reason(l, reason));
            }
            (words::ended_title(l, number), with_back(body, l, *back))
        }
        TourEvent::PaidTooLate { amount } => (words::paid_too_late_title(l, number), words::paid_too_late_body { amount, tour, at }.say(l)),
        TourEvent::PaidBack { amount, kind, proof } => {
            let body = match kind {
                TenderKind::Cash => words::paid_back_cash { amount, tour }.say(l),
                _ => words::paid_back_card { amount, tour }.say(l),
            };
            (words::paid_back_title { amount, number }.say(l), format!("{body}\n{}", words::paid_back_proof(l, proof)))
        }
        TourEvent::Thanks { waste, balance } => {
            let brought = in_waste(l, *waste, *balance);
            (words::thanks_title(l, tour), format!("{}\n{brought}\n{}", words::thanks_body { at, number }.say(l), words::thanks_look(l)))
        }
    };
    NoticeText { title, body }
}

pub(super) fn list_text(news: &ListNews, l: Locale) -> NoticeText {
    let (tour, at) = (news.tour.pick(l), date_time(l, news.starts_at));
    let (title, body) = match &news.what {
        ListEvent::Closed { site, names, open, until } => {
            let (body, next) = match open {
                None => (words::list_closed_names { tour, at, names }.say(l), words::list_closed_ready(l).to_owned()),
                Some(open) => {
                    let next = match until {
                        _ if *open == 0 => words::list_closed_done(l).to_owned(),
                        Some(until) => words::list_closed_decide(l, date_time(l, *until)),
                        None => words::list_closed_decide_now(l).to_owned(),
                    };
                    (words::list_closed_body { tour, at, names, open }.say(l), next)
                }
            };
            (words::list_closed_title(l, site.pick(l)), format!("{body}\n{next}"))
        }
        ListEvent::Undecided { sites } => {
            let lines: Vec<String> = sites.iter().map(|s| words::list_open_site { site: s.site.pick(l), open: s.open }.say(l)).collect();
            (
                words::list_open_title(l, tour),
                format!("{}\n{}\n{}", words::list_open_body(l, at), lines.join("\n"), words::list_open_next(l)),
            )
        }
    };
    NoticeText { title, body }
}

fn with_what_to_bring(mut body: String, l: Locale, cash: Rupiah, waste: Grams) -> String {
    if waste.0 > 0 {
        body = format!("{body}\n{}", words::bring_waste(l, waste));
    }
    if !cash.is_zero() {
        body = format!("{body}\n{}", words::bring_cash(l, cash));
    }
    body
}

fn with_not_taken(body: String, l: Locale, not_taken: &[Bilingual]) -> String {
    if not_taken.is_empty() {
        return body;
    }
    let names: Vec<&str> = not_taken.iter().map(|name| name.pick(l)).collect();
    format!("{body}\n{}", words::bring_not_taken(l, names.join(", ")))
}

/// What was weighed that day in kilograms; what came from a balance in rupiah alone, because its kilograms were no fare yet when they
/// were weighed.
fn in_waste(l: Locale, waste: Grams, balance: Rupiah) -> String {
    let brought = (waste.0 > 0).then(|| words::thanks_brought(l, waste));
    let earlier = (!balance.is_zero()).then(|| words::thanks_earlier(l, balance));
    let lines: Vec<String> = brought.into_iter().chain(earlier).collect();
    if lines.is_empty() { words::thanks_nothing(l).to_owned() } else { lines.join("\n") }
}

fn with_back(body: String, l: Locale, back: Rupiah) -> String {
    if back.is_zero() { body } else { format!("{body}\n{}", words::ended_back(l, back)) }
}

fn why(l: Locale, reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::IdentityUnclear => words::refused_identity_unclear(l),
        RefusalReason::NationalityNotAdmitted => words::refused_nationality_not_admitted(l),
        RefusalReason::MinorNotAdmitted => words::refused_minor_not_admitted(l),
        RefusalReason::Security => words::refused_security(l),
        RefusalReason::Other => words::refused_other(l),
    }
}

fn ended(l: Locale, cause: TourEnd, tour: &str, at: String) -> String {
    match cause {
        TourEnd::TimeOut => words::ended_time_out(l, tour),
        TourEnd::NoSeats => words::ended_no_seats { tour, at }.say(l),
        TourEnd::Withdrawn => words::ended_withdrawn { tour, at }.say(l),
        TourEnd::ByParty => words::ended_by_party { tour, at }.say(l),
        TourEnd::Refused => words::ended_refused(l, at),
        TourEnd::Closed => words::ended_closed { tour, at }.say(l),
        TourEnd::NoShow => words::ended_no_show { tour, at }.say(l),
    }
}
