//! `/meja-wisata/tur/{slug}/ubah`: what is told of a tour.

use axum::extract::Path;
use backend::heritage::change_tour::{ChangeTourError, change_tour};
use domain::heritage::tour_profile::TourProfile;
use leptos::prelude::*;

use super::tabs::{At, head, own_tour, path};
use super::{error, tour_profile};
use crate::i18n::t;
use crate::ui::{Card, ErrorSummary, FormActions, SubmitButton};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    page(&ctx, &slug, None, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(&ctx, &slug).await?;
    let mut errors = Errors::default();
    if let Some(typed) = tour_profile::read(l, &form, &mut errors) {
        match change_tour(ctx.deps(), ctx.actor(), tour.id, &typed).await {
            Ok(()) => return Ok(ctx.see_other_saying(&path(&tour, At::Profile), t::tour_desk::saved(l))),
            Err(ChangeTourError::Profile(wrong)) => tour_profile::refused(l, wrong, &mut errors),
            Err(ChangeTourError::Staff(e)) => return Err(error(e)),
            Err(ChangeTourError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, &slug, Some(form), errors).await
}

async fn page(ctx: &Ctx, slug: &str, form: Option<Form>, errors: Errors) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(ctx, slug).await?;
    let form = form.unwrap_or_else(|| {
        let mut form = Form::default();
        tour_profile::fill(&mut form, &TourProfile::from(&tour));
        form
    });
    let (status, top, action) = (errors.status(), head(ctx, &tour, At::Profile), ctx.href(&path(&tour, At::Profile)));
    let terms = ctx.href(&path(&tour, At::Terms));
    let page = Page::new(t::tour_desk::profile(l), move || {
        let fields = tour_profile::fields(l, &form, &errors);
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <Card title=t::tour_desk::profile_title(l)>
                    <p class="muted">{t::tour_desk::profile_lead(l)} " " <a href=terms>{t::tour_desk::share_link(l)}</a></p>
                    <form class="form" method="post" action=action novalidate>
                        {fields}
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
