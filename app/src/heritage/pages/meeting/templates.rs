//! The pieces that the screen's scripts copy: their words and looks are made here, their `data-slot`s are filled there.

use domain::kernel::locale::Locale;
use leptos::prelude::*;

use crate::i18n::t::{self, offline as o, wastebank as w};
use crate::ui::{Icon, icon};

pub fn templates(l: Locale) -> impl IntoView {
    view! {
        <template id="t-kept">
            <li class="row-card">
                <div>
                    <a class="strong" data-slot="open"></a>
                    <p class="muted small" data-slot="when"></p>
                    <p class="small" data-slot="taken"></p>
                </div>
                <div class="row-card-end"><span class="badge badge-warn" data-slot="unsent" hidden></span></div>
            </li>
        </template>
        <template id="t-offer">
            <li class="row-card">
                <div>
                    <p class="strong" data-slot="tour"></p>
                    <p class="muted small" data-slot="when"></p>
                </div>
                <div class="row-card-end"><button type="button" class="btn btn-sm" data-do="take">{icon(Icon::Download)} {o::take(l)}</button></div>
            </li>
        </template>
        <template id="t-party">
            <li class="row-card">
                <div>
                    <button type="button" class="mp-party" data-do="show"></button>
                    <p class="muted small" data-slot="about"></p>
                </div>
                <div class="row-card-end"><span class="badge" data-slot="state"></span></div>
            </li>
        </template>
        <template id="t-trouble">
            <div class="alert alert-warn">
                {icon(Icon::Warning)}
                <div class="alert-body">
                    <p class="alert-title" data-slot="title"></p>
                    <p data-slot="text"></p>
                    <p data-part="log-in" hidden><a data-slot="log-in">{o::log_in(l)}</a></p>
                </div>
            </div>
        </template>
        <template id="t-line"><li><span data-slot="what"></span> " " <span class="badge" data-slot="state"></span></li></template>
        <template id="t-conflict">
            <li class="row-card">
                <div>
                    <p class="strong" data-slot="title"></p>
                    <p class="small" data-slot="text"></p>
                    <p class="small num" data-slot="handed" hidden></p>
                    <p class="muted small" data-slot="about"></p>
                </div>
                <div class="row-card-end">
                    <a class="btn btn-secondary btn-sm" data-slot="decide">{o::decide(l)}</a>
                    <button type="button" class="btn btn-secondary btn-sm" data-do="dismiss">{o::dismiss(l)}</button>
                </div>
            </li>
        </template>
        {verdict()}
        {scale(l)}
        {row(l)}
        <template id="t-visitor">
            <fieldset class="mp-visitor">
                <legend data-slot="legend"></legend>
                <div class="field">
                    <label class="field-label" data-for="visitor">{t::heritage::visitor_name(l)}</label>
                    <input class="input" name="visitor" autocomplete="off" maxlength="120" />
                </div>
                <div class="field">
                    <label class="field-label" data-for="category">{t::heritage::visitor_category(l)}</label>
                    <select class="input" name="category"></select>
                </div>
            </fieldset>
        </template>
    }
}

fn verdict() -> impl IntoView {
    view! {
        <template id="t-verdict">
            <article class="mp-verdict" data-slot="box">
                <p class="mp-verdict-word"><span data-slot="word"></span></p>
                <p class="mp-verdict-who" data-slot="who"></p>
                <p data-slot="text"></p>
                <p class="strong" data-slot="used" hidden></p>
                <p class="strong" data-slot="unapproved" hidden></p>
                <p data-slot="needs" hidden></p>
                <p class="small" data-slot="sent"></p>
                <button type="button" class="btn btn-lg btn-wide" data-do="admit" hidden></button>
                <div data-slot="scale"></div>
            </article>
        </template>
    }
}

fn scale(l: Locale) -> impl IntoView {
    view! {
        <template id="t-scale">
            <form class="form mp-scale" novalidate>
                <h3>{o::scale(l)}</h3>
                <dl class="defs">
                    <div><dt>{o::due_waste(l)}</dt><dd data-slot="due-waste"></dd></div>
                    <div><dt>{o::due_cash(l)}</dt><dd data-slot="due-cash"></dd></div>
                </dl>
                <p class="small" data-slot="pledged" hidden></p>
                <p class="alert alert-info small" data-slot="no-counter" hidden></p>
                <div class="field" data-part="counter" hidden>
                    <label class="field-label" for="scale-counter">{o::counter(l)}</label>
                    <select class="input" id="scale-counter" name="counter"></select>
                </div>
                <div class="field" data-part="card" hidden>
                    <label class="field-label" for="scale-card">{o::card(l)}</label>
                    <p class="field-hint" id="scale-card-hint">{o::card_hint(l)}</p>
                    <input class="input input-num" id="scale-card" name="card" inputmode="numeric" autocomplete="off" aria-describedby="scale-card-hint scale-card-error" />
                    <p class="field-error" id="scale-card-error" data-slot="card-error" role="alert" hidden></p>
                </div>
                <div class="weighings" data-slot="rows"></div>
                <button type="button" class="btn btn-ghost btn-sm" data-do="row">{icon(Icon::Plus)} {o::add_row(l)}</button>
                <dl class="defs defs-total" aria-live="polite">
                    <div><dt>{o::worth(l)}</dt><dd data-slot="worth"></dd></div>
                    <div><dt>{o::pays(l)}</dt><dd data-slot="pays"></dd></div>
                    <div class="mp-cash"><dt>{o::cash_due(l)}</dt><dd data-slot="cash"></dd></div>
                    <div><dt>{o::surplus(l)}</dt><dd data-slot="surplus"></dd></div>
                </dl>
                <p class="alert alert-warn small" data-slot="witness" role="alert" hidden></p>
                <button type="submit" class="btn btn-lg btn-wide" data-slot="settle"></button>
            </form>
        </template>
    }
}

/// Ids are given by the script: there are several of it.
fn row(l: Locale) -> impl IntoView {
    let cell = |name: &'static str, label: &'static str, numeric: bool| {
        view! {
            <div class="field">
                <label class="field-label" data-for=name>{label}</label>
                <input class=if numeric { "input input-num" } else { "input" } name=name inputmode=numeric.then_some("decimal") autocomplete="off" />
            </div>
        }
    };
    view! {
        <template id="t-row">
            <fieldset class="weighing">
                <legend data-slot="legend"></legend>
                <div class="field">
                    <label class="field-label" data-for="material">{w::material(l)}</label>
                    <select class="input" name="material"><option value="">{w::choose(l)}</option></select>
                </div>
                {cell("gross", w::gross(l), true)}
                <details class="disclosure">
                    <summary>{w::take_off(l)}</summary>
                    <div class="weighing-off">
                        {cell("tare", w::tare(l), true)} {cell("deduction", w::deduction(l), true)} {cell("reason", w::reason(l), false)}
                    </div>
                </details>
                <p class="field-error" data-slot="error" role="alert" hidden></p>
            </fieldset>
        </template>
    }
}
