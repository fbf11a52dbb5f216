//! `/meja-wisata/tempat/{site}`: the visits to come of a base or village; the village's word, and days that are closed.

use axum::extract::Path;
use backend::flows::tours::close::{Aboard, CloseError, close_day};
use backend::heritage::decide_consent::{DecideConsentError, decide_consent, list_visits};
use backend::heritage::read_looks::keeps_looks;
use backend::heritage::read_manifest::list_manifests;
use backend::heritage::staff::workplaces;
use domain::heritage::departure::Departure;
use domain::heritage::site::{Site, SiteKind};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, SiteId};
use http::StatusCode;

use super::super::super::words;
use super::{error, looks, site_view};
use crate::i18n::{Locale, clock, t};
use crate::ui::{Mood, Text};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

#[derive(Default)]
pub struct Said {
    pub news: Option<(Mood, Text)>,
    pub errors: Errors,
    pub form: Form,
    /// The departure whose answer was not taken.
    pub of: Option<DepartureId>,
    pub status: StatusCode,
}

pub async fn own_site(ctx: &Ctx, site: &str) -> Result<Site, WebError> {
    let id: SiteId = site.parse().map_err(|_| WebError::NotFound)?;
    let mine = workplaces(ctx.deps(), ctx.actor()).await.map_err(error)?;
    mine.sites.into_iter().find(|s| s.id == id).ok_or(WebError::NotFound)
}

pub async fn show(ctx: Ctx, Path(site): Path<String>) -> Reply {
    let news = ctx.flash().cloned().map(|f| (f.mood, Text::from(f.words)));
    let site = own_site(&ctx, &site).await?;
    page(&ctx, site, Said { news, ..Said::default() }).await
}

pub async fn submit(ctx: Ctx, Path(site): Path<String>, form: Form) -> Reply {
    let site = own_site(&ctx, &site).await?;
    match form.text("go") {
        "close" => close(&ctx, site, form).await,
        go => answer(&ctx, site, go == "yes", form).await,
    }
}

async fn again(ctx: &Ctx, site: Site, said: Said) -> Reply {
    page(ctx, site, Said { status: StatusCode::UNPROCESSABLE_ENTITY, ..said }).await
}

async fn answer(ctx: &Ctx, site: Site, agrees: bool, form: Form) -> Reply {
    let l = ctx.locale();
    let id: DepartureId = form.text("departure").parse().map_err(|_| WebError::NotFound)?;
    let mut said = Said { of: Some(id), ..Said::default() };
    match decide_consent(ctx.deps(), ctx.actor(), id, agrees, form.text("note")).await {
        Ok(()) => {
            let words = if agrees { t::heritage::consent_given(l) } else { t::heritage::consent_refused(l) };
            return Ok(ctx.see_other_saying(&format!("/meja-wisata/tempat/{}", site.id), words));
        }
        Err(DecideConsentError::Staff(e)) => return Err(error(e)),
        Err(DecideConsentError::Already) => said.news = Some((Mood::Warn, t::heritage::consent_already(l).into())),
        Err(DecideConsentError::Note(e)) => said.errors.add("note", words::text(l, e)),
        Err(DecideConsentError::Db(e)) => return Err(e.into()),
    }
    said.form = form;
    again(ctx, site, said).await
}

async fn close(ctx: &Ctx, site: Site, form: Form) -> Reply {
    let l = ctx.locale();
    let mut said = Said::default();
    let day = Timestamp::parse_wib_date(form.text("day"));
    let result = match day {
        Some(day) => close_day(ctx.deps(), ctx.actor(), site.id, day, form.text("reason")).await,
        None => Err(CloseError::Past),
    };
    match result {
        Ok(closed) => {
            let (home, done) = (
                format!("/meja-wisata/tempat/{}", site.id),
                t::heritage::close_done { departures: closed.departures, offered: closed.offered }.say(l),
            );
            if closed.aboard.is_empty() {
                return Ok(ctx.see_other_saying(&home, &done));
            }
            return Ok(ctx.see_other_warning(&home, &format!("{done} {}", aboard(l, &closed.aboard))));
        }
        Err(CloseError::Staff(e)) => return Err(error(e)),
        Err(CloseError::Reason(e)) => said.errors.add("reason", words::text(l, e)),
        Err(CloseError::Past) => said.errors.add("day", t::heritage::close_day_bad(l)),
        Err(CloseError::Db(e)) => return Err(e.into()),
        Err(e) => return Err(WebError::internal(e)),
    }
    said.form = form;
    again(ctx, site, said).await
}

/// Whoever has come already is told by their guide: `08.00 (Ujang), 3 orang`.
fn aboard(l: Locale, all: &[Aboard]) -> String {
    let one = |a: &Aboard| {
        let guide = a.guide.as_deref().unwrap_or(t::heritage::plan_none(l));
        format!("{} ({guide}), {}", clock(l, a.starts_at), t::heritage::people(l, i64::from(a.persons)))
    };
    t::heritage::close_aboard(l, all.iter().map(one).collect::<Vec<_>>().join("; "))
}

async fn page(ctx: &Ctx, site: Site, said: Said) -> Reply {
    let l = ctx.locale();
    let visits: Vec<Departure> =
        if site.kind == SiteKind::Village { list_visits(ctx.deps(), ctx.actor(), site.id).await.map_err(error)? } else { Vec::new() };
    let cards = list_manifests(ctx.deps(), ctx.actor(), site.id).await.map_err(error)?;
    let seen = keeps_looks(ctx.deps(), ctx.actor(), site.id).await.map_err(error)?.then(|| ctx.href(&looks::path(&site)));
    let (title, status, now) = (site.name.pick(l).to_owned(), said.status, ctx.now());
    let page = Page::new(title, move || site_view::view(l, now, &site, seen, &visits, &cards, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
