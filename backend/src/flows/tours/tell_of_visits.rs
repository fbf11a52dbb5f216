//! Planners and the people of a site do not sit at one desk: whoever has to decide is told what was planned, once for a whole plan,
//! and whoever plans is told of a day that a site has closed.

use domain::heritage::departure::{Consent, Departure, DepartureState};
use domain::heritage::staff::Duty;
use domain::heritage::tour::{LegKind, Tour};
use domain::heritage::visit_news::{VisitEvent, VisitNews};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, SiteId, TourId};

use super::close::Closed;
use crate::db::{DbError, Run, Tx};
use crate::deps::Deps;
use crate::flows::notify::tell_each;
use crate::heritage::store::{sites, staff, visit_news};
use crate::links;
use crate::notices::Notice;

/// Those who speak for the village, of everything that was planned with one press.
pub(crate) async fn ask_village(tx: &mut Tx, deps: &Deps, tour: &Tour, planned: &[Departure]) -> Result<(), DbError> {
    let waiting: Vec<&Departure> = planned.iter().filter(|d| d.consent == Consent::Waiting).collect();
    let village = tour.legs.iter().find(|l| l.kind == LegKind::Village).and_then(|l| l.site.as_ref());
    let (first, last) = (waiting.iter().min_by_key(|d| d.starts_at), waiting.iter().max_by_key(|d| d.starts_at));
    let (Some(village), Some(first), Some(last)) = (village, first, last) else { return Ok(()) };
    let what = VisitEvent::Asked { site: village.name.clone(), visits: small(waiting.len()), first: first.starts_at, last: last.starts_at };
    let notice = Notice::Visits(VisitNews { tour: tour.name.clone(), what });
    let speakers = staff::speakers_of(tx, village.id).await?;
    tell_each(tx, deps, &speakers, &notice, &links::site_desk(village.id), &format!("visits_asked:{}", first.id)).await
}

/// Whoever comes to speak for a village hears what waits for its word, of each tour: it was asked when there was nobody, or others.
pub(crate) async fn tell_speaker(tx: &mut Tx, deps: &Deps, site: SiteId, person: PersonId) -> Result<(), DbError> {
    let now = deps.now();
    let name = sites::by_ids(tx, &[site]).await?.pop().map(|s| s.name).unwrap_or_default();
    for w in visit_news::waiting(tx, site, now).await? {
        let Some((_, tour)) = visit_news::heading(tx, w.tour).await? else { continue };
        let what = VisitEvent::Asked { site: name.clone(), visits: w.visits, first: w.first, last: w.last };
        let notice = Notice::Visits(VisitNews { tour, what });
        let occasion = format!("visits_waiting:{site}:{}:{}", w.tour, now.0);
        tell_each(tx, deps, &[person], &notice, &links::site_desk(site), &occasion).await?;
    }
    Ok(())
}

/// A day on which a site lets nobody in.
pub(super) struct ClosedDay<'a> {
    pub site: SiteId,
    pub day: Timestamp,
    pub reason: &'a str,
    pub by: PersonId,
}

/// The planners of every tour that calls there, also of one that has nothing planned for that day; but not who has closed it.
pub(super) async fn tell_of_closed_day(
    tx: &mut Tx,
    deps: &Deps,
    closing: &ClosedDay<'_>,
    calling: &[Departure],
    closed: &Closed,
) -> Result<(), DbError> {
    let name = sites::by_ids(tx, &[closing.site]).await?.pop().map(|s| s.name).unwrap_or_default();
    let mut tours = visit_news::tours_calling(tx, closing.site).await?;
    // A departure goes the way it was planned, wherever its tour goes now.
    tours.extend(calling.iter().map(|d| d.tour));
    tours.sort_unstable();
    tours.dedup();
    for tour in tours {
        let Some((slug, tour_name)) = visit_news::heading(tx, tour).await? else { continue };
        let of_tour: Vec<&Departure> = calling.iter().filter(|d| d.tour == tour).collect();
        let aboard = closed.aboard.iter().filter(|a| of_tour.iter().any(|d| d.id == a.departure)).count();
        let what = VisitEvent::DayClosed {
            site: name.clone(),
            day: closing.day,
            reason: closing.reason.to_owned(),
            stopped: small(of_tour.iter().filter(|d| d.state == DepartureState::Planned).count()),
            aboard: small(aboard),
        };
        let href = match of_tour[..] {
            [only] => links::departure(only.id),
            _ => links::tour_desk(&slug, closing.day),
        };
        let mut people = planners(tx, tour).await?;
        people.retain(|p| *p != closing.by);
        let notice = Notice::Visits(VisitNews { tour: tour_name, what });
        let occasion = format!("day_closed:{}:{}:{tour}", closing.site, closing.day.wib().date_input());
        tell_each(tx, deps, &people, &notice, &href, &occasion).await?;
    }
    Ok(())
}

pub(super) async fn planners(run: &mut impl Run, tour: TourId) -> Result<Vec<PersonId>, DbError> {
    Ok(staff::with_duty(run, tour, Duty::Officer).await?.into_iter().map(|(id, _)| id).collect())
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
