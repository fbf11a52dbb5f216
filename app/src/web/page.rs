//! A page on its way out: what its head says, what it shows, whether it may be kept.

use std::sync::Arc;

use axum::response::{Html, IntoResponse};
use backend::page_change::PageTag;
use domain::kernel::clock::Timestamp;
use http::header::HeaderName;
use http::{HeaderValue, StatusCode};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use super::cache::{CachePage, FLASH_COOKIE};
use super::ctx::Ctx;
use super::error::Reply;
use super::redirect::set_cookie;
use crate::i18n::{Locale, t};
use crate::shell;
use crate::ui::{Head, bare_document, document};

/// The camera for a page that asks for it; everything else stays forbidden as on all pages.
const CAMERA: HeaderValue =
    HeaderValue::from_static("camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()");

/// Which entry of the navigation a page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    #[default]
    None,
    Home,
    Categories,
    Search,
    Map,
    Tours,
    Cart,
    Account,
    Selling,
    Office,
    Admin,
}

pub struct Page {
    title: String,
    body: Box<dyn FnOnce() -> AnyView + Send>,
    description: String,
    status: StatusCode,
    noindex: bool,
    canonical: Option<String>,
    og_type: &'static str,
    og_image: Option<String>,
    json_ld: Option<String>,
    section: Section,
    query: Option<String>,
    cache: Option<CachePage>,
    bare: bool,
    camera: bool,
}

impl Page {
    /// The title without the site's name. The body is built while the page is written.
    pub fn new<V: IntoView + 'static>(title: impl Into<String>, body: impl FnOnce() -> V + Send + 'static) -> Self {
        Self {
            title: title.into(),
            body: Box::new(move || body().into_any()),
            description: String::new(),
            status: StatusCode::OK,
            noindex: false,
            canonical: None,
            og_type: "website",
            og_image: None,
            json_ld: None,
            section: Section::None,
            query: None,
            cache: None,
            bare: false,
            camera: false,
        }
    }

    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
    /// Private or endless: not for search engines. Its translations are told only where a canonical path is given.
    #[must_use]
    pub fn noindex(mut self) -> Self {
        self.noindex = true;
        self
    }
    /// The path (without language) that stands for this page and its sortings.
    #[must_use]
    pub fn canonical(mut self, path: impl Into<String>) -> Self {
        self.canonical = Some(path.into());
        self
    }
    #[must_use]
    pub fn product(mut self, image: Option<String>, json_ld: String) -> Self {
        self.og_type = "product";
        self.og_image = image;
        self.json_ld = Some(json_ld);
        self
    }
    #[must_use]
    pub fn json_ld(mut self, json: String) -> Self {
        self.json_ld = Some(json);
        self
    }
    #[must_use]
    pub fn section(mut self, section: Section) -> Self {
        self.section = section;
        self
    }
    /// What stands in the search box.
    #[must_use]
    pub fn query(mut self, text: impl Into<String>) -> Self {
        self.query = Some(text.into());
        self
    }
    /// Everybody gets the same page until one of these changes.
    #[must_use]
    pub fn cache(mut self, tags: &[PageTag]) -> Self {
        self.cache = Some(CachePage::tagged(tags.iter().copied().chain([PageTag::Site])));
        self
    }
    /// Like [`Page::cache`], for what the clock changes too ("open now", a licence): not beyond the first of these moments.
    #[must_use]
    pub fn cache_until(mut self, tags: &[PageTag], now: Timestamp, moments: impl IntoIterator<Item = Timestamp>) -> Self {
        self = self.cache(tags);
        self.cache = self.cache.map(|c| moments.into_iter().fold(c, |c, at| c.fresh_for(now.until(at))));
        self
    }
    /// Without header and footer: for print.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }
    /// Something is scanned there.
    #[must_use]
    pub fn camera(mut self) -> Self {
        self.camera = true;
        self
    }
}

impl Ctx {
    /// Writes the page in the visitor's language, inside the frame.
    pub async fn page(&self, page: Page) -> Reply {
        let l = self.locale();
        let shell = if page.bare { None } else { Some(shell::fill(self, page.section, page.query).await?) };
        let base = &self.deps().base_url;
        let public = !page.noindex || page.canonical.is_some();
        let path = page.canonical.unwrap_or_else(|| self.path().split('?').next().unwrap_or("/").to_owned());
        let site = t::common::site_name(l);
        let head = Head {
            lang: l.tag(),
            title: if page.title.is_empty() { t::common::site_title(l).to_owned() } else { format!("{} · {site}", page.title) },
            description: page.description,
            canonical: public.then(|| format!("{base}{}", l.path(&path))),
            alternates: if public { Locale::ALL.map(|o| (o.tag(), format!("{base}{}", o.path(&path)))).to_vec() } else { Vec::new() },
            noindex: page.noindex,
            site_name: site.to_owned(),
            og_type: page.og_type,
            og_image: page.og_image.map(|i| format!("{base}{i}")),
            json_ld: page.json_ld,
            theme: self.theme(),
        };
        let assets = &self.site().assets;
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| match shell {
            Some(shell) => document(&head, assets, shell, (page.body)()),
            None => bare_document(&head, assets, (page.body)()),
        });
        owner.cleanup();
        let mut response = (page.status, Html(html)).into_response();
        if page.camera {
            response.headers_mut().insert(HeaderName::from_static("permissions-policy"), CAMERA);
        }
        if self.flash().is_some() && self.is_get() {
            set_cookie(self, &mut response, FLASH_COOKIE, "", 0);
        } else if let Some(cache) = page.cache
            && page.status == StatusCode::OK
            && self.actor().session().is_none()
        {
            return Ok(cache.on(response));
        }
        Ok(response)
    }
}
