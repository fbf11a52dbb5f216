//! To another departure: where to, what it costs, and why not; days that would not take the party are not offered, but said.

use backend::flows::tours::rebook::{MoveBooking, MoveBookingError, Moves, move_booking};
use backend::heritage::read_booking::BookingKey;
use domain::heritage::another_day::NotThatDay;
use domain::heritage::booking::BookingState;
use domain::heritage::rules::IdentityField;
use domain::kernel::ids::DepartureId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use leptos::prelude::*;

use super::super::super::words;
use super::steps::{again, home};
use super::{Look, Said};
use crate::i18n::{clock, date, day, t};
use crate::ui::{Choice, Icon, Mood, Select, SubmitButton, hidden, icon};
use crate::web::{Ctx, Form, Reply, WebError};

/// Says before what it costs; what was shown is posted, and compared.
pub fn choose(look: &Look, said: &Said) -> Option<AnyView> {
    let (l, b) = (look.l, &look.desk.booking);
    let Some(fee) = b.moving(look.now) else {
        let late = b.state == BookingState::Confirmed;
        return late.then(|| view! { <p class="muted small">{t::heritage::move_too_late(l)}</p> }.into_any());
    };
    let shut = shut(l, &look.moves);
    if look.moves.open.is_empty() {
        return shut;
    }
    let choices = look
        .moves
        .open
        .iter()
        .map(|e| {
            let words = format!("{}, {} · {}", day(l, e.starts_at), clock(l, e.starts_at), t::heritage::seats_left(l, i64::from(e.left)));
            Choice::new(e.id.to_string(), words)
        })
        .collect();
    let (costs, go) = if fee.is_zero() {
        let costs = if b.moves_late(look.now) { t::heritage::move_free_late(l) } else { t::heritage::move_free(l) };
        (costs.to_owned(), t::heritage::move_go(l).to_owned())
    } else {
        (t::heritage::move_fee(l, fee), t::heritage::move_go_fee(l, fee))
    };
    let (error, chosen) = (said.errors.of("to"), said.to.clone());
    let kept = vec![("go", "move".to_owned()), ("from", b.departure.to_string()), ("fee", fee.0.to_string())];
    Some(
        view! {
            <form class="form" method="post" action=look.action.clone() novalidate>
                {hidden(kept)}
                <Select
                    name="to"
                    label=t::heritage::move_to(l)
                    choices=choices
                    value=chosen
                    prompt=t::heritage::move_choose(l)
                    hint=costs
                    error=error
                />
                <div class="btn-row"><SubmitButton label=go start=Icon::Calendar /></div>
            </form>
            {shut}
        }
        .into_any(),
    )
}

/// Of a reason: a base that admits nobody of a party does so every week, and nobody reads a season in one sentence.
const MOST_DAYS: usize = 5;

/// Days with seats that are not this party's, by what keeps it out.
fn shut(l: Locale, moves: &Moves) -> Option<AnyView> {
    let begin = || moves.open.iter().map(|e| e.starts_at).chain(moves.shut.iter().map(|(at, _)| *at));
    let mut by_reason: Vec<(&NotThatDay, Vec<String>)> = Vec::new();
    for (starts_at, why) in &moves.shut {
        let alone = begin().filter(|at| at.start_of_wib_day() == starts_at.start_of_wib_day()).count() == 1;
        let when = if alone { date(l, *starts_at) } else { format!("{} {}", date(l, *starts_at), clock(l, *starts_at)) };
        match by_reason.iter().position(|(known, _)| *known == why) {
            Some(at) => by_reason[at].1.push(when),
            None => by_reason.push((why, vec![when])),
        }
    }
    let item = |(why, mut days): (&NotThatDay, Vec<String>)| {
        // One that is left out takes as much room as its date.
        if days.len() > MOST_DAYS + 1 {
            let more = days.len() - MOST_DAYS;
            days.truncate(MOST_DAYS);
            days.push(t::heritage::move_shut_more(l, i64::try_from(more).unwrap_or(i64::MAX)));
        }
        let words = shut_because(l, why, &words::list(l, &days.iter().map(String::as_str).collect::<Vec<_>>()));
        view! { <li>{icon(Icon::Ban)} <span>{words}</span></li> }
    };
    let items = by_reason.into_iter().map(item).collect::<Vec<_>>();
    let some = !items.is_empty();
    some.then(|| {
        view! {
            <p class="muted small">{t::heritage::move_shut(l)}</p>
            <ul class="marked small muted" role="list">{items}</ul>
        }
        .into_any()
    })
}

fn shut_because(l: Locale, why: &NotThatDay, days: &str) -> String {
    match why {
        NotThatDay::Missing(all) => t::heritage::move_shut_missing { days, what: missing(l, all) }.say(l),
        NotThatDay::CitizensOnly(who) => t::heritage::move_shut_citizens { days, names: names(l, who) }.say(l),
        NotThatDay::ChildAlone(who) => t::heritage::move_shut_child_alone { days, names: names(l, who) }.say(l),
        NotThatDay::NoChildren(who) => t::heritage::move_shut_no_children { days, names: names(l, who) }.say(l),
    }
}

pub async fn shift(ctx: &Ctx, secret: &str, form: &Form) -> Reply {
    let l = ctx.locale();
    let mut said = Said { to: form.text("to").to_owned(), ..Said::default() };
    let Ok(to) = form.text("to").parse::<DepartureId>() else {
        said.errors.add("to", t::heritage::move_choose(l));
        return again(ctx, secret, said).await;
    };
    let Ok(from) = form.text("from").parse::<DepartureId>() else {
        said.news = Some((Mood::Warn, t::heritage::move_elsewhere(l).into()));
        return again(ctx, secret, said).await;
    };
    let wanted = MoveBooking { from, to, expected_fee: Rupiah(form.text("fee").parse().unwrap_or(-1)) };
    let words = match move_booking(ctx.deps(), ctx.actor(), BookingKey::Secret(secret), wanted).await {
        Ok(()) => return Ok(ctx.see_other_saying(&home(secret), t::heritage::move_done(l))),
        Err(MoveBookingError::Party(why)) => {
            said.errors.add("to", not_that_day(l, &why));
            return again(ctx, secret, said).await;
        }
        Err(MoveBookingError::NotFound) => return Err(WebError::NotFound),
        Err(MoveBookingError::NotPossible) => t::heritage::cancel_not_possible(l).into(),
        Err(MoveBookingError::Elsewhere) => t::heritage::move_elsewhere(l).into(),
        Err(MoveBookingError::TooLate) => t::heritage::move_too_late(l).into(),
        Err(MoveBookingError::Settled) => t::heritage::move_settled(l).into(),
        Err(MoveBookingError::FeeChanged { now }) => t::heritage::move_fee_changed(l, now).into(),
        Err(MoveBookingError::NotBookable(why)) => words::not_bookable(l, why).into(),
        Err(MoveBookingError::TooFew { left }) => t::heritage::book_too_few(l, i64::from(left)).into(),
        Err(MoveBookingError::Db(e)) => return Err(e.into()),
        Err(e @ MoveBookingError::Unseal(_)) => return Err(WebError::internal(e)),
    };
    said.news = Some((Mood::Warn, words));
    again(ctx, secret, said).await
}

fn names(l: Locale, who: &[String]) -> String {
    words::list(l, &who.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What of whom a site was never told.
fn missing(l: Locale, all: &[(String, Vec<IdentityField>)]) -> String {
    let of = |(name, fields): &(String, Vec<IdentityField>)| {
        let fields: Vec<&str> = fields.iter().map(|f| words::identity(l, *f)).collect();
        t::heritage::move_missing_of { fields: words::list(l, &fields), name }.say(l)
    };
    names(l, &all.iter().map(of).collect::<Vec<String>>())
}

/// Names whom it is about, and what is missing.
fn not_that_day(l: Locale, why: &NotThatDay) -> String {
    match why {
        NotThatDay::Missing(all) => t::heritage::move_missing(l, missing(l, all)),
        NotThatDay::CitizensOnly(who) => t::heritage::move_citizens(l, names(l, who)),
        NotThatDay::ChildAlone(who) => t::heritage::move_child_alone(l, names(l, who)),
        NotThatDay::NoChildren(who) => t::heritage::move_no_children(l, names(l, who)),
    }
}
