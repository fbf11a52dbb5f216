//! Where waste is taken.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::geo::Point;
use crate::kernel::ids::WasteUnitId;
use crate::kernel::slug::Slug;
use crate::kernel::text::{self, TextError};
use crate::kernel::wilayah::Kelurahan;

pub const MAX_NAME: usize = 60;
pub const MAX_STREET: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A counter with a scale and an operator.
    Unit,
    /// A place to leave sorted waste; it is weighed later.
    DropPoint,
}

impl UnitKind {
    pub const ALL: [Self; 2] = [Self::Unit, Self::DropPoint];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::DropPoint => "drop_point",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub id: WasteUnitId,
    pub slug: Slug,
    pub name: String,
    pub kind: UnitKind,
    pub kelurahan: Kelurahan,
    pub street: String,
    pub point: Point,
}

/// What people know a unit by.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitProfile {
    pub name: String,
    pub kind: UnitKind,
    pub kelurahan: Kelurahan,
    pub street: String,
    pub point: Point,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnitProfileError {
    #[error("name: {0}")]
    Name(TextError),
    #[error("street: {0}")]
    Street(TextError),
}

impl UnitProfile {
    /// The unit of this profile. Its slug follows its name, so that no two units have names that read alike.
    pub fn unit(self, id: WasteUnitId) -> Result<Unit, UnitProfileError> {
        let name = text::line(&self.name, MAX_NAME).map_err(UnitProfileError::Name)?;
        let street = text::line(&self.street, MAX_STREET).map_err(UnitProfileError::Street)?;
        Ok(Unit { id, slug: Slug::from_name(&name), name, kind: self.kind, kelurahan: self.kelurahan, street, point: self.point })
    }
}
