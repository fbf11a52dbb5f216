//! Stars, as a picture with words.

use domain::heritage::review::{Rating, Review, Stars};
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use crate::i18n::{date, t};
use crate::ui::{Icon, icon};

/// Of one review.
pub fn stars(l: Locale, n: Stars) -> AnyView {
    row(t::review::stars(l, i64::from(n.get())), i64::from(n.get()))
}

fn row(label: String, full: i64) -> AnyView {
    let star = |n: i64| view! { <span class=if n <= full { "star star-full" } else { "star" }>{icon(Icon::Star)}</span> };
    let drawn = (1..=i64::from(Stars::MOST)).map(star).collect::<Vec<_>>();
    view! { <span class="stars" role="img" aria-label=label>{drawn}</span> }.into_any()
}

/// `4,7`, in English `4.7`.
pub fn average(l: Locale, tenths: i64) -> String {
    let comma = if l == Locale::En { '.' } else { ',' };
    format!("{}{comma}{}", tenths / 10, tenths % 10)
}

/// The average with its number; none without a review.
pub fn rating(l: Locale, rating: Rating) -> Option<AnyView> {
    let tenths = rating.tenths()?;
    let words = t::review::average(l, average(l, tenths));
    Some(
        view! {
            <p class="rating">
                {row(words.clone(), (tenths + 5) / 10)} <b>{average(l, tenths)}</b> <span class="muted">{t::review::count(l, rating.count)}</span>
            </p>
        }
        .into_any(),
    )
}

/// Who says what, and when.
pub fn quote(l: Locale, r: &Review) -> AnyView {
    let name = if r.name.is_empty() { t::review::somebody(l).to_owned() } else { r.name.clone() };
    // A screen reader speaks it in its own language.
    let text = (!r.text.is_empty()).then(|| view! { <p class="review-text" lang=r.locale.tag()>{r.text.clone()}</p> });
    let changed = r.changed_at.map(|_| format!(" · {}", t::review::changed(l)));
    view! {
        <article class="review">
            {stars(l, r.stars)}
            {text}
            <p class="muted small">{name} " · " {date(l, r.at)} {changed}</p>
        </article>
    }
    .into_any()
}
