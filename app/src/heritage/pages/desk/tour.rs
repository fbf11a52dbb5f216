//! `/meja-wisata/tur/{slug}`: a tour's departures by month with the load of each leg, and planning new ones.

use axum::extract::{Path, Query};
use backend::heritage::keep_vehicles::{Fleet, read_fleet};
use backend::heritage::plan_departures::{PlanDepartures, PlanDeparturesError, Planned, Skipped, plan_departures};
use backend::heritage::read_calendar::read_load;
use backend::heritage::read_tour::read_tour;
use backend::heritage::staff::workplaces;
use domain::heritage::departure::Departure;
use domain::heritage::recurrence::Weekly;
use domain::heritage::tour::Tour;
use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::ids::{PersonId, VehicleId};
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use http::StatusCode;
use serde::Deserialize;

use super::tabs::{At, head};
use super::{error, tour_view};
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
    let tour = read_tour(ctx.deps(), &slug).await?.ok_or(WebError::NotFound)?;
    let month = month.start_of_wib_month();
    let departures = read_load(ctx.deps(), ctx.actor(), tour.id, month).await.map_err(error)?;
    let plans = mine.plans.contains(&tour.id);
    let fleet = if plans { Some(read_fleet(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?) } else { None };
    Ok(Desk { tour, month, departures, fleet })
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, Query(asked): Query<Asked>, form: Form) -> Reply {
    let (l, shown) = (ctx.locale(), asked.month(&ctx));
    let found = desk(&ctx, &slug, shown).await?;
    let mut said = Said::default();
    if let Some(plan) = read(l, &found, &form, &mut said.errors) {
        let month = plan.first;
        match plan_departures(ctx.deps(), ctx.actor(), &plan).await {
            Ok(planned) if planned.made.is_empty() => said.errors.add("", t::heritage::plan_nothing(l, skipped(l, &planned))),
            Ok(planned) => {
                let w = month.wib();
                let words = t::heritage::plan_done { made: planned.made.len(), skipped: planned.skipped.len() }.say(l);
                return Ok(ctx.see_other_saying(&format!("/meja-wisata/tur/{slug}?bulan={:04}-{:02}", w.year, w.month), &words));
            }
            Err(PlanDeparturesError::Staff(e)) => return Err(error(e)),
            Err(PlanDeparturesError::Recurrence(_)) => said.errors.add("until", t::heritage::plan_rule_bad(l)),
            Err(PlanDeparturesError::NoGuide) => said.errors.add("guide", t::heritage::plan_guide_bad(l)),
            Err(PlanDeparturesError::NoVehicle) => said.errors.add("vehicle", t::heritage::plan_vehicle_bad(l)),
            Err(PlanDeparturesError::Db(e)) => return Err(e.into()),
        }
    }
    said.status = StatusCode::UNPROCESSABLE_ENTITY;
    said.form = form;
    page(&ctx, &slug, shown, said).await
}

/// The first moment, and the rule by which it comes again.
fn read(l: Locale, desk: &Desk, form: &Form, errors: &mut Errors) -> Option<PlanDepartures> {
    let first = moment(form.text("day"), form.text("time"));
    if first.is_none() {
        errors.add("day", t::heritage::plan_date_bad(l));
    }
    let rule = if form.text("until").trim().is_empty() { None } else { Some(weekly(form)) };
    if rule == Some(None) {
        errors.add("until", t::heritage::plan_rule_bad(l));
    }
    let guide: Option<PersonId> = form.text("guide").parse().ok();
    let vehicle: Option<VehicleId> = form.text("vehicle").parse().ok();
    let first = first.filter(|_| errors.is_empty())?;
    Some(PlanDepartures { tour: desk.tour.id, first, rule: rule.flatten(), guide, vehicle })
}

fn moment(day: &str, time: &str) -> Option<Timestamp> {
    let (hour, minute) = time.trim().split_once([':', '.'])?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
    Some(Timestamp::parse_wib_date(day)?.plus((hour * 60 + minute) * MINUTE)).filter(|_| fits)
}

fn weekly(form: &Form) -> Option<String> {
    let mut weekdays = [false; 7];
    for day in form.all("weekday") {
        *weekdays.get_mut(day.parse::<usize>().ok()?)? = true;
    }
    Weekly { weekdays, until: Timestamp::parse_wib_date(form.text("until"))? }.rule().ok()
}

fn skipped(l: Locale, planned: &Planned) -> &'static str {
    match planned.skipped.first().map(|(_, why)| *why) {
        None | Some(Skipped::Past) => t::heritage::skip_past(l),
        Some(Skipped::TooFar) => t::heritage::skip_far(l),
        Some(Skipped::SiteClosed(_)) => t::heritage::skip_closed(l),
        Some(Skipped::Planned) => t::heritage::skip_planned(l),
        Some(Skipped::GuideBusy) => t::heritage::skip_guide(l),
        Some(Skipped::VehicleBusy) => t::heritage::skip_vehicle(l),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_time_are_a_moment_of_cimahi() {
        let at = moment("2026-12-05", "08:30").unwrap();
        assert_eq!((at.wib().date_input(), at.wib().hour, at.wib().minute), ("2026-12-05".to_owned(), 8, 30));
        for (day, time) in [
            ("2026-12-05", "24:00"),
            ("2026-12-05", "08:60"),
            ("2026-13-05", "08:00"),
            ("", ""),
            ("2026-12-05", "8"),
            ("2026-12-05", "08:é"),
        ] {
            assert_eq!(moment(day, time), None, "{day} {time}");
        }
    }
}
