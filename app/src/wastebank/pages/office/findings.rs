//! What does not agree, each with the way to what it names: whoever reads it may open the slip, the card's account.

use domain::wastebank::reconciliation::Finding;
use leptos::prelude::*;

use super::super::words;
use super::books_sheet::way;
use super::cards;
use crate::i18n::{Locale, t};
use crate::ui::{Alert, Mood, linked};

pub(super) fn findings(l: Locale, found: &[Finding]) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let rows = found.iter().map(|f| view! { <li>{said(l, f)}</li> }).collect::<Vec<_>>();
    Some(view! { <Alert mood=Mood::Danger title=t::wastebank::findings(l)><ul>{rows}</ul></Alert> }.into_any())
}

fn said(l: Locale, f: &Finding) -> AnyView {
    let sentence = match f {
        Finding::Entry { id } => t::wastebank::found_entry(l, id),
        Finding::Member { card, kept, booked } => {
            let sentence = t::wastebank::found_member { card, kept, booked }.say(l);
            return linked(&sentence, card, l.path(&cards::path(card)));
        }
        Finding::Orphan { account } => t::wastebank::found_orphan(l, account),
        Finding::Slip { number } => {
            let sentence = t::wastebank::found_slip(l, number);
            return linked(&sentence, number, words::slip_path(l, number));
        }
        Finding::Batch { number } => t::wastebank::found_batch(l, number),
        Finding::Published { material, measure, kept, weighed } => {
            let said = |amount| measure.show(l, amount);
            t::wastebank::found_published { material, kept: said(*kept), weighed: said(*weighed) }.say(l)
        }
        Finding::Fare { number, tender, told, booked } => t::wastebank::found_fare { number, tender: way(l, tender), told, booked }.say(l),
        Finding::UntoldFare { reference, booked } => t::wastebank::found_untold { reference, booked }.say(l),
    };
    sentence.into_any()
}
