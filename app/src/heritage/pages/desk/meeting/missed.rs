//! Who has not come: from the start on their seats are freed for those who have, and given back while they are free.

use backend::flows::tours::recall_party::{RecallPartyError, recall_party};
use backend::flows::tours::release_party::{ReleasePartyError, release_party};
use domain::heritage::boarding::{BoardingPage, PartyLine};
use domain::heritage::booking::BookingState;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::DepartureId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::error;
use super::path;
use crate::i18n::t;
use crate::ui::{Icon, SectionHead, SubmitButton, Text, Tone, hidden};
use crate::web::{Ctx, Form, WebError};

/// The value of `go` of each of the two forms.
pub const RELEASE: &str = "release";
pub const RECALL: &str = "recall";

/// What came of it, in words; `Err`: why not.
type Told = Result<String, Text>;

pub async fn release(ctx: &Ctx, id: DepartureId, form: &Form) -> Result<Told, WebError> {
    let l = ctx.locale();
    Ok(Err(match release_party(ctx.deps(), ctx.actor(), id, form.text("number")).await {
        Ok(seats) => return Ok(Ok(t::meeting::released_done(l, i64::from(seats)))),
        Err(ReleasePartyError::TooEarly) => t::meeting::release_early(l).into(),
        Err(ReleasePartyError::HasCome) => t::meeting::release_came(l).into(),
        Err(ReleasePartyError::NotPossible) => t::meeting::release_bad(l).into(),
        Err(ReleasePartyError::Staff(e)) => return Err(error(e)),
        Err(ReleasePartyError::Db(e)) => return Err(e.into()),
        Err(e @ ReleasePartyError::Money(_)) => return Err(WebError::internal(e)),
    }))
}

pub async fn recall(ctx: &Ctx, id: DepartureId, form: &Form) -> Result<Told, WebError> {
    let l = ctx.locale();
    Ok(Err(match recall_party(ctx.deps(), ctx.actor(), id, form.text("number")).await {
        Ok(()) => return Ok(Ok(t::meeting::recall_done(l).to_owned())),
        Err(RecallPartyError::NoSeat { left: 0 }) => t::meeting::recall_gone(l).into(),
        Err(RecallPartyError::NoSeat { left }) => t::meeting::recall_full(l, i64::from(left)).into(),
        Err(RecallPartyError::TooLate) => t::meeting::recall_late(l).into(),
        Err(RecallPartyError::NotPossible) => t::meeting::release_bad(l).into(),
        Err(RecallPartyError::Staff(e)) => return Err(error(e)),
        Err(RecallPartyError::Db(e)) => return Err(e.into()),
    }))
}

/// Until the departure begins everybody is waited for.
pub fn may_release(of: &BoardingPage, now: Timestamp) -> bool {
    now >= of.departure.starts_at
}

/// Quiet and narrow: it gives up a debt, and stands under the thumb that lets in.
pub fn release_form(l: Locale, action: &str, p: &PartyLine) -> AnyView {
    let (values, label) = (values(RELEASE, p), t::meeting::release(l));
    view! {
        <form method="post" action=action.to_owned()>
            {hidden(values)}
            <SubmitButton label=label spoken=spoken(label, p) tone=Tone::QuietDanger start=Icon::Ban />
        </form>
    }
    .into_any()
}

fn recall_form(l: Locale, action: &str, p: &PartyLine) -> AnyView {
    let (values, label) = (values(RECALL, p), t::meeting::recall(l));
    view! {
        <form method="post" action=action.to_owned()>
            {hidden(values)}
            <SubmitButton label=label spoken=spoken(label, p) tone=Tone::Secondary wide=true start=Icon::Check />
        </form>
    }
    .into_any()
}

fn values(go: &'static str, p: &PartyLine) -> Vec<(&'static str, String)> {
    vec![("go", go.to_owned()), ("number", p.number.clone())]
}

/// In a list of buttons each is of its party.
fn spoken(label: &str, p: &PartyLine) -> String {
    format!("{label} ({}, {})", p.name, p.number)
}

/// Given up, and how to have them back.
pub fn given_up(l: Locale, of: &BoardingPage) -> Option<AnyView> {
    let action = l.path(&path(of.departure.id, "titik-kumpul"));
    let rows = of.missed.iter().map(|p| card(l, p, recall_form(l, &action, p))).collect::<Vec<_>>();
    section(t::meeting::missed(l), t::meeting::missed_text(l), rows)
}

/// For the page of the guide: who is not there yet, once the departure has begun.
pub fn not_here(l: Locale, of: &BoardingPage, now: Timestamp) -> Option<AnyView> {
    let action = l.path(&path(of.departure.id, "titik-kumpul"));
    let waited = of.parties.iter().filter(|p| p.state != BookingState::CheckedIn && may_release(of, now));
    let rows = waited.map(|p| card(l, p, release_form(l, &action, p))).collect::<Vec<_>>();
    let text = if of.takes_walk_ins { t::meeting::not_here_text(l) } else { t::meeting::not_here_closed(l) };
    section(t::meeting::not_here(l), text, rows)
}

fn card(l: Locale, p: &PartyLine, form: AnyView) -> AnyView {
    let meta = format!("{} · {}", t::heritage::people(l, i64::from(p.persons)), p.number);
    view! { <li class="party-card"><h3>{p.name.clone()}</h3> <p class="muted small num">{meta}</p> {form}</li> }.into_any()
}

/// Nothing where there is nobody.
fn section(title: &'static str, text: &'static str, rows: Vec<AnyView>) -> Option<AnyView> {
    let list = (!rows.is_empty()).then(|| view! { <ul class="parties" role="list">{rows}</ul> })?;
    Some(view! { <section class="stack"><SectionHead title=title /> <p class="muted">{text}</p> {list}</section> }.into_any())
}
