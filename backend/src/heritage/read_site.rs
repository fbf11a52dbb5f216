//! A site with what is told of it and what it asks of visitors. For everybody.

use domain::heritage::site::SitePage;
use domain::heritage::site_photo::SitePhoto;
use domain::kernel::slug::Slug;

use super::store::{rules, site_facts, site_photos, sites};
use crate::db::DbError;
use crate::deps::Deps;

pub async fn read_site(deps: &Deps, slug: &Slug) -> Result<Option<SitePage>, DbError> {
    let mut run = deps.db.reader();
    let Some(site) = sites::find(&mut run, slug).await? else { return Ok(None) };
    let today = deps.now().start_of_wib_day();
    let closed = sites::closures(&mut run, &[site.id], today).await?.into_iter().map(|(_, day)| day).collect();
    let page = SitePage {
        photos: site_photos::of_site(&mut run, site.id).await?.into_iter().filter(SitePhoto::is_public).collect(),
        facts: site_facts::of_site(&mut run, site.id).await?,
        rules: rules::of_site(&mut run, site.id, deps.now()).await?,
        closed,
        tours: sites::tours(&mut run, site.id).await?,
        site,
    };
    Ok(Some(page))
}
