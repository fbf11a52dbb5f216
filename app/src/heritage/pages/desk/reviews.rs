//! `/meja-wisata/tur/{slug}/ulasan`: what parties say, and what is taken off the tour's page.

use axum::extract::Path;
use backend::heritage::hide_review::{HideReviewError, MAX_REASON, hide_review, show_review};
use backend::heritage::read_reviews::{list_reviews, read_reviews};
use domain::heritage::review::{Hidden, Rating, ReviewLine};
use domain::kernel::ids::BookingId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::parts::stars;
use super::super::super::words;
use super::error;
use super::tabs::{At, head, own_tour, path};
use crate::i18n::{date, day, t};
use crate::ui::{Alert, Empty, ErrorSummary, Icon, Mood, RowConfirm, SectionHead, SubmitButton, Tone, hidden};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    page(&ctx, &slug, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(&ctx, &slug).await?;
    let mut errors = Errors::default();
    let Ok(booking) = form.text("booking").parse::<BookingId>() else {
        errors.add("", t::review::gone(l));
        return page(&ctx, &slug, form, errors).await;
    };
    let again = form.text("go") == "show";
    let done = if again {
        show_review(ctx.deps(), ctx.actor(), tour.id, booking).await
    } else {
        hide_review(ctx.deps(), ctx.actor(), tour.id, booking, form.text("reason")).await
    };
    match done {
        Ok(()) => {
            let said = if again { t::review::shown_again(l) } else { t::review::hidden_done(l) };
            return Ok(ctx.see_other_saying(&path(&tour, At::Reviews), said));
        }
        Err(HideReviewError::Staff(e)) => return Err(error(e)),
        Err(HideReviewError::Reason(e)) => errors.add("reason", words::text(l, e)),
        Err(HideReviewError::Nothing) => errors.add("", t::review::gone(l)),
        Err(HideReviewError::Db(e)) => return Err(e.into()),
    }
    page(&ctx, &slug, form, errors).await
}

async fn page(ctx: &Ctx, slug: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(ctx, slug).await?;
    let lines = list_reviews(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?;
    let rating = read_reviews(ctx.deps(), tour.id, 0).await?.rating;
    let (status, top, action) = (errors.status(), head(ctx, &tour, At::Reviews), ctx.href(&path(&tour, At::Reviews)));
    let page = Page::new(t::review::desk(l), move || {
        let list = list(l, &action, rating, &lines, &form, &errors);
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {list}
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn list(l: Locale, action: &str, rating: Rating, lines: &[ReviewLine], form: &Form, errors: &Errors) -> AnyView {
    if lines.is_empty() {
        return view! { <Empty of=Icon::Star title=t::review::none(l) text=t::review::none_desk(l) /> }.into_any();
    }
    let rows = lines.iter().map(|x| line(l, action, x, form, errors)).collect::<Vec<_>>();
    view! {
        <section class="stack">
            <SectionHead title=t::review::desk(l) />
            {stars::rating(l, rating)}
            <p class="muted">{t::review::desk_lead(l)}</p>
            <ul class="row-list" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

fn line(l: Locale, action: &str, x: &ReviewLine, form: &Form, errors: &Errors) -> AnyView {
    let booking = x.review.booking.to_string();
    let step = match &x.review.hidden {
        Some(h) => back(l, action, booking, h),
        None => hide(l, action, booking, form, errors),
    };
    view! {
        <li class="card stack">
            {stars::quote(l, &x.review)}
            <p class="muted small">{t::review::of_party { at: day(l, x.starts_at), number: &x.number }.say(l)}</p>
            {step}
        </li>
    }
    .into_any()
}

fn hide(l: Locale, action: &str, booking: String, form: &Form, errors: &Errors) -> AnyView {
    let of = form.text("booking") == booking;
    let (reason, error) = if of { (form.typed("reason"), errors.of("reason")) } else { (String::new(), None) };
    view! {
        <RowConfirm
            label=t::review::hide(l)
            action=action.to_owned()
            values=vec![("booking", booking.clone()), ("go", "hide".to_owned())]
            row=booking
            name="reason"
            asks=t::review::reason(l)
            hint=t::review::reason_hint(l)
            value=reason
            error=error
            most=MAX_REASON
            open=of
            yes=t::review::hide_yes(l)
            start=Icon::EyeOff
        />
    }
    .into_any()
}

fn back(l: Locale, action: &str, booking: String, h: &Hidden) -> AnyView {
    let (reason, title) = (h.reason.clone(), t::review::hidden_by { at: date(l, h.at), by: &h.by }.say(l));
    view! {
        <Alert mood=Mood::Warn title=title><p>{reason}</p></Alert>
        <form method="post" action=action.to_owned()>
            {hidden(vec![("booking", booking), ("go", "show".to_owned())])}
            <SubmitButton label=t::review::show_again(l) tone=Tone::Secondary start=Icon::Eye />
        </form>
    }
    .into_any()
}
