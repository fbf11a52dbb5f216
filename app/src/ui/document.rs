//! The document about the frame: doctype, head, and the attributes of `<html>`. Written as a string: it is the same
//! few lines on every page, and nothing in it ever changes in the browser.

use std::fmt::Write;

use leptos::prelude::*;

use super::text::escape;
use super::{Frame, Shell};

/// Light, dark, or as the device says. Kept in a cookie, so the first byte is already right and nothing flashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Anything unknown is `Auto`.
    pub fn parse(s: &str) -> Self {
        match s {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

/// Addresses of the built files, with their versions, so that browsers may keep them for ever.
#[derive(Clone, Debug)]
pub struct Assets {
    pub css: String,
    pub boot: String,
    pub font: String,
    /// All that a screen needs which works without a network.
    pub kept: Vec<String>,
    /// Types what the camera reads into a field, on the pages that have such a one.
    pub scan: String,
}

impl Default for Assets {
    fn default() -> Self {
        let font = "/fonts/plus-jakarta-sans-latin.woff2".into();
        Self { css: "/pkg/sentra.css".into(), boot: "/pkg/boot.js".into(), font, kept: Vec::new(), scan: "/scan-field.js".into() }
    }
}

/// What `<head>` says of a page.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub lang: &'static str,
    /// Whole, with the site's name.
    pub title: String,
    pub description: String,
    /// Absolute address of this page without tracking or sort parameters.
    pub canonical: Option<String>,
    /// Language and absolute address of each translation, itself included; the first is also `x-default`.
    pub alternates: Vec<(&'static str, String)>,
    /// Keep the page out of search engines.
    pub noindex: bool,
    pub site_name: String,
    /// `website` or `product`.
    pub og_type: &'static str,
    /// Absolute address of a picture for link previews.
    pub og_image: Option<String>,
    /// Structured data, already JSON.
    pub json_ld: Option<String>,
    pub theme: Theme,
}

/// The page's ground in each theme, for the browser's own bars: `--surface` of the tokens.
const BAR: [&str; 2] = ["#fffdf7", "#1e2117"];

fn head(h: &Head, assets: &Assets) -> String {
    let mut s = String::with_capacity(2048);
    let _ = write!(s, "<!DOCTYPE html><html lang=\"{}\"", h.lang);
    if h.theme != Theme::Auto {
        let _ = write!(s, " data-theme=\"{}\"", h.theme.name());
    }
    let _ = write!(
        s,
        "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
         <title>{}</title><link rel=\"preload\" href=\"{}\" as=\"font\" type=\"font/woff2\" crossorigin>\
         <link rel=\"stylesheet\" href=\"{}\"><script type=\"module\" src=\"{}\"></script>\
         <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\"><link rel=\"apple-touch-icon\" href=\"/icon-180.png\">",
        escape(&h.title),
        escape(&assets.font),
        escape(&assets.css),
        escape(&assets.boot),
    );
    match h.theme {
        Theme::Auto => {
            let _ = write!(
                s,
                "<meta name=\"theme-color\" content=\"{}\" media=\"(prefers-color-scheme: light)\">\
                 <meta name=\"theme-color\" content=\"{}\" media=\"(prefers-color-scheme: dark)\">",
                BAR[0], BAR[1]
            );
        }
        one => {
            let _ = write!(s, "<meta name=\"theme-color\" content=\"{}\">", BAR[usize::from(one == Theme::Dark)]);
        }
    }
    if h.noindex {
        s.push_str("<meta name=\"robots\" content=\"noindex\">");
    }
    if !h.description.is_empty() {
        let d = escape(&h.description);
        let _ = write!(s, "<meta name=\"description\" content=\"{d}\"><meta property=\"og:description\" content=\"{d}\">");
    }
    let kind = if h.og_type.is_empty() { "website" } else { h.og_type };
    let _ = write!(
        s,
        "<meta property=\"og:title\" content=\"{}\"><meta property=\"og:type\" content=\"{kind}\"><meta property=\"og:site_name\" content=\"{}\">",
        escape(&h.title),
        escape(&h.site_name)
    );
    if let Some(image) = &h.og_image {
        let _ = write!(s, "<meta property=\"og:image\" content=\"{}\">", escape(image));
    }
    if let Some(c) = &h.canonical {
        let c = escape(c);
        let _ = write!(s, "<link rel=\"canonical\" href=\"{c}\"><meta property=\"og:url\" content=\"{c}\">");
    }
    for (lang, href) in &h.alternates {
        let _ = write!(s, "<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\">", escape(href));
    }
    if let Some((_, href)) = h.alternates.first() {
        let _ = write!(s, "<link rel=\"alternate\" hreflang=\"x-default\" href=\"{}\">", escape(href));
    }
    if let Some(json) = &h.json_ld {
        // `</script>` inside a text would end the block.
        let _ = write!(s, "<script type=\"application/ld+json\">{}</script>", json.replace('<', "\\u003c"));
    }
    s.push_str("</head><body>");
    s
}

/// The whole page as it goes to the browser.
pub fn document(about: &Head, assets: &Assets, shell: Shell, page: AnyView) -> String {
    bare_document(about, assets, view! { <Frame shell>{page}</Frame> })
}

/// A page without the frame: packing slips, print-outs.
pub fn bare_document(about: &Head, assets: &Assets, body: impl IntoView) -> String {
    let mut html = head(about, assets);
    html.push_str(&body.into_view().to_html());
    html.push_str("</body></html>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_words_stay_words() {
        let about = Head {
            lang: "id",
            title: "</title><script>alert(1)</script>".into(),
            description: "\"><img src=x>".into(),
            json_ld: Some("{\"name\":\"</script><script>\"}".into()),
            ..Head::default()
        };
        let html = bare_document(&about, &Assets::default(), "<b>");
        assert!(!html.contains("<script>"), "{html}");
        assert!(!html.contains("<img"), "{html}");
        assert!(html.contains("&lt;b>") || html.contains("&lt;b&gt;"), "{html}");
    }

    #[test]
    fn the_theme_is_in_the_first_bytes() {
        let about = Head { lang: "id", theme: Theme::Dark, ..Head::default() };
        let html = bare_document(&about, &Assets::default(), "");
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"id\" data-theme=\"dark\">"));
        assert_eq!(Theme::parse("sepia"), Theme::Auto);
    }
}
