//! `/dagang/produk/{id}`: what the product is. A change of options leads on to the table of variants.

use axum::extract::Path;
use domain::market::product::Product;
use leptos::prelude::*;

use super::head::{Above, Part, path};
use super::{categories, facts, my_product, save};
use crate::i18n::t;
use crate::ui::{Card, ErrorSummary, FormActions, SubmitButton};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Reply {
    let product = my_product(&ctx, &id).await?.product;
    show_with(&ctx, product, Errors::default()).await
}

/// The stored form with messages about the whole product.
pub async fn show_with(ctx: &Ctx, product: Product, errors: Errors) -> Reply {
    let form = facts::fill(&product);
    page(ctx, product, form, errors).await
}

pub async fn submit(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let product = my_product(&ctx, &id).await?.product;
    let mut errors = Errors::default();
    let Some(facts) = facts::read(l, &form, &mut errors, &categories(&ctx).await?) else {
        return page(&ctx, product, form, errors).await;
    };
    let options_changed = facts.options != product.options;
    if !save::change_facts(&ctx, &product, facts, &mut errors).await? {
        return page(&ctx, product, form, errors).await;
    }
    if options_changed {
        return Ok(ctx.see_other_saying(&path(&product, Part::Variants), t::selling::options_changed(l)));
    }
    Ok(ctx.see_other_saying(&path(&product, Part::Facts), t::selling::saved(l)))
}

async fn page(ctx: &Ctx, product: Product, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let categories = categories(ctx).await?;
    let above = Above::new(ctx, &product, Part::Facts);
    let action = ctx.href(&path(&product, Part::Facts));
    let page = Page::new(above.title(), move || {
        view! {
            <div class="wrap wrap-narrow page">
                {above.view()}
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        {facts::fields(l, &form, &errors, &categories)}
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Selling)).await
}
