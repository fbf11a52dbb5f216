//! The price at the head of a product follows the variant that is picked. Without it each choice says its own price.

use leptos::prelude::*;

/// Shows `price` until another radio named `name` is picked; then what stands as `.price` in that choice.
#[island]
pub fn ShownPrice(price: String, name: String) -> impl IntoView {
    let shown = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(shown) = shown.get() {
            browser::follow(shown.into(), &name);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = name;
    view! { <span class="price price-lg" aria-live="polite" node_ref=shown>{price}</span> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::document;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{Element, Event, HtmlElement};

    pub fn follow(shown: HtmlElement, name: &str) {
        let picked = format!("input[name=\"{name}\"]:checked");
        let update = move || {
            let input = document().query_selector(&picked).ok().flatten();
            let choice = input.and_then(|i| i.closest("label").ok().flatten());
            let price = choice.and_then(|c| c.query_selector(".price").ok().flatten()).and_then(|p| p.text_content());
            if let Some(price) = price {
                shown.set_text_content(Some(&price));
            }
        };
        update(); // the browser may have kept an earlier choice over a reload
        let name = name.to_owned();
        let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            if target.and_then(|t| t.get_attribute("name")).as_deref() == Some(name.as_str()) {
                update();
            }
        });
        let _ = document().add_event_listener_with_callback("change", heard.as_ref().unchecked_ref());
        heard.forget(); // lives as long as the page
    }
}
