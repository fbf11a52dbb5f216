//! `/meja-wisata/tempat`: the sites for those who keep what is told of them. What a site asks of its visitors and its lists are
//! its own people's, one address below, and so are its photos once it has such people.

pub mod change;
pub mod facts;
mod facts_view;
pub(super) mod head;
pub mod list;
pub mod open;
mod profile;

use backend::heritage::read_site_desk::{KeptSite, read_site_desk};
use domain::kernel::ids::SiteId;

use super::error;
use crate::web::{Ctx, WebError};

/// Without its language, as all of these.
pub const PATH: &str = "/meja-wisata/tempat";

fn new_path() -> String {
    format!("{PATH}/baru")
}

fn profile_path(site: SiteId) -> String {
    format!("{PATH}/{site}/ubah")
}

fn facts_path(site: SiteId) -> String {
    format!("{PATH}/{site}/fakta")
}

pub(super) async fn kept(ctx: &Ctx, site: &str) -> Result<KeptSite, WebError> {
    let id = site.parse().map_err(|_| WebError::NotFound)?;
    read_site_desk(ctx.deps(), ctx.actor(), id).await.map_err(error)
}
