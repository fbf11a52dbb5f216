//! Words that stand for each other in search, kept by officers.

use thiserror::Error;

use crate::kernel::ids::SynonymGroupId;
use crate::kernel::text;

pub const MAX_WORDS: usize = 20;
pub const MAX_WORD: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymGroup {
    pub id: SynonymGroupId,
    /// Lower case; each may be several words.
    pub words: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SynonymError {
    #[error("a group needs two words or more")]
    TooFew,
    #[error("more than {MAX_WORDS} words")]
    TooMany,
    #[error("a word is too long or cannot be read")]
    BadWord,
}

/// Reads `keripik, kripik; chips` or one a line.
pub fn parse_words(text: &str) -> Result<Vec<String>, SynonymError> {
    let mut words: Vec<String> = Vec::new();
    for part in text.split([',', ';', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        let word = text::line(part, MAX_WORD).map_err(|_| SynonymError::BadWord)?.to_lowercase();
        if !word.chars().any(char::is_alphanumeric) {
            return Err(SynonymError::BadWord);
        }
        if !words.contains(&word) {
            words.push(word);
        }
    }
    match words.len() {
        0 | 1 => Err(SynonymError::TooFew),
        n if n > MAX_WORDS => Err(SynonymError::TooMany),
        _ => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_people_write_them() {
        assert_eq!(parse_words("Keripik, kripik ;chips\nkeripik"), Ok(vec!["keripik".to_owned(), "kripik".to_owned(), "chips".to_owned()]));
        assert_eq!(parse_words("keripik, "), Err(SynonymError::TooFew));
        assert_eq!(parse_words("a, !!"), Err(SynonymError::BadWord));
    }
}
