//! `/meja-wisata/tempat/{site}/fakta`: what is told of a site, one by one, each with its status and sources. What is drawn is in
//! `facts_view.rs`.

use axum::extract::Path;
use backend::heritage::keep_facts::{KeepFactError, ReadFact, add_fact, change_fact, move_fact, remove_fact};
use domain::heritage::site::SiteFact;
use domain::heritage::site_fact::{MAX_FACTS, MAX_SOURCES, SiteFactError};
use domain::kernel::bilingual::Bilingual;
use domain::kernel::ids::SiteId;
use domain::kernel::locale::Locale;

use super::super::error;
use super::facts_view::{VERIFIED, view};
use super::head::{At, head};
use super::{facts_path, kept};
use crate::heritage::words;
use crate::i18n::t;
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(site): Path<String>) -> Reply {
    page(&ctx, &site, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(site): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let id = kept(&ctx, &site).await?.site.id;
    let (done, said) = match form.text("go") {
        "save" => (save(&ctx, id, &form).await, t::site_desk::fact_changed(l)),
        "remove" => (remove(&ctx, id, &form).await, t::site_desk::fact_removed(l)),
        "move" => (put(&ctx, id, &form).await, t::site_desk::fact_put(l)),
        _ => (add_fact(ctx.deps(), ctx.actor(), id, read(&form)).await, t::site_desk::fact_added(l)),
    };
    let mut errors = Errors::default();
    match done {
        Ok(()) => {
            // What was moved is shown where it went: the list may be long.
            let moved = meant(&form).filter(|_| form.text("go") == "move");
            let at = moved.map_or_else(String::new, |position| format!("#{}", anchor(position)));
            return Ok(ctx.see_other_saying(&format!("{}{at}", facts_path(id)), said));
        }
        Err(KeepFactError::Staff(e)) => return Err(error(e)),
        Err(KeepFactError::Fact(e)) => refused(l, e, &mut errors),
        Err(KeepFactError::TooMany) => errors.add("", t::site_desk::facts_most(l, MAX_FACTS)),
        // Nothing was typed into these.
        Err(KeepFactError::Changed) if matches!(form.text("go"), "remove" | "move") => {
            errors.add("", t::site_desk::fact_look(l));
            return page(&ctx, &site, Form::default(), errors).await;
        }
        Err(KeepFactError::Changed) => {
            let there = kept(&ctx, &site).await?.facts.iter().any(|(position, _)| Some(*position) == meant(&form));
            errors.add("", if there { t::site_desk::fact_moved(l) } else { t::site_desk::fact_gone(l) });
        }
        Err(KeepFactError::Db(e)) => return Err(e.into()),
    }
    page(&ctx, &site, form, errors).await
}

/// The position of the fact that a form changes; none: it adds one.
pub(super) fn meant(form: &Form) -> Option<i64> {
    form.text("position").parse().ok()
}

/// Where a fact stands on the page.
pub(super) fn anchor(position: i64) -> String {
    format!("fakta-{position}")
}

fn read(form: &Form) -> SiteFact {
    SiteFact {
        text: Bilingual::new(form.text("text_id"), form.text("text_en")),
        verified: form.text("status") == VERIFIED,
        sources: form.text("sources").lines().map(str::to_owned).collect(),
    }
}

async fn save(ctx: &Ctx, site: SiteId, form: &Form) -> Result<(), KeepFactError> {
    let position = meant(form).ok_or(KeepFactError::Changed)?;
    change_fact(ctx.deps(), ctx.actor(), site, ReadFact { position, mark: form.text("mark") }, read(form)).await
}

async fn remove(ctx: &Ctx, site: SiteId, form: &Form) -> Result<(), KeepFactError> {
    let position = meant(form).ok_or(KeepFactError::Changed)?;
    remove_fact(ctx.deps(), ctx.actor(), site, ReadFact { position, mark: form.text("mark") }).await
}

/// Before the fact that the form names; to the end where it names none.
async fn put(ctx: &Ctx, site: SiteId, form: &Form) -> Result<(), KeepFactError> {
    let position = meant(form).ok_or(KeepFactError::Changed)?;
    let before = match form.text("before") {
        "" => None,
        before => Some(before.parse().map_err(|_| KeepFactError::Changed)?),
    };
    move_fact(ctx.deps(), ctx.actor(), site, ReadFact { position, mark: form.text("mark") }, before).await
}

fn refused(l: Locale, e: SiteFactError, errors: &mut Errors) {
    match e {
        SiteFactError::Text { field, why } => errors.add(field, words::text(l, why)),
        SiteFactError::Source(why) => errors.add("sources", words::text(l, why)),
        SiteFactError::TooManySources => errors.add("sources", t::site_desk::fact_sources_most(l, MAX_SOURCES)),
        SiteFactError::NoSource => errors.add("sources", t::site_desk::fact_needs_source(l)),
    }
}

async fn page(ctx: &Ctx, site: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let kept = kept(ctx, site).await?;
    let (status, top, action) = (errors.status(), head(ctx, &kept, At::Facts), ctx.href(&facts_path(kept.site.id)));
    let title = format!("{}: {}", kept.site.name.pick(l), t::site_desk::tab_facts(l));
    let page = Page::new(title, move || view(l, top, &action, &kept.facts, &form, &errors));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
