//! Marks in a text what a search was for: the words themselves, their other forms, their corrections and synonyms.

use std::collections::HashSet;

use domain::market::search::TextPart;

use super::analyzer::{LANGUAGES, Language};
use super::plan::{Match, Plan};
use super::text::{Word, words};

#[derive(Debug, Default)]
pub struct Marker {
    plain: HashSet<String>,
    stems: HashSet<String>,
    /// As stem terms, each phrase once per language.
    phrases: Vec<Vec<String>>,
}

impl Marker {
    pub fn new(plan: &Plan) -> Self {
        let mut marker = Self::default();
        for alternative in plan.concepts.iter().flat_map(|c| &c.alternatives) {
            match &alternative.what {
                Match::Word(w) => marker.add(w),
                Match::Each(ws) => ws.iter().for_each(|w| marker.add(w)),
                Match::Phrase(ws) => marker.phrases.extend(LANGUAGES.map(|l| ws.iter().map(|w| l.stem_term(w)).collect())),
            }
        }
        marker
    }

    fn add(&mut self, word: &str) {
        self.stems.extend(LANGUAGES.map(|l| l.stem_term(word)));
        self.plain.insert(word.to_owned());
    }

    /// For each word of a text whether it matches.
    fn hits(&self, words: &[Word], language: Language) -> Vec<bool> {
        let stems: Vec<String> = words.iter().map(|w| language.stem_term(&w.text)).collect();
        let mut hits: Vec<bool> = words.iter().zip(&stems).map(|(w, s)| self.plain.contains(&w.text) || self.stems.contains(s)).collect();
        for phrase in self.phrases.iter().filter(|p| !p.is_empty()) {
            for at in 0..stems.len() {
                if stems.get(at..at + phrase.len()).is_some_and(|here| here == phrase) {
                    hits[at..at + phrase.len()].fill(true);
                }
            }
        }
        hits
    }

    /// How many words of the text match.
    pub fn count(&self, text: &str, language: Language) -> usize {
        self.hits(&words(text), language).into_iter().filter(|h| *h).count()
    }

    pub fn mark(&self, text: &str, language: Language) -> Vec<TextPart> {
        let words = words(text);
        let hits = self.hits(&words, language);
        parts(text, 0, text.len(), &words, &hits)
    }

    /// The stretch of about `max` bytes where the most different words match, or the beginning.
    pub fn snippet(&self, text: &str, language: Language, max: usize) -> Vec<TextPart> {
        let words = words(text);
        let hits = self.hits(&words, language);
        if text.len() <= max || words.is_empty() {
            let end = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= max.max(4)).last().unwrap_or(0);
            return parts(text, 0, end, &words, &hits);
        }
        let window = |first: usize| {
            let start = words.get(first).map_or(0, |w| w.start);
            let mut last = first;
            while words.get(last + 1).is_some_and(|w| w.end - start <= max) {
                last += 1;
            }
            (first, last)
        };
        let mut best = window(0);
        let mut most = different(&words, &hits, best);
        for at in hits.iter().enumerate().filter(|(_, h)| **h).map(|(i, _)| i) {
            let here = window(at.saturating_sub(3)); // some words before the match, to read it in its sentence
            let n = different(&words, &hits, here);
            if n > most {
                (best, most) = (here, n);
            }
        }
        let (first, last) = best;
        let start = if first == 0 { 0 } else { words.get(first).map_or(0, |w| w.start) };
        let whole_rest = last + 1 >= words.len();
        let end = if whole_rest { text.len() } else { words.get(last).map_or(text.len(), |w| w.end) };
        let mut out = parts(text, start, end, &words, &hits);
        if start > 0 {
            out.insert(0, TextPart { text: "… ".to_owned(), is_match: false });
        }
        if !whole_rest {
            out.push(TextPart { text: " …".to_owned(), is_match: false });
        }
        out
    }
}

fn different(words: &[Word], hits: &[bool], (first, last): (usize, usize)) -> usize {
    let found: HashSet<&str> =
        words.iter().zip(hits).take(last + 1).skip(first).filter(|(_, h)| **h).map(|(w, _)| w.text.as_str()).collect();
    found.len()
}

/// The text from `start` to `end`, cut at the matches. Nothing is lost: the parts joined are the text.
fn parts(text: &str, start: usize, end: usize, words: &[Word], hits: &[bool]) -> Vec<TextPart> {
    let mut out = Vec::new();
    let mut at = start;
    let mut push = |from: usize, to: usize, is_match: bool| {
        if let Some(piece) = text.get(from..to).filter(|p| !p.is_empty()) {
            out.push(TextPart { text: piece.to_owned(), is_match });
        }
    };
    for (w, _) in words.iter().zip(hits).filter(|(w, h)| **h && w.start >= start && w.end <= end) {
        push(at, w.start, false);
        push(w.start, w.end, true);
        at = w.end;
    }
    push(at, end, false);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::tantivy::plan::{Alternative, Concept};
    use proptest::prelude::*;

    fn marker(whats: Vec<Match>) -> Marker {
        let alternatives = whats.into_iter().map(|what| Alternative { what, weight: 1.0 }).collect();
        Marker::new(&Plan { concepts: vec![Concept { alternatives }], ..Plan::default() })
    }

    fn shown(parts: &[TextPart]) -> String {
        parts.iter().map(|p| if p.is_match { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn forms_and_phrases_are_marked() {
        let m = marker(vec![Match::Word("goreng".into()), Match::Phrase(vec!["ketela".into(), "pohon".into()])]);
        assert_eq!(shown(&m.mark("Gorengan ketela pohon, bukan pohon", Language::Indonesian)), "[Gorengan] [ketela] [pohon], bukan pohon");
        assert_eq!(m.count("Ketela goreng", Language::Indonesian), 1);
    }

    #[test]
    fn the_snippet_goes_to_the_matches() {
        let m = marker(vec![Match::Word("kencur".into())]);
        let text = "Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh dengan kencur dan garam dari laut selatan";
        assert_eq!(shown(&m.snippet(text, Language::Indonesian, 40)), "… sembilan sepuluh dengan [kencur] dan garam …");
        assert_eq!(shown(&marker(vec![]).snippet(text, Language::Indonesian, 20)), "Satu dua tiga empat …");
        assert_eq!(shown(&m.snippet("", Language::Indonesian, 20)), "");
    }

    proptest! {
        #[test]
        fn marked_parts_joined_are_the_text(text in "(\\PC|kopi| ){0,40}", max in 1_usize..60) {
            let m = marker(vec![Match::Word("kopi".into())]);
            let joined: String = m.mark(&text, Language::English).into_iter().map(|p| p.text).collect();
            prop_assert_eq!(joined, text.clone());
            let _ = m.snippet(&text, Language::English, max);
        }
    }
}
