//! Letters to words: what is written is folded to plain lower-case letters and cut into words. Index, query and
//! highlighting all cut with this, so that they agree on what a word is.

use domain::kernel::fold::{fold_into, is_combining};

/// A word, folded, and where it stands in the original (byte offsets).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

/// Longer runs are not words but noise (a URL, a hash); they are cut here to keep every later step small.
const MAX_WORD_BYTES: usize = 48;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
}

/// The words of a text. Letters and digits part company ("500g" is 500 and g, as "500 g" is); an apostrophe inside a
/// word vanishes, with the English genitive ("women's" is women, "jum'at" is jumat).
pub fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut open: Option<(Word, Kind)> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let kind = if c.is_numeric() {
            Kind::Digit
        } else if c.is_alphabetic() {
            Kind::Letter
        } else {
            let inside =
                matches!(open, Some((_, Kind::Letter))) && is_apostrophe(c) && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
            if inside && !genitive(text, at + c.len_utf8()) || is_combining(c) {
                continue;
            }
            if inside {
                chars.next(); // the s
            }
            out.extend(open.take().map(|(w, _)| w));
            continue;
        };
        if open.as_ref().is_some_and(|(_, k)| *k != kind) {
            out.extend(open.take().map(|(w, _)| w));
        }
        let (word, _) = open.get_or_insert_with(|| (Word { text: String::new(), start: at, end: at }, kind));
        if word.text.len() < MAX_WORD_BYTES {
            fold_into(&mut word.text, c);
        }
        word.end = at + c.len_utf8();
    }
    out.extend(open.map(|(w, _)| w));
    out.retain(|w| !w.text.is_empty());
    out
}

/// The words of what a person typed. Chat spelling writes a doubled word with a 2 ("oleh2"): one of it is enough.
pub fn query_words(text: &str) -> Vec<String> {
    let mut out: Vec<Word> = Vec::new();
    for word in words(text) {
        let doubled = word.text == "2"
            && out.last().is_some_and(|p| p.end == word.start && p.text.len() > 2 && !p.text.starts_with(|c: char| c.is_numeric()));
        if !doubled {
            out.push(word);
        }
    }
    out.into_iter().map(|w| w.text).collect()
}

/// A code as people write it, without its spaces, hyphens and case: `CMH-01-001` and `cmh 01 001` are one.
pub fn code(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        fold_into(&mut out, c);
    }
    out
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '`')
}

/// Whether just an `s` stands at `at` and then the word ends.
fn genitive(text: &str, at: usize) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    matches!(rest.next(), Some('s' | 'S')) && !rest.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<String> {
        words(text).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn words_are_folded_and_cut() {
        assert_eq!(cut("Aci Rancagé & Co."), ["aci", "rancage", "co"]);
        assert_eq!(cut("500g / 24s"), ["500", "g", "24", "s"]);
        assert_eq!(cut("Women's bird\u{2019}s-eye jum'at"), ["women", "bird", "eye", "jumat"]);
        assert_eq!(cut("Oleh-oleh"), ["oleh", "oleh"]);
        assert_eq!(cut("cafe\u{301}"), ["cafe"]);
        assert_eq!(cut("' - '"), [""; 0]);
        assert_eq!(query_words("oleh2 isi 2"), ["oleh", "isi", "2"]);
        assert_eq!(code(" cmh-01 001"), "cmh01001");
    }

    proptest! {
        #[test]
        fn offsets_are_in_order_and_on_boundaries(text in "\\PC{0,60}") {
            let mut before = 0;
            for w in words(&text) {
                prop_assert!(w.start >= before && w.end > w.start);
                prop_assert!(text.get(w.start..w.end).is_some());
                before = w.end;
            }
        }
    }
}
