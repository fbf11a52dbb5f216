//! `/wisata/foto/{site}/{file}-{width}.{ext}`: photos of sites. What an address answers never changes.

use axum::extract::Path;
use axum::response::IntoResponse;
use backend::adapters::photos::PhotoFormat;
use backend::heritage::site_photos::read_site_photo;
use domain::kernel::ids::SiteId;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::web::{Ctx, Reply, WebError};

/// `9f86d0…-640.webp`
fn parse(file: &str) -> Option<(&str, u32, PhotoFormat)> {
    let (name, extension) = file.rsplit_once('.')?;
    let (hash, width) = name.rsplit_once('-')?;
    let format = [PhotoFormat::Webp, PhotoFormat::Jpeg].into_iter().find(|f| f.extension() == extension)?;
    Some((hash, width.parse().ok()?, format))
}

pub async fn show(ctx: Ctx, Path((site, file)): Path<(String, String)>) -> Reply {
    let site: SiteId = site.parse().map_err(|_| WebError::NotFound)?;
    let (hash, width, format) = parse(&file).ok_or(WebError::NotFound)?;
    let found = read_site_photo(ctx.deps(), site, hash, width, format).await.map_err(WebError::internal)?;
    let bytes = found.ok_or(WebError::NotFound)?;
    let headers = [(CONTENT_TYPE, format.mime()), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, bytes).into_response())
}
