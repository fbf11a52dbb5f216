//! What the next page says about the step that was just taken. It travels in a cookie, because the step ended with a
//! redirect.

use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::ui::{Alert, Mood};

/// One of ours is far shorter; a cookie can hold anything.
const MAX_CHARS: usize = 300;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    pub mood: Mood,
    pub words: String,
}

impl Flash {
    pub(super) fn to_cookie(mood: Mood, words: &str) -> String {
        let code = match mood {
            Mood::Danger => 'd',
            Mood::Warn => 'w',
            Mood::Info => 'i',
            _ => 's',
        };
        format!("{code}.{}", utf8_percent_encode(words, NON_ALPHANUMERIC))
    }

    pub(super) fn from_cookie(value: &str) -> Option<Self> {
        let (code, words) = value.split_once('.')?;
        let mood = match code {
            "d" => Mood::Danger,
            "w" => Mood::Warn,
            "i" => Mood::Info,
            _ => Mood::Success,
        };
        let words = percent_decode_str(words).decode_utf8().ok()?.chars().take(MAX_CHARS).collect();
        Some(Self { mood, words })
    }

    pub fn alert(self) -> AnyView {
        view! { <Alert mood=self.mood title=self.words live=true /> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mood_and_words_come_back() {
        for (mood, words) in [(Mood::Success, "Sudah masuk keranjang."), (Mood::Warn, "Tinggal 3; 100% habis.\r\n"), (Mood::Danger, ".")] {
            let cookie = Flash::to_cookie(mood, words);
            assert!(cookie.bytes().all(|b| b.is_ascii_graphic() && b != b';'), "{cookie}");
            assert_eq!(Flash::from_cookie(&cookie), Some(Flash { mood, words: words.to_owned() }));
        }
        assert_eq!(Flash::from_cookie("no mood"), None);
        assert_eq!(Flash::from_cookie("w.%ff"), None);
    }
}
