//! A photo of a site, in the widths that there are.

use domain::heritage::site_photo::SitePhoto;
use domain::kernel::ids::SiteId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

fn address(site: SiteId, file: &str, width: u32, extension: &str) -> String {
    format!("/wisata/foto/{site}/{file}-{width}.{extension}")
}

pub fn picture(l: Locale, site: SiteId, p: &SitePhoto, sizes: &'static str) -> AnyView {
    let set = p.widths.iter().map(|w| format!("{} {w}w", address(site, &p.file, *w, "webp"))).collect::<Vec<_>>().join(", ");
    let src = address(site, &p.file, p.largest(), "jpg");
    let alt = p.caption.pick(l).to_owned();
    view! {
        <picture>
            <source type="image/webp" srcset=set sizes=sizes />
            <img src=src width=p.width.to_string() height=p.height.to_string() alt=alt loading="lazy" decoding="async" />
        </picture>
    }
    .into_any()
}

/// With what it shows and whose it is below it.
pub fn gallery(l: Locale, site: SiteId, photos: &[SitePhoto]) -> Option<AnyView> {
    let figures = photos
        .iter()
        .map(|p| {
            let credit = (!p.credit.is_empty()).then(|| view! { <small class="muted">{p.credit.clone()}</small> });
            view! {
                <figure class="site-photo">
                    {picture(l, site, p, "(min-width: 60rem) 40rem, 100vw")}
                    <figcaption>{p.caption.pick(l).to_owned()} " " {credit}</figcaption>
                </figure>
            }
        })
        .collect::<Vec<_>>();
    (!figures.is_empty()).then(|| view! { <section class="site-photos">{figures}</section> }.into_any())
}
