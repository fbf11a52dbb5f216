//! What every page works with.

use std::path::PathBuf;
use std::sync::Arc;

use backend::deps::Deps;

use super::assets::AssetHashes;
use crate::ui::Assets;

pub struct Site {
    pub deps: Arc<Deps>,
    pub assets: Assets,
    /// Development shows the mail folder, the component gallery and the sandbox card.
    pub development: bool,
    /// Where the file mailer writes, for the page that reads it in development.
    pub mail_folder: Option<PathBuf>,
    /// Cookies are sent over https only.
    pub secure_cookies: bool,
}

impl From<&AssetHashes> for Assets {
    fn from(h: &AssetHashes) -> Self {
        let (css, boot, font) = (h.url("pkg/sentra.css"), boot_url(h), h.url("fonts/plus-jakarta-sans-latin.woff2"));
        let mut kept = h.urls("meeting/");
        kept.extend(h.urls("camera/"));
        kept.extend([css.clone(), boot.clone(), font.clone(), h.url("icons.svg"), h.url("favicon.svg")]);
        Self { css, boot, font, kept, scan: h.url("scan-field.js") }
    }
}

/// The starter is told the versions of what it fetches: each file keeps its own, so none is taken from an older release.
fn boot_url(h: &AssetHashes) -> String {
    match (h.hash("pkg/boot.js"), h.hash("pkg/keep.js"), h.hash("pkg/sentra.js"), h.hash("pkg/sentra_bg.wasm")) {
        (Some(boot), Some(keep), Some(js), Some(wasm)) => format!("/pkg/boot.js?v={boot}&keep={keep}&js={js}&wasm={wasm}"),
        _ => h.url("pkg/boot.js"),
    }
}

pub type AppState = Arc<Site>;
