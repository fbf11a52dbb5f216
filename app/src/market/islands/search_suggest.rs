//! Proposals under the search box while somebody types. The box is a plain form; this only adds a list to it.

use leptos::prelude::*;

/// `src` answers `?q=` with `<li role="option" data-href>` elements; `input` is the id of the box; `label` names the list.
#[island]
pub fn SearchSuggest(src: String, label: String, input: String) -> impl IntoView {
    let list = NodeRef::<leptos::html::Ul>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            browser::attach(list.into(), &src, &input);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (src, input);
    view! { <ul class="search-list" id="saran" role="listbox" aria-label=label node_ref=list hidden></ul> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
    use leptos::prelude::document;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{AbortController, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, RequestInit, Response};

    /// Long enough not to ask for every letter, short enough not to be noticed.
    const PAUSE: Duration = Duration::from_millis(150);
    const FEWEST_LETTERS: usize = 2;

    struct Suggest {
        input: HtmlInputElement,
        list: HtmlElement,
        src: String,
        /// The option under the arrow keys.
        at: Option<u32>,
        timer: Option<TimeoutHandle>,
        asked: Option<AbortController>,
    }

    type Shared = Rc<RefCell<Suggest>>;

    pub fn attach(list: HtmlElement, src: &str, input: &str) {
        let Some(input) = document().get_element_by_id(input).and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) else { return };
        for (name, value) in [
            ("role", "combobox"),
            ("aria-autocomplete", "list"),
            ("aria-expanded", "false"),
            ("aria-controls", "saran"),
            ("aria-haspopup", "listbox"),
        ] {
            let _ = input.set_attribute(name, value);
        }
        let state = Rc::new(RefCell::new(Suggest {
            input: input.clone(),
            list: list.clone(),
            src: src.to_owned(),
            at: None,
            timer: None,
            asked: None,
        }));
        let on = |target: &Element, name: &str, act: fn(&Shared, &Event)| {
            let state = Rc::clone(&state);
            let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| act(&state, &event));
            let _ = target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
            heard.forget(); // lives as long as the page
        };
        on(&input, "input", typed);
        on(&input, "keydown", pressed);
        on(&input, "blur", |state, _| close(state));
        // Pressing an option must not take the focus from the box: that would close the list before the click.
        on(&list, "pointerdown", |_, event| event.prevent_default());
        on(&list, "mousedown", |_, event| event.prevent_default());
        on(&list, "click", |_, event| {
            let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            if let Some(option) = target.and_then(|t| t.closest("[data-href]").ok().flatten()) {
                visit(&option);
            }
        });
    }

    fn typed(state: &Shared, _: &Event) {
        let again = Rc::clone(state);
        let mut s = state.borrow_mut();
        if let Some(timer) = s.timer.take() {
            timer.clear();
        }
        if let Some(older) = s.asked.take() {
            older.abort();
        }
        s.timer = set_timeout_with_handle(
            move || {
                spawn_local(async move {
                    let _ = ask(&again).await;
                });
            },
            PAUSE,
        )
        .ok();
    }

    async fn ask(state: &Shared) -> Result<(), JsValue> {
        let text = state.borrow().input.value();
        if text.trim().chars().count() < FEWEST_LETTERS {
            close(state);
            return Ok(());
        }
        let abort = AbortController::new()?;
        let (url, options, signal) = (
            format!("{}?q={}", state.borrow().src, String::from(js_sys::encode_uri_component(text.trim()))),
            RequestInit::new(),
            abort.signal(),
        );
        options.set_signal(Some(&signal));
        state.borrow_mut().asked = Some(abort);
        let _ = state.borrow().list.set_attribute("aria-busy", "true");
        let answer = fetch(&url, &options).await;
        if signal.aborted() {
            return Ok(()); // the newer one shows its own answer, and is busy until then
        }
        let _ = state.borrow().list.remove_attribute("aria-busy");
        let html = answer.unwrap_or_default();
        let s = state.borrow();
        let focused = document().active_element().is_some_and(|e| &e == AsRef::<Element>::as_ref(&s.input));
        s.list.set_inner_html(&html);
        drop(s);
        if focused && state.borrow().list.child_element_count() > 0 {
            open(state);
        } else {
            close(state);
        }
        Ok(())
    }

    /// Nothing to propose when there is no good answer.
    async fn fetch(url: &str, options: &RequestInit) -> Result<String, JsValue> {
        let response: Response = JsFuture::from(leptos::prelude::window().fetch_with_str_and_init(url, options)).await?.dyn_into()?;
        if !response.ok() {
            return Ok(String::new());
        }
        Ok(JsFuture::from(response.text()?).await?.as_string().unwrap_or_default())
    }

    fn open(state: &Shared) {
        let mut s = state.borrow_mut();
        s.at = None;
        let _ = s.list.remove_attribute("hidden");
        let _ = s.input.set_attribute("aria-expanded", "true");
        let _ = s.input.remove_attribute("aria-activedescendant");
    }

    fn close(state: &Shared) {
        let mut s = state.borrow_mut();
        s.at = None;
        let _ = s.list.remove_attribute("aria-busy");
        let _ = s.list.set_attribute("hidden", "");
        let _ = s.input.set_attribute("aria-expanded", "false");
        let _ = s.input.remove_attribute("aria-activedescendant");
    }

    fn is_open(state: &Shared) -> bool {
        !state.borrow().list.has_attribute("hidden")
    }

    fn pressed(state: &Shared, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        match key.key().as_str() {
            "ArrowDown" if is_open(state) => step(state, event, true),
            "ArrowUp" if is_open(state) => step(state, event, false),
            "Escape" if is_open(state) => {
                event.prevent_default(); // the browser would empty the box
                close(state);
            }
            "Enter" if is_open(state) => {
                let s = state.borrow();
                let option = s.at.and_then(|at| s.list.children().item(at));
                drop(s);
                if let Some(option) = option {
                    event.prevent_default();
                    visit(&option);
                }
            }
            _ => {}
        }
    }

    /// Through the options and, between the last and the first, back into the box.
    fn step(state: &Shared, event: &Event, down: bool) {
        event.prevent_default();
        let mut s = state.borrow_mut();
        let count = s.list.child_element_count();
        let last = count.checked_sub(1);
        let to = match (s.at, down) {
            (None, true) => last.map(|_| 0),
            (None, false) => last,
            (Some(at), true) => (at + 1 < count).then_some(at + 1),
            (Some(at), false) => at.checked_sub(1),
        };
        let mark = |at: Option<u32>, value: &str| {
            if let Some(option) = at.and_then(|at| s.list.children().item(at)) {
                let _ = option.set_attribute("aria-selected", value);
                option.scroll_into_view_with_bool(false);
            }
        };
        mark(s.at, "false");
        mark(to, "true");
        let id = to.and_then(|at| s.list.children().item(at)).map(|o| o.id());
        let _ = match id {
            Some(id) => s.input.set_attribute("aria-activedescendant", &id),
            None => s.input.remove_attribute("aria-activedescendant"),
        };
        s.at = to;
    }

    fn visit(option: &Element) {
        if let Some(href) = option.get_attribute("data-href") {
            let _ = leptos::prelude::window().location().assign(&href);
        }
    }
}
