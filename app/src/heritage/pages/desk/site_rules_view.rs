use backend::heritage::set_rules::MAX_DRESS;
use domain::heritage::rules::{DatedRules, Foreigners, IdentityField, Minors, Photography};
use domain::heritage::site::Site;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::parts::rules;
use super::super::super::words;
use super::dated::{self, Dated};
use super::site_rules::path;
use crate::i18n::{t, weekday};
use crate::ui::{
    Answer, Breadcrumb, Card, Checkbox, Checkboxes, ErrorSummary, Field, Fieldset, FormActions, FormGrid, PageHead, RadioCards,
    SectionHead, SubmitButton,
};
use crate::web::{Errors, Flash, Form};

pub fn view(l: Locale, now: Timestamp, site: &Site, all: &[DatedRules], form: &Form, errors: &Errors, flash: Option<Flash>) -> AnyView {
    let name = site.name.pick(l).to_owned();
    let steps = vec![
        (t::heritage::desk(l).into(), l.path("/meja-wisata").into()),
        (name.clone().into(), l.path(&format!("/meja-wisata/tempat/{}", site.id)).into()),
    ];
    let action = l.path(&path(site));
    let (editor, history) = (editor(l, action, form, errors), history(l, now, all));
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::desk::rules(l) />
            <PageHead title=t::desk::rules(l) lead=name />
            {flash.map(Flash::alert)}
            <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
            <div class="split">
                <Card title=t::desk::rules_new(l)>
                    <p class="muted">{t::desk::rules_lead(l)}</p>
                    {editor}
                </Card>
                <aside class="split-side stack">
                    <SectionHead title=t::desk::terms_days(l) />
                    {history}
                </aside>
            </div>
        </div>
    }
    .into_any()
}

fn editor(l: Locale, action: String, form: &Form, errors: &Errors) -> AnyView {
    let identity = IdentityField::ALL.map(|field| Answer::new(field.code(), as_begun(words::identity(l, field)))).to_vec();
    let asked = form.all("identity").into_iter().map(str::to_owned).collect();
    let foreigners = Foreigners::ALL.map(|f| {
        let label = if f == Foreigners::Welcome { t::desk::foreigners_welcome(l) } else { t::heritage::rule_citizens(l) };
        Answer::new(f.code(), label)
    });
    let minors = Minors::ALL.map(|m| Answer::new(m.code(), words::minors(l, m).unwrap_or(t::desk::minors_welcome(l))));
    let photography = Photography::ALL.map(|p| Answer::new(p.code(), words::photography(l, p)));
    let days = (0..7).map(|day| Answer::new(day.to_string(), weekday(l, day))).collect();
    let closed = form.all("closed").into_iter().map(str::to_owned).collect();
    let value = |name| form.typed(name);
    let most = u32::try_from(MAX_DRESS).unwrap_or(200);
    // Children of components outlive the form that is read here.
    let announced = view! {
        <Field name="lead_days" label=t::desk::lead_days(l) suffix=t::desk::unit_days_before(l) inputmode="numeric" value=value("lead_days") error=errors.of("lead_days") required=true />
        <Field name="cutoff_hours" label=t::desk::cutoff_hours(l) hint=t::desk::cutoff_hint(l) suffix=t::desk::unit_hours_before(l) inputmode="numeric" value=value("cutoff_hours") error=errors.of("cutoff_hours") required=true />
    }
    .into_any();
    let dress = view! {
        <Field name="dress_id" label=t::desk::dress_id(l) value=value("dress_id") error=errors.of("dress_id") optional=t::common::optional(l) maxlength=most />
        <Field name="dress_en" label=t::desk::dress_en(l) value=value("dress_en") error=errors.of("dress_en") optional=t::common::optional(l) maxlength=most />
    }
    .into_any();
    let approves = form.has("approves");
    view! {
        <form class="form" method="post" action=action novalidate>
            <Fieldset legend=t::desk::rules_announced(l)>
                <FormGrid>{announced}</FormGrid>
                <Checkbox name="approves" label=t::desk::approves(l) checked=approves />
            </Fieldset>
            <Checkboxes name="identity" legend=t::desk::identity(l) hint=t::desk::identity_hint(l) answers=identity checked=asked />
            <RadioCards name="foreigners" legend=t::desk::foreigners(l) answers=foreigners.to_vec() value=value("foreigners") error=errors.of("foreigners") two_columns=true />
            <RadioCards name="minors" legend=t::desk::minors(l) answers=minors.to_vec() value=value("minors") error=errors.of("minors") />
            <RadioCards name="photography" legend=t::desk::photography(l) answers=photography.to_vec() value=value("photography") error=errors.of("photography") />
            <FormGrid>{dress}</FormGrid>
            <Checkboxes name="closed" legend=t::desk::closed_weekdays(l) answers=days checked=closed error=errors.of("closed") />
            <Field name="from" kind="date" label=t::desk::valid_from(l) hint=t::desk::rules_from_hint(l) value=value("from") error=errors.of("from") required=true />
            <FormActions>
                <SubmitButton label=t::common::save(l) />
            </FormActions>
        </form>
    }
    .into_any()
}

/// `nomor KTP` as a line of its own begins.
fn as_begun(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn history(l: Locale, now: Timestamp, all: &[DatedRules]) -> AnyView {
    let one = |d: &DatedRules| Dated { from: d.from, by: d.by.clone(), body: rules::list(l, &d.rules) };
    dated::list(l, now, all.iter().map(one).collect(), t::heritage::visiting_none(l))
}
