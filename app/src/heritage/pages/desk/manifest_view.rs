use domain::heritage::booking::BookingState;
use domain::heritage::manifest::{Manifest, ManifestLine, RefusalReason, Verdict};
use domain::heritage::party::Identity;
use domain::heritage::site::Site;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::parts::countries;
use super::super::super::words;
use super::manifest::Said;
use super::seal_check;
use crate::i18n::{clock, date_time, day, t};
use crate::ui::{Alert, Badge, Breadcrumb, Choice, Empty, Field, Icon, Select, SubmitButton, Tone, hidden};

/// The sheet is what is printed; the buttons on it are not.
pub fn view(l: Locale, now: Timestamp, site: &Site, list: &Manifest, officer: &str, mut said: Said) -> AnyView {
    let name = site.name.pick(l).to_owned();
    let home = l.path(&format!("/meja-wisata/tempat/{}", site.id));
    let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into()), (name.clone().into(), home.clone().into())];
    let action = format!("{home}/{}", list.departure);
    let news = said.news.take().map(|(mood, words)| view! { <Alert mood title=words live=true /> });
    let open: Vec<(&'static str, String)> = list.lines.iter().filter(|x| x.is_open()).map(|x| ("visitor", x.visitor.to_string())).collect();
    let approve = (list.approves_each && !open.is_empty()).then(|| {
        let label = t::heritage::approve_all(l, i64::try_from(open.len()).unwrap_or(0));
        view! {
            <form class="no-print" method="post" action=action.clone()>
                {hidden(open)}
                <SubmitButton label=label name="go" value="approve" start=Icon::Check />
            </form>
        }
    });
    let closes = list.cutoff_at.map(|at| {
        let words =
            if list.is_final(now) { t::heritage::list_final(l, date_time(l, at)) } else { t::heritage::list_closes(l, date_time(l, at)) };
        view! { <p>{words}</p> }
    });
    let rows = list.lines.iter().zip(1..).map(|(x, n)| line(l, list, &action, x, n, &said)).collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <Empty of=Icon::Users title=t::heritage::list_empty(l) /> }.into_any()
    } else {
        view! { <ol class="manifest" role="list">{rows}</ol> }.into_any()
    };
    let seal = list.seal.as_ref().map(|s| view! { <p class="seal"><b>{t::heritage::seal(l, s.key)}</b> " " {s.text.clone()}</p> });
    // A list that still grows has no seal, and no paper one.
    let check = (list.seal.is_some() || said.seal.is_some()).then(|| seal_check::form(l, &action, site.id, said.seal.as_ref()));
    let (site_name, tour) = (list.site_name.pick(l).to_owned(), list.tour.pick(l).to_owned());
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::heritage::manifest(l) />
            {news}
            <div class="row row-between no-print">{approve} <p class="small muted">{t::heritage::print_hint(l)}</p></div>
            <article class="print-sheet manifest-sheet">
                <header>
                    <div><p class="small">{t::heritage::manifest(l)}</p><h1>{site_name}</h1><p>{tour}</p></div>
                    <div><p><b>{day(l, list.starts_at)}</b></p><p>{clock(l, list.starts_at)} " WIB"</p>{closes}</div>
                </header>
                {body}
                <footer class="signatures">
                    <div><span></span><p>{t::heritage::sign_officer(l)}</p><p>{officer.to_owned()}</p></div>
                    <div><span></span><p>{t::heritage::sign_guide(l)}</p></div>
                </footer>
                {seal}
            </article>
            {check}
        </div>
    }
    .into_any()
}

fn identity(l: Locale, x: &Identity) -> String {
    let nation = x.nationality.as_deref().map(|c| countries::name(l, c));
    [x.document.clone(), x.birth_date.clone(), nation].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn line(l: Locale, list: &Manifest, action: &str, x: &ManifestLine, n: usize, said: &Said) -> AnyView {
    let badge = words::on_list(l, list, x).map(|(label, mood)| view! { <Badge label=label mood=mood /> });
    let known = x.identity.as_ref().map(|i| identity(l, i)).filter(|i| !i.is_empty());
    let may_refuse = list.approves_each && x.going && x.state == BookingState::Confirmed && !matches!(x.verdict, Verdict::Refused(_));
    let refuse = may_refuse.then(|| refuse(l, action, x, said));
    let class = if x.going { "manifest-line" } else { "manifest-line visitor-out" };
    view! {
        <li class=class>
            <div class="row row-between">
                <p><b>{n} ". " <span>{x.name.clone()}</span></b> " " <small>{words::category(l, x.category)} " · " {x.booking.clone()}</small></p>
                {badge}
            </div>
            {known.map(|i| view! { <p class="num">{i}</p> })}
            {refuse}
        </li>
    }
    .into_any()
}

fn refuse(l: Locale, action: &str, x: &ManifestLine, said: &Said) -> AnyView {
    let wrong = said.wrong.as_ref().filter(|(v, _)| *v == x.visitor).map(|(_, words)| words.clone());
    let open = wrong.is_some();
    let reasons = RefusalReason::ALL.into_iter().map(|r| Choice::new(r.code(), words::refusal(l, r))).collect();
    let id = x.visitor.to_string();
    view! {
        <details class="confirm no-print" open=open>
            <summary class="btn btn-quiet-danger btn-sm">{t::heritage::refuse(l, &x.name)}</summary>
            <form class="confirm-body" method="post" action=action.to_owned() novalidate>
                <p>{t::heritage::refuse_text(l)}</p>
                {hidden(vec![("visitor", id.clone())])}
                <Select name="reason" id=format!("reason-{id}") label=t::heritage::refuse_reason(l) choices=reasons prompt=t::heritage::refuse_choose(l) error=wrong />
                <Field name="note" id=format!("note-{id}") label=t::heritage::refuse_note(l) optional=t::common::optional(l) />
                <SubmitButton label=t::heritage::refuse_yes(l) name="go" value="refuse" tone=Tone::Danger />
            </form>
        </details>
    }
    .into_any()
}
