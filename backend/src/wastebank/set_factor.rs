//! Emission factors: set by an officer from a day on, with where they come from; never changed after.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::kernel::text::{self, TextError};
use domain::wastebank::impact::{DatedFactor, Factor};
use domain::wastebank::material::Material;
use domain::wastebank::measure::{Amount, AmountError, Measure};
use thiserror::Error;

use super::store::factors::{self, NewFactor};
use super::store::materials;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{self, PageTag};

pub const MAX_VERSION: usize = 60;
pub const MAX_SOURCE: usize = 200;

/// What the form says.
#[derive(Clone, Debug, Default)]
pub struct SetFactor {
    /// The row of the factors.
    pub warm: String,
    /// Kilograms of CO2e that a tonne avoids, as typed.
    pub kilograms: String,
    pub version: String,
    pub source: String,
    /// The first moment of a day in Cimahi.
    pub from: Timestamp,
}

#[derive(Debug, Error)]
pub enum SetFactorError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no material is calculated with it")]
    NoRow,
    #[error("kilograms: {0}")]
    Kilograms(#[from] AmountError),
    #[error("version: {0}")]
    Version(TextError),
    #[error("source: {0}")]
    Source(TextError),
    #[error("the day is over")]
    Past,
    /// Or one that was set a moment ago.
    #[error("there is one from that day on")]
    Taken,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A row of the factors: what is calculated with it, and its values, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorRow {
    pub warm: String,
    pub materials: Vec<Material>,
    pub factors: Vec<DatedFactor>,
}

/// Every row that a material is calculated with, by its name.
pub async fn read_factors(deps: &Deps, actor: &Actor) -> Result<Vec<FactorRow>, SetFactorError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let mut rows: Vec<FactorRow> = Vec::new();
    for material in materials::all(&mut run).await? {
        let Some(warm) = material.warm.clone() else { continue };
        match rows.iter_mut().find(|r| r.warm == warm) {
            Some(row) => row.materials.push(material),
            None => rows.push(FactorRow { warm, materials: vec![material], factors: Vec::new() }),
        }
    }
    for dated in factors::history(&mut run).await? {
        if let Some(row) = rows.iter_mut().find(|r| r.warm == dated.factor.warm) {
            row.factors.push(dated);
        }
    }
    rows.sort_by(|a, b| a.warm.cmp(&b.warm));
    Ok(rows)
}

/// Of today it holds from now on. The public estimate is made anew with it, also of what was weighed before.
pub async fn set_factor(deps: &Deps, actor: &Actor, input: &SetFactor) -> Result<(), SetFactorError> {
    actor.require_officer()?;
    let now = deps.now();
    let warm = input.warm.trim();
    if !materials::all(&mut deps.db.reader()).await?.iter().any(|m| m.warm.as_deref() == Some(warm)) {
        return Err(SetFactorError::NoRow);
    }
    let Amount(grams_per_tonne) = Measure::Kilogram.parse_pile(&input.kilograms)?;
    let version = text::line(&input.version, MAX_VERSION).map_err(SetFactorError::Version)?;
    let source = text::line(&input.source, MAX_SOURCE).map_err(SetFactorError::Source)?;
    if input.from < now.start_of_wib_day() {
        return Err(SetFactorError::Past);
    }
    let from = if input.from <= now { now } else { input.from };
    let factor = Factor { warm: warm.to_owned(), version, grams_per_tonne };
    let mut tx = deps.db.begin().await?;
    let new = NewFactor { factor: &factor, from, source: &source, by: actor.person(), at: now };
    if !factors::insert(&mut tx, &new).await? {
        return Err(SetFactorError::Taken);
    }
    page_change::announce(&mut tx, now, &[PageTag::Site]).await?;
    let detail = format!("{} {} {} {source}", factor.version, factor.grams_per_tonne, from.wib().date_input());
    audit::record(&mut tx, deps, actor, "waste.factor", &format!("factor:{warm}"), &detail).await?;
    tx.commit().await?;
    Ok(())
}
