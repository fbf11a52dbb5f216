//! `/dagang/toko`: the open shop's own data, in the same forms that opened it.

use axum::extract::Path;
use leptos::prelude::*;

use super::step::Step;
use super::summary::summary;
use super::{part, save};
use crate::i18n::t;
use crate::market::pages::selling::my_shop::need_shop;
use crate::place::hours;
use crate::ui::{Breadcrumb, Card, ErrorSummary, FormActions, Icon, LinkButton, PageHead, SubmitButton, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let shop = need_shop(&ctx).await?;
    let said = ctx.flash().cloned();
    let (base, dashboard) = (ctx.href("/dagang/toko"), ctx.href("/dagang"));
    let public = ctx.href(&format!("/toko/{}", shop.slug));
    let page = Page::new(t::selling::profile(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <Breadcrumb label=t::common::breadcrumb(l) steps=vec![(t::common::selling(l).into(), dashboard.into())] here=t::selling::profile(l) />
                <PageHead title=shop.name.clone() lead=t::selling::profile_lead(l)>
                    <LinkButton href=public label=t::selling::see_as_shopper(l) tone=Tone::Secondary start=Icon::Eye />
                </PageHead>
                {said.map(Flash::alert)}
                {summary(l, &shop, &base)}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Selling)).await
}

/// The steps that an open shop still has.
fn step_of(slug: &str) -> Result<Step, WebError> {
    Step::from_slug(slug).filter(|s| *s != Step::Review).ok_or(WebError::NotFound)
}

pub async fn show_step(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    let step = step_of(&slug)?;
    let form = part::fill(step, &need_shop(&ctx).await?);
    page(&ctx, step, form, Errors::default()).await
}

pub async fn submit_step(ctx: Ctx, Path(slug): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let step = step_of(&slug)?;
    let shop = need_shop(&ctx).await?;
    let mut errors = Errors::default();
    if step == Step::Hours && form.has(hours::COPY) {
        hours::copy_monday(&mut form);
        return page(&ctx, step, form, errors).await;
    }
    if let Some(change) = part::read(step, l, &form, &mut errors)
        && save::save(&ctx, Some(&shop), change, &mut errors).await?
    {
        return Ok(ctx.see_other_saying("/dagang/toko", t::selling::saved(l)));
    }
    page(&ctx, step, form, errors).await
}

async fn page(ctx: &Ctx, step: Step, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let (dashboard, profile) = (ctx.href("/dagang"), ctx.href("/dagang/toko"));
    let action = ctx.href(&format!("/dagang/toko/{}", step.slug()));
    let page = Page::new(step.title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <Breadcrumb
                    label=t::common::breadcrumb(l)
                    steps=vec![(t::common::selling(l).into(), dashboard.into()), (t::selling::profile(l).into(), profile.clone().into())]
                    here=step.title(l)
                />
                <PageHead title=step.title(l) />
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        {part::fields(step, l, &form, &errors)}
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                            <LinkButton href=profile label=t::common::cancel(l) tone=Tone::Ghost />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Selling)).await
}
