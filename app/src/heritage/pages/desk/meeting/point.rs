//! `…/titik-kumpul`: who is expected, and letting them in: by a ticket's text, by a number, or from the list.

use axum::extract::{Path, Query};
use backend::flows::tours::board::{Admission, BoardError, Redeem, Shown, redeem};
use backend::flows::tours::read_admission::read_admission;
use domain::heritage::boarding::BoardingPage;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::DepartureId;
use http::StatusCode;
use serde::Deserialize;

use super::{answer, board_error, boarding, departure_of, missed, path, point_view};
use crate::i18n::t;
use crate::ui::Text;
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply};

/// The text of a ticket is far longer than any number.
const SHORTEST_TICKET: usize = 60;

#[derive(Deserialize)]
pub struct Asked {
    /// The action that was just told.
    #[serde(default)]
    aksi: String,
}

pub struct Said {
    pub answer: Option<Admission>,
    pub flash: Option<Flash>,
    /// Why a party is not given up, or not waited for again.
    pub wrong: Option<Text>,
    pub typed: String,
    pub errors: Errors,
    pub nonce: String,
    pub now: Timestamp,
}

impl Said {
    fn new(ctx: &Ctx) -> Self {
        Self {
            answer: None,
            flash: None,
            wrong: None,
            typed: String::new(),
            errors: Errors::default(),
            nonce: ctx.deps().random.token(),
            now: ctx.now(),
        }
    }
}

pub async fn show(ctx: Ctx, Path(departure): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let id = departure_of(&departure)?;
    let answer = match asked.aksi.as_str() {
        "" => None,
        nonce => read_admission(ctx.deps(), ctx.actor(), id, nonce).await.or_else(|e| match e {
            BoardError::Nonce => Ok(None),
            e => Err(board_error(e)),
        })?,
    };
    let said = Said { answer, flash: ctx.flash().cloned(), ..Said::new(&ctx) };
    page(&ctx, &boarding(&ctx, id).await?, said).await
}

pub async fn submit(ctx: Ctx, Path(departure): Path<String>, form: Form) -> Reply {
    let (l, id) = (ctx.locale(), departure_of(&departure)?);
    match form.text("go") {
        missed::RELEASE => return told(&ctx, id, missed::release(&ctx, id, &form).await?).await,
        missed::RECALL => return told(&ctx, id, missed::recall(&ctx, id, &form).await?).await,
        _ => {}
    }
    let typed = form.typed("shown");
    let mut errors = Errors::default();
    if typed.trim().is_empty() {
        errors.add("shown", t::meeting::shown_missing(l));
    } else {
        let shown = if typed.trim().len() < SHORTEST_TICKET { Shown::Number(typed.clone()) } else { Shown::Ticket(typed.clone()) };
        let nonce = form.typed("nonce");
        match redeem(ctx.deps(), ctx.actor(), &Redeem { nonce: nonce.clone(), departure: id, shown, at: ctx.now() }).await {
            Ok(_) => return Ok(ctx.see_other(&format!("{}?aksi={nonce}", path(id, "titik-kumpul")))),
            Err(BoardError::Nonce | BoardError::Used) => errors.add("shown", t::meeting::again(l)),
            Err(e) => return Err(board_error(e)),
        }
    }
    page(&ctx, &boarding(&ctx, id).await?, Said { typed, errors, ..Said::new(&ctx) }).await
}

/// A party was given up or is waited for again; or the page says why it is not.
async fn told(ctx: &Ctx, id: DepartureId, done: Result<String, Text>) -> Reply {
    match done {
        Ok(words) => Ok(ctx.see_other_saying(&path(id, "titik-kumpul"), &words)),
        Err(words) => page(ctx, &boarding(ctx, id).await?, Said { wrong: Some(words), ..Said::new(ctx) }).await,
    }
}

async fn page(ctx: &Ctx, of: &BoardingPage, said: Said) -> Reply {
    let (l, of) = (ctx.locale(), of.clone());
    let status = if said.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { said.errors.status() };
    let title = said.answer.as_ref().map_or_else(|| t::meeting::title(l), |a| answer::title(l, a.outcome));
    let page = Page::new(title, move || point_view::view(l, &of, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
