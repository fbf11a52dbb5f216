//! A tap on the map fills the two fields of a point. Without it the fields are typed, or left to the kelurahan.

use leptos::prelude::*;

/// Its children hold the map: an `<svg>` of the given bounds (west, north, east, south in degrees) with a
/// `.map-pin`. The fields have the ids `f-lat` and `f-lon`.
#[island]
pub fn PointPicker(label: String, bounds: (f64, f64, f64, f64), children: Children) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            browser::attach(&root.into(), &label, bounds);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (label, bounds);
    view! { <div class="point-picker" node_ref=root>{children()}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::document;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{Element, HtmlElement, HtmlInputElement, MouseEvent};

    pub fn attach(root: &HtmlElement, label: &str, bounds: (f64, f64, f64, f64)) {
        let Ok(Some(svg)) = root.query_selector("svg") else { return };
        if let Ok(says) = document().create_element("p") {
            says.set_text_content(Some(label));
            says.set_class_name("field-hint");
            let _ = root.insert_before(&says, root.first_child().as_ref());
        }
        let _ = svg.class_list().add_1("is-live");
        let map = svg.clone();
        let tapped = Closure::<dyn FnMut(MouseEvent)>::new(move |event: MouseEvent| put(&map, &event, bounds));
        let _ = svg.add_event_listener_with_callback("click", tapped.as_ref().unchecked_ref());
        tapped.forget(); // lives as long as the page
    }

    fn put(svg: &Element, event: &MouseEvent, (west, north, east, south): (f64, f64, f64, f64)) {
        let place = svg.get_bounding_client_rect();
        if place.width() <= 0.0 || place.height() <= 0.0 {
            return;
        }
        let x = (f64::from(event.client_x()) - place.left()) / place.width();
        let y = (f64::from(event.client_y()) - place.top()) / place.height();
        fill("f-lat", north + (south - north) * y);
        fill("f-lon", west + (east - west) * x);
        // The pin is drawn in parts of the drawing's own size.
        let size = svg.get_attribute("viewBox").unwrap_or_default();
        let mut size = size.split(' ').skip(2).filter_map(|n| n.parse::<f64>().ok());
        if let (Some(width), Some(height), Ok(Some(pin))) = (size.next(), size.next(), svg.query_selector(".map-pin")) {
            let _ = pin.set_attribute("cx", &(x * width).to_string());
            let _ = pin.set_attribute("cy", &(y * height).to_string());
            let _ = pin.remove_attribute("visibility");
        }
    }

    fn fill(id: &str, degrees: f64) {
        let input = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            input.set_value(&format!("{degrees:.5}"));
        }
    }
}
