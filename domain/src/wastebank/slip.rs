//! Slips that a member keeps.

use super::deposit::DepositLine;
use super::material::Material;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{WasteDepositId, WasteMemberId, WasteUnitId};
use crate::kernel::money::Rupiah;
use crate::kernel::number;

/// The number of the slip of a deposit of this moment, `BS-261123-7K4QX2M`; `random` makes it unique within the day.
pub fn slip_number(at: Timestamp, random: u64) -> String {
    number::dated("BS", at, random)
}

/// A deposit as its slip tells it at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub id: WasteDepositId,
    pub number: String,
    pub unit: WasteUnitId,
    pub unit_name: String,
    pub member: WasteMemberId,
    pub operator_name: String,
    /// When it lay on the scale.
    pub at: Timestamp,
    /// Later, where the phone that weighed it was alone.
    pub booked_at: Timestamp,
    pub total: Rupiah,
    /// The file of the photo of the goods, where one is kept.
    pub photo: Option<String>,
    pub reversed: Option<Reversal>,
}

/// Why a slip counts no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    pub at: Timestamp,
    pub reason: String,
}

/// A slip with what was weighed, each line with the material it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeighedSlip {
    pub slip: Slip,
    pub lines: Vec<(Material, DepositLine)>,
}

impl WeighedSlip {
    pub fn weighed(&self) -> Vec<DepositLine> {
        self.lines.iter().map(|(_, line)| line.clone()).collect()
    }
}
