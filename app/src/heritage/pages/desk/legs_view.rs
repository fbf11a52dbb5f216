use domain::heritage::route::{MAX_NAME, MAX_NOTE, Route, RouteLeg};
use domain::heritage::site::{Site, SiteKind};
use domain::heritage::tour::{LegKind, Tour};
use domain::kernel::ids::LegId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::parts::legs;
use super::super::super::words;
use crate::i18n::t;
use crate::ui::{
    Badge, Card, Checkbox, Choice, ErrorSummary, Field, FormActions, FormGrid, Icon, IconButton, LinkButton, Mood, SectionHead, Select,
    SubmitButton, Tone, hidden, icon, step_buttons,
};
use crate::web::{Errors, Form};

pub struct Look {
    pub l: Locale,
    /// Where the page's forms post to.
    pub action: String,
    pub tour: Tour,
    pub route: Route,
    pub sites: Vec<Site>,
    pub form: Form,
    pub errors: Errors,
}

fn kind(l: Locale, kind: LegKind) -> &'static str {
    match kind {
        LegKind::Bus => t::tour_desk::kind_bus(l),
        LegKind::Walk => t::tour_desk::kind_walk(l),
        LegKind::Base => t::tour_desk::kind_base(l),
        LegKind::Village => t::tour_desk::kind_village(l),
        LegKind::Sight => t::tour_desk::kind_sight(l),
    }
}

/// The number that stands in the address of the page that changes a leg.
fn at(route: &Route, leg: LegId) -> Option<usize> {
    route.legs().iter().position(|x| x.id == leg).map(|at| at + 1)
}

pub fn view(top: AnyView, look: &Look) -> AnyView {
    let l = look.l;
    let map = (look.route.sites().count() > 1).then(|| legs::map(l, &look.tour));
    let changed = look.form.text("leg").parse().ok().and_then(|leg| at(&look.route, leg));
    let title = changed.map_or_else(|| t::tour_desk::leg_new(l).to_owned(), |n| t::tour_desk::leg_change(l, n));
    let add = changed.map(|_| {
        let href = look.action.clone();
        view! { <div><LinkButton href=href label=t::tour_desk::leg_new(l) tone=Tone::Ghost start=Icon::Plus /></div> }
    });
    let (list, editor) = (list(look), editor(look, changed.is_some()));
    view! {
        <div class="wrap page">
            {top}
            <ErrorSummary title=t::common::fix_these(l) errors=look.errors.list() />
            <div class="split split-half">
                <section class="stack">
                    <SectionHead title=t::tour_desk::legs_title(l) />
                    <p class="muted">{t::tour_desk::legs_lead(l)}</p>
                    {list}
                    {map}
                </section>
                <aside class="split-side">
                    <Card title=title>{editor} {add}</Card>
                </aside>
            </div>
        </div>
    }
    .into_any()
}

fn list(look: &Look) -> AnyView {
    let (l, all) = (look.l, look.route.legs());
    if all.is_empty() {
        return view! { <p class="muted">{t::tour_desk::legs_none(l)}</p> }.into_any();
    }
    let keys: Vec<String> = all.iter().map(|leg| leg.id.to_string()).collect();
    let mut begins = 0;
    let rows = all.iter().enumerate().map(|(i, leg)| {
        let from = legs::offset(l, begins);
        begins += leg.plan.minutes;
        row(look, &keys, i, leg, from)
    });
    view! { <ol class="row-list" role="list">{rows.collect::<Vec<_>>()}</ol> }.into_any()
}

fn row(look: &Look, keys: &[String], index: usize, leg: &RouteLeg, from: String) -> AnyView {
    let (l, p, n) = (look.l, &leg.plan, index + 1);
    let name = p.name.pick(l).to_owned();
    let about = format!("{from} · {} · {}", words::duration(l, p.minutes), t::heritage::people(l, i64::from(p.capacity)));
    let site = look.sites.iter().find(|s| Some(s.id) == p.site).map(|s| s.name.pick(l).to_owned());
    let place = site.map_or_else(|| kind(l, p.kind).to_owned(), |site| format!("{} · {site}", kind(l, p.kind)));
    let barefoot = p.barefoot.then(|| view! { <Badge label=t::heritage::leg_barefoot(l) mood=Mood::Accent start=Icon::Walk /> });
    let values = |go: &str| vec![("go", go.to_owned()), ("leg", leg.id.to_string())];
    let labels = [t::tour_desk::leg_up(l, &name), t::tour_desk::leg_down(l, &name)];
    let steps = step_buttons(&look.action, keys, index, &values("put"), labels);
    let (gone, label) = (hidden(values("remove")), t::tour_desk::leg_remove(l, &name));
    let remove = view! { <form method="post" action=look.action.clone()>{gone} <IconButton of=Icon::Trash label=label /></form> };
    let (href, edit) = (format!("{}?etape={n}", look.action), t::tour_desk::leg_edit(l, &name));
    view! {
        <li class="row-card row-tight">
            <div>
                <p class="strong">{format!("{n}. {name}")}</p>
                <p class="muted small">{place}</p>
                <p class="muted small">{about}</p>
                {barefoot}
            </div>
            <div class="row-card-end row">
                {steps}
                <a class="btn btn-ghost btn-icon" href=href title=edit.clone() aria-label=edit>{icon(Icon::Edit)}</a>
                {remove}
            </div>
        </li>
    }
    .into_any()
}

/// By kind, as the list must have them.
fn places(l: Locale, sites: &[Site]) -> Vec<Choice> {
    let of_kind = |k: SiteKind| sites.iter().filter(move |s| s.kind == k).map(move |s| (k, s));
    let choice = |(k, s): (SiteKind, &Site)| Choice::new(s.id.to_string(), s.name.pick(l).to_owned()).in_group(words::kind(l, k));
    SiteKind::ALL.into_iter().flat_map(of_kind).map(choice).collect()
}

fn editor(look: &Look, changes: bool) -> AnyView {
    let (l, form, e) = (look.l, &look.form, &look.errors);
    // Places first, ways after.
    let kinds = [LegKind::Sight, LegKind::Base, LegKind::Village, LegKind::Bus, LegKind::Walk].map(|k| Choice::new(k.code(), kind(l, k)));
    let most = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let names = view! {
        <Field
            name="name_id"
            label=t::tour_desk::in_id(l, t::tour_desk::leg_name(l))
            value=form.typed("name_id")
            error=e.of("name_id")
            maxlength=most(MAX_NAME)
            required=true
        />
        <Field
            name="name_en"
            label=t::tour_desk::in_en(l, t::tour_desk::leg_name(l))
            value=form.typed("name_en")
            error=e.of("name_en")
            maxlength=most(MAX_NAME)
            optional=t::common::optional(l)
        />
        <Field
            name="note_id"
            label=t::tour_desk::in_id(l, t::tour_desk::leg_note(l))
            value=form.typed("note_id")
            error=e.of("note_id")
            maxlength=most(MAX_NOTE)
            optional=t::common::optional(l)
        />
        <Field
            name="note_en"
            label=t::tour_desk::in_en(l, t::tour_desk::leg_note(l))
            value=form.typed("note_en")
            error=e.of("note_en")
            maxlength=most(MAX_NOTE)
            optional=t::common::optional(l)
        />
    }
    .into_any();
    let numbers = view! {
        <Field
            name="minutes"
            label=t::tour_desk::minutes(l)
            suffix=t::desk::unit_minutes(l)
            inputmode="numeric"
            value=form.typed("minutes")
            error=e.of("minutes")
            required=true
        />
        <Field
            name="capacity"
            label=t::tour_desk::capacity(l)
            suffix=t::desk::unit_persons(l)
            inputmode="numeric"
            value=form.typed("capacity")
            error=e.of("capacity")
            required=true
        />
    }
    .into_any();
    let go = if changes { "change" } else { "add" };
    let values = vec![("leg", form.typed("leg")), ("go", go.to_owned())];
    let label = if changes { t::common::save(l) } else { t::tour_desk::leg_add(l) };
    let (barefoot, action) = (form.has("barefoot"), look.action.clone());
    view! {
        <form class="form" method="post" action=action novalidate>
            {hidden(values)}
            <Select
                name="kind"
                label=t::tour_desk::leg_kind(l)
                prompt=t::desk::choose(l)
                choices=kinds.to_vec()
                value=form.typed("kind")
                error=e.of("kind")
                required=true
            />
            <Select
                name="site"
                label=t::tour_desk::leg_site(l)
                hint=t::tour_desk::leg_site_hint(l)
                prompt=t::tour_desk::no_site(l)
                choices=places(l, &look.sites)
                value=form.typed("site")
                error=e.of("site")
            />
            <FormGrid>{names}</FormGrid>
            <FormGrid>{numbers}</FormGrid>
            <Checkbox name="barefoot" label=t::tour_desk::leg_barefoot(l) checked=barefoot />
            <FormActions>
                <SubmitButton label=label />
            </FormActions>
        </form>
    }
    .into_any()
}
