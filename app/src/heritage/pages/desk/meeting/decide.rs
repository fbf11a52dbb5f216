//! `…/keputusan`: what was not accepted; a person looks at each and says what was made of it.

use axum::extract::Path;
use backend::flows::tours::board::{BoardError, MAX_NOTE, decide_conflict};
use domain::heritage::boarding::BoardingPage;
use domain::heritage::conflict::Conflict;
use domain::kernel::locale::Locale;
use domain::kernel::text::TextError;
use leptos::prelude::*;

use super::super::super::super::words;
use super::{Place, board_error, boarding, departure_of, handed, head, path, reason};
use crate::i18n::{clock, date_time, t};
use crate::ui::{Alert, Badge, Empty, Field, Icon, Mood, SectionHead, SubmitButton, Text, Tone, hidden};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Flash, Form, Page, Reply};

/// What was wrong with which of the forms.
#[derive(Default)]
struct Said {
    flash: Option<Flash>,
    gone: bool,
    wrong: Option<(String, Text)>,
    typed: String,
}

pub async fn show(ctx: Ctx, Path(departure): Path<String>) -> Reply {
    let of = boarding(&ctx, departure_of(&departure)?).await?;
    page(&ctx, of, Said { flash: ctx.flash().cloned(), ..Said::default() }).await
}

pub async fn submit(ctx: Ctx, Path(departure): Path<String>, form: Form) -> Reply {
    let (l, id) = (ctx.locale(), departure_of(&departure)?);
    let (action, typed) = (form.typed("action"), form.typed("note"));
    let mut said = Said { typed, ..Said::default() };
    match decide_conflict(ctx.deps(), ctx.actor(), id, &action, &said.typed).await {
        Ok(()) => return Ok(ctx.see_other_saying(&path(id, "keputusan"), t::meeting::decided_done(l))),
        Err(BoardError::Note(TextError::Empty)) => said.wrong = Some((action, t::meeting::decide_note_needed(l).into())),
        Err(BoardError::Note(e)) => said.wrong = Some((action, words::text(l, e))),
        Err(BoardError::Nothing) => said.gone = true,
        Err(e) => return Err(board_error(e)),
    }
    page(&ctx, boarding(&ctx, id).await?, said).await
}

async fn page(ctx: &Ctx, of: BoardingPage, said: Said) -> Reply {
    let l = ctx.locale();
    let refused = said.gone || said.wrong.is_some();
    let status = if refused { http::StatusCode::UNPROCESSABLE_ENTITY } else { http::StatusCode::OK };
    let page = Page::new(t::meeting::decide(l), move || view(l, &of, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn view(l: Locale, of: &BoardingPage, mut said: Said) -> AnyView {
    let action = l.path(&path(of.departure.id, "keputusan"));
    let flash = said.flash.take().map(Flash::alert);
    let gone = said.gone.then(|| view! { <Alert mood=Mood::Warn title=t::meeting::decided_already(l) live=true /> });
    let (done, open): (Vec<&Conflict>, Vec<&Conflict>) = of.conflicts.iter().partition(|c| c.decided_by.is_some());
    let rows = open.iter().enumerate().map(|(i, c)| one(l, i, &action, c, &said)).collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <Empty of=Icon::CheckCircle title=t::meeting::decide_none(l) text=t::meeting::decide_none_text(l) /> }.into_any()
    } else {
        view! { <ul class="parties" role="list">{rows}</ul> }.into_any()
    };
    let past = done.iter().enumerate().map(|(i, c)| one(l, open.len() + i, &action, c, &said)).collect::<Vec<_>>();
    let past = (!past.is_empty()).then(|| {
        view! { <section class="stack"><SectionHead title=t::meeting::decided(l) /><ul class="parties" role="list">{past}</ul></section> }
    });
    view! {
        <div class="wrap page meeting">
            {head(l, of, Place::Decide)}
            {flash}
            {gone}
            <p class="muted">{t::meeting::decide_text(l)}</p>
            {list}
            {past}
        </div>
    }
    .into_any()
}

fn one(l: Locale, i: usize, action: &str, c: &Conflict, said: &Said) -> AnyView {
    let what = c.about.clone().filter(|about| !about.is_empty()).unwrap_or_else(|| t::meeting::no_ticket(l).to_owned());
    let seen = format!("{} · {}", c.by, date_time(l, c.at));
    let late =
        c.is_late().then(|| view! { <Badge label=t::meeting::told_late(l, clock(l, c.told_at)) mood=Mood::Warn start=Icon::Timer /> });
    let amount = c.amount.map(|amount| view! { <p class="small num">{t::offline::amount_now(l, amount.to_string())}</p> });
    let handed = c.handed.as_ref().map(|told| handed::view(l, told));
    let end = if let Some(by) = &c.decided_by {
        view! { <p class="quote">{c.note.clone()}</p> <p class="small muted">{t::meeting::decided_by(l, by)}</p> }.into_any()
    } else {
        let mine = said.wrong.as_ref().filter(|(of, _)| *of == c.nonce);
        let (value, error) = (mine.map(|_| said.typed.clone()).unwrap_or_default(), mine.map(|(_, words)| words.clone()));
        view! {
            <form class="form" method="post" action=action.to_owned() novalidate>
                {hidden(vec![("action", c.nonce.clone())])}
                <Field
                    name="note"
                    id=format!("note-{i}")
                    label=t::meeting::decide_note(l)
                    value=value
                    error=error
                    autocomplete="off"
                    required=true
                    maxlength=u32::try_from(MAX_NOTE).unwrap_or(500)
                />
                <SubmitButton label=t::meeting::decide_go(l) tone=Tone::Secondary start=Icon::Check />
            </form>
        }
        .into_any()
    };
    view! {
        <li class="party-card">
            <div class="card-head"><h3>{reason::title(l, c.reason)}</h3> <code class="verdict-code">{c.reason.code()}</code></div>
            <p class="num"><b>{what}</b></p>
            <p class="muted small">{seen}</p>
            {late}
            <p class="small">{reason::next(l, c.reason)}</p>
            {amount}
            {handed}
            {end}
        </li>
    }
    .into_any()
}
