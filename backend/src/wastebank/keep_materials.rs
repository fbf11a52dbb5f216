//! What can be taken: officers add materials and name them. One is taken from the day on that it has a price.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::text::{self, TextError};
use domain::wastebank::material::{Material, MaterialCode, MaterialKind};
use domain::wastebank::measure::Measure;
use thiserror::Error;

use super::store::materials;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::page_change::{self, PageTag};

pub const MAX_NAME: usize = 80;
pub const MAX_WARM: usize = 60;

/// What may be changed of a material. Kind and measure may not: what was weighed is written down in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaterialNames {
    pub name_id: String,
    /// May stay empty.
    pub name_en: String,
    /// The row of the emission factors; empty where none fits.
    pub warm: String,
}

#[derive(Debug, Error)]
pub enum KeepMaterialError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such material")]
    NotFound,
    #[error("{field}: {why}")]
    Text { field: &'static str, why: TextError },
    /// A code is never used again for something else.
    #[error("the code is used")]
    CodeTaken,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// In the order of the price list.
pub async fn list_materials(deps: &Deps, actor: &Actor) -> Result<Vec<Material>, KeepMaterialError> {
    actor.require_officer()?;
    Ok(materials::all(&mut deps.db.reader()).await?)
}

/// At the end of the price list.
pub async fn add_material(
    deps: &Deps,
    actor: &Actor,
    code: MaterialCode,
    kind: MaterialKind,
    measure: Measure,
    names: &MaterialNames,
) -> Result<(), KeepMaterialError> {
    actor.require_officer()?;
    let (name_id, name_en, warm) = read(names)?;
    let material = Material { code, kind, name_id, name_en, measure, warm };
    let mut tx = deps.db.begin().await?;
    let position = materials::next_position(&mut tx).await?;
    if !materials::insert(&mut tx, &material, position).await? {
        return Err(KeepMaterialError::CodeTaken);
    }
    // No public page shows it before it has a price, and that announces itself.
    let detail = format!("{} ({}, {})", material.name_id, kind.code(), measure.code());
    audit::record(&mut tx, deps, actor, "waste.material_added", &format!("material:{code}"), &detail).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn rename_material(deps: &Deps, actor: &Actor, code: MaterialCode, names: &MaterialNames) -> Result<(), KeepMaterialError> {
    actor.require_officer()?;
    let (name_id, name_en, warm) = read(names)?;
    let mut tx = deps.db.begin().await?;
    if !materials::rename(&mut tx, code, &name_id, &name_en, warm.as_deref()).await? {
        return Err(KeepMaterialError::NotFound);
    }
    page_change::announce(&mut tx, deps.now(), &[PageTag::Site]).await?;
    let detail = format!("{name_id} / {name_en} / {}", warm.as_deref().unwrap_or("–"));
    audit::record(&mut tx, deps, actor, "waste.material_renamed", &format!("material:{code}"), &detail).await?;
    tx.commit().await?;
    Ok(())
}

fn read(names: &MaterialNames) -> Result<(String, String, Option<String>), KeepMaterialError> {
    let field = |field| move |why| KeepMaterialError::Text { field, why };
    let name_id = text::line(&names.name_id, MAX_NAME).map_err(field("name_id"))?;
    let name_en = text::optional_line(&names.name_en, MAX_NAME).map_err(field("name_en"))?;
    let warm = text::optional_line(&names.warm, MAX_WARM).map_err(field("warm"))?;
    Ok((name_id, name_en, Some(warm).filter(|w| !w.is_empty())))
}
