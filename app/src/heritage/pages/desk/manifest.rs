//! `/meja-wisata/tempat/{site}/{departure}`: the list of who comes, to approve, to refuse from, to print, and to hold a paper against.

use axum::extract::Path;
use backend::flows::tours::judge::{JudgeError, approve_visitors, refuse_visitor};
use backend::heritage::read_manifest::read_manifest;
use domain::heritage::manifest::RefusalReason;
use domain::kernel::ids::{DepartureId, VisitorId};
use http::StatusCode;

use super::super::super::words;
use super::site::own_site;
use super::{error, manifest_error, manifest_view, seal_check};
use crate::i18n::t;
use crate::ui::{Mood, Text};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply, WebError};

#[derive(Default)]
pub struct Said {
    pub news: Option<(Mood, Text)>,
    /// The visitor whose refusal was not taken, and why.
    pub wrong: Option<(VisitorId, Text)>,
    pub seal: Option<seal_check::Checked>,
    pub status: StatusCode,
}

pub async fn show(ctx: Ctx, Path((site, departure)): Path<(String, String)>) -> Reply {
    let news = ctx.flash().cloned().map(|f| (f.mood, Text::from(f.words)));
    page(&ctx, &site, &departure, Said { news, ..Said::default() }).await
}

pub async fn submit(ctx: Ctx, Path((site, departure)): Path<(String, String)>, form: Form) -> Reply {
    let l = ctx.locale();
    let of = own_site(&ctx, &site).await?;
    let id: DepartureId = departure.parse().map_err(|_| WebError::NotFound)?;
    if form.text("go") == "seal" {
        let seal = seal_check::check(&ctx, id, of.id, &form).await?;
        return page(&ctx, &site, &departure, Said { status: seal.status(), seal: Some(seal), ..Said::default() }).await;
    }
    let home = format!("/meja-wisata/tempat/{site}/{departure}");
    let mut said = Said { status: StatusCode::UNPROCESSABLE_ENTITY, ..Said::default() };
    if form.text("go") == "approve" {
        let chosen: Vec<VisitorId> = form.all("visitor").iter().filter_map(|v| v.parse().ok()).collect();
        match approve_visitors(ctx.deps(), ctx.actor(), id, of.id, &chosen).await {
            Ok(n) => return Ok(ctx.see_other_saying(&home, &t::heritage::approved(l, i64::try_from(n).unwrap_or(0)))),
            Err(e) => judged(l, &mut said, e, None)?,
        }
    } else {
        let visitor: VisitorId = form.text("visitor").parse().map_err(|_| WebError::NotFound)?;
        match RefusalReason::from_code(form.text("reason")) {
            None => said.wrong = Some((visitor, t::heritage::refuse_choose(l).into())),
            Some(reason) => match refuse_visitor(ctx.deps(), ctx.actor(), id, of.id, visitor, reason, form.text("note")).await {
                Ok(()) => return Ok(ctx.see_other_saying(&home, t::heritage::refused_done(l))),
                Err(e) => judged(l, &mut said, e, Some(visitor))?,
            },
        }
    }
    page(&ctx, &site, &departure, said).await
}

fn judged(l: crate::i18n::Locale, said: &mut Said, e: JudgeError, visitor: Option<VisitorId>) -> Result<(), WebError> {
    match e {
        JudgeError::Staff(e) => return Err(error(e)),
        JudgeError::NotListed => said.news = Some((Mood::Warn, t::heritage::refuse_gone(l).into())),
        JudgeError::Over => said.news = Some((Mood::Warn, t::heritage::refuse_over(l).into())),
        JudgeError::Note(e) => said.wrong = visitor.map(|v| (v, words::text(l, e))),
        JudgeError::Db(e) => return Err(e.into()),
        e @ JudgeError::Money(_) => return Err(WebError::internal(e)),
    }
    Ok(())
}

async fn page(ctx: &Ctx, site: &str, departure: &str, said: Said) -> Reply {
    let l = ctx.locale();
    let of = own_site(ctx, site).await?;
    let id: DepartureId = departure.parse().map_err(|_| WebError::NotFound)?;
    let list = read_manifest(ctx.deps(), ctx.actor(), id, of.id).await.map_err(manifest_error)?;
    let (status, now) = (said.status, ctx.now());
    let officer = ctx.visitor().name.clone().unwrap_or_default();
    let page = Page::new(t::heritage::manifest(l), move || manifest_view::view(l, now, &of, &list, &officer, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
