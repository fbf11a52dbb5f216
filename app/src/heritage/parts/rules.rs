//! What a site asks of its visitors, in words.

use domain::heritage::rules::{Foreigners, VisitRules};
use domain::kernel::locale::Locale;

use super::super::words;
use crate::i18n::{t, weekday};
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// What matters comes first; what is free to do is said too where it is not taken for granted.
pub fn lines(l: Locale, r: &VisitRules) -> Vec<(Icon, String)> {
    let mut out = Vec::new();
    if r.approves_each {
        out.push((Icon::Shield, t::heritage::rule_approves(l).to_owned()));
    }
    if r.lead_days > 0 {
        out.push((Icon::Calendar, t::heritage::rule_lead(l, r.lead_days)));
    }
    if !r.identity.is_empty() {
        let fields: Vec<&str> = r.identity.iter().map(|f| words::identity(l, *f)).collect();
        out.push((Icon::Badge, t::heritage::rule_identity(l, words::list(l, &fields))));
    }
    if r.foreigners == Foreigners::NotAdmitted {
        out.push((Icon::Globe, t::heritage::rule_citizens(l).to_owned()));
    }
    if let Some(words) = words::minors(l, r.minors) {
        out.push((Icon::Users, words.to_owned()));
    }
    if !r.dress.is_empty() {
        out.push((Icon::Shirt, r.dress.pick(l).to_owned()));
    }
    out.push((Icon::Camera, words::photography(l, r.photography).to_owned()));
    let closed: Vec<&str> = (0..7).filter(|d| r.closed_weekdays[*d]).map(|d| weekday(l, d)).collect();
    if !closed.is_empty() {
        out.push((Icon::Ban, t::heritage::rule_closed(l, words::list(l, &closed))));
    }
    out
}

pub fn list(l: Locale, r: &VisitRules) -> AnyView {
    let items = lines(l, r).into_iter().map(|(of, words)| view! { <li>{icon(of)} <span>{words}</span></li> }).collect::<Vec<_>>();
    view! { <ul class="marked" role="list">{items}</ul> }.into_any()
}
