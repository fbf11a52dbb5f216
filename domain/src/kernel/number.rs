//! Numbers that people read out on the phone: `SN-261123-7K4QX2M`.

use super::clock::Timestamp;

/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A number of something made at this moment; `random` makes it unique within the day (35 bits used).
pub fn dated(prefix: &str, at: Timestamp, random: u64) -> String {
    let w = at.wib();
    let tail: String = (0..7).map(|i| ALPHABET[usize::try_from((random >> (5 * i)) & 31).unwrap_or(0)] as char).collect();
    format!("{prefix}-{:02}{:02}{:02}-{tail}", w.year.rem_euclid(100), w.month, w.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_its_day() {
        assert_eq!(dated("SN", Timestamp(1_795_402_800_000), 1), "SN-261123-1000000");
    }
}
