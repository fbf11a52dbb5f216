//! Slip numbers that a member keeps: `BS-261123-7K4QX2M`.

use crate::kernel::clock::Timestamp;
use crate::kernel::number;

/// The number of a slip written at this moment; `random` makes it unique within the day.
pub fn slip_number(at: Timestamp, random: u64) -> String {
    number::dated("BS", at, random)
}
