//! The welcome of a front page.

use leptos::prelude::*;

use leptos::tachys::html::InertElement;

use super::Text;
use super::motif::{Cloth, Dye, Family};

/// The five motifs of the city, each in its own dye.
fn five_cloths() -> String {
    [
        (Family::Kujang, Dye::Bata),
        (Family::Curug, Dye::Wedel),
        (Family::Bambu, Dye::Tanah),
        (Family::Daun, Dye::Kapas),
        (Family::Pusdik, Dye::Soga),
    ]
    .into_iter()
    .zip(1..)
    .map(|((family, dye), seed)| Cloth::new(family, dye).markup(seed))
    .collect()
}

/// A length of cloth with a heading (the page's `<h1>`), a line under it, and buttons as children.
#[component]
pub fn Hero(#[prop(into)] title: Text, #[prop(into)] text: Text, #[prop(optional)] children: Option<Children>) -> AnyView {
    view! {
        <section class="hero">
            {InertElement::new(Cloth::new(Family::Daun, Dye::Daun).band(480))} <div class="hero-in">
                <div class="hero-words">
                    <h1>{title}</h1>
                    <p>{text}</p>
                    {children.map(|c| view! { <div class="btn-row">{c()}</div> })}
                </div>
                <div class="hero-art">{InertElement::new(five_cloths())}</div>
            </div>
        </section>
    }
    .into_any()
}

/// A band of cloth above a shop's or category's name.
#[component]
pub fn Banner(cloth: Cloth, children: Children) -> AnyView {
    view! {
        <section class="banner">
            <div class="banner-cloth">{InertElement::new(cloth.band(240))}</div>
            <div class="banner-in">{children()}</div>
        </section>
    }
    .into_any()
}
