//! `/wisata/pesanan/{secret}/tiket`: the ticket of a party, to be shown, printed or kept as a picture; no wallet is needed.

use axum::extract::Path;
use axum::response::IntoResponse;
use backend::flows::tours::read_not_taken::read_not_taken;
use backend::heritage::draw_ticket::{DrawTicketError, TicketPage, draw_ticket};
use backend::heritage::read_booking::{BookingKey, ReadBookingError, read_booking};
use backend::heritage::read_tour::read_booked_tour;
use domain::heritage::booking::{Booking, BookingState};
use domain::heritage::tour::Tour;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::locale::Locale;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use leptos::prelude::*;

use super::party::to_bring;
use crate::i18n::{clock, date_time, day, t};
use crate::ui::{Alert, Icon, LinkButton, Mood, PageHead, QrCode, Tone, icon, qr};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply, WebError};

/// Large enough for a screen of today and for paper; a module is so many pixels.
const SCALE: u32 = 12;

/// None: there is no ticket for the booking now.
async fn draw(ctx: &Ctx, secret: &str) -> Result<Option<TicketPage>, WebError> {
    match draw_ticket(ctx.deps(), ctx.actor(), BookingKey::Secret(secret)).await {
        Ok(drawn) => Ok(Some(drawn)),
        Err(DrawTicketError::NoTicket) => Ok(None),
        Err(DrawTicketError::Booking(ReadBookingError::NotFound)) => Err(WebError::NotFound),
        Err(DrawTicketError::Booking(ReadBookingError::Db(e)) | DrawTicketError::Db(e)) => Err(e.into()),
        Err(e) => Err(WebError::internal(e)),
    }
}

pub async fn show(ctx: Ctx, Path(secret): Path<String>) -> Reply {
    let l = ctx.locale();
    let back = ctx.href(&format!("/wisata/pesanan/{secret}"));
    let Some(drawn) = draw(&ctx, &secret).await? else { return none(&ctx, &secret, back).await };
    let tour = read_booked_tour(ctx.deps(), &drawn.booking.tour).await?.ok_or(WebError::NotFound)?;
    let title = t::heritage::ticket_title(l, &drawn.booking.number);
    let not_taken = read_not_taken(ctx.deps(), &drawn.booking).await?;
    let page = Page::new(title, move || view(l, &drawn, &tour, &not_taken, back));
    Ok(no_store(ctx.page(page.noindex().section(Section::Tours)).await?))
}

/// Says why, and where to go on.
async fn none(ctx: &Ctx, secret: &str, back: String) -> Reply {
    let l = ctx.locale();
    let booking = read_booking(ctx.deps(), ctx.actor(), BookingKey::Secret(secret)).await.map_err(|e| match e {
        ReadBookingError::NotFound => WebError::NotFound,
        ReadBookingError::Db(e) => e.into(),
    })?;
    let text = match booking.state {
        BookingState::Held | BookingState::AwaitingPayment => t::heritage::ticket_not_yet(l),
        BookingState::Waiting => t::heritage::ticket_waiting(l),
        BookingState::Confirmed => t::heritage::ticket_closed_day(l),
        _ => t::heritage::ticket_ended(l),
    };
    let page = Page::new(t::heritage::ticket_title(l, &booking.number), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::heritage::ticket_title(l, &booking.number) lead=booking.tour_name.pick(l).to_owned() />
                <Alert mood=Mood::Warn title=t::heritage::ticket_none(l)><p>{text}</p></Alert>
                <div><LinkButton href=back label=t::heritage::ticket_back(l) start=Icon::ArrowLeft /></div>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(StatusCode::CONFLICT).noindex().section(Section::Tours)).await?))
}

fn view(l: Locale, drawn: &TicketPage, tour: &Tour, not_taken: &[Bilingual], back: String) -> AnyView {
    let TicketPage { booking: b, ticket, text } = drawn;
    let image = format!("{back}/tiket.png");
    let m = &tour.meeting;
    let (place, address, hint) = (m.name.pick(l).to_owned(), m.address.clone(), m.hint.pick(l).to_owned());
    let good = t::heritage::ticket_good { from: date_time(l, ticket.from), until: date_time(l, ticket.until) }.say(l);
    view! {
        <div class="wrap wrap-narrow page">
            <div class="no-print">
                <PageHead title=t::heritage::ticket_title(l, &b.number) lead=t::heritage::ticket_lead(l) />
            </div>
            {used(l, b)}
            <article class="ticket" aria-label=t::heritage::ticket(l)>
                <div class="ticket-code">
                    <QrCode text=text.clone() label=t::heritage::ticket_code(l, &b.number) />
                    <p class="ticket-number">{b.number.clone()}</p>
                </div>
                <div class="ticket-facts">
                    <h2>{b.tour_name.pick(l).to_owned()}</h2>
                    <p class="slip-row">{icon(Icon::Calendar)} <span><b>{day(l, b.starts_at)}</b> <small>{clock(l, b.starts_at)} " WIB"</small></span></p>
                    <p class="slip-row">{icon(Icon::Pin)} <span><b>{place}</b> <small>{address}</small> <small>{hint}</small></span></p>
                    <p class="slip-row">{icon(Icon::Users)} <span><b>{t::heritage::people(l, i64::from(b.seats()))}</b> <small>{b.contact.name.clone()}</small></span></p>
                    <p class="small muted">{good}</p>
                </div>
            </article>
            {to_bring(l, b, tour, not_taken)}
            <div class="btn-row no-print">
                <LinkButton href=image label=t::heritage::ticket_save(l) start=Icon::Download />
                <LinkButton href=back label=t::heritage::ticket_back(l) tone=Tone::Secondary start=Icon::ArrowLeft />
            </div>
            <p class="slip-row small muted no-print">{icon(Icon::Printer)} <span>{t::heritage::ticket_print(l)}</span></p>
        </div>
    }
    .into_any()
}

fn used(l: Locale, b: &Booking) -> Option<AnyView> {
    (b.state == BookingState::CheckedIn).then(|| view! { <Alert mood=Mood::Success title=t::heritage::state_checked_in(l) /> }.into_any())
}

/// The code alone, to be kept among one's pictures; the file is named by the booking.
pub async fn image(ctx: Ctx, Path(secret): Path<String>) -> Reply {
    // The page says why there is none.
    let Some(drawn) = draw(&ctx, &secret).await? else { return Ok(ctx.see_other(&format!("/wisata/pesanan/{secret}/tiket"))) };
    let png = qr::png(&drawn.text, SCALE).map_err(WebError::internal)?;
    let name = format!("attachment; filename=\"{}.png\"", drawn.booking.number);
    let headers = [(CONTENT_TYPE, "image/png".to_owned()), (CACHE_CONTROL, "no-store".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, png).into_response())
}
