//! The rows of who comes: a name always, what identifies a person only where a base asks for it.

use domain::heritage::departure::DeparturePage;
use domain::heritage::party::{Demands, MAX_NAME};
use domain::heritage::rules::IdentityField;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::parts::countries;
use super::super::super::words;
use super::draft::Row;
use crate::i18n::t;
use crate::ui::{Icon, MaybeText, SubmitButton, Text, Tone, icon};

pub fn rows(l: Locale, of: &DeparturePage, demands: &Demands, rows: &[Row]) -> AnyView {
    let several = rows.len() > 1;
    let all = rows.iter().enumerate().map(|(i, r)| one(l, of, demands, i, r, several)).collect::<Vec<_>>();
    let nationality = demands.identity.contains(&IdentityField::Nationality).then(|| countries::datalist(l));
    view! { <div class="visitors">{all} {nationality}</div> }.into_any()
}

/// One cell: label, control, and what is wrong with it, tied together by ids that differ in each row.
fn cell(
    id: String,
    label: &'static str,
    hint: MaybeText,
    error: Option<Text>,
    control: impl FnOnce(String, Option<String>) -> AnyView,
) -> AnyView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-err"));
    let described = [hint.is_some().then(|| hint_id.clone()), error.is_some().then(|| error_id.clone())];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let control = control(id.clone(), (!described.is_empty()).then_some(described));
    view! {
        <div class="field">
            <label class="field-label" for=id>{label}</label>
            {hint.0.map(|h| view! { <p class="field-hint" id=hint_id>{h}</p> })}
            {control}
            {error.map(|e| view! { <p class="field-error" id=error_id>{icon(Icon::Error)} <span>{e}</span></p> })}
        </div>
    }
    .into_any()
}

struct Input {
    name: &'static str,
    kind: &'static str,
    value: String,
    list: Option<&'static str>,
    autocomplete: &'static str,
    max: Option<String>,
}

fn input(i: Input, wrong: bool) -> impl FnOnce(String, Option<String>) -> AnyView {
    move |id, described| {
        view! {
            <input
                class="input"
                type=i.kind
                name=i.name
                id=id
                value=i.value
                list=i.list
                max=i.max
                maxlength=MAX_NAME.to_string()
                autocomplete=i.autocomplete
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        }
        .into_any()
    }
}

fn one(l: Locale, of: &DeparturePage, demands: &Demands, i: usize, row: &Row, several: bool) -> AnyView {
    let id = |name: &str| format!("v{i}-{name}");
    let asks = |field| demands.identity.contains(&field);
    let w = &row.wrong;
    let plain = |name, kind, value: &str| Input { name, kind, value: value.to_owned(), list: None, autocomplete: "off", max: None };
    let name_error = w.name.map(|e| words::text(l, e));
    let name = cell(
        id("name"),
        t::heritage::visitor_name(l),
        MaybeText::default(),
        name_error,
        input(plain("name", "text", &row.name), w.name.is_some()),
    );
    // Beside what says how old somebody is: the birth date where it is asked for.
    let (by_birth, minor) = (asks(IdentityField::BirthDate), w.minor.then(|| Text::from(t::heritage::visitor_minor(l))));
    let category = category(l, of, id("category"), row, minor.clone().filter(|_| !by_birth));
    let document = asks(IdentityField::Document).then(|| {
        let error = w.document.then(|| Text::from(t::heritage::visitor_document_bad(l)));
        cell(
            id("document"),
            t::heritage::visitor_document(l),
            MaybeText::default(),
            error,
            input(plain("document", "text", &row.document), w.document),
        )
    });
    let birth = by_birth.then(|| {
        let error = if w.birth_date { Some(Text::from(t::heritage::visitor_birth_bad(l))) } else { minor };
        let today = Some(of.departure.starts_at.wib().date_input());
        let of = Input { max: today, ..plain("birth_date", "date", &row.birth_date) };
        cell(id("birth"), t::heritage::visitor_birth(l), MaybeText::default(), error, input(of, w.birth_date || w.minor))
    });
    let nationality = asks(IdentityField::Nationality).then(|| {
        let wrong = w.nationality || w.not_admitted;
        let error = if w.not_admitted {
            Some(Text::from(t::heritage::visitor_not_admitted(l)))
        } else {
            w.nationality.then(|| Text::from(t::heritage::visitor_nationality_bad(l)))
        };
        let shown = if row.nationality.is_empty() && !wrong { countries::name(l, "ID") } else { row.nationality.clone() };
        let of = Input { list: Some(countries::LIST), ..plain("nationality", "text", &shown) };
        cell(id("nationality"), t::heritage::visitor_nationality(l), MaybeText::default(), error, input(of, wrong))
    });
    let remove = several.then(|| {
        view! { <SubmitButton label=t::heritage::visitor_remove(l, i + 1) name="go" value=format!("drop-{i}") tone=Tone::QuietDanger start=Icon::Trash unchecked=true /> }
    });
    view! {
        <fieldset class="visitor">
            <legend>{t::heritage::visitor(l, i + 1)}</legend>
            {name}
            {category}
            {document}
            {birth}
            {nationality}
            <div class="visitor-end">{remove}</div>
        </fieldset>
    }
    .into_any()
}

fn category(l: Locale, of: &DeparturePage, id: String, row: &Row, minor: Option<Text>) -> AnyView {
    let wrong = row.wrong.category || minor.is_some();
    let options = of
        .tariff
        .fares()
        .iter()
        .map(|f| {
            let code = f.category.code();
            let label = format!("{} · {}", words::category(l, f.category), f.amount);
            view! { <option value=code selected=row.category == code>{label}</option> }
        })
        .collect::<Vec<_>>();
    let error = if row.wrong.category { Some(Text::from(t::common::field_required(l))) } else { minor };
    cell(id, t::heritage::visitor_category(l), MaybeText::default(), error, move |id, described| {
        view! {
            <select class="input" name="category" id=id aria-describedby=described aria-invalid=wrong.then_some("true")>
                {options}
            </select>
        }
        .into_any()
    })
}
