//! What visitors say of a tour, on its page.

use backend::heritage::read_reviews::TourReviews;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::stars;
use crate::i18n::t;
use crate::ui::{Empty, Icon, SectionHead};

pub fn reviews(l: Locale, x: &TourReviews) -> AnyView {
    if x.newest.is_empty() {
        return view! {
            <section id="ulasan" class="stack">
                <SectionHead title=t::review::title(l) />
                <Empty of=Icon::Star title=t::review::none(l) text=t::review::none_text(l) />
            </section>
        }
        .into_any();
    }
    let shown = i64::try_from(x.newest.len()).unwrap_or(i64::MAX);
    let more = (shown < x.rating.count).then(|| view! { <p class="muted small">{t::review::newest(l, shown)}</p> });
    let quotes = x.newest.iter().map(|r| view! { <li>{stars::quote(l, r)}</li> }).collect::<Vec<_>>();
    view! {
        <section id="ulasan" class="stack">
            <SectionHead title=t::review::title(l) />
            {stars::rating(l, x.rating)}
            <ul class="reviews" role="list">{quotes}</ul>
            {more}
        </section>
    }
    .into_any()
}
