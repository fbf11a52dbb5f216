//! `/wisata/pesanan/{secret}`: a booking, for whoever has its link: choose how to pay, follow it, move it, cancel it.

mod actions;
mod choice;
mod desk;
mod history;
mod moving;
mod steps;
mod view;

use axum::extract::Path;
use backend::flows::tours::pay::{PayDesk, PayTourError, read_pay_desk};
use backend::flows::tours::read_not_taken::read_not_taken;
use backend::flows::tours::rebook::{MoveBookingError, Moves, list_moves};
use backend::heritage::read_booking::{BookingKey, ReadBookingError};
use backend::heritage::read_looks::list_party_looks;
use backend::heritage::read_tour::read_booked_tour;
use domain::heritage::booking::BookingState;
use domain::heritage::form_draft::FormOf;
use domain::heritage::identity_look::PapersSeen;
use domain::heritage::tour::Tour;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use http::StatusCode;

use super::super::parts::kept;
use crate::i18n::t;
use crate::ui::{Mood, Text};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};
use choice::Choice;
pub use view::to_bring;

/// What every piece of the page needs to know.
pub struct Look {
    pub l: Locale,
    pub now: Timestamp,
    pub desk: PayDesk,
    /// It may have been hidden since.
    pub tour: Tour,
    /// Where the party could go instead.
    pub moves: Moves,
    /// What the party has promised, and what is not taken on its day any more.
    pub not_taken: Vec<Bilingual>,
    /// When which base has looked at what identifies them.
    pub seen: Vec<PapersSeen>,
    /// Where the page's forms post to.
    pub action: String,
    /// Somebody is logged in.
    pub known: bool,
}

#[derive(Default)]
pub struct Said {
    pub news: Option<(Mood, Text)>,
    pub errors: Errors,
    pub choice: Choice,
    /// The departure that was chosen to move to.
    pub to: String,
    pub status: StatusCode,
    /// The choice is as it was left; until when it is kept.
    pub kept: Option<Timestamp>,
}

pub async fn show(ctx: Ctx, Path(secret): Path<String>) -> Reply {
    let news = ctx.flash().cloned().map(|f| (f.mood, Text::from(f.words)));
    page(&ctx, &secret, Said { news, ..Said::default() }).await
}

pub async fn submit(ctx: Ctx, Path(secret): Path<String>, form: Form) -> Reply {
    steps::take(&ctx, &secret, &form).await
}

async fn read(ctx: &Ctx, secret: &str) -> Result<PayDesk, WebError> {
    read_pay_desk(ctx.deps(), ctx.actor(), BookingKey::Secret(secret)).await.map_err(|e| match e {
        PayTourError::NotFound => WebError::NotFound,
        PayTourError::Db(e) => e.into(),
        e => WebError::internal(e),
    })
}

async fn page(ctx: &Ctx, secret: &str, mut said: Said) -> Reply {
    let l = ctx.locale();
    let desk = read(ctx, secret).await?;
    if ctx.is_get()
        && desk.booking.state == BookingState::Held
        && let Some((form, until)) = kept::find(ctx, FormOf::Tender(desk.booking.id)).await?
    {
        (said.choice, said.kept) = (Choice::typed(&form), Some(until));
    }
    let tour = read_booked_tour(ctx.deps(), &desk.booking.tour).await?.ok_or(WebError::NotFound)?;
    let moves = if desk.booking.state == BookingState::Confirmed {
        match list_moves(ctx.deps(), ctx.actor(), BookingKey::Secret(secret)).await {
            Ok(moves) => moves,
            Err(MoveBookingError::Db(e)) => return Err(e.into()),
            Err(MoveBookingError::Unseal(error)) => {
                // Nobody can be compared with what the sites ask; the rest of the page is there all the same.
                tracing::error!(%error, booking = %desk.booking.id, "what identifies a party cannot be opened");
                Moves::default()
            }
            // Not possible any more: then there is nothing to choose from.
            Err(_) => Moves::default(),
        }
    } else {
        Moves::default()
    };
    let title = t::heritage::party_title(l, &desk.booking.number);
    let action = ctx.href(&format!("/wisata/pesanan/{secret}"));
    let seen = list_party_looks(ctx.deps(), ctx.actor(), BookingKey::Secret(secret)).await.map_err(|e| match e {
        ReadBookingError::NotFound => WebError::NotFound,
        ReadBookingError::Db(e) => e.into(),
    })?;
    let not_taken = read_not_taken(ctx.deps(), &desk.booking).await?;
    let look = Look { l, now: ctx.now(), desk, tour, moves, not_taken, seen, action, known: ctx.actor().person().is_some() };
    let status = said.status;
    let page = Page::new(title, move || view::view(&look, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Tours)).await?))
}
