//! `/media/{photo}-{width}.{ext}`: photos. What an address answers never changes, so what everybody may see may be kept for
//! ever; what is not on sale (yet) is kept by its owner's browser only, for a while.

use axum::extract::Path;
use axum::response::IntoResponse;
use backend::adapters::photos::PhotoFormat;
use backend::market::read_photo::read_photo;
use domain::kernel::ids::PhotoId;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::web::{Ctx, Reply, WebError};

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const PRIVATE: &str = "private, max-age=3600";

/// `0193…-640.webp`
fn parse(file: &str) -> Option<(PhotoId, u32, PhotoFormat)> {
    let (name, extension) = file.rsplit_once('.')?;
    let (id, width) = name.rsplit_once('-')?;
    let format = [PhotoFormat::Webp, PhotoFormat::Jpeg].into_iter().find(|f| f.extension() == extension)?;
    Some((id.parse().ok()?, width.parse().ok()?, format))
}

pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Reply {
    let (id, width, format) = parse(&file).ok_or(WebError::NotFound)?;
    let file = read_photo(ctx.deps(), ctx.actor(), id, width, format).await.map_err(WebError::internal)?.ok_or(WebError::NotFound)?;
    let keep = if file.public { FOR_EVER } else { PRIVATE };
    Ok(([(CONTENT_TYPE, format.mime()), (CACHE_CONTROL, keep)], file.bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_read() {
        let id = "0193f1d2a7b87c3e9f10112233445566";
        assert!(parse(&format!("{id}-640.webp")).is_some_and(|(_, w, f)| w == 640 && f == PhotoFormat::Webp));
        assert!(parse(&format!("{id}-320.jpg")).is_some());
        for bad in ["", "x-640.webp", "../../etc/passwd", &format!("{id}-640.png"), &format!("{id}--1.webp"), &format!("{id}.webp")] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }
}
