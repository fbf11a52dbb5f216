//! Who sells it, where, and whether somebody is there now.

use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::market::shop::Shop;
use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{Badge, Card, Icon, LinkButton, Mood, Tone, icon};

/// Nothing for a shop that has not said its hours.
pub fn open_badge(l: Locale, shop: &Shop, now: Timestamp) -> Option<AnyView> {
    shop.hours.is_known().then(|| {
        if shop.hours.is_open(now.wib()) {
            view! { <Badge label=t::browse::open_now(l) mood=Mood::Success start=Icon::Clock /> }.into_any()
        } else {
            view! { <Badge label=t::browse::closed_now(l) start=Icon::Clock /> }.into_any()
        }
    })
}

pub fn shop_box(l: Locale, shop: &Shop, open: Option<AnyView>) -> AnyView {
    let place = shop.kelurahan.map(|k| {
        view! {
            <p class="row">
                {icon(Icon::Pin)}
                {k.name()}
            </p>
        }
    });
    let (name, href) = (shop.name.clone(), l.path(&format!("/toko/{}", shop.slug)));
    view! {
        <Card>
            <p class="muted small">{t::browse::product_shop(l)}</p>
            <div class="row row-between">
                <strong>{name}</strong>
                {open}
            </div>
            {place}
            <LinkButton href=href label=t::browse::product_visit(l) tone=Tone::Secondary start=Icon::Store />
        </Card>
    }
    .into_any()
}
