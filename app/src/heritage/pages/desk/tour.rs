//! `/meja-wisata/tur/{slug}`: a tour's departures by month with the load of each leg, and planning new ones.

use axum::extract::{Path, Query};
use backend::heritage::keep_vehicles::{Fleet, read_fleet};
use backend::heritage::plan_departures::{PlanDeparturesError, plan_departures};
use backend::heritage::preview_departures::{Foreseen, preview_departures};
use backend::heritage::read_calendar::read_load;
use backend::heritage::read_tour::read_own_tour;
use backend::heritage::staff::workplaces;
use domain::heritage::departure::Departure;
use domain::heritage::recurrence::MOST;
use domain::heritage::tour::Tour;
use domain::kernel::clock::Timestamp;
use domain::kernel::slug::Slug;
use http::StatusCode;
use serde::Deserialize;

use super::tabs::{At, head};
use super::{error, plan_form, tour_view};
use crate::i18n::t;
use crate::ui::{Mood, Text};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct Asked {
    /// `2026-12`
    #[serde(default)]
    bulan: String,
}

impl Asked {
    fn month(&self, ctx: &Ctx) -> Timestamp {
        Timestamp::parse_wib_date(&format!("{}-01", self.bulan)).unwrap_or_else(|| ctx.now())
    }
}

#[derive(Default)]
pub struct Said {
    pub news: Option<(Mood, Text)>,
    pub errors: Errors,
    pub form: Form,
    /// What the form would plan.
    pub preview: Option<Vec<Foreseen>>,
    pub status: StatusCode,
}

pub struct Desk {
    pub tour: Tour,
    pub month: Timestamp,
    pub departures: Vec<Departure>,
    /// Whoever plans it; a guide only looks.
    pub fleet: Option<Fleet>,
}

pub async fn show(ctx: Ctx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let news = ctx.flash().cloned().map(|f| (f.mood, Text::from(f.words)));
    let month = asked.month(&ctx);
    page(&ctx, &slug, month, Said { news, ..Said::default() }).await
}

async fn desk(ctx: &Ctx, slug: &str, month: Timestamp) -> Result<Desk, WebError> {
    let slug = Slug::parse(slug).map_err(|_| WebError::NotFound)?;
    let mine = workplaces(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let tour = read_own_tour(ctx.deps(), ctx.actor(), &slug).await.map_err(error)?;
    let month = month.start_of_wib_month();
    let departures = read_load(ctx.deps(), ctx.actor(), tour.id, month).await.map_err(error)?;
    let plans = mine.plans.contains(&tour.id);
    let fleet = if plans { Some(read_fleet(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?) } else { None };
    Ok(Desk { tour, month, departures, fleet })
}

/// A look at the dates, or, when they were seen, the press that plans them.
pub async fn submit(ctx: Ctx, Path(slug): Path<String>, Query(asked): Query<Asked>, form: Form) -> Reply {
    let (l, shown) = (ctx.locale(), asked.month(&ctx));
    let found = desk(&ctx, &slug, shown).await?;
    let mut said = Said::default();
    if let Some(plan) = plan_form::read(l, found.tour.id, &form, &mut said.errors) {
        let done = if form.text("go") == "plan" {
            match plan_departures(ctx.deps(), ctx.actor(), &plan).await {
                Ok(planned) if !planned.made.is_empty() || planned.is_there_already() => {
                    let w = plan.first.wib();
                    let words = match planned.made.len() {
                        0 => t::plan::already(l).to_owned(),
                        made => t::heritage::plan_done { made, skipped: planned.skipped.len() }.say(l),
                    };
                    return Ok(ctx.see_other_saying(&format!("/meja-wisata/tur/{slug}?bulan={:04}-{:02}", w.year, w.month), &words));
                }
                // What was seen has changed meanwhile.
                Ok(_) => preview_departures(ctx.deps(), ctx.actor(), &plan).await,
                Err(e) => Err(e),
            }
        } else {
            preview_departures(ctx.deps(), ctx.actor(), &plan).await
        };
        match done {
            Ok(seen) if seen.is_empty() => said.errors.add("", t::plan::no_days(l)),
            Ok(seen) => said.preview = Some(seen),
            Err(PlanDeparturesError::Staff(e)) => return Err(error(e)),
            Err(PlanDeparturesError::Recurrence(_)) => said.errors.add("", t::plan::too_many(l, MOST)),
            Err(PlanDeparturesError::NoGuide) => said.errors.add("guide", t::heritage::plan_guide_bad(l)),
            Err(PlanDeparturesError::NoLegs) => said.errors.add("", t::tour_desk::plan_no_legs(l)),
            Err(PlanDeparturesError::NoVehicle) => said.errors.add("vehicle", t::heritage::plan_vehicle_bad(l)),
            Err(PlanDeparturesError::Db(e)) => return Err(e.into()),
        }
    }
    said.status = said.errors.status();
    said.form = form;
    page(&ctx, &slug, shown, said).await
}

async fn page(ctx: &Ctx, slug: &str, month: Timestamp, mut said: Said) -> Reply {
    let l = ctx.locale();
    let desk = desk(ctx, slug, month).await?;
    let top = desk.fleet.as_ref().map(|_| head(ctx, &desk.tour, At::Departures));
    if top.is_some() {
        // The head says it.
        said.news = None;
    }
    let (status, title) = (said.status, desk.tour.name.pick(l).to_owned());
    let now = ctx.now();
    let page = Page::new(title, move || tour_view::view(l, now, &desk, top, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
