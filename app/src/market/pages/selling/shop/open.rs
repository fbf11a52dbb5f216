//! `/buka-toko` and its steps: a shop before it is approved. What is typed is saved step by step, so that it can be
//! done on a phone, in pieces, over days.

use axum::extract::Path;
use backend::market::submit_shop::{SubmitShopError, submit_shop};
use domain::market::shop::{Shop, ShopState};
use leptos::prelude::*;

use super::step::{self, Step};
use super::summary::summary;
use super::{part, save};
use crate::i18n::{Locale, t};
use crate::market::pages::selling::my_shop::my_shop;
use crate::place::hours;
use crate::ui::{Alert, Card, Empty, ErrorSummary, FormActions, Icon, LinkButton, Mood, PageHead, Steps, SubmitButton, Text, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

/// Where one stands: a beginning, a draft, waiting, asked for changes, rejected, open.
pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let shop = my_shop(&ctx).await?;
    let said = ctx.flash().cloned();
    let base = ctx.href("/buka-toko");
    let (dashboard, new_product) = (ctx.href("/dagang"), ctx.href("/dagang/produk/baru"));
    let page = Page::new(t::selling::open_title(l), move || {
        let body = match &shop {
            None => beginning(l, &base),
            Some(s) => match s.state {
                ShopState::Draft => draft(l, s, &base),
                ShopState::ChangesRequested => {
                    let reason = s.review_reason.clone();
                    view! {
                        <Alert mood=Mood::Warn title=t::selling::changes_requested(l)>
                            <p>{reason}</p>
                        </Alert>
                        {draft(l, s, &base)}
                    }
                    .into_any()
                }
                ShopState::Submitted => view! {
                    <Alert mood=Mood::Info title=t::selling::waiting_title(l)>
                        <p>{t::selling::waiting_text(l)}</p>
                    </Alert>
                    {overview(l, s)}
                }
                .into_any(),
                ShopState::Rejected => {
                    let reason = s.review_reason.clone();
                    view! {
                        <Alert mood=Mood::Danger title=t::selling::rejected_title(l)>
                            <p>{reason}</p>
                            <p>{t::selling::rejected_text(l)}</p>
                        </Alert>
                        {overview(l, s)}
                    }
                    .into_any()
                }
                ShopState::Approved => view! {
                    <Empty of=Icon::Store title=t::selling::approved_title(l) text=t::selling::approved_text(l)>
                        <LinkButton href=new_product label=t::selling::product_new(l) start=Icon::Plus />
                        <LinkButton href=dashboard label=t::selling::dashboard(l) tone=Tone::Secondary />
                    </Empty>
                }
                .into_any(),
            },
        };
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::selling::open_title(l) lead=t::selling::open_lead(l) />
                {said.map(Flash::alert)}
                {body}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Selling)).await
}

fn beginning(l: Locale, base: &str) -> AnyView {
    let steps = Step::ALL.map(|s| {
        view! {
            <li>
                <b>{s.title(l)}</b>
                <br />
                <span class="muted">{s.lead(l)}</span>
            </li>
        }
    });
    let start = format!("{base}/{}", Step::About.slug());
    view! {
        <Card title=t::selling::open_how(l)>
            <ol class="stack stack-sm numbered">{steps.to_vec()}</ol>
            <p class="muted">{t::selling::open_saved(l)}</p>
            <div class="btn-row">
                <LinkButton href=start label=t::selling::open_start(l) start=Icon::Store wide=true />
            </div>
        </Card>
    }
    .into_any()
}

/// The first step that lacks something, or the last.
fn current(shop: &Shop) -> Step {
    Step::ALL.into_iter().find(|s| !s.is_done(Some(shop))).unwrap_or(Step::Review)
}

fn draft(l: Locale, shop: &Shop, base: &str) -> AnyView {
    let next = current(shop);
    view! {
        <div class="btn-row">
            <LinkButton href=format!("{base}/{}", next.slug()) label=t::selling::open_go_on(l, next.title(l)) end=Icon::ArrowRight wide=true />
        </div>
        {summary(l, shop, base)}
    }
    .into_any()
}

fn overview(l: Locale, shop: &Shop) -> AnyView {
    let place = shop.kelurahan.map(|k| k.name().to_owned()).unwrap_or_default();
    let story = l.pick(&shop.story_id, &shop.story_en).to_owned();
    view! {
        <Card title=shop.name.clone()>
            <p class="muted">{place}</p>
            <p>{story}</p>
        </Card>
    }
    .into_any()
}

/// The shop may still be worked on, else the step's page makes no sense.
fn editable(shop: Option<&Shop>) -> bool {
    shop.is_none_or(|s| matches!(s.state, ShopState::Draft | ShopState::ChangesRequested))
}

pub async fn show_step(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    let step = Step::from_slug(&slug).ok_or(WebError::NotFound)?;
    let shop = my_shop(&ctx).await?;
    if !editable(shop.as_ref()) || (shop.is_none() && step != Step::About) {
        return Ok(ctx.see_other("/buka-toko"));
    }
    let form = shop.as_ref().map_or_else(Form::default, |s| part::fill(step, s));
    page(&ctx, shop, step, form, Errors::default()).await
}

pub async fn submit_step(ctx: Ctx, Path(slug): Path<String>, mut form: Form) -> Reply {
    let l = ctx.locale();
    let step = Step::from_slug(&slug).ok_or(WebError::NotFound)?;
    let shop = my_shop(&ctx).await?;
    if !editable(shop.as_ref()) || (shop.is_none() && step != Step::About) {
        return Ok(ctx.see_other("/buka-toko"));
    }
    if step == Step::Review {
        return submit(&ctx, shop).await;
    }
    let mut errors = Errors::default();
    if step == Step::Hours && form.has(hours::COPY) {
        hours::copy_monday(&mut form);
        return page(&ctx, shop, step, form, errors).await;
    }
    if let Some(change) = part::read(step, l, &form, &mut errors)
        && save::save(&ctx, shop.as_ref(), change, &mut errors).await?
    {
        return Ok(ctx.see_other(&format!("/buka-toko/{}", step.next().slug())));
    }
    page(&ctx, shop, step, form, errors).await
}

async fn submit(ctx: &Ctx, shop: Option<Shop>) -> Reply {
    let l = ctx.locale();
    let Some(shop) = shop else { return Ok(ctx.see_other("/buka-toko")) };
    match submit_shop(ctx.deps(), ctx.actor(), shop.id).await {
        Ok(()) => Ok(ctx.see_other_saying("/buka-toko", t::selling::submitted(l))),
        Err(SubmitShopError::Gaps(_)) => {
            let mut errors = Errors::default();
            errors.add("", t::selling::incomplete(l));
            page(ctx, Some(shop), Step::Review, Form::default(), errors).await
        }
        Err(e) => Err(save::submit_error(e)),
    }
}

async fn page(ctx: &Ctx, shop: Option<Shop>, step: Step, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let base = ctx.href("/buka-toko");
    let action = format!("{base}/{}", step.slug());
    let page = Page::new(step.title(l), move || {
        let steps = Step::ALL.map(|s| crate::ui::Step {
            label: s.title(l).into(),
            href: (shop.is_some() || s == Step::About)
                .then(|| Text::from(format!("{base}/{}", s.slug())))
                .map_or_else(Default::default, Into::into),
            done: s.is_done(shop.as_ref()),
            current: s == step,
        });
        let reason = shop.as_ref().filter(|s| s.state == ShopState::ChangesRequested).map(|s| s.review_reason.clone());
        let missing = shop.as_ref().map(Shop::gaps).unwrap_or_default();
        let body = if step == Step::Review {
            let list = missing
                .iter()
                .map(|g| {
                    let href = format!("{base}/{}", Step::of_gap(*g).slug());
                    view! { <li><a href=href>{step::gap(l, *g)}</a></li> }
                })
                .collect::<Vec<_>>();
            let complete = list.is_empty();
            view! {
                {(!complete)
                    .then(|| {
                        view! {
                            <Alert mood=Mood::Warn title=t::selling::missing(l)>
                                <ul>{list}</ul>
                            </Alert>
                        }
                    })}
                {complete.then(|| view! { <p>{t::selling::review_promise(l)}</p> })}
                <form class="form" method="post" action=action>
                    <FormActions>
                        <SubmitButton label=t::selling::send_to_officer(l) disabled=!complete wide=true />
                    </FormActions>
                </form>
                {shop.as_ref().map(|s| summary(l, s, &base))}
            }
            .into_any()
        } else {
            let fields = part::fields(step, l, &form, &errors);
            view! {
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        {fields}
                        <FormActions>
                            <SubmitButton label=t::selling::save_and_go_on(l) wide=true />
                        </FormActions>
                    </form>
                </Card>
            }
            .into_any()
        };
        view! {
            <div class="wrap wrap-narrow page">
                <Steps label=t::selling::steps(l) steps=steps.to_vec() />
                <PageHead title=step.title(l) lead=step.lead(l) />
                {reason
                    .map(|r| {
                        view! {
                            <Alert mood=Mood::Warn title=t::selling::changes_requested(l)>
                                <p>{r}</p>
                            </Alert>
                        }
                    })}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                {body}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Selling)).await
}
