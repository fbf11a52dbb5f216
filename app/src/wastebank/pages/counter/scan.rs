//! Beside the field for a card's number: the camera types it. Hidden without a script and without a camera, as `public/scan-field.js` finds.

use domain::wastebank::member::CardNumber;
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::ui::{Icon, icon};

/// For the form that asks for `field`. `script`: the address of that file.
pub fn scan_card(l: Locale, field: &'static str, script: String) -> AnyView {
    view! {
        <div
            class="stack stack-sm"
            data-scan=field
            data-before=CardNumber::SCANNED
            data-open=t::wastebank::scan(l)
            data-close=t::wastebank::scan_stop(l)
            data-denied=t::wastebank::scan_denied(l)
            data-other=t::wastebank::scan_other(l)
            hidden
        >
            <button type="button" class="btn btn-secondary btn-wide" data-do="scan">
                {icon(Icon::Camera)}
                " "
                <span data-slot="scan-label">{t::wastebank::scan(l)}</span>
            </button>
            <div class="camera" data-part="camera" hidden>
                <video muted playsinline data-slot="video" aria-label=t::wastebank::scan_hint(l)></video>
                <p class="small">{t::wastebank::scan_hint(l)}</p>
            </div>
            <p class="field-error" data-slot="scan-error" role="alert" hidden></p>
            <script type="module" src=script></script>
        </div>
    }
    .into_any()
}
