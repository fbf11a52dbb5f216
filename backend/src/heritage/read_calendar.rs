//! When a tour goes, and how many seats are left. For everybody.

use domain::heritage::calendar::{CalendarEntry, CalendarMonth};
use domain::heritage::departure::{Departure, DeparturePage, DepartureState};
use domain::heritage::tour::Tour;
use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::{DepartureId, TourId};
use domain::kernel::slug::Slug;

use super::staff::{StaffError, require_duty_of};
use super::store::{departures, tours};
use crate::db::DbError;
use crate::deps::Deps;

/// The month in Cimahi that holds `moment`, or else the first with something to book. Cancelled departures are left out.
pub async fn read_calendar(deps: &Deps, tour: &Slug, moment: Option<Timestamp>) -> Result<Option<(Tour, CalendarMonth)>, DbError> {
    let (mut run, now) = (deps.db.reader(), deps.now());
    let Some(tour) = tours::find(&mut run, tour, now).await? else { return Ok(None) };
    let moment = match moment {
        Some(moment) => moment,
        None => next_departures(deps, tour.id, 1).await?.first().map_or(now, |e| e.starts_at),
    };
    let first = moment.start_of_wib_month();
    let mut found = departures::between(&mut run, tour.id, first, CalendarMonth::next(first)).await?;
    found.retain(|d| d.state != DepartureState::Cancelled);
    Ok(Some((tour, CalendarMonth::of(first, &found, now))))
}

/// The next that can be booked, for the page of the tour.
pub async fn next_departures(deps: &Deps, tour: TourId, most: usize) -> Result<Vec<CalendarEntry>, DbError> {
    let now = deps.now();
    let found = departures::between(&mut deps.db.reader(), tour, now, now.plus(120 * DAY)).await?;
    let open = found.iter().map(|d| CalendarEntry::of(d, now)).filter(|e| e.bookable.is_ok());
    Ok(open.take(most).collect())
}

/// A departure as a visitor sees it: the tour with the fares of that day. Of a tour that is hidden as well: whose page shows it asks.
pub async fn read_departure(deps: &Deps, id: DepartureId) -> Result<Option<DeparturePage>, DbError> {
    let (mut run, now) = (deps.db.reader(), deps.now());
    let Some(departure) = departures::find(&mut run, id).await? else { return Ok(None) };
    let Some((tour, tariff)) = tours::of_departure(&mut run, &departure, now).await? else { return Ok(None) };
    let bookable = departure.bookable(now);
    Ok(Some(DeparturePage { tour, departure, tariff, bookable }))
}

/// The same with what has become of its seats meanwhile.
pub async fn look_again(deps: &Deps, page: DeparturePage) -> Result<Option<DeparturePage>, DbError> {
    let found = departures::find(&mut deps.db.reader(), page.departure.id).await?;
    Ok(found.map(|departure| {
        let bookable = departure.bookable(deps.now());
        DeparturePage { departure, bookable, ..page }
    }))
}

/// A month as those who work for the tour see it: each departure whole, the cancelled ones too, with the load of every leg.
pub async fn read_load(deps: &Deps, actor: &Actor, tour: TourId, moment: Timestamp) -> Result<Vec<Departure>, StaffError> {
    let mut run = deps.db.reader();
    require_duty_of(&mut run, actor, tour).await?;
    let first = moment.start_of_wib_month();
    Ok(departures::between(&mut run, tour, first, CalendarMonth::next(first)).await?)
}
