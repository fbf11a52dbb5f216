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
        Self { css: h.url("pkg/sentra.css"), boot: h.url("pkg/boot.js"), font: h.url("fonts/plus-jakarta-sans-latin.woff2") }
    }
}

pub type AppState = Arc<Site>;
