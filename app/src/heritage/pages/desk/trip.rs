//! `/meja-wisata/berangkat/{departure}`: one departure, for its officers and guides: load, names, needs; an officer may cancel it.

use axum::extract::Path;
use backend::flows::tours::close::{CloseError, cancel_departure};
use backend::heritage::keep_vehicles::{Fleet, read_fleet};
use backend::heritage::read_booking::list_bookings;
use backend::heritage::read_calendar::read_departure;
use backend::heritage::read_manifest::list_names;
use backend::heritage::staff::workplaces;
use domain::heritage::boarding::BoardingPage;
use domain::heritage::booking::Booking;
use domain::heritage::departure::DeparturePage;
use domain::heritage::manifest::Manifest;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, SiteId};
use http::StatusCode;

use super::super::super::words;
use super::meeting::boarding;
use super::{error, manifest_error, seal_check, trip_change, trip_view};
use crate::i18n::t;
use crate::ui::{Mood, Text};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

#[derive(Default)]
pub struct Said {
    pub news: Option<(Mood, Text)>,
    pub errors: Errors,
    /// What is wrong with the capacity of a leg, by its position.
    pub legs: Vec<(u32, Text)>,
    pub seal: Option<seal_check::Checked>,
    pub form: Form,
    pub status: StatusCode,
}

impl Said {
    pub fn leg(&mut self, position: u32, words: impl Into<Text>) {
        self.legs.push((position, words.into()));
    }
}

pub struct Trip {
    pub of: DeparturePage,
    /// The names at each site that asks for a list, with what its officer has said.
    pub lists: Vec<Manifest>,
    /// Who has come, what the parties need, and how heads were counted.
    pub day: BoardingPage,
    /// For officers: all bookings, with contact and needs.
    pub bookings: Option<Vec<Booking>>,
    /// For officers: who and what can be sent.
    pub fleet: Option<Fleet>,
    pub now: Timestamp,
}

pub async fn show(ctx: Ctx, Path(departure): Path<String>) -> Reply {
    let news = ctx.flash().cloned().map(|f| (f.mood, Text::from(f.words)));
    page(&ctx, &departure, Said { news, ..Said::default() }).await
}

pub async fn submit(ctx: Ctx, Path(departure): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let id: DepartureId = departure.parse().map_err(|_| WebError::NotFound)?;
    if form.text("go") == "seal" {
        let site: SiteId = form.text("site").parse().map_err(|_| WebError::NotFound)?;
        let seal = seal_check::check(&ctx, id, site, &form).await?;
        return page(&ctx, &departure, Said { status: seal.status(), seal: Some(seal), ..Said::default() }).await;
    }
    let mut said = Said { status: StatusCode::UNPROCESSABLE_ENTITY, ..Said::default() };
    if form.text("go") == "change" {
        let of = read(&ctx, &departure).await?.of;
        if trip_change::change(&ctx, &of.departure, &form, &mut said).await? {
            return Ok(ctx.see_other_saying(&format!("/meja-wisata/berangkat/{departure}"), t::desk::trip_changed(l)));
        }
        said.form = form;
        return page(&ctx, &departure, said).await;
    }
    match cancel_departure(ctx.deps(), ctx.actor(), id, form.text("reason")).await {
        Ok(closed) => {
            let words = t::heritage::trip_cancel_done(l, closed.offered);
            return Ok(ctx.see_other_saying(&format!("/meja-wisata/berangkat/{departure}"), &words));
        }
        Err(CloseError::Staff(e)) => return Err(error(e)),
        Err(CloseError::Reason(e)) => said.errors.add("reason", words::text(l, e)),
        Err(CloseError::NotPossible | CloseError::Past) => said.news = Some((Mood::Warn, t::heritage::trip_cancel_bad(l).into())),
        Err(CloseError::Db(e)) => return Err(e.into()),
        Err(e @ CloseError::Money(_)) => return Err(WebError::internal(e)),
    }
    said.form = form;
    page(&ctx, &departure, said).await
}

async fn read(ctx: &Ctx, departure: &str) -> Result<Trip, WebError> {
    let id: DepartureId = departure.parse().map_err(|_| WebError::NotFound)?;
    let mine = workplaces(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let of = read_departure(ctx.deps(), id).await?.ok_or(WebError::NotFound)?;
    let officer = mine.plans.contains(&of.tour.id);
    if !officer && !mine.guides.contains(&of.tour.id) {
        return Err(WebError::NotFound);
    }
    let lists = list_names(ctx.deps(), ctx.actor(), id).await.map_err(manifest_error)?;
    let bookings = if officer { Some(list_bookings(ctx.deps(), ctx.actor(), id).await.map_err(error)?) } else { None };
    let fleet = if officer { Some(read_fleet(ctx.deps(), ctx.actor(), of.tour.id).await.map_err(error)?) } else { None };
    let day = boarding(ctx, id).await?;
    Ok(Trip { of, lists, day, bookings, fleet, now: ctx.now() })
}

async fn page(ctx: &Ctx, departure: &str, said: Said) -> Reply {
    let l = ctx.locale();
    let trip = read(ctx, departure).await?;
    let status = said.status;
    let page = Page::new(t::heritage::trips(l), move || trip_view::view(l, &trip, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
