//! How far two spellings are apart.

/// How many edits a word of this length may be away from what was meant.
pub fn allowed_edits(word: &str) -> u32 {
    match word.chars().count() {
        0..=3 => 0,
        4 => 1,
        _ => 2,
    }
}

/// The least number of letters inserted, left out, replaced or swapped with their neighbour that makes `b` of `a`, or
/// `None` above `max`. Words are folded and nearly always ASCII, so bytes are compared.
pub fn distance(a: &str, b: &str, max: u32) -> Option<u32> {
    table(a, b, max, |last_row| last_row.last().copied())
}

/// The same, to the nearest beginning of `b`: what is typed of a word that is not finished.
pub fn distance_to_beginning(a: &str, b: &str, max: u32) -> Option<u32> {
    table(a, b, max, |last_row| last_row.iter().min().copied())
}

const MAX: usize = 64;

fn table(a: &str, b: &str, max: u32, read: impl Fn(&[u32]) -> Option<u32>) -> Option<u32> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() >= MAX || b.len() >= MAX {
        return None;
    }
    let (mut up, mut row) = ([0_u32; MAX], [0_u32; MAX]);
    for (cell, j) in row.iter_mut().zip(0_u32..).take(b.len() + 1) {
        *cell = j;
    }
    for (i, (&ca, row_no)) in a.iter().zip(1_u32..).enumerate() {
        let two_up = up;
        up = row;
        row[0] = row_no;
        let mut least = row_no;
        for (j, &cb) in b.iter().enumerate() {
            let mut cost = (up[j] + u32::from(ca != cb)).min(up[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && ca == b[j - 1] && a[i - 1] == cb {
                cost = cost.min(two_up[j - 1] + 1);
            }
            row[j + 1] = cost;
            least = least.min(cost);
        }
        // Rows never grow smaller again, a swap of neighbours included.
        if least > max {
            return None;
        }
    }
    read(&row[..=b.len()]).filter(|d| *d <= max)
}

/// The consonants of a word, doubled ones once: what is left when people write without vowels ("kpi", "sngkng").
pub fn skeleton(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')) {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Which letters occur: one bit each. Each edit changes at most two of them, so most words are told apart at once.
pub fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |mask, b| {
        mask | match b {
            b'a'..=b'z' => 1 << (b - b'a'),
            b'0'..=b'9' => 1 << 26,
            _ => 1 << 27,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook recursion, as the measure of the table.
    fn slow(a: &[u8], b: &[u8]) -> u32 {
        let (Some((&x, ra)), Some((&y, rb))) = (a.split_last(), b.split_last()) else { return u32::try_from(a.len() + b.len()).unwrap() };
        let mut best = (slow(ra, rb) + u32::from(x != y)).min(slow(ra, b) + 1).min(slow(a, rb) + 1);
        if let (Some((&x2, ra2)), Some((&y2, rb2))) = (ra.split_last(), rb.split_last())
            && x == y2
            && x2 == y
        {
            best = best.min(slow(ra2, rb2) + 1);
        }
        best
    }

    #[test]
    fn slips_of_the_thumb_are_near() {
        assert_eq!(distance("kripk", "keripik", 2), Some(2));
        assert_eq!(distance("kripk", "kripik", 2), Some(1));
        assert_eq!(distance("singkng", "singkong", 2), Some(1));
        assert_eq!(distance("kpoi", "kopi", 1), Some(1));
        assert_eq!(distance("kopi", "roti", 1), None);
        assert_eq!(distance_to_beginning("singkn", "singkongan", 1), Some(1));
        assert_eq!(skeleton("singkong"), skeleton("sngkng"));
    }

    proptest! {
        #[test]
        fn the_table_agrees_with_the_recursion(a in "[abc]{0,6}", b in "[abc]{0,6}") {
            let want = slow(a.as_bytes(), b.as_bytes());
            prop_assert_eq!(distance(&a, &b, 9), Some(want));
            prop_assert_eq!(distance(&a, &b, 1), (want <= 1).then_some(want));
        }
        #[test]
        fn each_edit_changes_two_letters_at_most(a in "[a-f]{1,8}", b in "[a-f]{1,8}") {
            let d = distance(&a, &b, 20).unwrap();
            prop_assert!((letters(&a) ^ letters(&b)).count_ones() <= 2 * d);
        }
    }
}
