//! `/meja-wisata/tur/{slug}/terbit`: what a tour still needs before everybody may see it; publishing and hiding it.

use axum::extract::Path;
use backend::heritage::publish_tour::{PublishTourError, hide_tour, publish_tour, read_readiness};
use domain::heritage::readiness::Readiness;
use domain::heritage::tour::Tour;
use leptos::prelude::*;

use super::error;
use super::tabs::{At, head, own_tour, path};
use crate::i18n::{Locale, t};
use crate::ui::{Badge, Card, Confirm, ErrorSummary, Icon, LinkButton, Mood, PostButton, Tone};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    page(&ctx, &slug, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(&ctx, &slug).await?;
    let (done, said) = match form.text("go") {
        "hide" => (hide_tour(ctx.deps(), ctx.actor(), tour.id).await, t::tour_desk::hidden(l)),
        _ => (publish_tour(ctx.deps(), ctx.actor(), tour.id).await, t::tour_desk::published(l)),
    };
    let mut errors = Errors::default();
    match done {
        Ok(()) => return Ok(ctx.see_other_saying(&path(&tour, At::Publishing), said)),
        Err(PublishTourError::NotReady(_)) => errors.add("", t::tour_desk::not_ready(l)),
        Err(PublishTourError::Staff(e)) => return Err(error(e)),
        Err(PublishTourError::Db(e)) => return Err(e.into()),
    }
    page(&ctx, &slug, errors).await
}

async fn page(ctx: &Ctx, slug: &str, errors: Errors) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(ctx, slug).await?;
    let ready = read_readiness(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?;
    let (status, top, action) = (errors.status(), head(ctx, &tour, At::Publishing), ctx.href(&path(&tour, At::Publishing)));
    let page = Page::new(t::tour_desk::publishing(l), move || {
        let body = if tour.published { shown(l, action, &tour) } else { draft(l, action, &tour, ready) };
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {body}
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn draft(l: Locale, action: String, tour: &Tour, ready: Readiness) -> AnyView {
    let steps = [
        (At::Legs, ready.legs, t::tour_desk::legs(l), t::tour_desk::needs_legs(l)),
        (At::Fares, ready.fares, t::desk::fares(l), t::tour_desk::needs_fares(l)),
        (At::Terms, ready.terms, t::desk::terms(l), t::tour_desk::needs_terms(l)),
    ];
    let items = steps.map(|(at, done, title, text)| {
        let (label, mood) = if done { (t::tour_desk::done(l), Mood::Success) } else { (t::tour_desk::to_do(l), Mood::Warn) };
        view! {
            <li class="row row-between">
                <div><a class="strong" href=l.path(&path(tour, at))>{title}</a> <p class="muted small">{text}</p></div>
                <Badge label=label mood=mood />
            </li>
        }
    });
    let items = items.into_iter().collect::<Vec<_>>();
    let go = if ready.is_ready() {
        let values = vec![("go", "publish".to_owned())];
        view! { <PostButton action=action label=t::tour_desk::publish(l) start=Icon::Eye values=values /> }.into_any()
    } else {
        view! { <p>{t::tour_desk::not_ready(l)}</p> }.into_any()
    };
    view! {
        <Card title=t::tour_desk::draft(l)>
            <p class="muted">{t::tour_desk::draft_text(l)}</p>
            <ul class="stack" role="list">{items}</ul>
            {go}
        </Card>
    }
    .into_any()
}

fn shown(l: Locale, action: String, tour: &Tour) -> AnyView {
    let href = l.path(&format!("/wisata/{}", tour.slug));
    let values = vec![("go", "hide".to_owned())];
    view! {
        <Card title=t::tour_desk::shown(l)>
            <p class="muted">{t::tour_desk::shown_text(l)}</p>
            <div><LinkButton href=href label=t::tour_desk::see(l) tone=Tone::Secondary start=Icon::Route /></div>
            <Confirm
                label=t::tour_desk::hide(l)
                question=t::tour_desk::hide_question(l)
                yes=t::tour_desk::hide_yes(l)
                action=action
                start=Icon::EyeOff
                values=values
            />
        </Card>
    }
    .into_any()
}
