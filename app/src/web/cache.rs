//! What a page says about being kept. The server keeps such a page for visitors without a session and drops it as
//! soon as the feed of changes names one of its tags.

use std::time::Duration;

use axum::response::Response;
use backend::page_change::PageTag;

/// Put into a response's extensions by a page that shows every visitor without a session the same.
/// Theme and address (with its query) may differ; nothing else of the request may have an influence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachePage {
    /// Keys of [`PageTag`]: everything whose change changes the page. [`PageTag::Site`] is always among them.
    pub tags: Vec<String>,
    /// For what changes by the clock alone ("open now"): drawn anew after this long.
    pub fresh_for: Duration,
}

/// A page without clocks in it.
const LONG: Duration = Duration::from_mins(10);

impl CachePage {
    pub fn tagged(tags: impl IntoIterator<Item = PageTag>) -> Self {
        Self { tags: tags.into_iter().map(PageTag::key).collect(), fresh_for: LONG }
    }

    /// Not longer than this.
    #[must_use]
    pub fn fresh_for(mut self, time: Duration) -> Self {
        self.fresh_for = self.fresh_for.min(time);
        self
    }

    /// Marks a response.
    #[must_use]
    pub fn on(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }
}

/// The session cookie: who sends it gets pages of their own.
pub const SESSION_COOKIE: &str = "sentra_sid";
/// `light` or `dark`: the page differs by it.
pub const THEME_COOKIE: &str = "sentra_tema";
/// One message to show on the next page, see [`super::flash`].
pub const FLASH_COOKIE: &str = "sentra_kabar";
