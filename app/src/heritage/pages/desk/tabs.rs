//! The row of tabs above every page of a tour's officer.

use backend::heritage::read_tour::read_own_tour;
use backend::heritage::staff::workplaces;
use domain::heritage::tour::Tour;
use domain::kernel::slug::Slug;
use leptos::prelude::*;

use super::error;
use crate::i18n::t;
use crate::ui::{Alert, Breadcrumb, Mood, PageHead, Tab, Tabs};
use crate::web::{Ctx, Flash, WebError};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum At {
    Departures,
    Profile,
    Legs,
    Fares,
    Terms,
    Vehicles,
    Refunds,
    /// A page of its own: of all tours, or of this one.
    Report,
    Reviews,
    Publishing,
}

/// A tour that the visitor plans; to everybody else it is not there.
pub async fn own_tour(ctx: &Ctx, slug: &str) -> Result<Tour, WebError> {
    let slug = Slug::parse(slug).map_err(|_| WebError::NotFound)?;
    let mine = workplaces(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let tour = read_own_tour(ctx.deps(), ctx.actor(), &slug).await.map_err(error)?;
    if mine.plans.contains(&tour.id) { Ok(tour) } else { Err(WebError::NotFound) }
}

/// Without its language.
pub fn path(tour: &Tour, at: At) -> String {
    address(&tour.slug, at)
}

pub fn address(slug: &Slug, at: At) -> String {
    let home = format!("/meja-wisata/tur/{slug}");
    match at {
        At::Departures => home,
        At::Profile => format!("{home}/ubah"),
        At::Legs => format!("{home}/etape"),
        At::Fares => format!("{home}/ongkos"),
        At::Terms => format!("{home}/syarat"),
        At::Vehicles => format!("{home}/armada"),
        At::Refunds => format!("{home}/dana"),
        At::Report => format!("/meja-wisata/laporan?tur={slug}"),
        At::Reviews => format!("{home}/ulasan"),
        At::Publishing => format!("{home}/terbit"),
    }
}

/// Title, tabs, and what the last step said.
pub fn head(ctx: &Ctx, tour: &Tour, at: At) -> AnyView {
    let l = ctx.locale();
    let tab = |to: At, label: &'static str| {
        let href = ctx.href(&path(tour, to));
        Tab { label: label.into(), href: href.into(), current: to == at, count: None }
    };
    let tabs = vec![
        tab(At::Departures, t::heritage::trips(l)),
        tab(At::Profile, t::tour_desk::profile(l)),
        tab(At::Legs, t::tour_desk::legs(l)),
        tab(At::Fares, t::desk::fares(l)),
        tab(At::Terms, t::desk::terms(l)),
        tab(At::Vehicles, t::desk::vehicles(l)),
        tab(At::Refunds, t::desk::refunds(l)),
        tab(At::Report, t::report::link(l)),
        tab(At::Reviews, t::review::desk(l)),
        tab(At::Publishing, t::tour_desk::publishing(l)),
    ];
    let draft = (!tour.published && at != At::Publishing).then(|| {
        let href = ctx.href(&path(tour, At::Publishing));
        view! { <Alert mood=Mood::Info title=t::tour_desk::draft_note(l)><p><a href=href>{t::tour_desk::draft_link(l)}</a></p></Alert> }
    });
    let (name, said) = (tour.name.pick(l).to_owned(), ctx.flash().cloned());
    let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
    view! {
        <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=name.clone() />
        <PageHead title=name.clone() />
        <Tabs label=name tabs=tabs fold=t::common::section(l) />
        {said.map(Flash::alert)}
        {draft}
    }
    .into_any()
}
