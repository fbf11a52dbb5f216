//! `/_ui` (development): every component in every state.

use crate::ui::gallery::gallery;
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    ctx.page(Page::new("UI", gallery).noindex()).await
}
