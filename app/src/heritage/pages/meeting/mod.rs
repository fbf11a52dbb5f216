//! `/titik-kumpul`: the screen of the meeting point. The page is a shell in the reader's language without anybody's data, so that a
//! browser may keep it and open it without a network; what it shows comes from the device endpoints and stays on the device.

mod templates;
mod view;
mod words;

use crate::i18n::t;
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let kept = ctx.site().assets.kept.clone();
    let page = Page::new(t::offline::title(l), move || view::shell(l, &kept));
    ctx.page(page.noindex().bare().camera()).await
}
