//! `/dagang/produk/{id}/varian`: price, stock, weight and number of each combination.

use axum::extract::Path;
use domain::market::product::Product;
use leptos::prelude::*;

use super::head::{Above, Part, path};
use super::rows::Table;
use super::{my_product, save};
use crate::i18n::t;
use crate::ui::{Card, ErrorSummary, FormActions, SubmitButton};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Reply {
    let product = my_product(&ctx, &id).await?.product;
    let table = Table::of(&product);
    page(&ctx, product, table, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let product = my_product(&ctx, &id).await?.product;
    let mut errors = Errors::default();
    let mut table = Table::of(&product);
    if let Some(rows) = table.read(l, &form, &mut errors)
        && save::change_variants(&ctx, &product, rows, &mut errors).await?
    {
        return Ok(ctx.see_other_saying(&path(&product, Part::Variants), t::selling::saved(l)));
    }
    page(&ctx, product, table, errors).await
}

async fn page(ctx: &Ctx, product: Product, table: Table, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let above = Above::new(ctx, &product, Part::Variants);
    let action = ctx.href(&path(&product, Part::Variants));
    let hint = if product.options.is_empty() { t::selling::variant_one_hint(l) } else { t::selling::variants_hint(l) };
    let page = Page::new(above.title(), move || {
        view! {
            <div class="wrap page">
                {above.view()}
                <p class="muted">{hint}</p>
                <form class="form" method="post" action=action novalidate>
                    <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                    <Card>{table.view(l)}</Card>
                    <FormActions>
                        <SubmitButton label=t::common::save(l) />
                    </FormActions>
                </form>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Selling)).await
}
