//! Where waste is taken.

use serde::{Deserialize, Serialize};

use crate::kernel::geo::Point;
use crate::kernel::ids::WasteUnitId;
use crate::kernel::slug::Slug;
use crate::kernel::wilayah::Kelurahan;

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
