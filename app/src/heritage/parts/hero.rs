//! The welcome of these pages: a length of earth-coloured cloth with the star of the army's schools, or the site's own.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use crate::ui::motif::{Dye, Family};
use crate::ui::{Cloth, Icon, Text, icon};

/// A line of facts under the heading.
pub struct Fact {
    pub of: Icon,
    pub words: Text,
}

/// The page's `<h1>` on cloth; `art` stands beside it where there is room, below it on a phone.
pub fn hero(over: Text, title: Text, text: Text, facts: Vec<Fact>, buttons: AnyView, art: AnyView) -> AnyView {
    let facts = facts.into_iter().map(|f| view! { <li>{icon(f.of)} <span>{f.words}</span></li> }).collect::<Vec<_>>();
    let facts = (!facts.is_empty()).then(|| view! { <ul class="tour-facts" role="list">{facts}</ul> });
    view! {
        <section class="hero hero-earth">
            {InertElement::new(Cloth::new(Family::Pusdik, Dye::Tanah).band(480))}
            <div class="hero-in">
                <div class="hero-words">
                    <p class="tour-over">{over}</p>
                    <h1>{title}</h1>
                    <p>{text}</p>
                    {facts}
                    {buttons}
                </div>
                {art}
            </div>
        </section>
    }
    .into_any()
}
