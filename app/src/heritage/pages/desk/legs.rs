//! `/meja-wisata/tur/{slug}/etape`: the legs of a tour, one step at a time. How it looks is in `legs_view.rs`.

use axum::extract::{Path, Query};
use backend::heritage::arrange_legs::{ArrangeLegsError, LegStep, arrange_legs, read_route};
use backend::heritage::list_tours::list_sites;
use domain::heritage::route::{LegError, LegPlan, MAX_CAPACITY, MAX_LEGS, MAX_MINUTES, Route, RouteError, RouteLeg};
use domain::heritage::tour::LegKind;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::LegId;
use domain::kernel::locale::Locale;
use serde::Deserialize;

use super::super::super::words;
use super::error;
use super::legs_view::{Look, view};
use super::tabs::{At, head, own_tour, path};
use crate::i18n::t;
use crate::web::page::Section;
use crate::web::query::lenient;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct Asked {
    /// The leg that is to be changed, from 1; else one is added.
    #[serde(default, deserialize_with = "lenient")]
    etape: Option<usize>,
}

impl Asked {
    fn leg(&self, route: &Route) -> Option<RouteLeg> {
        route.legs().get(self.etape?.checked_sub(1)?).cloned()
    }
}

pub async fn show(ctx: Ctx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let tour = own_tour(&ctx, &slug).await?;
    let route = read_route(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?;
    let form = asked.leg(&route).map_or_else(|| blank(&ctx), |leg| filled(&leg));
    page(&ctx, &slug, form, Errors::default()).await
}

/// A leg to be added, which has its name already: sent twice it is one.
fn blank(ctx: &Ctx) -> Form {
    let mut form = Form::default();
    form.set("leg", ctx.deps().id::<LegId>().to_string());
    form
}

fn filled(leg: &RouteLeg) -> Form {
    let (mut form, p) = (Form::default(), &leg.plan);
    form.set("leg", leg.id.to_string());
    form.set("kind", p.kind.code());
    form.set("site", p.site.as_ref().map(ToString::to_string).unwrap_or_default());
    for (name, text) in [("name_id", &p.name.id), ("name_en", &p.name.en), ("note_id", &p.note.id), ("note_en", &p.note.en)] {
        form.set(name, text.clone());
    }
    form.set("minutes", p.minutes.to_string());
    form.set("capacity", p.capacity.to_string());
    if p.barefoot {
        form.set("barefoot", "on");
    }
    form
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(&ctx, &slug).await?;
    let leg: LegId = form.text("leg").parse().map_err(|_| WebError::BadRequest)?;
    let mut errors = Errors::default();
    let (step, said) = match form.text("go") {
        "put" => (Some(LegStep::Put { leg, before: before(&form)? }), t::tour_desk::leg_moved(l)),
        "remove" => (Some(LegStep::Remove(leg)), t::tour_desk::leg_removed(l)),
        "change" => (read(l, &form, leg, &mut errors).map(LegStep::Change), t::tour_desk::leg_changed(l)),
        _ => (read(l, &form, leg, &mut errors).map(LegStep::Add), t::tour_desk::leg_added(l)),
    };
    if let Some(step) = step {
        match arrange_legs(ctx.deps(), ctx.actor(), tour.id, &step).await {
            Ok(()) => return Ok(ctx.see_other_saying(&path(&tour, At::Legs), said)),
            Err(ArrangeLegsError::Leg(wrong)) => unsound(l, wrong, &mut errors),
            Err(ArrangeLegsError::Route(e)) => refused(&ctx, e, &mut form, &mut errors),
            Err(ArrangeLegsError::LastLeg) => errors.add("", t::tour_desk::last_leg(l)),
            Err(ArrangeLegsError::Staff(e)) => return Err(error(e)),
            Err(ArrangeLegsError::Db(e)) => return Err(e.into()),
        }
    }
    // Nothing was typed into what moves or removes a leg.
    let form = if matches!(form.text("go"), "put" | "remove") { blank(&ctx) } else { form };
    page(&ctx, &slug, form, errors).await
}

/// The leg that another is put before; none: to the end.
fn before(form: &Form) -> Result<Option<LegId>, WebError> {
    let typed = form.text("before");
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| WebError::BadRequest) }
}

/// What can be said of a leg without a kind is said with it; else the use case judges it.
fn read(l: Locale, form: &Form, id: LegId, errors: &mut Errors) -> Option<RouteLeg> {
    let kind = form.parse("kind", errors, |s| LegKind::from_code(s).ok_or(()), |()| t::common::field_choose(l).into());
    let both = |id: &str, en: &str| Bilingual::new(form.text(id), form.text(en));
    // A number that none is, is refused as one that is out of range: beside what else is wrong.
    let number = |name: &str| form.text(name).trim().parse().unwrap_or(0);
    let plan = LegPlan {
        kind: kind.unwrap_or(LegKind::Bus),
        site: form.text("site").parse().ok().filter(|_| kind.is_some()),
        name: both("name_id", "name_en"),
        note: both("note_id", "note_en"),
        minutes: number("minutes"),
        capacity: number("capacity"),
        barefoot: form.has("barefoot"),
    };
    if kind.is_none() {
        unsound(l, plan.read(None).err().unwrap_or_default(), errors);
        return None;
    }
    Some(RouteLeg { id, plan })
}

fn unsound(l: Locale, wrong: Vec<LegError>, errors: &mut Errors) {
    for e in wrong {
        match e {
            LegError::Text { field, why } => errors.add(field, words::text(l, why)),
            LegError::Minutes => errors.add("minutes", t::desk::range_bad { least: 1, most: MAX_MINUTES }.say(l)),
            LegError::Capacity => errors.add("capacity", t::desk::range_bad { least: 1, most: MAX_CAPACITY }.say(l)),
            LegError::Site => errors.add("site", t::tour_desk::site_bad(l)),
            LegError::Way => errors.add("site", t::tour_desk::way_bad(l)),
        }
    }
}

fn refused(ctx: &Ctx, e: RouteError, form: &mut Form, errors: &mut Errors) {
    let l = ctx.locale();
    match e {
        RouteError::TooMany => errors.add("", t::tour_desk::too_many_legs(l, MAX_LEGS)),
        RouteError::TooLong => errors.add("minutes", t::tour_desk::too_long(l)),
        RouteError::TwoVillages => errors.add("site", t::tour_desk::two_villages(l)),
        RouteError::Added => {
            form.set("leg", ctx.deps().id::<LegId>().to_string());
            errors.add("", t::tour_desk::leg_added_before(l));
        }
        // What was typed of a leg that somebody else removed becomes a leg to be added.
        RouteError::Gone => errors.add("", t::tour_desk::leg_gone(l)),
    }
}

async fn page(ctx: &Ctx, slug: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(ctx, slug).await?;
    let route = read_route(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?;
    let sites = list_sites(ctx.deps()).await?;
    let (status, top, action) = (errors.status(), head(ctx, &tour, At::Legs), ctx.href(&path(&tour, At::Legs)));
    let look = Look { l, action, tour, route, sites, form, errors };
    let page = Page::new(t::tour_desk::legs(l), move || view(top, &look));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
