//! `/dagang/produk/baru`: a product with its first price and stock, on one page.

use leptos::prelude::*;

use super::rows::Table;
use super::save::{self, combinations};
use super::{categories, facts};
use crate::i18n::t;
use crate::market::pages::selling::my_shop::need_shop;
use crate::ui::{Breadcrumb, Card, ErrorSummary, FormActions, LinkButton, PageHead, SubmitButton, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    need_shop(&ctx).await?;
    page(&ctx, Form::default(), Table::first(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let shop = need_shop(&ctx).await?;
    let mut errors = Errors::default();
    let facts = facts::read(l, &form, &mut errors, &categories(&ctx).await?);
    let mut table = Table::first();
    // The row's own messages, also when the facts are not right yet.
    let mut row_errors = Errors::default();
    let first = table.read(l, &form, &mut row_errors);
    for (field, message) in row_errors.list() {
        errors.add(field, message);
    }
    let (Some(facts), Some(first)) = (facts, first.and_then(|rows| rows.into_iter().next())) else {
        return page(&ctx, form, table, errors).await;
    };
    let several = !facts.options.is_empty();
    let rows = combinations(&facts.options, &first);
    match save::create(&ctx, shop.id, facts, rows, &mut errors).await? {
        Some(id) if several => Ok(ctx.see_other_saying(&format!("/dagang/produk/{id}/varian"), t::selling::product_made_variants(l))),
        Some(id) => Ok(ctx.see_other_saying(&format!("/dagang/produk/{id}/foto"), t::selling::product_made(l))),
        None => page(&ctx, form, table, errors).await,
    }
}

async fn page(ctx: &Ctx, form: Form, table: Table, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let categories = categories(ctx).await?;
    let (dashboard, list, action) = (ctx.href("/dagang"), ctx.href("/dagang/produk"), ctx.href("/dagang/produk/baru"));
    let page = Page::new(t::selling::product_new(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <Breadcrumb
                    label=t::common::breadcrumb(l)
                    steps=vec![(t::common::selling(l).into(), dashboard.into()), (t::selling::products(l).into(), list.clone().into())]
                    here=t::selling::product_new(l)
                />
                <PageHead title=t::selling::product_new(l) lead=t::selling::product_new_lead(l) />
                <form class="form" method="post" action=action novalidate>
                    <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                    <Card title=t::selling::part_facts(l)>
                        <div class="form">{facts::fields(l, &form, &errors, &categories)}</div>
                    </Card>
                    <Card title=t::selling::price_and_stock(l)>
                        <p class="muted">{t::selling::price_and_stock_hint(l)}</p>
                        {table.view(l)}
                    </Card>
                    <FormActions>
                        <SubmitButton label=t::selling::product_create(l) />
                        <LinkButton href=list label=t::common::cancel(l) tone=Tone::Ghost />
                    </FormActions>
                </form>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Selling)).await
}
