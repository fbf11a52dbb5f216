use domain::heritage::departure::{DeparturePage, NotBookable};
use domain::heritage::party::MAX_NEEDS;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::parts::kept;
use super::super::super::words;
use super::draft::{Draft, demands};
use super::visitors::rows;
use crate::i18n::{clock, day, t, weight};
use crate::ui::{
    Alert, Answer, Breadcrumb, Card, Checkbox, Definitions, Empty, ErrorSummary, Field, FormGrid, Icon, LinkButton, Mood, PageHead,
    RadioChips, Step, Steps, SubmitButton, Text, TextArea, Tone, hidden, icon,
};
use crate::web::Errors;

/// The form, for the button beside the news.
const FORM: &str = "rombongan";

/// What the page says about the last press of a button.
#[derive(Default)]
pub struct Said {
    pub errors: Errors,
    pub news: Option<(Mood, Text)>,
    pub link: Option<(Text, String)>,
    /// Too few seats: the same form with a tick waits for some to come back.
    pub may_wait: bool,
    pub refused: bool,
    /// A guest holds much already, or books too often.
    pub too_often: bool,
    /// The news are of somebody who should log in.
    pub log_in: bool,
    /// Nobody is logged in.
    pub guest: bool,
    /// The form is as it was left; until when it is kept.
    pub kept: Option<Timestamp>,
}

pub fn steps(l: Locale, at: usize) -> AnyView {
    let names = [t::heritage::step_party(l), t::heritage::step_pay(l), t::heritage::step_go(l)];
    let steps =
        (0..).zip(names).map(|(i, label)| Step { label: label.into(), href: None::<String>.into(), done: i < at, current: i == at });
    view! { <Steps label=t::heritage::steps(l) steps=steps.collect() /> }.into_any()
}

pub fn view(l: Locale, of: &DeparturePage, draft: Draft, said: Said) -> AnyView {
    let tour = &of.tour;
    let name = tour.name.pick(l).to_owned();
    let path = l.path(&format!("/wisata/{}", tour.slug));
    let crumbs = vec![(t::heritage::title(l).into(), l.path("/wisata").into()), (name.into(), path.clone().into())];
    let at = format!("{}, {} WIB", day(l, of.departure.starts_at), clock(l, of.departure.starts_at));
    let body = match of.bookable {
        Ok(()) | Err(NotBookable::Full) => form(l, of, draft, said),
        Err(why) => view! {
            <Empty of=Icon::Calendar title=words::not_bookable(l, why) text=t::heritage::book_closed_text(l)>
                <LinkButton href=format!("{path}/tanggal") label=t::heritage::choose_date(l) />
            </Empty>
        }
        .into_any(),
    };
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=crumbs here=t::heritage::book(l) />
            <PageHead title=t::heritage::book_title(l, tour.name.pick(l)) lead=at />
            {body}
        </div>
    }
    .into_any()
}

fn form(l: Locale, of: &DeparturePage, draft: Draft, said: Said) -> AnyView {
    let tour = &of.tour;
    let action = l.path(&format!("/wisata/{}/pesan/{}", tour.slug, of.departure.id));
    let full = of.bookable.is_err();
    let mut kept = vec![("key", draft.form.typed("key"))];
    let fares: Vec<(&'static str, String)> = of.tariff.fares().iter().map(|f| (fare_field(f.category), f.amount.0.to_string())).collect();
    kept.extend(fares);
    let wait = (said.may_wait || full || draft.form.has("wait")).then(|| {
        view! { <Checkbox name="wait" label=t::heritage::book_wait_label(l) hint=t::heritage::book_wait_hint(l) checked=draft.form.has("wait") || full /> }
    });
    let most = usize::try_from(tour.terms.largest_party).unwrap_or(usize::MAX);
    let can_grow = draft.rows.len() < most;
    let (f, e) = (&draft.form, &said.errors);
    let list = e.list();
    let news = said.news.map(|(mood, words)| {
        let link = said.link.map(|(words, href)| view! { <p><a href=href>{words}</a></p> });
        let log_in = said.log_in.then(|| kept::log_in_button(l, Some(FORM)));
        view! { <Alert mood title=words live=true>{link} {log_in}</Alert> }
    });
    let notice = said.kept.map(|until| kept::notice(l, until));
    let account = said.guest.then(|| view! { <p class="muted small">{t::heritage::book_account(l)}</p> {kept::log_in_button(l, None)} });
    let demands = demands(tour);
    let visitors = rows(l, of, &demands, &draft.rows);
    let asked: Vec<&str> = demands.identity.iter().map(|f| words::identity(l, *f)).collect();
    let hint =
        (!asked.is_empty()).then(|| t::heritage::terms_identity { fields: words::list(l, &asked), days: tour.terms.purge_days }.say(l));
    let name = field(l, "contact", t::heritage::contact_name(l), "text", f.typed("contact"), e, Some("name"));
    let phone = field(l, "phone", t::heritage::contact_phone(l), "tel", f.typed("phone"), e, Some("tel"));
    let email = field(l, "email", t::heritage::contact_email(l), "email", f.typed("email"), e, Some("email"));
    let more = languages(l, of, f.text("language"), e.of("language"));
    let needs = view! {
        <TextArea
            name="needs"
            label=t::heritage::needs(l)
            hint=t::heritage::needs_hint(l)
            value=f.typed("needs")
            error=e.of("needs")
            optional=t::common::optional(l)
            rows=3
            maxlength=u32::try_from(MAX_NEEDS).unwrap_or(500)
        />
    };
    let conduct = conduct(l, of, f.has("conduct"), e.of("conduct"));
    view! {
        {steps(l, 0)}
        {news}
        <ErrorSummary title=t::common::fix_these(l) errors=list />
        <form class="split" id=FORM method="post" action=action novalidate data-keep="">
            <button class="sr" type="submit" name="go" value="book" tabindex="-1" aria-hidden="true"></button>
            {hidden(kept)}
            <div class="stack stack-lg">
                {notice}
                <Card title=t::heritage::who(l)>
                    {hint.map(|h| view! { <p class="muted small">{h}</p> })}
                    {visitors}
                    {can_grow.then(|| view! { <div class="btn-row"><SubmitButton label=t::heritage::visitor_add(l) name="go" value="more" tone=Tone::Secondary start=Icon::Plus unchecked=true /></div> })}
                </Card>
                <Card title=t::heritage::contact(l)>
                    <p class="muted small">{t::heritage::contact_hint(l)}</p>
                    {account}
                    {name}
                    <FormGrid>{phone} {email}</FormGrid>
                    {more}
                    {needs}
                </Card>
                {conduct}
            </div>
            <aside class="split-side stack">{summary(l, of)} {wait}
                <SubmitButton label=if full { t::heritage::book_wait(l) } else { t::heritage::book_go(l) } name="go" value="book" wide=true start=Icon::Ticket />
                <p class="small muted">{t::heritage::book_next(l, tour.terms.hold_minutes)}</p>
            </aside>
        </form>
    }
    .into_any()
}

/// The form's name for the fare of a category.
pub const fn fare_field(c: domain::heritage::fare::FareCategory) -> &'static str {
    use domain::heritage::fare::FareCategory as F;
    match c {
        F::Adult => "fare-adult",
        F::Student => "fare-student",
        F::Child => "fare-child",
        F::Resident => "fare-resident",
    }
}

fn field(
    l: Locale,
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    value: String,
    errors: &Errors,
    autocomplete: Option<&'static str>,
) -> AnyView {
    let _ = l;
    let inputmode = if kind == "tel" { "tel" } else { "text" };
    view! { <Field name=name label=label kind=kind value=value error=errors.of(name) autocomplete=autocomplete.unwrap_or("off") inputmode=inputmode /> }
        .into_any()
}

pub fn languages(l: Locale, of: &DeparturePage, typed: &str, error: Option<Text>) -> Option<AnyView> {
    if of.tour.languages.len() < 2 {
        return None;
    }
    let answers = of.tour.languages.iter().map(|x| Answer::new(x.tag(), words::language(l, *x))).collect();
    let value = if typed.is_empty() { l.tag().to_owned() } else { typed.to_owned() };
    Some(view! { <RadioChips name="language" legend=t::heritage::guide_language(l) answers=answers value=value error=error /> }.into_any())
}

pub fn conduct(l: Locale, of: &DeparturePage, accepted: bool, error: Option<Text>) -> AnyView {
    let rules = of
        .tour
        .conduct
        .iter()
        .map(|x| view! { <li>{icon(Icon::ChevronRight)} <span>{x.pick(l).to_owned()}</span></li> })
        .collect::<Vec<_>>();
    view! {
        <Card title=t::heritage::conduct(l)>
            <ul class="marked" role="list">{rules}</ul>
            <Checkbox name="conduct" label=t::heritage::book_conduct(l) checked=accepted error=error />
        </Card>
    }
    .into_any()
}

/// What one gets, and what a seat costs.
fn summary(l: Locale, of: &DeparturePage) -> AnyView {
    let d = &of.departure;
    let mut facts: Vec<(Text, AnyView)> = vec![
        (t::heritage::when(l).into(), day(l, d.starts_at).into_any()),
        (t::heritage::leaves(l).into(), format!("{} – {} WIB", clock(l, d.starts_at), clock(l, d.ends_at)).into_any()),
        (t::heritage::meeting(l).into(), of.tour.meeting.name.pick(l).to_owned().into_any()),
        (t::heritage::left(l).into(), t::heritage::seats_left(l, i64::from(d.left())).into_any()),
    ];
    facts.extend(of.tariff.fares().iter().map(|f| (Text::from(words::category(l, f.category)), f.amount.to_string().into_any())));
    let least = weight(l, of.tour.terms.least_grams_each);
    view! {
        <Card title=t::heritage::book_summary(l)>
            <Definitions rows=facts />
            <p class="small muted">{t::heritage::book_waste(l, least)}</p>
        </Card>
    }
    .into_any()
}
