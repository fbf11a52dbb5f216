//! What is told of a tour: the fields with which one is opened and changed.

use domain::heritage::tour_profile::{MAX_LINE, MAX_LINES, MAX_NAME, MAX_PARAGRAPHS, ProfileError, TourProfile, TypedProfile};
use domain::kernel::bilingual::Bilingual;
use domain::kernel::geo::Point;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::words;
use crate::i18n::t;
use crate::place::point;
use crate::ui::{Answer, Checkboxes, Field, Fieldset, FormGrid, TextArea};
use crate::web::{Errors, Form};

pub fn fill(form: &mut Form, p: &TourProfile) {
    let joined = |list: &[Bilingual], of: fn(&Bilingual) -> &str| list.iter().map(of).collect::<Vec<_>>().join("\n");
    let lists = [("bring", &p.bring), ("conduct", &p.conduct)].map(|(name, list)| {
        // A line that only Indonesian has stands for both, so that the lines stay beside each other.
        let english = list.iter().any(|x| !x.en.is_empty());
        (name, Bilingual::new(joined(list, |x| x.id.as_str()), if english { joined(list, |x| x.pick(Locale::En)) } else { String::new() }))
    });
    let m = &p.meeting;
    let texts = [("name", &p.name), ("story", &p.story), ("place", &m.name), ("hint", &m.hint), ("access", &p.access)];
    for (name, text) in texts.into_iter().chain(lists.iter().map(|(name, text)| (*name, text))) {
        form.set(&format!("{name}_id"), text.id.clone());
        form.set(&format!("{name}_en"), text.en.clone());
    }
    form.set("address", m.address.clone());
    point::fill(form, m.point);
    for l in &p.languages {
        form.add("languages", l.tag());
    }
}

/// What can be said of a form without a point is said with it; else the use case judges it.
pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<TypedProfile> {
    let point = point::read_needed(l, form, errors);
    let both = |name: &str| Bilingual::new(form.text(&format!("{name}_id")), form.text(&format!("{name}_en")));
    let typed = TypedProfile {
        name: both("name"),
        story: both("story"),
        place: both("place"),
        address: form.typed("address"),
        hint: both("hint"),
        point: point.unwrap_or(Point { lat: 0.0, lon: 0.0 }),
        languages: form.all("languages").into_iter().filter_map(Locale::from_tag).collect(),
        access: both("access"),
        bring: both("bring"),
        conduct: both("conduct"),
    };
    if point.is_none() {
        refused(l, typed.read().err().unwrap_or_default(), errors);
        return None;
    }
    Some(typed)
}

pub fn refused(l: Locale, wrong: Vec<ProfileError>, errors: &mut Errors) {
    for e in wrong {
        match e {
            ProfileError::Text { field, why } => errors.add(field, words::text(l, why)),
            ProfileError::NoLanguage => errors.add("languages", t::common::field_choose(l)),
            ProfileError::Uneven { field } => errors.add(field, t::tour_desk::uneven(l)),
            ProfileError::TooMany { field } => errors.add(field, t::tour_desk::too_many_lines(l, MAX_LINES)),
        }
    }
}

/// A text in both languages.
struct Both {
    names: [&'static str; 2],
    label: &'static str,
    hint: Option<&'static str>,
    /// In Indonesian.
    needed: bool,
    /// None: a field of one line.
    rows: Option<u32>,
    most: usize,
}

fn both(l: Locale, form: &Form, errors: &Errors, of: &Both) -> AnyView {
    let field = |at: usize, label: String| {
        let (name, needed) = (of.names[at], at == 0 && of.needed);
        let optional = (!needed).then(|| t::common::optional(l));
        let (value, error) = (form.typed(name), errors.of(name));
        let most = u32::try_from(of.most).unwrap_or(u32::MAX);
        match of.rows {
            Some(rows) => view! {
                <TextArea name=name label=label hint=of.hint rows=rows value=value error=error required=needed optional=optional maxlength=most />
            }
            .into_any(),
            None => view! {
                <Field name=name label=label hint=of.hint value=value error=error required=needed optional=optional maxlength=most />
            }
            .into_any(),
        }
    };
    let fields = vec![field(0, t::tour_desk::in_id(l, of.label)), field(1, t::tour_desk::in_en(l, of.label))];
    view! { <FormGrid>{fields}</FormGrid> }.into_any()
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let text = |names, label, needed, rows, most| both(l, form, errors, &Both { names, label, hint: None, needed, rows, most });
    let list = |names, label, hint, needed| {
        let of = Both { names, label, hint: Some(hint), needed, rows: Some(5), most: MAX_LINE * MAX_LINES };
        both(l, form, errors, &of)
    };
    let about = view! {
        {text(["name_id", "name_en"], t::tour_desk::name(l), true, None, MAX_NAME)}
        {text(["story_id", "story_en"], t::tour_desk::story(l), true, Some(6), MAX_PARAGRAPHS)}
    }
    .into_any();
    let meeting = view! {
        {text(["place_id", "place_en"], t::tour_desk::place(l), true, None, MAX_LINE)}
        <Field name="address" label=t::tour_desk::address(l) value=form.typed("address") error=errors.of("address") required=true />
        {text(["hint_id", "hint_en"], t::tour_desk::how_to_find(l), false, Some(3), MAX_PARAGRAPHS)}
        {point::needed_fields(l, form, errors, t::tour_desk::pick(l))}
    }
    .into_any();
    let spoken = Locale::ALL.map(|x| Answer::new(x.tag(), words::language(l, x))).to_vec();
    let ticked = form.all("languages").into_iter().map(str::to_owned).collect();
    let along = view! {
        <Checkboxes name="languages" legend=t::tour_desk::languages(l) answers=spoken checked=ticked error=errors.of("languages") />
        {text(["access_id", "access_en"], t::heritage::access(l), true, Some(4), MAX_PARAGRAPHS)}
        {list(["bring_id", "bring_en"], t::heritage::bring(l), t::tour_desk::one_a_line(l), false)}
        {list(["conduct_id", "conduct_en"], t::heritage::conduct(l), t::tour_desk::conduct_hint(l), true)}
    }
    .into_any();
    view! {
        <Fieldset legend=t::tour_desk::about(l)>{about}</Fieldset>
        <Fieldset legend=t::heritage::meeting(l)>{meeting}</Fieldset>
        <Fieldset legend=t::tour_desk::along(l)>{along}</Fieldset>
    }
    .into_any()
}
