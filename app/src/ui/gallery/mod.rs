//! Every component in every state, for the eye and for the accessibility check. A development page: its words are
//! examples, not translations.
#![allow(clippy::wildcard_imports)] // it shows every component there is

mod content;
mod forms;
mod frame;
mod lists;

use leptos::prelude::*;

pub use frame::example_shell;

/// One component with its name.
fn shown(name: &'static str, what: impl IntoView + 'static) -> AnyView {
    let id = name.to_lowercase().replace(' ', "-");
    view! {
        <section class="stack" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{name}</h2>
            {what}
        </section>
    }
    .into_any()
}

/// The body of `/_ui`.
pub fn gallery() -> AnyView {
    view! {
        <div class="wrap page">
            <h1>"Pustaka komponen"</h1>
            <div class="stack stack-lg">{content::all()} {forms::all()} {lists::all()}</div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::{Assets, Head, document};
    use super::*;

    /// Whoever adds a component shows it here, where it is looked at and checked by axe.
    #[test]
    fn every_component_is_shown() {
        let ui = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
        let sources = |folder: &std::path::Path| -> String {
            let files = std::fs::read_dir(folder).expect("the folder").map(|f| f.expect("a file").path()).filter(|f| f.is_file());
            files.map(|f| std::fs::read_to_string(f).expect("a source")).collect()
        };
        let (library, shown) = (sources(&ui), sources(&ui.join("gallery")));
        let names = library.split("#[component]").skip(1).filter_map(|s| s.split("pub fn ").nth(1)?.split('(').next());
        // The frame is around the page itself.
        let missing: Vec<_> = names.filter(|n| *n != "Frame" && !shown.contains(&format!("<{n}"))).collect();
        assert!(missing.is_empty(), "not in the gallery: {missing:?}");
    }

    #[test]
    fn the_gallery_renders_with_unique_ids() {
        let about = Head { lang: "id", title: "Komponen".into(), ..Head::default() };
        let html = document(&about, &Assets::default(), example_shell(), gallery());
        let mut ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|s| s.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id stands twice");
        for target in html.split(" for=\"").skip(1).filter_map(|s| s.split('"').next()) {
            assert!(ids.binary_search(&target).is_ok(), "a label for nothing: {target}");
        }
    }
}
