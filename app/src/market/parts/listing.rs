//! Lists of products: the grid, and the way through its pages.

use domain::market::card::ProductCard;
use leptos::prelude::*;

use crate::i18n::Locale;
use crate::market::views::{Cloths, tile, tile_of_shop};
use crate::ui::{ProductGrid, pager};
use crate::web::pager::pager_text;

/// Products of several categories in columns.
pub fn mixed_grid(l: Locale, cards: &[ProductCard], cloths: &Cloths, eager: usize) -> AnyView {
    let products = cards.iter().map(|c| tile(l, c, cloths.of(&c.category))).collect();
    view! { <ProductGrid products eager /> }.into_any()
}

/// Products of one shop: who sells them need not be said.
pub fn own_grid(l: Locale, cards: &[ProductCard], cloths: &Cloths, eager: usize) -> AnyView {
    let products = cards.iter().map(|c| tile_of_shop(l, c, cloths.of(&c.category))).collect();
    view! { <ProductGrid products eager /> }.into_any()
}

/// `href` makes the address of a page, without language.
pub fn pages(l: Locale, page: u32, pages: u32, href: impl Fn(u32) -> String) -> AnyView {
    pager(pager_text(l), page, pages, |n| l.path(&href(n)))
}
