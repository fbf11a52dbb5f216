//! What a site is, its story and its place: the fields with which one is opened and changed.

use domain::heritage::site::{Certainty, SiteKind, SitePlace};
use domain::heritage::site_profile::{MAX_ADDRESS, MAX_ERA, MAX_NAME, MAX_RADIUS, MAX_SOURCE, MAX_STORY, SiteProfile, SiteProfileError};
use domain::kernel::bilingual::Bilingual;
use domain::kernel::geo::Point;
use domain::kernel::locale::Locale;
use domain::kernel::text::{self, TextError};
use domain::kernel::wilayah::Kelurahan;
use leptos::prelude::*;

use crate::heritage::words;
use crate::i18n::t;
use crate::place::point;
use crate::ui::{Answer, Choice, Field, Fieldset, FormGrid, MaybeText, RadioCards, Select, TextArea};
use crate::web::{Errors, Form};

pub fn fill(form: &mut Form, site: &SiteProfile) {
    form.set("name_id", site.name.id.clone());
    form.set("name_en", site.name.en.clone());
    form.set("kind", site.kind.code());
    form.set("era_id", site.era.id.clone());
    form.set("era_en", site.era.en.clone());
    form.set("story_id", site.story.id.clone());
    form.set("story_en", site.story.en.clone());
    form.set("address", site.place.address.clone());
    form.set("kelurahan", site.place.kelurahan.code());
    point::fill(form, site.place.point);
    form.set("certainty", site.place.certainty.code());
    form.set("radius_m", site.place.radius_m.to_string());
    form.set("source", site.place.source.clone());
}

type Reads = fn(&str, usize) -> Result<String, TextError>;

/// Everything that is wrong is told at once.
pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<SiteProfile> {
    let mut typed = |name: &'static str, read: Reads, most: usize| {
        form.parse(name, errors, |s| read(s, most), |e| words::text(l, e)).unwrap_or_default()
    };
    let name = Bilingual::new(typed("name_id", text::line, MAX_NAME), typed("name_en", text::optional_line, MAX_NAME));
    let era = Bilingual::new(typed("era_id", text::optional_line, MAX_ERA), typed("era_en", text::optional_line, MAX_ERA));
    let story_id = typed("story_id", text::paragraphs, MAX_STORY);
    let story = Bilingual::new(story_id, typed("story_en", text::optional_paragraphs, MAX_STORY));
    let (address, source) = (typed("address", text::line, MAX_ADDRESS), typed("source", text::optional_line, MAX_SOURCE));
    let kind = form.parse("kind", errors, |s| SiteKind::from_code(s).ok_or(()), |()| t::common::field_choose(l).into());
    let kelurahan = form.parse("kelurahan", errors, |s| Kelurahan::parse(s.trim()), |_| t::common::field_choose(l).into());
    let certainty = form.parse("certainty", errors, |s| Certainty::from_code(s).ok_or(()), |()| t::common::field_choose(l).into());
    let exact = certainty == Some(Certainty::Exact);
    if exact && form.text("source").trim().is_empty() {
        errors.add("source", t::site_desk::source_needed(l));
    }
    let point = place(l, form, errors, kelurahan, exact);
    let radius_m = if exact && form.text("radius_m").trim().is_empty() {
        Some(0)
    } else {
        form.parse("radius_m", errors, |s| s.trim().parse::<u32>(), |_| t::site_desk::radius_bad(l, MAX_RADIUS).into())
    };
    let place = SitePlace { address, kelurahan: kelurahan?, point: point?, radius_m: radius_m?, certainty: certainty?, source };
    errors.is_empty().then_some(SiteProfile { kind: kind?, name, story, era, place })
}

/// The middle of its kelurahan stands for a place that is known roughly, never for an exact one.
fn place(l: Locale, form: &Form, errors: &mut Errors, kelurahan: Option<Kelurahan>, exact: bool) -> Option<Point> {
    let typed = ["lat", "lon"].iter().any(|name| !form.text(name).trim().is_empty());
    if exact && !typed {
        errors.add("lat", t::site_desk::point_needed(l));
        return None;
    }
    point::read(l, form, errors, kelurahan)
}

pub fn refused(l: Locale, e: SiteProfileError, errors: &mut Errors) {
    match e {
        SiteProfileError::Text { field, why } => errors.add(field, words::text(l, why)),
        SiteProfileError::NoSource => errors.add("source", t::site_desk::source_needed(l)),
        SiteProfileError::Radius => errors.add("radius_m", t::site_desk::radius_bad(l, MAX_RADIUS)),
    }
}

/// `kinds`: those that it may be; `kept`: why not all of them.
pub fn fields(l: Locale, form: &Form, errors: &Errors, kinds: &[SiteKind], kept: Option<&'static str>) -> AnyView {
    let kinds = kinds.iter().map(|k| Choice::new(k.code(), words::kind(l, *k))).collect::<Vec<_>>();
    let line = |name: &'static str, label: &'static str, hint: MaybeText, required: bool, most: usize| {
        let optional = (!required).then(|| t::common::optional(l));
        let (value, error, maxlength) = (form.typed(name), errors.of(name), u32::try_from(most).unwrap_or(u32::MAX));
        view! { <Field name=name label=label hint=hint value=value error=error required=required optional=optional maxlength=maxlength /> }
    };
    let area = |name: &'static str, label: &'static str, hint: MaybeText, required: bool| {
        let optional = (!required).then(|| t::common::optional(l));
        let (value, error, maxlength) = (form.typed(name), errors.of(name), u32::try_from(MAX_STORY).unwrap_or(u32::MAX));
        view! { <TextArea name=name label=label hint=hint value=value error=error rows=6 required=required optional=optional maxlength=maxlength /> }
    };
    let english = || MaybeText::from(t::site_desk::english_hint(l));
    let names = view! {
        {line("name_id", t::site_desk::name_id(l), MaybeText::default(), true, MAX_NAME)}
        {line("name_en", t::site_desk::name_en(l), english(), false, MAX_NAME)}
    }
    .into_any();
    let eras = view! {
        {line("era_id", t::site_desk::era_id(l), t::site_desk::era_hint(l).into(), false, MAX_ERA)}
        {line("era_en", t::site_desk::era_en(l), english(), false, MAX_ERA)}
    }
    .into_any();
    let stories = view! {
        {area("story_id", t::site_desk::story_id(l), t::site_desk::story_hint(l).into(), true)}
        {area("story_en", t::site_desk::story_en(l), english(), false)}
    }
    .into_any();
    let (kind, wrong, hint) = (form.typed("kind"), errors.of("kind"), kept.unwrap_or(t::site_desk::kind_hint(l)));
    let whereabouts = whereabouts(l, form, errors);
    view! {
        <Fieldset legend=t::site_desk::identity(l)>
            {names}
            <Select name="kind" label=t::site_desk::kind(l) hint=hint choices=kinds prompt=t::common::field_choose(l) value=kind error=wrong required=true />
        </Fieldset>
        <Fieldset legend=t::site_desk::telling(l)>{stories} <FormGrid>{eras}</FormGrid></Fieldset>
        {whereabouts}
    }
    .into_any()
}

fn whereabouts(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let most = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let answers = Certainty::ALL.map(|c| Answer::new(c.code(), words::certainty(l, c)));
    let (address, kelurahan, certainty) = (form.typed("address"), form.typed("kelurahan"), form.typed("certainty"));
    let (wrong_address, wrong_kelurahan, unsure) = (errors.of("address"), errors.of("kelurahan"), errors.of("certainty"));
    let (radius, wrong_radius) = (form.typed("radius_m"), errors.of("radius_m"));
    let (source, wrong_source) = (form.typed("source"), errors.of("source"));
    let point = point::fields(l, form, errors, t::site_desk::pick(l));
    view! {
        <Fieldset legend=t::site_desk::whereabouts(l)>
            <Field name="address" label=t::site_desk::address(l) hint=t::site_desk::address_hint(l) value=address error=wrong_address required=true maxlength=most(MAX_ADDRESS) />
            <Select
                name="kelurahan"
                label=t::selling::kelurahan(l)
                choices=point::kelurahan_choices()
                prompt=t::selling::kelurahan_prompt(l)
                value=kelurahan
                error=wrong_kelurahan
                required=true
            />
            {point}
            <RadioCards name="certainty" legend=t::site_desk::certainty(l) answers=answers.to_vec() value=certainty error=unsure />
            <Field name="radius_m" label=t::site_desk::radius(l) hint=t::site_desk::radius_hint(l) suffix="m" inputmode="numeric" value=radius error=wrong_radius />
            <Field name="source" label=t::site_desk::source(l) hint=t::site_desk::source_hint(l) value=source error=wrong_source optional=t::common::optional(l) maxlength=most(MAX_SOURCE) />
        </Fieldset>
    }
    .into_any()
}
