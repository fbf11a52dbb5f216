//! The shell: its frame, its two views, and what its scripts need to know.

use backend::heritage::note_incident::MAX_INCIDENT;
use domain::kernel::locale::Locale;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use serde_json::json;

use super::templates::templates;
use super::words::words;
use crate::i18n::t::{self, offline as o};
use crate::ui::{Alert, Checkbox, Field, Icon, Mood, SubmitButton, TextArea, Tone, icon};

/// The address of one of the kept files; without the built site it has no version.
fn file(kept: &[String], path: &'static str) -> String {
    kept.iter().find(|url| url.split('?').next() == Some(path)).cloned().unwrap_or_else(|| path.to_owned())
}

pub fn shell(l: Locale, kept: &[String]) -> AnyView {
    let root = l.path("/titik-kumpul");
    let (style, script) = (file(kept, "/meeting/screen.css"), file(kept, "/meeting/screen.js"));
    let facts =
        json!({ "root": root, "logIn": l.path("/masuk"), "desk": l.path("/meja-wisata/berangkat"), "files": kept, "words": words(l) });
    // `</script>` inside a text would end the block.
    let facts = format!("<script type=\"application/json\" id=\"facts\">{}</script>", facts.to_string().replace('<', "\\u003c"));
    view! {
        <link rel="stylesheet" href=style />
        <header class="mp-head">
            <a class="mp-home" href=l.path("/") aria-label=o::home(l)>{icon(Icon::Home)}</a>
            <h1>{o::title(l)}</h1>
            <p class="mp-state" data-slot="state" role="status"></p>
        </header>
        <main class="mp-main wrap wrap-narrow" id="main">
            <noscript>
                <Alert mood=Mood::Warn title=o::no_script(l)>
                    <p>{o::no_script_text(l)}</p>
                    <p><a href=l.path("/meja-wisata")>{o::no_script_link(l)}</a></p>
                </Alert>
            </noscript>
            <div data-slot="old" hidden><Alert mood=Mood::Warn title=o::old_browser(l) /></div>
            <div data-slot="trouble" role="alert"></div>
            {departures(l)}
            {departure(l)}
        </main>
        {templates(l)}
        {InertElement::new(facts)}
        <script type="module" src=script></script>
    }
    .into_any()
}

/// All departures: those on the device, and those that can be taken along.
fn departures(l: Locale) -> impl IntoView {
    view! {
        <section class="stack" data-view="departures" hidden>
            <p class="lead">{o::lead(l)}</p>
            <section class="stack stack-sm" data-part="left" hidden>
                <h2>{o::left(l)}</h2>
                <p class="muted small">{o::left_text(l)}</p>
                <ul class="row-list" role="list" data-slot="left"></ul>
            </section>
            <section class="stack stack-sm" data-part="kept" hidden>
                <h2>{o::on_device(l)}</h2>
                <ul class="row-list" role="list" data-slot="kept"></ul>
            </section>
            <section class="stack stack-sm" data-part="offers" hidden>
                <h2>{o::to_take(l)}</h2>
                <ul class="row-list" role="list" data-slot="offers"></ul>
            </section>
            <div class="empty" data-part="none" hidden>
                {icon(Icon::Calendar)}
                <h2>{o::none(l)}</h2>
                <p>{o::none_text(l)}</p>
            </div>
            <p class="muted small">{o::forget_note(l)}</p>
        </section>
    }
}

/// One departure: the door, the list, the heads, the queue.
fn departure(l: Locale) -> impl IntoView {
    view! {
        <section class="stack" data-view="departure" hidden>
            <a class="mp-back" href="#" data-slot="back">{icon(Icon::ArrowLeft)} " " {o::back(l)}</a>
            <div>
                <h2 data-slot="tour"></h2>
                <p class="muted" data-slot="when"></p>
            </div>
            <dl class="mp-heads">
                <div><dt>{o::came(l)}</dt><dd data-slot="came"></dd></div>
                <div><dt>{o::expected(l)}</dt><dd data-slot="expected"></dd></div>
            </dl>
            <div class="stack stack-sm" data-part="scan">
                <button type="button" class="btn btn-lg btn-wide" data-do="scan" data-anyway=o::admit_anyway(l)>{icon(Icon::Camera)} <span data-slot="scan-label">{o::scan(l)}</span></button>
                <div class="camera" data-part="camera" hidden>
                    <video muted playsinline data-slot="video" aria-label=o::scan_hint(l)></video>
                    <p class="small">{o::scan_hint(l)}</p>
                </div>
                <p class="field-error" data-slot="scan-error" role="alert" hidden></p>
            </div>
            <form class="form mp-number" data-form="number" novalidate>
                <Field name="shown" label=o::number(l) hint=o::number_hint(l) autocomplete="off" maxlength=400 />
                <SubmitButton label=o::check(l) tone=Tone::Secondary start=Icon::Search />
            </form>
            <div data-slot="verdict" tabindex="-1" aria-live="assertive"></div>
            <section class="stack stack-sm" data-part="conflicts" hidden>
                <h3>{o::conflicts(l)}</h3>
                <p class="muted small">{o::conflicts_text(l)}</p>
                <ul class="row-list" role="list" data-slot="conflicts"></ul>
            </section>
            <section class="stack stack-sm">
                <h3>{o::parties(l)}</h3>
                <p class="muted" data-part="no-parties" hidden>{o::parties_none(l)}</p>
                <ul class="row-list" role="list" data-slot="parties"></ul>
            </section>
            {walk_in(l)}
            {heads(l)}
            {incident(l)}
            <section class="stack stack-sm">
                <div class="row row-between">
                    <h3>{o::queue(l)}</h3>
                    <button type="button" class="btn btn-secondary btn-sm" data-do="send">{icon(Icon::Upload)} {o::send(l)}</button>
                </div>
                <p class="muted" data-part="no-queue" hidden>{o::queue_none(l)}</p>
                <ul class="mp-queue" role="list" data-slot="queue"></ul>
            </section>
            <p class="muted small">{o::plain(l)} " " <a data-slot="plain">{o::plain_link(l)}</a></p>
        </section>
    }
}

fn walk_in(l: Locale) -> impl IntoView {
    view! {
        <p class="muted small" data-part="no-walk-in" hidden>{o::no_walk_in(l)}</p>
        <details class="disclosure card" data-part="walk-in" hidden>
            <summary><span>{o::walk_in(l)} " · " <span data-slot="seats"></span></span></summary>
            <form class="form" data-form="walk-in" novalidate>
                <div class="stack stack-sm" data-slot="visitors"></div>
                <button type="button" class="btn btn-ghost btn-sm" data-do="visitor">{icon(Icon::Plus)} {t::heritage::visitor_add(l)}</button>
                <Field name="contact" label=t::heritage::contact_name(l) hint=t::meeting::contact_hint(l) autocomplete="off" optional=t::common::optional(l) />
                <Field name="phone" kind="tel" inputmode="tel" label=t::heritage::contact_phone(l) autocomplete="off" optional=t::common::optional(l) />
                <TextArea name="needs" label=t::heritage::needs(l) rows=2 maxlength=500 autocomplete="off" optional=t::common::optional(l) />
                <ul class="small" data-slot="conduct"></ul>
                <Checkbox name="conduct" label=t::heritage::book_conduct(l) />
                <p class="field-error" data-slot="walk-in-error" role="alert" hidden></p>
                <SubmitButton label=o::walk_in_pay(l) tone=Tone::Secondary start=Icon::Scale />
            </form>
        </details>
    }
}

fn heads(l: Locale) -> impl IntoView {
    view! {
        <section class="stack stack-sm">
            <h3>{o::heads(l)}</h3>
            <ul class="mp-queue" role="list" data-slot="heads"></ul>
            <form class="form card" data-form="heads" novalidate>
                <fieldset class="mp-ways">
                    <legend class="sr">{o::heads(l)}</legend>
                    <label><input type="radio" name="way" value="out" checked=true /> {o::heads_out(l)}</label>
                    <label><input type="radio" name="way" value="back" /> {o::heads_back(l)}</label>
                </fieldset>
                <div class="field">
                    <label class="field-label" for="heads-counted">{o::heads_counted(l)}</label>
                    <input class="input input-num" id="heads-counted" name="counted" inputmode="numeric" autocomplete="off" aria-describedby="heads-error" />
                    <p class="field-error" id="heads-error" data-slot="heads-error" role="alert" hidden></p>
                </div>
                <TextArea name="note" label=o::heads_note(l) rows=2 maxlength=500 autocomplete="off" />
                <SubmitButton label=o::heads_save(l) tone=Tone::Secondary start=Icon::Check />
                <p class="small strong" data-slot="heads-done" role="status"></p>
            </form>
        </section>
    }
}

fn incident(l: Locale) -> impl IntoView {
    view! {
        <section class="stack stack-sm">
            <h3>{t::meeting::incidents(l)}</h3>
            <form class="form card" data-form="incident" novalidate>
                <div class="field">
                    <label class="field-label" for="incident">{t::meeting::incident(l)}</label>
                    <p class="field-hint" id="incident-hint">{t::meeting::incident_hint(l)}</p>
                    <textarea class="input" id="incident" name="incident" rows="3" maxlength=MAX_INCIDENT.to_string() aria-describedby="incident-hint incident-error"></textarea>
                    <p class="field-error" id="incident-error" data-slot="incident-error" role="alert" hidden></p>
                </div>
                <SubmitButton label=o::incident_save(l) tone=Tone::Secondary start=Icon::Check />
                <p class="small strong" data-slot="incident-done" role="status"></p>
            </form>
        </section>
    }
}
