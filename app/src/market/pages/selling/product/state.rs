//! Publishing and putting away; the quick correction of a stock.

use axum::extract::Path;
use backend::market::publish_product::{PublishProductError, archive_product, publish_product, unpublish_product};
use backend::market::set_stock::{SetStockError, StockChange, set_stock};
use domain::market::product::{MAX_STOCK, ProductGap, ProductState};

use super::list;
use super::my_product;
use super::rows::parse_stock;
use crate::i18n::{Locale, t};
use crate::market::pages::selling::product::edit;
use crate::web::{Ctx, Errors, Form, Reply, WebError};

fn gap(l: Locale, gap: ProductGap) -> &'static str {
    match gap {
        ProductGap::Name => t::selling::product_gap_name(l),
        ProductGap::Variant => t::selling::product_gap_variant(l),
        ProductGap::Category => t::selling::product_gap_category(l),
        ProductGap::Shop => t::selling::product_gap_shop(l),
    }
}

pub async fn submit(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let product = my_product(&ctx, &id).await?.product;
    let to = ProductState::from_code(form.text("to")).ok_or(WebError::BadRequest)?;
    let (deps, actor) = (ctx.deps(), ctx.actor());
    let (changed, said) = match to {
        ProductState::Published => (publish_product(deps, actor, product.id).await, t::selling::product_is_published(l)),
        ProductState::Draft => (unpublish_product(deps, actor, product.id).await, t::selling::product_is_hidden(l)),
        ProductState::Archived => (archive_product(deps, actor, product.id).await, t::selling::product_is_archived(l)),
    };
    match changed {
        Ok(()) => Ok(ctx.see_other_saying(&format!("/dagang/produk/{}", product.id), said)),
        Err(PublishProductError::Gaps(gaps)) => {
            let mut errors = Errors::default();
            for g in gaps {
                errors.add("", gap(l, g));
            }
            edit::show_with(&ctx, product, errors).await
        }
        Err(PublishProductError::NotFound) => Err(WebError::NotFound),
        Err(PublishProductError::Forbidden(e)) => Err(e.into()),
        Err(PublishProductError::Db(e)) => Err(e.into()),
    }
}

/// From the list: the stock of a product with one variant.
pub async fn stock(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let product = my_product(&ctx, &id).await?.product;
    let mut active = product.active_variants();
    let (Some(variant), None) = (active.next(), active.next()) else {
        return Ok(ctx.see_other(&format!("/dagang/produk/{}/varian", product.id)));
    };
    let refuse = |message: String| (form.typed("stock"), message);
    let (Some(is), Some(was)) = (parse_stock(form.text("stock")), parse_stock(form.text("was"))) else {
        let problem = refuse(t::selling::stock_bad(l, MAX_STOCK));
        return list::page(&ctx, &list::Asked::default(), Some((id, problem))).await;
    };
    match set_stock(ctx.deps(), ctx.actor(), variant.id, StockChange::Set { was, is }).await {
        Ok(_) => Ok(ctx.see_other_saying("/dagang/produk", &t::selling::stock_saved(l, product.name(l)))),
        Err(SetStockError::Moved { now }) => {
            list::page(&ctx, &list::Asked::default(), Some((id, refuse(t::selling::stock_moved(l, now))))).await
        }
        Err(SetStockError::OutOfRange) => {
            list::page(&ctx, &list::Asked::default(), Some((id, refuse(t::selling::stock_bad(l, MAX_STOCK))))).await
        }
        Err(SetStockError::NotFound) => Err(WebError::NotFound),
        Err(SetStockError::Forbidden(e)) => Err(e.into()),
        Err(SetStockError::Db(e)) => Err(e.into()),
    }
}
