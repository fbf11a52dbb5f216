//! Words to terms. Each word is indexed as it stands and, at the same position, as its stem. Stems carry a mark of
//! their language in front, so that they never pass for words: the vocabulary that corrects typing errors holds words only.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::indonesian;
use super::text::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    Indonesian,
    English,
}

pub const LANGUAGES: [Language; 2] = [Language::Indonesian, Language::English];

/// The first byte of every word that is not a stem is above this.
pub const LAST_MARK: u8 = 2;

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Words that say nothing of a product. Kept short: a word too many here is a search that finds nothing
/// ("oleh" is a preposition, and half of "oleh-oleh").
const STOP_ID: &[&str] = &[
    "ada", "adalah", "atau", "dan", "dari", "dengan", "di", "ini", "itu", "juga", "ke", "pada", "sebagai", "untuk", "yang", "yg", "dgn",
    "utk",
];
const STOP_EN: &[&str] =
    &["a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "it", "of", "on", "or", "that", "the", "this", "to", "with"];

pub fn is_stop_word(word: &str) -> bool {
    STOP_ID.contains(&word) || STOP_EN.contains(&word)
}

impl Language {
    fn mark(self) -> char {
        match self {
            Self::Indonesian => '\u{1}',
            Self::English => '\u{2}',
        }
    }

    pub fn stem(self, word: &str) -> Cow<'_, str> {
        match self {
            Self::Indonesian => Cow::Owned(indonesian::stem(word)),
            // Owned, because the stemmer borrows from its input for longer than callers hold it.
            Self::English => Cow::Owned(ENGLISH.stem(word).into_owned()),
        }
    }

    /// The term under which a word's stem is indexed.
    pub fn stem_term(self, word: &str) -> String {
        let stem = self.stem(word);
        let mut term = String::with_capacity(stem.len() + 1);
        term.push(self.mark());
        term.push_str(&stem);
        term
    }
}

/// The terms of a text in its language. `keep_stop_words`: names keep them, descriptions need not.
pub fn terms(text: &str, language: Language, keep_stop_words: bool) -> PreTokenizedString {
    let mut tokens = Vec::new();
    for (position, word) in words(text).into_iter().enumerate() {
        if !keep_stop_words && is_stop_word(&word.text) {
            continue; // the position stays empty, so that phrases do not close over it
        }
        let stem = language.stem_term(&word.text);
        for text in [word.text, stem] {
            tokens.push(Token { offset_from: word.start, offset_to: word.end, position, text, position_length: 1 });
        }
    }
    PreTokenizedString { text: String::new(), tokens }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_its_stem_share_a_position() {
        let got: Vec<(usize, String)> =
            terms("Makanan dan Minuman", Language::Indonesian, false).tokens.into_iter().map(|t| (t.position, t.text)).collect();
        let want = [(0, "makanan"), (0, "\u{1}makan"), (2, "minuman"), (2, "\u{1}minum")].map(|(p, t)| (p, t.to_owned()));
        assert_eq!(got, want);
        let got: Vec<String> = terms("Chocolate cakes", Language::English, true).tokens.into_iter().map(|t| t.text).collect();
        assert_eq!(got, ["chocolate", "\u{2}chocol", "cakes", "\u{2}cake"]);
    }
}
