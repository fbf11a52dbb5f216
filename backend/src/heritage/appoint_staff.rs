//! Admins say who works for which tour, and who speaks for which site.

use domain::heritage::staff::Duty;
use domain::identity::actor::{Actor, Forbidden};
use domain::identity::role::Role;
use domain::kernel::ids::{PersonId, SiteId, TourId};
use thiserror::Error;

use super::store::staff;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;

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
        Post::Site(site) => staff::appoint_speaker(&mut tx, site, person, deps.now()).await?,
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
