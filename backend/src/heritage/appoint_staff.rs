//! Admins say who works for which tour, and who speaks for which site.

use domain::heritage::staff::Duty;
use domain::identity::actor::{Actor, Forbidden};
use domain::identity::role::Role;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::{PersonId, SiteId, TourId};
use thiserror::Error;

use super::store::{sites, staff};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::flows::tours::tell_of_visits::tell_speaker;

/// What somebody is appointed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    Tour(TourId, Duty),
    Site(SiteId),
}

impl Post {
    fn subject(self) -> String {
        match self {
            Self::Tour(tour, duty) => format!("tour:{tour}:{}", duty.code()),
            Self::Site(site) => format!("site:{site}"),
        }
    }
}

#[derive(Debug, Error)]
pub enum AppointError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Db(#[from] DbError),
}

pub async fn appoint(deps: &Deps, actor: &Actor, person: PersonId, post: Post) -> Result<(), AppointError> {
    actor.require(Role::Admin)?;
    let mut tx = deps.db.begin().await?;
    match post {
        Post::Tour(tour, duty) => staff::appoint(&mut tx, tour, person, duty, deps.now()).await?,
        Post::Site(site) => {
            // Whatever is planned meanwhile is seen here, or by who plans it.
            sites::lock(&mut tx, &[site]).await?;
            if staff::appoint_speaker(&mut tx, site, person, deps.now()).await? {
                tell_speaker(&mut tx, deps, site, person).await?;
            }
        }
    }
    audit::record(&mut tx, deps, actor, "heritage.appointed", &post.subject(), &format!("person:{person}")).await?;
    Ok(tx.commit().await?)
}

pub async fn dismiss(deps: &Deps, actor: &Actor, person: PersonId, post: Post) -> Result<(), AppointError> {
    actor.require(Role::Admin)?;
    let mut tx = deps.db.begin().await?;
    match post {
        Post::Tour(tour, duty) => staff::dismiss(&mut tx, tour, person, duty).await?,
        Post::Site(site) => staff::dismiss_speaker(&mut tx, site, person).await?,
    };
    audit::record(&mut tx, deps, actor, "heritage.dismissed", &post.subject(), &format!("person:{person}")).await?;
    Ok(tx.commit().await?)
}

/// Somebody with a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    pub post: Post,
    pub person: PersonId,
    pub name: String,
    /// By which an admin knows who it is.
    pub contact: String,
}

/// A tour or a site with those who work for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workplace<Id> {
    pub id: Id,
    pub name: Bilingual,
    pub people: Vec<Posted>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posts {
    pub tours: Vec<Workplace<TourId>>,
    /// Bases and villages, and what else tours call at.
    pub sites: Vec<Workplace<SiteId>>,
}

pub async fn list_posts(deps: &Deps, actor: &Actor) -> Result<Posts, AppointError> {
    actor.require(Role::Admin)?;
    let mut run = deps.db.reader();
    let (duties, speakers) = (staff::duties(&mut run).await?, staff::speakers(&mut run).await?);
    let of = |all: &[Posted], here: &dyn Fn(Post) -> bool| all.iter().filter(|p| here(p.post)).cloned().collect();
    let tours = staff::tour_names(&mut run).await?.into_iter();
    let sites = staff::asking_sites(&mut run).await?.into_iter();
    Ok(Posts {
        tours: tours
            .map(|(id, name)| Workplace { id, name, people: of(&duties, &|p| matches!(p, Post::Tour(tour, _) if tour == id)) })
            .collect(),
        sites: sites.map(|(id, name)| Workplace { id, name, people: of(&speakers, &|p| p == Post::Site(id)) }).collect(),
    })
}
