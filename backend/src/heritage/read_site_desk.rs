//! The sites as those see them who keep what is told of them: with what each still lacks.

use domain::heritage::site::{Site, SiteFact};
use domain::identity::actor::Actor;
use domain::kernel::ids::SiteId;

use super::staff::{StaffError, require_opener};
use super::store::{site_facts, sites};
use crate::deps::Deps;

/// How a site stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub facts: i64,
    /// Of these, not verified.
    pub unsure: i64,
    /// Somebody speaks for it.
    pub has_speaker: bool,
    /// It has said what it asks of visitors, from some day on.
    pub has_rules: bool,
}

pub struct SiteRow {
    pub site: Site,
    pub standing: Standing,
}

/// By their addresses.
pub async fn list_site_desk(deps: &Deps, actor: &Actor) -> Result<Vec<SiteRow>, StaffError> {
    let mut run = deps.db.reader();
    require_opener(&mut run, actor).await?;
    let standings = sites::standings(&mut run).await?;
    let row = |site: Site| SiteRow { standing: standings.get(&site.id).copied().unwrap_or_default(), site };
    Ok(sites::all(&mut run).await?.into_iter().map(row).collect())
}

pub struct KeptSite {
    pub site: Site,
    /// In order, with their positions, by which they are changed.
    pub facts: Vec<(i64, SiteFact)>,
    pub standing: Standing,
    /// A tour or a departure calls there.
    pub called: bool,
}

pub async fn read_site_desk(deps: &Deps, actor: &Actor, id: SiteId) -> Result<KeptSite, StaffError> {
    let mut run = deps.db.reader();
    require_opener(&mut run, actor).await?;
    let site = sites::by_ids(&mut run, &[id]).await?.pop().ok_or(StaffError::NotFound)?;
    Ok(KeptSite {
        facts: site_facts::placed(&mut run, id).await?,
        standing: sites::standings(&mut run).await?.remove(&id).unwrap_or_default(),
        called: sites::is_called_at(&mut run, id).await?,
        site,
    })
}
