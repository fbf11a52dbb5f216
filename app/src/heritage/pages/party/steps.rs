//! The buttons of a booking's page.

use axum::response::Response;
use backend::flows::tours::cancel::{CancelBookingError, cancel_booking};
use backend::flows::tours::card::Next;
use backend::flows::tours::pay::{PayTour, PayTourError, estimate_pledge, pay_tour};
use backend::heritage::read_booking::BookingKey;
use domain::heritage::booking::BookingState;
use domain::heritage::form_draft::FormOf;
use domain::heritage::tender::{Tender, TenderChoice, TenderError};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use http::StatusCode;

use super::super::super::parts::kept;
use super::choice::Choice;
use super::{Said, moving, page, read};
use crate::i18n::{t, weight};
use crate::ui::Mood;
use crate::web::redirect::to_gateway;
use crate::web::{Ctx, Errors, Form, Reply, WebError};

pub(super) fn home(secret: &str) -> String {
    format!("/wisata/pesanan/{secret}")
}

pub async fn take(ctx: &Ctx, secret: &str, form: &Form) -> Reply {
    match form.text("go") {
        "cancel" => cancel(ctx, secret, form).await,
        "move" => moving::shift(ctx, secret, form).await,
        "resume" => {
            let next = pay_tour(ctx.deps(), ctx.actor(), BookingKey::Secret(secret), &PayTour::default()).await;
            next.map_or_else(|e| gone(ctx, secret, e), |next| Ok(onward(ctx, secret, &next)))
        }
        "more" => {
            let mut choice = Choice::typed(form);
            choice.grow();
            let page = page(ctx, secret, Said { choice, ..Said::default() }).await?;
            keeping(ctx, secret, form, page).await
        }
        "keep" => {
            let (of, typed) = left(ctx, secret, form).await?;
            kept::quietly(ctx, of, typed).await
        }
        "login" => {
            let (of, typed) = left(ctx, secret, form).await?;
            kept::log_in_first(ctx, of, typed, &home(secret)).await
        }
        "anew" => {
            let (of, _) = left(ctx, secret, form).await?;
            kept::anew(ctx, of, &home(secret)).await
        }
        go => {
            let answer = pay(ctx, secret, form, go == "place").await?;
            if answer.status().is_redirection() { Ok(answer) } else { keeping(ctx, secret, form, answer).await }
        }
    }
}

/// What was typed and not agreed to yet. Of a booking that does not wait for it nothing is kept.
async fn left(ctx: &Ctx, secret: &str, form: &Form) -> Result<(FormOf, Option<Form>), WebError> {
    let booking = read(ctx, secret).await?.booking;
    let typed = Choice::typed(form).to_keep().filter(|_| booking.state == BookingState::Held);
    Ok((FormOf::Tender(booking.id), typed))
}

/// The page comes back, and what was typed is kept for when it is left.
async fn keeping(ctx: &Ctx, secret: &str, form: &Form, page: Response) -> Reply {
    let (of, typed) = left(ctx, secret, form).await?;
    let token = kept::keep(ctx, of, typed).await?;
    Ok(ctx.with_token(page, token.as_ref()))
}

/// The page again, with what is wrong.
pub(super) async fn again(ctx: &Ctx, secret: &str, said: Said) -> Reply {
    page(ctx, secret, Said { status: StatusCode::UNPROCESSABLE_ENTITY, ..said }).await
}

async fn pay(ctx: &Ctx, secret: &str, form: &Form, place: bool) -> Reply {
    let l = ctx.locale();
    let desk = read(ctx, secret).await?;
    if desk.booking.state != BookingState::Held {
        // Chosen already, or over: the page says what it is now.
        return Ok(ctx.see_other(&home(secret)));
    }
    let mut said = Said { choice: Choice::typed(form), ..Said::default() };
    let Some(wanted) = said.choice.read(l, &desk, &mut said.errors) else { return again(ctx, secret, said).await };
    let pledge = match estimate_pledge(ctx.deps(), desk.booking.starts_at, &wanted.pledge).await {
        Ok(pledge) => pledge,
        Err(e) => {
            refuse(l, &mut said.errors, e)?;
            return again(ctx, secret, said).await;
        }
    };
    let choice = TenderChoice { balance: wanted.balance, pledge, cash: wanted.cash };
    match Tender::cover(desk.booking.fare, desk.booking.seats(), &choice, &desk.booking.terms) {
        Ok(tender) if !tender.card.is_zero() && !desk.card => said.errors.add("rest", t::heritage::pay_no_card(l)),
        Ok(tender) => said.choice.counted = Some((tender, choice.pledge)),
        Err(e) => tender_words(l, &mut said.errors, e),
    }
    if !said.errors.is_empty() {
        return again(ctx, secret, said).await;
    }
    if !place {
        return page(ctx, secret, said).await;
    }
    if form.text("counted") != said.choice.mark() {
        said.news = Some((Mood::Warn, t::heritage::pay_changed(l).into()));
        return again(ctx, secret, said).await;
    }
    match pay_tour(ctx.deps(), ctx.actor(), BookingKey::Secret(secret), &wanted).await {
        Ok(next) => Ok(onward(ctx, secret, &next)),
        Err(e @ (PayTourError::NotHeld | PayTourError::NotFound)) => gone(ctx, secret, e),
        Err(e) => {
            said.choice.counted = None;
            refuse(l, &mut said.errors, e)?;
            again(ctx, secret, said).await
        }
    }
}

fn onward(ctx: &Ctx, secret: &str, next: &Next) -> Response {
    let l = ctx.locale();
    match next {
        Next::Done => ctx.see_other_saying(&home(secret), t::heritage::pay_done(l)),
        Next::Pay { url } => to_gateway(ctx, url),
        Next::PayLater => ctx.see_other_warning(&home(secret), t::heritage::pay_later(l)),
    }
}

/// The seats are not kept any more; the page says what became of them.
fn gone(ctx: &Ctx, secret: &str, e: PayTourError) -> Reply {
    match e {
        PayTourError::NotFound => Err(WebError::NotFound),
        PayTourError::NotHeld => Ok(ctx.see_other_warning(&home(secret), t::heritage::pay_not_held(ctx.locale()))),
        PayTourError::Db(e) => Err(e.into()),
        e => Err(WebError::internal(e)),
    }
}

fn refuse(l: Locale, errors: &mut Errors, e: PayTourError) -> Result<(), WebError> {
    match e {
        PayTourError::NotTaken { .. } => errors.add("pledge", t::heritage::pledge_material(l)),
        PayTourError::Tender(e) => tender_words(l, errors, e),
        PayTourError::NoBalance => errors.add("balance", t::heritage::pay_no_balance(l)),
        PayTourError::Short { balance } => errors.add("balance", t::heritage::pay_short(l, balance)),
        PayTourError::NoCard => errors.add("rest", t::heritage::pay_no_card(l)),
        PayTourError::Db(e) => return Err(e.into()),
        e => return Err(WebError::internal(e)),
    }
    Ok(())
}

fn tender_words(l: Locale, errors: &mut Errors, e: TenderError) {
    match e {
        TenderError::Negative => errors.add("pledge", t::heritage::pledge_nothing(l)),
        TenderError::TooLittleWaste { least } => errors.add("pledge", t::heritage::pledge_too_little(l, least)),
        TenderError::TooLight { least } => errors.add("pledge", t::heritage::pledge_too_light(l, weight(l, least))),
        TenderError::TooHeavy | TenderError::TooLarge => errors.add("pledge", t::heritage::pledge_too_heavy(l)),
    }
}

async fn cancel(ctx: &Ctx, secret: &str, form: &Form) -> Reply {
    let l = ctx.locale();
    let fee = Rupiah(form.text("fee").parse().unwrap_or(-1));
    let words = match cancel_booking(ctx.deps(), ctx.actor(), BookingKey::Secret(secret), fee).await {
        Ok(back) if back.is_zero() => return Ok(ctx.see_other_saying(&home(secret), t::heritage::cancel_done(l))),
        Ok(back) => return Ok(ctx.see_other_saying(&home(secret), &t::heritage::cancel_done_back(l, back))),
        Err(CancelBookingError::NotFound) => return Err(WebError::NotFound),
        Err(CancelBookingError::NotPossible) => t::heritage::cancel_not_possible(l).into(),
        Err(CancelBookingError::TooLate) => t::heritage::cancel_too_late(l).into(),
        Err(CancelBookingError::FeeChanged { now }) => t::heritage::cancel_fee_changed(l, now).into(),
        Err(CancelBookingError::Db(e)) => return Err(e.into()),
        Err(e @ CancelBookingError::Money(_)) => return Err(WebError::internal(e)),
    };
    again(ctx, secret, Said { news: Some((Mood::Warn, words)), ..Said::default() }).await
}
