//! Dropping photos, seeing them before they are sent, and how far the sending is. The form inside works without it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PhotoDropText {
    /// Said before the previews.
    pub chosen: String,
    pub too_big: String,
    pub not_image: String,
    pub too_many: String,
    pub sending: String,
    pub failed: String,
}

/// Its children hold the form with the file input. The answer's element `#photos` takes the place of this page's.
#[island]
pub fn PhotoDrop(text: PhotoDropText, space: u32, children: Children) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            browser::attach(root.into(), text.clone(), space);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (text, space);
    view! {
        <div class="stack" node_ref=root>
            {children()}
            <div class="stack stack-sm" data-part="said" aria-live="polite"></div>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::Cell;
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::prelude::{document, set_timeout, window};
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{
        DomParser, DragEvent, Element, Event, File, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, ProgressEvent, SupportedType,
        Url, XmlHttpRequest,
    };

    use super::PhotoDropText;

    /// As the server has it.
    const MAX_BYTES: f64 = 10.0 * 1024.0 * 1024.0;
    const KINDS: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];
    /// Photos are made ready by a job: looked at again so often, so long.
    const LOOKS: u32 = 8;
    const PAUSE: Duration = Duration::from_millis(1500);

    struct Drop {
        text: PhotoDropText,
        /// How many more fit; known anew after each sending.
        vacant: Cell<u32>,
        form: HtmlFormElement,
        input: HtmlInputElement,
        zone: Element,
        said: Element,
    }

    pub fn attach(root: HtmlElement, text: PhotoDropText, vacant: u32) {
        fn find<T: JsCast>(root: &HtmlElement, what: &str) -> Option<T> {
            root.query_selector(what).ok().flatten().and_then(|e| e.dyn_into().ok())
        }
        let (Some(form), Some(input), Some(zone), Some(said)) = (
            find::<HtmlFormElement>(&root, "form"),
            find::<HtmlInputElement>(&root, "input[type=file]"),
            find::<Element>(&root, ".dropzone"),
            find::<Element>(&root, "[data-part=said]"),
        ) else {
            return;
        };
        let this = Rc::new(Drop { text, vacant: Cell::new(vacant), form, input, zone, said });
        listen(&root, "dragover", &this, |d, e| {
            e.prevent_default();
            let _ = d.zone.class_list().add_1("is-over");
        });
        listen(&root, "dragleave", &this, |d, _| {
            let _ = d.zone.class_list().remove_1("is-over");
        });
        listen(&root, "drop", &this, |d, e| {
            e.prevent_default();
            let _ = d.zone.class_list().remove_1("is-over");
            let files = e.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|t| t.files());
            if let Some(files) = files {
                d.input.set_files(Some(&files));
                d.show();
            }
        });
        listen(&root, "change", &this, |d, _| d.show());
        listen(&root, "submit", &this, |d, e| {
            e.prevent_default();
            send(d);
        });
        look_again(LOOKS); // photos of an earlier visit may be on their way
    }

    fn listen(root: &HtmlElement, event: &str, this: &Rc<Drop>, act: impl Fn(&Rc<Drop>, &Event) + 'static) {
        let this = Rc::clone(this);
        let heard = Closure::<dyn FnMut(Event)>::new(move |e: Event| act(&this, &e));
        let _ = root.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        heard.forget(); // lives as long as the page
    }

    fn element(name: &str, class: &str, words: &str) -> Option<Element> {
        let e = document().create_element(name).ok()?;
        e.set_class_name(class);
        if !words.is_empty() {
            e.set_text_content(Some(words));
        }
        Some(e)
    }

    impl Drop {
        fn files(&self) -> Vec<File> {
            let list = self.input.files();
            list.map(|l| (0..l.length()).filter_map(|i| l.get(i)).collect()).unwrap_or_default()
        }

        /// What is wrong with a file that could be known before sending it.
        fn refused(&self, nth: usize, file: &File) -> Option<&str> {
            if !KINDS.contains(&file.type_().as_str()) {
                Some(&self.text.not_image)
            } else if file.size() > MAX_BYTES {
                Some(&self.text.too_big)
            } else if nth >= self.vacant.get() as usize {
                Some(&self.text.too_many)
            } else {
                None
            }
        }

        fn good(&self) -> Vec<File> {
            self.files().into_iter().enumerate().filter(|(i, f)| self.refused(*i, f).is_none()).map(|(_, f)| f).collect()
        }

        fn show(&self) {
            self.said.set_inner_html("");
            let (Some(title), Some(list)) = (element("p", "strong", &self.text.chosen), element("ul", "thumbs", "")) else { return };
            let _ = list.set_attribute("role", "list");
            for (i, file) in self.files().iter().enumerate() {
                let Some(item) = element("li", "thumb", "") else { continue };
                if let Some(why) = self.refused(i, file) {
                    if let Some(e) = element("p", "field-error", &format!("{}: {why}", file.name())) {
                        let _ = item.append_child(&e);
                    }
                } else if let (Ok(src), Some(img)) = (Url::create_object_url_with_blob(file), element("img", "", "")) {
                    let _ = img.set_attribute("src", &src);
                    let _ = img.set_attribute("alt", &file.name());
                    let _ = item.append_child(&img);
                }
                let _ = list.append_child(&item);
            }
            let _ = self.said.append_child(&title);
            let _ = self.said.append_child(&list);
        }

        fn say(&self, class: &str, words: &str) {
            self.said.set_inner_html("");
            if let Some(e) = element("p", class, words) {
                let _ = self.said.append_child(&e);
            }
        }
    }

    fn send(d: &Rc<Drop>) {
        let good = d.good();
        let (Ok(data), Ok(request)) = (FormData::new(), XmlHttpRequest::new()) else { return };
        for file in &good {
            let _ = data.append_with_blob_and_filename(&d.input.name(), file, &file.name());
        }
        if good.is_empty() {
            let _ = d.input.focus();
            return;
        }
        d.say("strong", &d.text.sending);
        if let Some(bar) = element("progress", "upload-bar", "") {
            let _ = bar.set_attribute("max", "100");
            let _ = bar.set_attribute("aria-label", &d.text.sending);
            let _ = d.said.append_child(&bar);
            let moved = Closure::<dyn FnMut(ProgressEvent)>::new(move |e: ProgressEvent| {
                if e.length_computable() && e.total() > 0.0 {
                    let _ = bar.set_attribute("value", &(e.loaded() * 100.0 / e.total()).round().to_string());
                }
            });
            if let Ok(upload) = request.upload() {
                upload.set_onprogress(Some(moved.as_ref().unchecked_ref()));
            }
            moved.forget();
        }
        let (this, answered) = (Rc::clone(d), request.clone());
        let loaded = Closure::<dyn FnMut()>::new(move || {
            let html = answered.response_text().ok().flatten().unwrap_or_default();
            match take_over(&html) {
                Some(Taken { message, vacant }) => {
                    this.input.set_value("");
                    this.say("strong", &message);
                    this.vacant.set(vacant);
                    if vacant == 0 {
                        this.form.set_hidden(true);
                        if let Some(e) = element("p", "muted", &this.text.too_many) {
                            let _ = this.said.append_child(&e);
                        }
                    }
                    look_again(LOOKS);
                }
                None => this.say("field-error", &this.text.failed),
            }
        });
        let this = Rc::clone(d);
        let failed = Closure::<dyn FnMut()>::new(move || this.say("field-error", &this.text.failed));
        request.set_onload(Some(loaded.as_ref().unchecked_ref()));
        request.set_onerror(Some(failed.as_ref().unchecked_ref()));
        loaded.forget();
        failed.forget();
        let opened = request.open("POST", &d.form.action());
        if opened.is_err() || request.send_with_opt_form_data(Some(&data)).is_err() {
            d.say("field-error", &d.text.failed);
        }
    }

    struct Taken {
        /// Empty for none.
        message: String,
        vacant: u32,
    }

    /// Puts the answer's photos, and what it says about how many more fit, in the place of the page's.
    fn take_over(html: &str) -> Option<Taken> {
        let answer = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
        let (new, old) = (answer.get_element_by_id("photos")?, document().get_element_by_id("photos")?);
        old.set_inner_html(&new.inner_html());
        let hint = (answer.get_element_by_id("f-photos-hint"), document().get_element_by_id("f-photos-hint"));
        if let (Some(new), Some(old)) = hint {
            old.set_text_content(new.text_content().as_deref());
        }
        let vacant = new.get_attribute("data-vacant").and_then(|n| n.parse().ok())?;
        let message = answer.query_selector(".alert[role=status]").ok().flatten().and_then(|e| e.text_content());
        Some(Taken { message: message.unwrap_or_default().trim().to_owned(), vacant })
    }

    /// Fetches the page anew while a photo is being prepared.
    fn look_again(left: u32) {
        let waits = document().query_selector("#photos .thumb-wait").ok().flatten().is_some();
        if !waits || left == 0 {
            return;
        }
        set_timeout(
            move || {
                let Ok(request) = XmlHttpRequest::new() else { return };
                let answered = request.clone();
                let loaded = Closure::<dyn FnMut()>::new(move || {
                    if answered.status().is_ok_and(|s| s == 200) {
                        take_over(&answered.response_text().ok().flatten().unwrap_or_default());
                    }
                    look_again(left - 1);
                });
                request.set_onload(Some(loaded.as_ref().unchecked_ref()));
                loaded.forget();
                if let Ok(here) = window().location().href()
                    && request.open("GET", &here).is_ok()
                {
                    let _ = request.send();
                }
            },
            PAUSE,
        );
    }
}
