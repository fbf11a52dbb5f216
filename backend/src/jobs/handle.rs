//! From a job to the use case that does it. Errors are text for the log and the admin's page.

use domain::kernel::ids::ProductId;

use super::Job;
use crate::deps::Deps;
use crate::market::{index_products, load_synonyms, process_photo};

pub async fn one(deps: &Deps, job: &Job) -> Result<(), String> {
    match job {
        Job::IndexProduct { .. } | Job::IndexShop { .. } | Job::IndexCategory { .. } => index(deps, std::slice::from_ref(job)).await,
        Job::LoadSynonyms => load_synonyms::load_synonyms(deps).await.map_err(text),
        Job::ProcessPhoto { photo } => process_photo::process_photo(deps, *photo).await.map_err(text),
        Job::SendMail { mail } => deps.mailer.send(mail).await.map_err(text),
    }
}

/// All index jobs of a batch as one change of the index.
pub async fn index(deps: &Deps, jobs: &[Job]) -> Result<(), String> {
    let mut products: Vec<ProductId> = Vec::new();
    for job in jobs {
        match job {
            Job::IndexProduct { product } => products.push(*product),
            Job::IndexShop { shop } => products.extend(index_products::products_of(deps, *shop).await.map_err(text)?),
            Job::IndexCategory { category } => products.extend(index_products::products_in(deps, category).await.map_err(text)?),
            Job::LoadSynonyms | Job::ProcessPhoto { .. } | Job::SendMail { .. } => {}
        }
    }
    products.sort_unstable();
    products.dedup();
    index_products::index_products(deps, &products).await.map_err(text)
}

fn text(error: impl std::error::Error) -> String {
    let mut out = error.to_string();
    let mut source = error.source();
    while let Some(s) = source {
        out.push_str(": ");
        out.push_str(&s.to_string());
        source = s.source();
    }
    out
}
