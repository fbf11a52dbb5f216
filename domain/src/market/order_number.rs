//! Order numbers that people read out on the phone: `SN-261123-7K4QX`.

use crate::kernel::clock::Timestamp;

/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number of an order placed at this moment; `random` makes it unique within the day (35 bits used).
pub fn order_number(at: Timestamp, random: u64) -> String {
    let w = at.wib();
    let tail: String = (0..7).map(|i| ALPHABET[usize::try_from((random >> (5 * i)) & 31).unwrap_or(0)] as char).collect();
    format!("SN-{:02}{:02}{:02}-{tail}", w.year.rem_euclid(100), w.month, w.day)
}

/// The number of the `index`-th (from 0) sub-order: the order's with a letter.
pub fn sub_order_number(order: &str, index: usize) -> String {
    let letter = u8::try_from(index).ok().filter(|i| *i < 26).map(|i| char::from(b'A' + i));
    letter.map_or_else(|| format!("{order}-{}", index + 1), |l| format!("{order}-{l}"))
}
