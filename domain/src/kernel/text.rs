//! What people write: trimmed, bounded, without control characters.

use thiserror::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    #[error("nothing was written")]
    Empty,
    #[error("longer than {max} characters")]
    TooLong { max: usize },
    #[error("contains characters that cannot be shown")]
    BadCharacters,
}

/// One line: white space folded, control and direction-changing characters refused.
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(folded, max)
}

/// A paragraph or several: line ends kept (as `\n`), at most two in a row.
pub fn paragraphs(text: &str, max: usize) -> Result<String, TextError> {
    let mut out = String::with_capacity(text.len());
    let mut empty_lines = 0;
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    for l in unified.trim().lines() {
        let l = l.trim_end();
        empty_lines = if l.is_empty() { empty_lines + 1 } else { 0 };
        if empty_lines <= 1 {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(l);
        }
    }
    bounded(out, max)
}

/// An optional line: empty is fine.
pub fn optional_line(text: &str, max: usize) -> Result<String, TextError> {
    match line(text, max) {
        Err(TextError::Empty) => Ok(String::new()),
        other => other,
    }
}

/// Optional paragraphs: empty is fine.
pub fn optional_paragraphs(text: &str, max: usize) -> Result<String, TextError> {
    match paragraphs(text, max) {
        Err(TextError::Empty) => Ok(String::new()),
        other => other,
    }
}

fn bounded(text: String, max: usize) -> Result<String, TextError> {
    let hidden = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    if text.is_empty() {
        Err(TextError::Empty)
    } else if text.chars().count() > max {
        Err(TextError::TooLong { max })
    } else if text.chars().any(hidden) {
        Err(TextError::BadCharacters)
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_and_bounded() {
        assert_eq!(line("  a \t b\n", 10), Ok("a b".to_owned()));
        assert_eq!(line(" \n ", 10), Err(TextError::Empty));
        assert_eq!(line("abc", 2), Err(TextError::TooLong { max: 2 }));
        assert_eq!(line("a\0b", 9), Err(TextError::BadCharacters));
        assert_eq!(line("a\u{202e}b", 9), Err(TextError::BadCharacters));
        assert_eq!(paragraphs("a\r\n\r\n\r\n\r\nb  ", 9), Ok("a\n\nb".to_owned()));
    }
}
