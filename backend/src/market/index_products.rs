//! Bringing the search index in line with the database. Doing it twice changes nothing.

use std::collections::HashSet;

use domain::kernel::ids::{ProductId, ShopId};
use domain::kernel::slug::Slug;
use thiserror::Error;

use super::store::search_docs;
use crate::adapters::search::{SearchError, SearchHealth};
use crate::db::{DbError, Run, sql};
use crate::deps::Deps;
use crate::jobs;

/// Products per query and per commit of the index.
const BATCH: usize = 500;

#[derive(Debug, Error)]
pub enum IndexError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Search(#[from] SearchError),
}

pub async fn products_of(deps: &Deps, shop: ShopId) -> Result<Vec<ProductId>, DbError> {
    let rows = deps.db.reader().fetch_all(sql("SELECT id FROM product WHERE shop_id = $1").bind(shop)).await?;
    rows.iter().map(|r| r.get("id")).collect()
}

pub async fn products_in(deps: &Deps, category: &Slug) -> Result<Vec<ProductId>, DbError> {
    let rows = deps.db.reader().fetch_all(sql("SELECT id FROM product WHERE category_slug = $1").bind(category)).await?;
    rows.iter().map(|r| r.get("id")).collect()
}

/// Public products are written, all others are taken out.
pub async fn index_products(deps: &Deps, products: &[ProductId]) -> Result<(), IndexError> {
    for batch in products.chunks(BATCH) {
        let docs = search_docs::of(&mut deps.db.reader(), batch).await?;
        let public: HashSet<ProductId> = docs.iter().map(|d| d.card.product_id).collect();
        let gone: Vec<ProductId> = batch.iter().copied().filter(|p| !public.contains(p)).collect();
        if !docs.is_empty() {
            deps.search.upsert(docs).await?;
        }
        if !gone.is_empty() {
            deps.search.delete(gone).await?;
        }
    }
    Ok(())
}

/// Builds the index anew beside the live one and swaps. `progress` hears how many of how many are read.
pub async fn reindex(deps: &Deps, mut progress: impl FnMut(u64, u64) + Send) -> Result<u64, IndexError> {
    let began = deps.now();
    let total = search_docs::count(&mut deps.db.reader()).await?;
    let mut rebuild = deps.search.begin_rebuild().await?;
    let (mut last, mut done) = (None, 0);
    loop {
        let ids = search_docs::ids_after(&mut deps.db.reader(), last, i64::try_from(BATCH).unwrap_or(i64::MAX)).await?;
        let Some(newest) = ids.last() else { break };
        last = Some(*newest);
        done += u64::try_from(ids.len()).unwrap_or(0);
        rebuild.add(search_docs::of(&mut deps.db.reader(), &ids).await?).await?;
        progress(done, total);
    }
    let docs = rebuild.publish().await?;
    // A worker elsewhere may have written changes to the index that is now the old one. It writes them again.
    let mut tx = deps.db.begin().await?;
    jobs::repeat_index_jobs(&mut tx, deps, began).await?;
    tx.commit().await?;
    Ok(docs)
}

/// Synonyms are loaded, and a missing, old or broken index is built. Says whether it had to build.
pub async fn ensure_index(deps: &Deps) -> Result<bool, IndexError> {
    super::load_synonyms::load_synonyms(deps).await?;
    rebuild_if_needed(deps).await
}

pub async fn rebuild_if_needed(deps: &Deps) -> Result<bool, IndexError> {
    match deps.search.health().await {
        SearchHealth::Ready { .. } => Ok(false),
        SearchHealth::NeedsRebuild(reason) => {
            tracing::info!(%reason, "building the search index");
            reindex(deps, |_, _| {}).await?;
            Ok(true)
        }
    }
}
