//! From a job to the use case that does it. Errors are text for the log and the admin's page.

use domain::kernel::ids::{JobId, ProductId};

use super::Job;
use crate::adapters::search::SearchError;
use crate::deps::Deps;
use crate::market::index_products::{self, IndexError};
use crate::market::process_photo;

/// Why a job is not done.
#[derive(Debug)]
pub enum Trouble {
    Failed(String),
    /// Nothing of its lane can be done at the moment, whatever the job.
    NotNow(String),
}

impl From<IndexError> for Trouble {
    fn from(e: IndexError) -> Self {
        match e {
            IndexError::Search(SearchError::NeedsRebuild(_) | SearchError::WriterBusy) => Self::NotNow(text(e)),
            e => Self::Failed(text(e)),
        }
    }
}

pub async fn one(deps: &Deps, id: JobId, job: &Job) -> Result<(), Trouble> {
    match job {
        Job::IndexProduct { .. } | Job::IndexShop { .. } | Job::IndexCategory { .. } => index(deps, std::slice::from_ref(job)).await,
        Job::ProcessPhoto { photo } => process_photo::process_photo(deps, *photo).await.map_err(failed),
        Job::SendMail { mail } => deps.mailer.send(id, mail).await.map_err(failed),
    }
}

/// All index jobs of a batch as one change of the index.
pub async fn index(deps: &Deps, jobs: &[Job]) -> Result<(), Trouble> {
    let mut products: Vec<ProductId> = Vec::new();
    for job in jobs {
        match job {
            Job::IndexProduct { product } => products.push(*product),
            Job::IndexShop { shop } => products.extend(index_products::products_of(deps, *shop).await.map_err(failed)?),
            Job::IndexCategory { category } => products.extend(index_products::products_in(deps, category).await.map_err(failed)?),
            Job::ProcessPhoto { .. } | Job::SendMail { .. } => {}
        }
    }
    products.sort_unstable();
    products.dedup();
    Ok(index_products::index_products(deps, &products).await?)
}

fn failed(error: impl std::error::Error) -> Trouble {
    Trouble::Failed(text(error))
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
