//! Shops in rows: name, the beginning of the story, how much there is.

use backend::market::store::shops::ShopCard;
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::ui::{Cloth, motif};

/// The first sentences of a story, for a list.
const STORY_CHARS: usize = 140;

fn beginning(story: &str) -> String {
    let line = story.lines().next().unwrap_or_default();
    if line.chars().count() <= STORY_CHARS {
        return line.to_owned();
    }
    let cut: String = line.chars().take(STORY_CHARS).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{} …", whole.trim_end_matches([',', '.', ';']))
}

pub fn shop_list(l: Locale, shops: Vec<ShopCard>) -> AnyView {
    let rows = shops
        .into_iter()
        .map(|s| {
            let cloth = Cloth::for_key(s.slug.as_str());
            let products = i64::try_from(s.products).unwrap_or(i64::MAX);
            view! {
                <li class="line">
                    <div class="line-pic">{motif(cloth, 1)}</div>
                    <div class="line-title">
                        <a href=l.path(&format!("/toko/{}", s.slug))>{s.name}</a>
                        <div class="line-meta">{beginning(l.pick(&s.story_id, &s.story_en))}</div>
                        <div class="line-meta">{t::browse::products(l, products)}</div>
                    </div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <ul class="lines" role="list">
            {rows}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_long_story_ends_between_words() {
        let long = "singkong ".repeat(40);
        let cut = beginning(&long);
        assert!(cut.ends_with("singkong …") && cut.chars().count() <= 142);
        assert_eq!(beginning("Pendek.\nKedua."), "Pendek.");
    }
}
