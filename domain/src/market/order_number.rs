//! Numbers of orders and of their parts.

use crate::kernel::clock::Timestamp;
use crate::kernel::number;

/// The number of an order placed at this moment; `random` makes it unique within the day (35 bits used).
pub fn order_number(at: Timestamp, random: u64) -> String {
    number::dated("SN", at, random)
}

/// The number of the `index`-th (from 0) sub-order: the order's with a letter.
pub fn sub_order_number(order: &str, index: usize) -> String {
    let letter = u8::try_from(index).ok().filter(|i| *i < 26).map(|i| char::from(b'A' + i));
    letter.map_or_else(|| format!("{order}-{}", index + 1), |l| format!("{order}-{l}"))
}
