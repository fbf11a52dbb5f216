//! The rows of the scale: material, gross, and, for who needs them, container and deduction.

use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::material::{Material, MaterialKind};
use leptos::prelude::*;

use super::super::words;
use super::draft::Row;
use crate::i18n::t;
use crate::ui::{Icon, icon};

pub fn rows(l: Locale, rows: Vec<Row>, taken: &[(Material, Rupiah)]) -> AnyView {
    let all = rows.into_iter().enumerate().map(|(i, row)| one(l, i, row, taken)).collect::<Vec<_>>();
    view! { <div class="weighings">{all}</div> }.into_any()
}

fn one(l: Locale, i: usize, row: Row, taken: &[(Material, Rupiah)]) -> AnyView {
    let id = |name: &str| format!("w{i}-{name}");
    let groups = MaterialKind::ALL.into_iter().filter_map(|kind| group(l, kind, &row.material, taken)).collect::<Vec<_>>();
    let more = !row.tare.trim().is_empty() || !row.deduction.trim().is_empty() || !row.reason.trim().is_empty();
    let error_id = id("err");
    let wrong = row.error.is_some();
    let described = wrong.then(|| error_id.clone());
    let cell = |name: &'static str, label: &'static str, value: String, numeric: bool| {
        let described = described.clone();
        view! {
            <div class="field">
                <label class="field-label" for=id(name)>{label}</label>
                <input
                    class=if numeric { "input input-num" } else { "input" }
                    name=name
                    id=id(name)
                    value=value
                    inputmode=numeric.then_some("decimal")
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=wrong.then_some("true")
                />
            </div>
        }
    };
    view! {
        <fieldset class="weighing">
            <legend>{t::wastebank::row(l, i + 1)}</legend>
            <input type="hidden" name="usual" value=row.usual />
            <div class="field">
                <label class="field-label" for=id("material")>{t::wastebank::material(l)}</label>
                <select class="input" name="material" id=id("material") aria-describedby=described.clone() aria-invalid=wrong.then_some("true")>
                    <option value="">{t::wastebank::choose(l)}</option>
                    {groups}
                </select>
            </div>
            {cell("gross", t::wastebank::gross(l), row.gross, true)}
            <details class="disclosure" open=more>
                <summary>{t::wastebank::take_off(l)}</summary>
                <div class="weighing-off">
                    {cell("tare", t::wastebank::tare(l), row.tare, true)}
                    {cell("deduction", t::wastebank::deduction(l), row.deduction, true)}
                    {cell("reason", t::wastebank::reason(l), row.reason, false)}
                </div>
            </details>
            {row.value.map(|v| view! { <p class="weighing-value">{v.to_string()}</p> })}
            {row.error.map(|words| view! { <p class="field-error" id=error_id>{icon(Icon::Error)} <span>{words}</span></p> })}
        </fieldset>
    }
    .into_any()
}

fn group(l: Locale, kind: MaterialKind, picked: &str, taken: &[(Material, Rupiah)]) -> Option<AnyView> {
    let options = taken
        .iter()
        .filter(|(m, _)| m.kind == kind)
        .map(|(m, rate)| {
            let code = m.code.to_string();
            let selected = code == picked;
            let label = format!("{} · {}", m.name(l), words::rate(l, *rate, m.measure));
            view! { <option value=code selected=selected>{label}</option> }
        })
        .collect::<Vec<_>>();
    (!options.is_empty()).then(|| view! { <optgroup label=words::kind(l, kind)>{options}</optgroup> }.into_any())
}
