//! Files to send: a plain file input in a frame that an island may turn into a drop zone (it adds `is-over`).

use leptos::prelude::*;

use super::field::{error_view, field_id, hint_view};
use super::{Icon, MaybeText, Text, icon};

/// The form around it needs `enctype="multipart/form-data"`.
#[component]
pub fn FileInput(
    name: &'static str,
    #[prop(into)] label: Text,
    /// Kinds to offer, e.g. `image/jpeg,image/png,image/webp`.
    #[prop(optional)]
    accept: Option<&'static str>,
    #[prop(optional)] multiple: bool,
    #[prop(optional)] required: bool,
    /// A phone opens the camera at its back, instead of looking through its pictures.
    #[prop(optional)]
    camera: bool,
    /// What is allowed: sizes, kinds, how many.
    #[prop(optional, into)]
    hint: MaybeText,
    #[prop(optional, into)] error: MaybeText,
) -> AnyView {
    let id = field_id(name);
    let described = match (hint.is_some(), error.is_some()) {
        (false, false) => None,
        (h, e) => Some(format!(
            "{}{}",
            if h { format!("{id}-hint ") } else { String::new() },
            if e { format!("{id}-err") } else { String::new() }
        )),
    };
    let bad = error.is_some();
    view! {
        <div class="field">
            <div class=if bad { "dropzone dropzone-error" } else { "dropzone" }>
                {icon(Icon::Upload)} <label for=id.clone()>
                    <b>{label}</b>
                </label> {hint_view(&id, hint)}
                <input
                    type="file"
                    name=name
                    id=id.clone()
                    accept=accept
                    capture=camera.then_some("environment")
                    multiple=multiple
                    required=required
                    aria-describedby=described
                    aria-invalid=bad.then_some("true")
                />
            </div>
            {error_view(&id, error)}
        </div>
    }
    .into_any()
}
