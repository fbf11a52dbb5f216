//! A base's list of visitors closes, and whoever has to decide about it, or to print it, is told; a day before the departure, its guide
//! and its planners are told what is still undecided. A list is complete when nobody holds seats who has still to pay. Each once, on
//! whatever number of nodes: the mark is a row of the transaction that tells.

use domain::heritage::departure::{Departure, DepartureState};
use domain::heritage::manifest::ManifestLine;
use domain::heritage::news::{ListEvent, ListNews, OpenList};
use domain::heritage::staff::Duty;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::{DepartureId, PersonId, SiteId};

use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::flows::notify::tell_each;
use crate::heritage::store::{departures, list_news, manifests, sites, staff, tours};
use crate::links;
use crate::notices::Notice;

const BATCH: i64 = 50;
/// A list that closes with its visit is told of so long after that at most: long enough for who may still pay, and for a house that
/// was down for a moment.
const LATE: i64 = 3 * HOUR;

/// Everything that is due, and how many lists and departures that was.
pub async fn tell_of_lists(deps: &Deps) -> Result<usize, DbError> {
    let mut done = 0;
    loop {
        // Looked for without the writer, so that a second in which nothing is due costs nothing.
        let mut run = deps.db.reader();
        let now = deps.now();
        let closed = list_news::closed(&mut run, now, now.plus(-LATE), BATCH).await?;
        let leaving = list_news::leaving(&mut run, now, now.plus(DAY), BATCH).await?;
        let mut told = 0;
        for (departure, site) in closed {
            told += once(departure, tell_base(deps, departure, site).await);
        }
        for departure in leaving {
            told += once(departure, tell_crew(deps, departure).await);
        }
        if told == 0 {
            return Ok(done);
        }
        done += told;
    }
}

/// One that fails is seen by the operator, and no reason to leave the others without their list.
fn once(departure: DepartureId, told: Result<bool, DbError>) -> usize {
    match told {
        Ok(told) => usize::from(told),
        Err(error) => {
            tracing::error!(%departure, %error, "a list of visitors cannot be told of");
            0
        }
    }
}

/// Marked also where nobody comes, or the departure is cancelled meanwhile, so that it is not looked at again. False: another node was
/// faster, or the list is to be looked at again: somebody may still pay, or there is nobody to be told.
async fn tell_base(deps: &Deps, departure: DepartureId, site: SiteId) -> Result<bool, DbError> {
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure).await?;
    let speakers = staff::speakers_of(&mut tx, site).await?;
    if speakers.is_empty() || !list_news::is_complete(&mut tx, departure).await? {
        return Ok(false);
    }
    if !list_news::mark_closed(&mut tx, departure, site, deps.now()).await? {
        return Ok(false);
    }
    let comes = |d: &Departure| matches!(d.state, DepartureState::Planned | DepartureState::Out);
    if let Some(d) = departures::find(&mut tx, departure).await?.filter(comes) {
        let count = count(&mut tx, &d, site).await?;
        if count.names > 0 {
            let until = Some(d.starts_at).filter(|at| *at > deps.now());
            let event = ListEvent::Closed { site: count.site, names: count.names, open: count.open, until };
            // A list to read may become one to decide about, which is other news.
            let occasion = if count.open.is_some() { "list_to_decide" } else { "list_closed" };
            let occasion = format!("{occasion}:{departure}:{site}");
            let to = To { people: &speakers, href: links::visitor_list(site, departure), occasion };
            say(&mut tx, deps, &d, event, &to).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// Once, also where all is decided: whoever books after that comes to no list. False: another node was faster.
async fn tell_crew(deps: &Deps, departure: DepartureId) -> Result<bool, DbError> {
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, departure).await?;
    if !list_news::mark_leaving(&mut tx, departure, deps.now()).await? {
        return Ok(false);
    }
    if let Some(d) = departures::find(&mut tx, departure).await?.filter(|d| d.state == DepartureState::Planned) {
        let mut undecided = Vec::new();
        let judging: Vec<SiteId> = d.legs.iter().filter(|l| l.approves_each && !l.closed).filter_map(|l| l.site).collect();
        for site in judging {
            let count = count(&mut tx, &d, site).await?;
            if let Some(open) = count.open.filter(|n| *n > 0) {
                undecided.push(OpenList { site: count.site, open });
            }
        }
        if !undecided.is_empty() {
            let mut people: Vec<PersonId> = staff::with_duty(&mut tx, d.tour, Duty::Officer).await?.into_iter().map(|(id, _)| id).collect();
            if let Some((guide, _)) = d.guide.as_ref().filter(|(guide, _)| !people.contains(guide)) {
                people.push(*guide);
            }
            let to = To { people: &people, href: links::departure(departure), occasion: format!("list_open:{departure}") };
            say(&mut tx, deps, &d, ListEvent::Undecided { sites: undecided }, &to).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

struct ListCount {
    site: Bilingual,
    names: u32,
    /// `None`: this site decides about nobody.
    open: Option<u32>,
}

/// Of those who are to come.
async fn count(tx: &mut Tx, d: &Departure, site: SiteId) -> Result<ListCount, DbError> {
    let name = sites::by_ids(tx, &[site]).await?.pop().map(|s| s.name).unwrap_or_default();
    let list = manifests::list(tx, d.id, site).await?;
    let list: Vec<ManifestLine> = list.iter().map(manifests::Listed::line).filter(ManifestLine::comes).collect();
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let open = d.is_judged_at(site).then(|| small(list.iter().filter(|l| l.is_open()).count()));
    Ok(ListCount { site: name, names: small(list.len()), open })
}

struct To<'a> {
    people: &'a [PersonId],
    href: String,
    /// The same one is told once.
    occasion: String,
}

async fn say(tx: &mut Tx, deps: &Deps, d: &Departure, what: ListEvent, to: &To<'_>) -> Result<(), DbError> {
    let tour = tours::name_of(tx, d.tour).await?.unwrap_or_default();
    let notice = Notice::VisitorList(ListNews { tour, starts_at: d.starts_at, what });
    tell_each(tx, deps, to.people, &notice, &to.href, &to.occasion).await
}
