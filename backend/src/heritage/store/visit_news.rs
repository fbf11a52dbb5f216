//! Whom visits concern.

use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::{SiteId, TourId};
use domain::kernel::slug::Slug;

use crate::db::{DbError, Run, sql};

/// Where the desk of a tour is, and what it is called.
pub async fn heading(run: &mut impl Run, tour: TourId) -> Result<Option<(Slug, Bilingual)>, DbError> {
    let row = run.fetch_optional(sql("SELECT slug, name FROM tour WHERE id = $1").bind(tour)).await?;
    row.map(|r| Ok((r.get("slug")?, r.json("name")?))).transpose()
}

/// The tours that call at a site, drafts as well.
pub async fn tours_calling(run: &mut impl Run, site: SiteId) -> Result<Vec<TourId>, DbError> {
    let q = "SELECT DISTINCT tour_id FROM tour_leg WHERE site_id = $1 ORDER BY tour_id";
    run.fetch_all(sql(q).bind(site)).await?.iter().map(|r| r.get("tour_id")).collect()
}
