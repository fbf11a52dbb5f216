//! `/meja-wisata/hubungi`: parties that left a number alone, what they are to be told, and the word that it is done.

use backend::heritage::call_parties::{list_calls, mark_told};
use backend::links;
use backend::notices::Notice;
use domain::heritage::call::{Call, CallDesk, Called, PartyToCall};
use domain::kernel::ids::PartyCallId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::words;
use super::error;
use crate::i18n::{date_time, t};
use crate::ui::{
    Badge, Breadcrumb, Column, Empty, ErrorSummary, Icon, LinkButton, PageHead, SectionHead, SubmitButton, Table, Tone, hidden,
};
use crate::web::chat::{tel, whatsapp};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply};

pub const PATH: &str = "/meja-wisata/hubungi";

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let calls: Option<Vec<PartyCallId>> = form.all("call").into_iter().map(|id| id.parse().ok()).collect();
    let Some(calls) = calls.filter(|all| !all.is_empty()) else {
        let mut errors = Errors::default();
        errors.add("", t::calls::gone(l));
        return page(&ctx, errors).await;
    };
    // Before it is off the list.
    let who =
        list_calls(ctx.deps(), ctx.actor()).await.map_err(error)?.open.into_iter().find(|p| p.calls.iter().any(|c| calls.contains(&c.id)));
    let marked = mark_told(ctx.deps(), ctx.actor(), &calls).await.map_err(error)?;
    Ok(match who.filter(|_| marked > 0) {
        Some(party) => ctx.see_other_saying(PATH, &t::calls::ticked(l, party.name)),
        None => ctx.see_other_saying(PATH, t::calls::ticked_before(l)),
    })
}

async fn page(ctx: &Ctx, errors: Errors) -> Reply {
    let l = ctx.locale();
    let desk = list_calls(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let (status, said, action, base) = (errors.status(), ctx.flash().cloned(), ctx.href(PATH), ctx.deps().base_url.clone());
    let page = Page::new(t::calls::title(l), move || {
        let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
        let (open, done) = (open(l, &action, &base, &desk), done(l, &desk.done));
        view! {
            <div class="wrap wrap-narrow page">
                <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::calls::title(l) />
                <PageHead title=t::calls::title(l) lead=t::calls::lead(l) />
                {said.map(Flash::alert)}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {open}
                {done}
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn open(l: Locale, action: &str, base: &str, desk: &CallDesk) -> AnyView {
    if desk.open.is_empty() {
        return view! { <Empty of=Icon::CheckCircle title=t::calls::none(l) text=t::calls::none_text(l) /> }.into_any();
    }
    let count = i64::try_from(desk.open.len()).unwrap_or(i64::MAX);
    let rows = desk.open.iter().map(|p| party(l, action, base, p)).collect::<Vec<_>>();
    view! {
        <section class="stack">
            <SectionHead title=t::calls::waits(l, count) />
            <ul class="row-list" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

fn party(l: Locale, action: &str, base: &str, p: &PartyToCall) -> AnyView {
    let (label, mood) = words::state(l, p.state);
    let trip = l.path(&links::departure(p.departure));
    let said = p.calls.iter().map(|c| news(l, p.locale, c)).collect::<Vec<_>>();
    let ids = p.calls.iter().map(|c| ("call", c.id.to_string())).collect::<Vec<_>>();
    let (phone, chat) = (tel(&p.phone), whatsapp(&p.phone, &message(base, p)));
    view! {
        <li class="card stack">
            <div class="row row-between">
                <div>
                    <h3>{p.name.clone()}</h3>
                    <p class="muted small"><a href=trip>{p.number.clone()}</a></p>
                </div>
                <Badge label=label mood=mood />
            </div>
            {said}
            <div class="btn-row">
                <LinkButton href=chat label=t::calls::whatsapp(l) start=Icon::Chat external=true />
                <LinkButton href=phone label=t::calls::call(l, p.phone.local()) tone=Tone::Secondary start=Icon::Phone />
            </div>
            <form method="post" action=action.to_owned()>
                {hidden(ids)}
                <SubmitButton label=t::calls::tick(l) tone=Tone::Secondary start=Icon::Check />
            </form>
        </li>
    }
    .into_any()
}

/// In the words in which the party is told.
fn news(l: Locale, spoken: Locale, c: &Call) -> AnyView {
    let text = Notice::Tour(c.news.clone()).text(spoken);
    let lines = text.body.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect::<Vec<_>>();
    view! {
        <div>
            <div lang=spoken.tag()><p class="strong">{text.title}</p> {lines}</div>
            <p class="muted small">{t::calls::since(l, date_time(l, c.at))}</p>
        </div>
    }
    .into_any()
}

/// The oldest first, and where all of it stands.
fn message(base: &str, p: &PartyToCall) -> String {
    let spoken = p.locale;
    let mut parts = vec![t::calls::hello(spoken, &p.name)];
    parts.extend(p.calls.iter().rev().map(|c| Notice::Tour(c.news.clone()).text(spoken).body));
    parts.push(t::calls::see(spoken, format!("{base}{}", spoken.path(&links::booking(&p.secret)))));
    parts.join("\n\n")
}

fn done(l: Locale, done: &[Called]) -> AnyView {
    if done.is_empty() {
        return ().into_any();
    }
    let row = |d: &Called| {
        vec![
            format!("{} · {}", d.name, d.number).into_any(),
            Notice::Tour(d.call.news.clone()).text(l).title.into_any(),
            format!("{}, {}", d.by, date_time(l, d.told_at)).into_any(),
        ]
    };
    let rows = done.iter().map(row).collect();
    let columns = vec![Column::new(t::heritage::contact(l)), Column::new(t::calls::news(l)), Column::new(t::calls::done_by(l))];
    view! {
        <section class="stack">
            <SectionHead title=t::calls::past(l) />
            <Table caption=t::calls::past(l) columns rows />
        </section>
    }
    .into_any()
}
