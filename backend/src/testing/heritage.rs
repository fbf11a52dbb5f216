//! The demo's tour for tests, with the people who work for it.
#![allow(clippy::unwrap_used)] // a test without its fixtures has nothing to recover

use domain::heritage::staff::Duty;
use domain::heritage::tour::Tour;
use domain::identity::actor::Actor;
use domain::kernel::slug::Slug;

use super::world::World;
use crate::heritage::read_tour::read_tour;
use crate::heritage::store::staff;
use crate::seed::seed_heritage;

/// The Military Heritage tour: eight legs, the least of which takes 25 persons.
pub struct Sightseeing {
    pub tour: Tour,
    pub officer: Actor,
    pub guide: Actor,
    /// Speaks for Pusdikpal, whose list closes 72 hours before.
    pub base: Actor,
    /// Speaks for the artillery school, whose list closes 96 hours before.
    pub artillery: Actor,
    pub elder: Actor,
}

impl World {
    pub async fn sightseeing(&self) -> Sightseeing {
        seed_heritage(&self.deps).await.unwrap();
        let tour = read_tour(&self.deps, &Slug::parse("wisata-militer").unwrap()).await.unwrap().unwrap();
        let s = Sightseeing {
            officer: self.person("Ratna", &[]).await,
            guide: self.person("Ujang", &[]).await,
            base: self.person("Pal", &[]).await,
            artillery: self.person("Armed", &[]).await,
            elder: self.person("Sesepuh", &[]).await,
            tour,
        };
        let mut tx = self.deps.db.begin().await.unwrap();
        for (actor, duty) in [(&s.officer, Duty::Officer), (&s.guide, Duty::Guide)] {
            staff::appoint(&mut tx, s.tour.id, actor.person().unwrap(), duty, self.deps.now()).await.unwrap();
        }
        for (actor, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed"), (&s.elder, "kampung-adat-cireundeu")] {
            staff::appoint_speaker(&mut tx, s.site(slug), actor.person().unwrap(), self.deps.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        s
    }
}

impl Sightseeing {
    pub fn site(&self, slug: &str) -> domain::kernel::ids::SiteId {
        self.tour.legs.iter().filter_map(|l| l.site.as_ref()).find(|s| s.slug.as_str() == slug).unwrap().id
    }
}
