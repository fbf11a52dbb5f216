//! A product among the results of a search: what was searched for is marked.

use domain::market::search::{SearchHit, TextPart};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::views::{Cloths, card_picture, price};
use crate::ui::{GRID_SIZES, picture};

/// Pieces of text, matches in `<mark>`.
pub fn marked(parts: Vec<TextPart>) -> impl IntoView + use<> {
    use leptos::either::Either;
    parts
        .into_iter()
        .map(|p| if p.is_match { Either::Left(view! { <mark>{p.text}</mark> }) } else { Either::Right(p.text) })
        .collect::<Vec<_>>()
}

pub fn found_card(l: Locale, hit: SearchHit, cloths: &Cloths, eager: bool) -> impl IntoView + use<> {
    let card = hit.card;
    let photo = card.photo.as_deref().and_then(|p| p.parse().ok());
    let shown = card_picture(photo, cloths.of(&card.category), card.product_id);
    let sold_out = (!card.in_stock).then(|| view! { <span class="badge badge-solid">{t::browse::sold_out(l)}</span> });
    view! {
        <article class=if card.in_stock { "pcard" } else { "pcard pcard-out" }>
            <div class="pcard-pic">{picture(shown, GRID_SIZES, eager)} {sold_out}</div>
            <div class="pcard-body">
                <h3>
                    <a href=l.path(&format!("/produk/{}", card.slug))>{marked(hit.name)}</a>
                </h3>
                <p class="price">{price(l, card.price_min, card.price_max)}</p>
                <p class="pcard-meta">{card.shop_name}</p>
                <p class="pcard-meta">{card.kelurahan.name()}</p>
                <p class="pcard-found">{marked(hit.snippet)}</p>
            </div>
        </article>
    }
}
