//! `…/hitung`: heads out and back, and what happened on the way.

use axum::extract::Path;
use backend::flows::tours::board::{BoardError, CountHeads, MAX_NOTE, count_heads};
use backend::heritage::note_incident::{MAX_INCIDENT, NoteIncident, NoteIncidentError, note_incident};
use domain::heritage::boarding::{BoardingPage, HeadCount, Way};
use domain::heritage::departure::DepartureState;
use domain::kernel::ids::DepartureId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::super::words;
use super::super::error;
use super::{Place, board_error, boarding, departure_of, head, path};
use crate::i18n::{clock, date_time, t};
use crate::ui::{
    Answer, Badge, Empty, ErrorSummary, Field, Icon, Mood, RadioCards, SectionHead, Size, SubmitButton, TextArea, Tone, hidden,
};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply};

/// More than any bus of ours holds; typed by mistake.
const MOST: u32 = 500;

pub async fn show(ctx: Ctx, Path(departure): Path<String>) -> Reply {
    let of = boarding(&ctx, departure_of(&departure)?).await?;
    page(&ctx, of, Form::default(), Errors::default(), ctx.flash().cloned()).await
}

pub async fn submit(ctx: Ctx, Path(departure): Path<String>, form: Form) -> Reply {
    let (l, id) = (ctx.locale(), departure_of(&departure)?);
    if form.text("go") == "incident" {
        return incident(&ctx, id, form).await;
    }
    let mut errors = Errors::default();
    let way = Way::from_code(form.text("way"));
    if way.is_none() {
        errors.add("way", t::common::field_choose(l));
    }
    let counted = form.text("counted").trim().parse::<u32>().ok().filter(|n| *n <= MOST);
    if counted.is_none() {
        errors.add("counted", t::meeting::counted_bad(l));
    }
    if let (Some(way), Some(counted)) = (way, counted) {
        let input = CountHeads { nonce: form.typed("nonce"), departure: id, way, counted, note: form.typed("note"), at: ctx.now() };
        match count_heads(ctx.deps(), ctx.actor(), &input).await {
            Ok(()) => return Ok(ctx.see_other_saying(&path(id, "hitung"), t::meeting::counted_done(l))),
            Err(BoardError::TooEarly) => errors.add("", t::meeting::count_early(l)),
            Err(BoardError::Note(e)) => errors.add("note", words::text(l, e)),
            Err(BoardError::Nonce | BoardError::Used) => errors.add("", t::meeting::again(l)),
            Err(e) => return Err(board_error(e)),
        }
    }
    page(&ctx, boarding(&ctx, id).await?, form, errors, None).await
}

async fn incident(ctx: &Ctx, id: DepartureId, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let input = NoteIncident { nonce: form.typed("nonce"), departure: id, note: form.typed("incident"), at: ctx.now() };
    match note_incident(ctx.deps(), ctx.actor(), &input).await {
        Ok(()) => return Ok(ctx.see_other_saying(&path(id, "hitung"), t::meeting::incident_done(l))),
        Err(NoteIncidentError::Note(e)) => errors.add("incident", words::text(l, e)),
        Err(NoteIncidentError::Nonce | NoteIncidentError::Used) => errors.add("", t::meeting::again(l)),
        Err(NoteIncidentError::Staff(e)) => return Err(error(e)),
        Err(NoteIncidentError::Db(e)) => return Err(e.into()),
    }
    page(ctx, boarding(ctx, id).await?, form, errors, None).await
}

async fn page(ctx: &Ctx, of: BoardingPage, form: Form, errors: Errors, flash: Option<Flash>) -> Reply {
    let (l, nonce, status) = (ctx.locale(), ctx.deps().random.token(), errors.status());
    // Back ends the tour for good: nobody is led to it before its end, and whoever counts again on the way out has it chosen.
    let over = of.departure.state != DepartureState::Planned && of.departure.ends_at <= ctx.now();
    let next = if over { Way::Back } else { Way::Out };
    let page = Page::new(t::meeting::heads(l), move || view(l, &of, &form, &errors, flash, nonce, next));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn view(l: Locale, of: &BoardingPage, form: &Form, errors: &Errors, flash: Option<Flash>, nonce: String, next: Way) -> AnyView {
    let action = l.path(&path(of.departure.id, "hitung"));
    let way = if form.has("way") { form.typed("way") } else { next.code().to_owned() };
    let answers = vec![
        Answer::new(Way::Out.code(), t::meeting::way_out(l)).hint(t::meeting::way_out_hint(l)),
        Answer::new(Way::Back.code(), t::meeting::way_back(l)).hint(t::meeting::way_back_hint(l)),
    ];
    let rows = of.counts.iter().rev().map(|c| one(l, c)).collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <Empty of=Icon::Users title=t::meeting::counts_none(l) /> }.into_any()
    } else {
        view! { <ul class="parties" role="list">{rows}</ul> }.into_any()
    };
    view! {
        <div class="wrap page meeting">
            {head(l, of, Place::Heads)}
            {flash.map(Flash::alert)}
            <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
            <form class="form card" method="post" action=action.clone() novalidate>
                {hidden(vec![("nonce", nonce.clone())])}
                <p class="lead">{t::meeting::expected(l, i64::from(of.came()))}</p>
                <RadioCards name="way" legend=t::meeting::way(l) answers=answers value=way error=errors.of("way") two_columns=true />
                <Field name="counted" label=t::meeting::counted(l) value=form.typed("counted") error=errors.of("counted") inputmode="numeric" autocomplete="off" required=true />
                <TextArea
                    name="note"
                    label=t::meeting::note(l)
                    hint=t::meeting::note_hint(l)
                    value=form.typed("note")
                    error=errors.of("note")
                    optional=t::common::optional(l)
                    rows=3
                    maxlength=u32::try_from(MAX_NOTE).unwrap_or(500)
                />
                <SubmitButton label=t::meeting::counted_go(l) size=Size::Large wide=true start=Icon::Check />
            </form>
            <section class="stack"><SectionHead title=t::meeting::counts(l) />{list}</section>
            <section class="stack">
                <SectionHead title=t::meeting::incidents(l) />
                {incidents(l, of)}
                <form class="form card" method="post" action=action novalidate>
                    {hidden(vec![("nonce", nonce), ("go", "incident".to_owned())])}
                    <TextArea
                        name="incident"
                        label=t::meeting::incident(l)
                        hint=t::meeting::incident_hint(l)
                        value=form.typed("incident")
                        error=errors.of("incident")
                        rows=3
                        maxlength=u32::try_from(MAX_INCIDENT).unwrap_or(1_000)
                        required=true
                    />
                    <SubmitButton label=t::meeting::incident_go(l) tone=Tone::Secondary start=Icon::Check />
                </form>
            </section>
        </div>
    }
    .into_any()
}

/// What happened on the way, as the guide and the officer read it; nothing: nothing did.
pub fn incidents(l: Locale, of: &BoardingPage) -> Option<AnyView> {
    let rows = of.incidents.iter().rev().map(|i| {
        let seen = format!("{} · {}", i.by, date_time(l, i.at));
        view! { <li class="party-card"><p class="quote">{i.note.clone()}</p> <p class="muted small">{seen}</p></li> }
    });
    let rows = rows.collect::<Vec<_>>();
    (!rows.is_empty()).then(|| view! { <ul class="parties" role="list">{rows}</ul> }.into_any())
}

/// One count, as the guide and the officer read it.
pub fn one(l: Locale, c: &HeadCount) -> AnyView {
    let way = match c.way {
        Way::Out => t::meeting::way_out(l),
        Way::Back => t::meeting::way_back(l),
    };
    let badge = if c.is_off() {
        view! { <Badge label=t::meeting::count_off(l) mood=Mood::Warn start=Icon::Warning /> }.into_any()
    } else {
        view! { <Badge label=t::meeting::count_right(l) mood=Mood::Success start=Icon::Check /> }.into_any()
    };
    let note = (!c.note.is_empty()).then(|| view! { <p class="quote">{c.note.clone()}</p> });
    let figures = t::meeting::count_words { counted: c.counted, expected: c.expected }.say(l);
    view! {
        <li class="party-card">
            <div class="card-head"><h3>{way} " · " {clock(l, c.at)}</h3> {badge}</div>
            <p><b>{figures}</b></p>
            {note}
            <p class="muted small">{format!("{} · {}", c.by, date_time(l, c.at))}</p>
        </li>
    }
    .into_any()
}
