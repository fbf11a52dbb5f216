//! What is for sale, in grids and in lines.

use leptos::prelude::*;

use super::motif::{Cloth, motif};
use super::{MaybeText, Text};

/// What stands in a picture's place.
#[derive(Clone, Debug)]
pub enum Picture {
    Photo(Photo),
    /// No photo yet: a piece of cloth, by the group's position and the thing's own number.
    Motif(Cloth, u64),
}

/// A photo in several widths.
#[derive(Clone, Debug, Default)]
pub struct Photo {
    /// For every browser: a JPEG of a middling width.
    pub src: String,
    /// For those that know WebP, which is nearly all: `/a-320.webp 320w, /a-640.webp 640w`; empty for none.
    pub webp: String,
    /// Pixels, so that nothing jumps.
    pub width: u32,
    pub height: u32,
    /// What it shows; empty where the name stands right beside it.
    pub alt: String,
}

/// The grid's columns on a phone, a tablet and wide, in CSS `sizes`.
pub const GRID_SIZES: &str = "(min-width: 60rem) 17rem, (min-width: 40rem) 33vw, 50vw";

/// A photo or a motif that fills its place. `eager` for the one or two that are in view first.
pub fn picture(of: Picture, sizes: &'static str, eager: bool) -> impl IntoView + use<> {
    use leptos::either::Either;
    match of {
        Picture::Photo(p) => {
            let image = view! {
                <img
                    src=p.src
                    width=p.width.to_string()
                    height=p.height.to_string()
                    alt=p.alt
                    loading=(!eager).then_some("lazy")
                    fetchpriority=eager.then_some("high")
                    decoding="async"
                />
            };
            Either::Left(if p.webp.is_empty() {
                Either::Left(image)
            } else {
                Either::Right(view! {
                    <picture>
                        <source type="image/webp" srcset=p.webp sizes=sizes />
                        {image}
                    </picture>
                })
            })
        }
        Picture::Motif(cloth, seed) => Either::Right(motif(cloth.varied(seed), seed)),
    }
}

/// A product in a grid.
#[derive(Clone, Debug)]
pub struct ProductTile {
    pub href: String,
    pub title: String,
    /// Written for the reader ("Rp15.000", "mulai Rp12.000").
    pub price: String,
    pub picture: Picture,
    /// The small lines under the price: the shop, its place.
    pub shop: MaybeText,
    pub place: MaybeText,
    /// A word on the picture ("Habis", "Baru").
    pub badge: MaybeText,
    /// Pale, as it can't be bought now.
    pub sold_out: bool,
}

/// One `<article>` whose whole face is the link.
pub fn product_card(p: ProductTile, eager: bool) -> impl IntoView + use<> {
    view! {
        <article class=if p.sold_out { "pcard pcard-out" } else { "pcard" }>
            <div class="pcard-pic">
                {picture(p.picture, GRID_SIZES, eager)} {p.badge.0.map(|b| view! { <span class="badge badge-solid">{b}</span> })}
            </div>
            <div class="pcard-body">
                <h3>
                    <a href=p.href>{p.title}</a>
                </h3>
                <p class="price">{p.price}</p>
                {p.shop.0.map(|s| view! { <p class="pcard-meta">{s}</p> })}
                {p.place.0.map(|s| view! { <p class="pcard-meta">{s}</p> })}
            </div>
        </article>
    }
}

/// Products in columns: two on a phone, four where it is wide. The first `eager` pictures are fetched at once.
#[component]
pub fn ProductGrid(products: Vec<ProductTile>, #[prop(optional)] eager: usize) -> AnyView {
    let items = products.into_iter().enumerate().map(|(i, p)| view! { <li>{product_card(p, i < eager)}</li> }).collect::<Vec<_>>();
    view! {
        <ul class="grid" role="list">
            {items}
        </ul>
    }
    .into_any()
}

/// A line of a cart or an order.
#[component]
pub fn ProductLine(
    picture_of: Picture,
    #[prop(into)] title: Text,
    #[prop(optional, into)] href: MaybeText,
    /// Variant, unit price, quantity.
    #[prop(optional, into)]
    meta: MaybeText,
    /// The line's sum.
    #[prop(into)]
    price: Text,
    /// Quantity stepper, remove button, badges.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    use leptos::either::Either;
    let name = match href.0 {
        Some(href) => Either::Left(view! { <a href=href>{title}</a> }),
        None => Either::Right(title),
    };
    view! {
        <li class="line">
            <div class="line-pic">{picture(picture_of, "4.5rem", false)}</div>
            <div class="line-title">
                {name} {meta.0.map(|m| view! { <div class="line-meta">{m}</div> })}
            </div>
            <div class="line-actions">{children.map(|c| c())}</div>
            <span class="price">{price}</span>
        </li>
    }
    .into_any()
}

/// A category as a leaf of cloth with its name.
#[component]
pub fn CategoryTile(#[prop(into)] href: Text, #[prop(into)] label: Text, cloth: Cloth, #[prop(optional)] seed: u64) -> impl IntoView {
    view! {
        <li>
            <a class="cat" href=href>
                <span class="cat-pic">{motif(cloth, seed)}</span>
                {label}
            </a>
        </li>
    }
}

/// Categories in rows of four, or eight where it is wide. Children are `CategoryTile`s.
#[component]
pub fn CategoryTiles(children: Children) -> AnyView {
    view! {
        <ul class="cats" role="list">
            {children()}
        </ul>
    }
    .into_any()
}
