//! The mass balance sack by sack, for whoever reads the books: what the sums of each material are made of.

use domain::identity::actor::Actor;
use domain::kernel::clock::Timestamp;
use domain::kernel::paging::{PageRequest, Paged};
use domain::wastebank::batch_mass::{BatchMass, BatchSum};

use super::reconcile::ReconcileError;
use super::store::batch_masses;
use crate::deps::Deps;

pub struct Sacks {
    /// Of all pages.
    pub sums: Vec<BatchSum>,
    pub page: Paged<BatchMass>,
}

/// As of a moment: that of the comparison beside which it is read.
pub async fn read_sacks(deps: &Deps, actor: &Actor, at: Timestamp, page: PageRequest) -> Result<Sacks, ReconcileError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let (items, total) = (batch_masses::page(&mut run, at, page).await?, batch_masses::count(&mut run, at).await?);
    Ok(Sacks { sums: batch_masses::sums(&mut run, at).await?, page: Paged { items, total, request: page } })
}
