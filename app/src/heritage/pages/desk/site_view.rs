use backend::heritage::read_manifest::ManifestCard;
use domain::heritage::departure::{Consent, Departure, DepartureState};
use domain::heritage::site::Site;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::words;
use super::site::Said;
use super::{site_photos, site_rules};
use crate::i18n::{clock, date_time, day, t};
use crate::ui::{
    Alert, Badge, Breadcrumb, Card, Empty, ErrorSummary, Field, Icon, Mood, PageHead, SectionHead, SubmitButton, Tone, hidden,
};

/// `seen`: the address of the log of who opened identity data, where there is anything to log.
pub fn view(
    l: Locale,
    now: Timestamp,
    site: &Site,
    seen: Option<String>,
    visits: &[Departure],
    cards: &[ManifestCard],
    mut said: Said,
) -> AnyView {
    let name = site.name.pick(l).to_owned();
    let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
    let action = l.path(&format!("/meja-wisata/tempat/{}", site.id));
    let (rules, photos) = (l.path(&site_rules::path(site)), l.path(&site_photos::path(site)));
    let seen = seen.map(|href| view! { <a href=href>{t::desk::looks(l)}</a> });
    let news = said.news.take().map(|(mood, words)| view! { <Alert mood title=words live=true /> });
    let waiting = visits.iter().filter(|d| d.consent == Consent::Waiting && d.state == DepartureState::Planned);
    let asked = waiting.map(|d| question(l, &action, d, &said)).collect::<Vec<_>>();
    let asked = (!asked.is_empty()).then(|| {
        view! { <section><SectionHead title=t::heritage::consent_asked(l) /><ul class="row-list" role="list">{asked}</ul></section> }
    });
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=name.clone() />
            <PageHead title=name lead=words::kind(l, site.kind) />
            <p class="row"><a href=rules>{t::desk::rules_link(l)}</a> <a href=photos>{t::desk::photos_link(l)}</a> {seen}</p>
            {news}
            <ErrorSummary title=t::common::fix_these(l) errors=said.errors.list() />
            <div class="split">
                <div class="stack stack-lg">{asked} {manifests(l, now, site, cards)}</div>
                <aside class="split-side stack">{close(l, &action, &said)}</aside>
            </div>
        </div>
    }
    .into_any()
}

/// A departure that wants to come in: yes with one press, no with a reason.
fn question(l: Locale, action: &str, d: &Departure, said: &Said) -> AnyView {
    let of = said.of == Some(d.id);
    let (note, error) = if of { (said.form.typed("note"), said.errors.of("note")) } else { (String::new(), None) };
    let people = t::heritage::at_most(l, d.capacity());
    let id = d.id.to_string();
    let values = vec![("departure", id.clone())];
    view! {
        <li class="card">
            <div class="row row-between">
                <div><h3>{day(l, d.starts_at)}</h3><p class="muted small">{clock(l, d.starts_at)} " WIB · " {people}</p></div>
                <form method="post" action=action.to_owned()>
                    {hidden(values.clone())}
                    <SubmitButton label=t::heritage::consent_yes(l) name="go" value="yes" start=Icon::Check />
                </form>
            </div>
            <details class="confirm" open=of>
                <summary class="btn btn-quiet-danger">{t::heritage::consent_no(l)}</summary>
                <form class="confirm-body" method="post" action=action.to_owned() novalidate>
                    {hidden(values)}
                    <Field name="note" id=format!("note-{id}") label=t::heritage::consent_note(l) value=note error=error required=true />
                    <SubmitButton label=t::heritage::consent_no(l) name="go" value="no" tone=Tone::Danger />
                </form>
            </details>
        </li>
    }
    .into_any()
}

fn manifests(l: Locale, now: Timestamp, site: &Site, cards: &[ManifestCard]) -> AnyView {
    let rows = cards
        .iter()
        .map(|c| {
            let href = l.path(&format!("/meja-wisata/tempat/{}/{}", site.id, c.departure));
            let until = c.cutoff_at.filter(|at| *at > now).map(|at| t::heritage::list_closes(l, date_time(l, at)));
            let meta =
                [Some(t::heritage::people(l, i64::try_from(c.visitors).unwrap_or(0))), until].into_iter().flatten().collect::<Vec<_>>();
            let badge = if c.closed {
                Some((t::heritage::not_site_closed(l).to_owned(), Mood::Danger))
            } else if c.open > 0 {
                Some((t::heritage::list_open(l, c.open), Mood::Warn))
            } else {
                None
            };
            view! {
                <li class="row-card">
                    <div>
                        <a class="strong" href=href>{day(l, c.starts_at)} ", " {clock(l, c.starts_at)}</a>
                        <p class="muted small">{meta.join(" · ")}</p>
                    </div>
                    <div class="row-card-end">{badge.map(|(label, mood)| view! { <Badge label=label mood=mood /> })}</div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <Empty of=Icon::Calendar title=t::heritage::visits_none(l) /> }.into_any()
    } else {
        view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
    };
    view! { <section><SectionHead title=t::heritage::visits(l) />{body}</section> }.into_any()
}

fn close(l: Locale, action: &str, said: &Said) -> AnyView {
    let (f, e) = (&said.form, &said.errors);
    let (date, reason, wrong_day, wrong_reason) = (f.typed("day"), f.typed("reason"), e.of("day"), e.of("reason"));
    let action = action.to_owned();
    view! {
        <Card title=t::heritage::close(l)>
            <p class="muted small">{t::heritage::close_text(l)}</p>
            <form class="form" method="post" action=action novalidate>
                <Field name="day" kind="date" label=t::heritage::when(l) value=date error=wrong_day required=true />
                <Field name="reason" label=t::heritage::close_reason(l) value=reason error=wrong_reason required=true />
                <SubmitButton label=t::heritage::close_go(l) name="go" value="close" tone=Tone::Danger start=Icon::Ban />
            </form>
        </Card>
    }
    .into_any()
}
