//! How `facts.rs` looks: each fact as it stands, with its form behind a fold, and an empty form at the side.

use backend::heritage::keep_facts::mark;
use domain::heritage::site::SiteFact;
use domain::heritage::site_fact::{MAX_FACTS, MAX_TEXT};
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::facts::{anchor, meant};
use crate::i18n::t;
use crate::ui::{
    Badge, Card, Choice, Confirm, Disclosure, Empty, ErrorSummary, FormActions, Icon, Mood, Select, SubmitButton, Text, TextArea, field_id,
    hidden, step_buttons,
};
use crate::web::{Errors, Form};

/// What the status says of a fact that has its source.
pub const VERIFIED: &str = "verified";
const UNVERIFIED: &str = "unverified";

/// `form`, `errors`: of the one form that was sent, if any was.
pub fn view(l: Locale, top: AnyView, action: &str, facts: &[(i64, SiteFact)], form: &Form, errors: &Errors) -> AnyView {
    // Where the fact of a refused form is gone, what was typed stands ready to be added.
    let refused = meant(form).filter(|position| !errors.is_empty() && facts.iter().any(|(there, _)| there == position));
    let keys: Vec<String> = facts.iter().map(|(position, _)| position.to_string()).collect();
    let row = |(i, (position, fact)): (usize, &(i64, SiteFact))| {
        let typed = (refused == Some(*position)).then_some((form, errors));
        one(l, action, steps(l, action, &keys, i, fact), *position, fact, typed)
    };
    let rows = facts.iter().enumerate().map(row).collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <Empty of=Icon::History title=t::site_desk::facts_none(l) text=t::site_desk::facts_none_text(l) /> }.into_any()
    } else {
        // A script asks before (`public/boot.js`).
        view! {
            <noscript><p class="muted small">{t::site_desk::facts_save_first(l)}</p></noscript>
            <ul class="row-list" role="list">{rows}</ul>
        }
        .into_any()
    };
    let add = (facts.len() < MAX_FACTS || (refused.is_none() && !errors.is_empty())).then(|| {
        let row = if refused.is_some() { Row { mine: false, key: "new".to_owned() } } else { Row { mine: true, key: String::new() } };
        let fields = fields(l, &row, |name| if row.mine { form.typed(name) } else { String::new() }, errors);
        // A step that was refused has no words of its own.
        let (action, typed) = (action.to_owned(), (row.mine && !form.text("go").is_empty()).then_some(""));
        view! {
            <Card title=t::site_desk::fact_add(l)>
                <form class="form" method="post" action=action novalidate data-unsent=t::site_desk::facts_unsent(l) data-typed=typed>
                    {hidden(vec![("go", "add".to_owned())])}
                    {fields}
                    <FormActions>
                        <SubmitButton label=t::site_desk::fact_add(l) start=Icon::Plus />
                    </FormActions>
                </form>
            </Card>
        }
    });
    view! {
        <div class="wrap page">
            {top}
            <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
            <div class="split">
                <div class="stack">{list}</div>
                <aside class="split-side stack">{add}</aside>
            </div>
        </div>
    }
    .into_any()
}

/// The forms of the page have their fields' names in common. The fields of the one that was sent have the ids to which the summary
/// of errors leads.
struct Row {
    mine: bool,
    key: String,
}

impl Row {
    fn id(&self, name: &str) -> Text {
        if self.mine { field_id(name).into() } else { format!("{}-{}", field_id(name), self.key).into() }
    }

    fn error(&self, name: &str, errors: &Errors) -> Option<Text> {
        if self.mine { errors.of(name) } else { None }
    }
}

fn fields(l: Locale, row: &Row, value: impl Fn(&str) -> String, errors: &Errors) -> AnyView {
    let most = u32::try_from(MAX_TEXT).unwrap_or(u32::MAX);
    let statuses = vec![Choice::new(UNVERIFIED, t::site_desk::fact_unverified(l)), Choice::new(VERIFIED, t::site_desk::fact_verified(l))];
    view! {
        <TextArea name="text_id" id=row.id("text_id") label=t::site_desk::fact_text_id(l) value=value("text_id") error=row.error("text_id", errors) rows=3 maxlength=most required=true />
        <TextArea name="text_en" id=row.id("text_en") label=t::site_desk::fact_text_en(l) hint=t::site_desk::english_hint(l) value=value("text_en") error=row.error("text_en", errors) rows=3 maxlength=most optional=t::common::optional(l) />
        <Select name="status" id=row.id("status") label=t::site_desk::fact_status(l) choices=statuses value=value("status") />
        <TextArea name="sources" id=row.id("sources") label=t::site_desk::fact_sources(l) hint=t::site_desk::fact_sources_hint(l) value=value("sources") error=row.error("sources", errors) rows=2 optional=t::common::optional(l) />
    }
    .into_any()
}

/// What it is called in the list, and the buttons that move it.
fn steps(l: Locale, action: &str, keys: &[String], i: usize, fact: &SiteFact) -> AnyView {
    let number = i + 1;
    let values = [("go", "move".to_owned()), ("position", keys[i].clone()), ("mark", mark(fact))];
    let steps = step_buttons(action, keys, i, &values, [t::site_desk::fact_up(l, number), t::site_desk::fact_down(l, number)]);
    view! { <div class="row row-between"><b>{t::site_desk::fact_number(l, number)}</b> <div class="row">{steps}</div></div> }.into_any()
}

/// `typed`: what was typed over it and refused.
fn one(l: Locale, action: &str, steps: AnyView, position: i64, fact: &SiteFact, typed: Option<(&Form, &Errors)>) -> AnyView {
    let row = Row { mine: typed.is_some(), key: position.to_string() };
    let status = if fact.verified { VERIFIED } else { UNVERIFIED };
    let kept = |name: &str| match name {
        "text_id" => fact.text.id.clone(),
        "text_en" => fact.text.en.clone(),
        "status" => status.to_owned(),
        _ => fact.sources.join("\n"),
    };
    let none = Errors::default();
    let unsaved = row.mine.then_some("");
    let fields = match typed {
        Some((form, errors)) => fields(l, &row, |name| form.typed(name), errors),
        None => fields(l, &row, kept, &none),
    };
    let (label, mood, of) = if fact.verified {
        (t::heritage::verified(l), Mood::Success, Icon::Badge)
    } else {
        (t::heritage::unverified(l), Mood::Warn, Icon::Help)
    };
    let sources = fact.sources.iter().map(|s| view! { <li>{s.clone()}</li> }).collect::<Vec<_>>();
    let sources = (!sources.is_empty()).then(|| view! { <ul class="sources small muted">{sources}</ul> });
    let words = fact.text.pick(l).to_owned();
    let known = [("position", position.to_string()), ("mark", mark(fact))];
    let with = |go: &str| known.iter().cloned().chain([("go", go.to_owned())]).collect::<Vec<_>>();
    let (save, remove) = (hidden(with("save")).into_any(), with("remove"));
    let (to_save, to_remove) = (action.to_owned(), action.to_owned());
    view! {
        <li class="card stack" id=anchor(position)>
            {steps}
            <div><Badge label=label mood=mood start=of /></div>
            <p class="pre-line">{words}</p>
            {sources}
            <Disclosure summary=t::site_desk::fact_change(l) open=row.mine>
                <form class="form" method="post" action=to_save novalidate data-unsent=t::site_desk::facts_unsent(l) data-typed=unsaved>
                    {save}
                    {fields}
                    <FormActions>
                        <SubmitButton label=t::common::save(l) />
                    </FormActions>
                </form>
                <Confirm
                    label=t::site_desk::fact_remove(l)
                    question=t::site_desk::fact_remove_text(l)
                    yes=t::site_desk::fact_remove_yes(l)
                    action=to_remove
                    start=Icon::Trash
                    values=remove
                />
            </Disclosure>
        </li>
    }
    .into_any()
}
