//! From what was typed to what is looked for: words are corrected and completed against the words that exist, then
//! joined by what else can stand for them. All words must be found, each in any of its readings.

use super::analyzer::is_stop_word;
use super::spelling::{allowed_edits, distance, distance_to_beginning, letters, skeleton};
use super::synonyms::{MAX_WORDS, Synonyms};
use super::text::{code, query_words};
use super::vocabulary::Vocabulary;

/// What is looked at of a very long query.
const MAX_QUERY_WORDS: usize = 12;
const MAX_COMPLETIONS: usize = 12;
const MAX_CORRECTIONS: usize = 4;
const MAX_ALTERNATIVES: usize = 32;

/// How much a match counts that is not the word itself.
const SYNONYM: f32 = 0.7;
const COMPLETION: f32 = 0.8;
const CORRECTION: f32 = 0.75;
const SCATTERED: f32 = 0.7;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    Word(String),
    /// One after the other.
    Phrase(Vec<String>),
    /// All of them, anywhere.
    Each(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    pub what: Match,
    pub weight: f32,
}

/// One thing that was asked for, in all its readings.
#[derive(Clone, Debug, PartialEq)]
pub struct Concept {
    pub alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub concepts: Vec<Concept>,
    /// The query with its corrected words, when there are any.
    pub corrected: Option<String>,
    /// What may be a SKU in it.
    pub codes: Vec<String>,
}

/// What is known of words when a query comes.
pub struct Lexicon<'a> {
    pub vocabulary: &'a Vocabulary,
    pub synonyms: &'a Synonyms,
    /// Whether the index holds another form of the word.
    pub has_stem: &'a dyn Fn(&str) -> bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Only words that do not exist are taken for errors.
    Unknown,
    /// Any longer word may be one: for when the words exist, but nowhere together.
    All,
}

/// A word as it may have been meant.
struct Reading {
    word: String,
    weight: f32,
}

/// One typed word: its readings, the best first; two words when it was run together.
enum Readings {
    Words(Vec<Reading>),
    Split(String, String),
}

impl Plan {
    pub fn new(text: &str, typing: bool, lexicon: &Lexicon<'_>, doubt: Doubt) -> Self {
        let typed: Vec<String> = query_words(text).into_iter().take(MAX_QUERY_WORDS).collect();
        let only_stop_words = typed.iter().all(|w| is_stop_word(w));
        let mut shown: Vec<String> = Vec::new();
        let mut corrected = false;
        let mut read: Vec<Readings> = Vec::new();
        for (i, word) in typed.iter().enumerate() {
            if is_stop_word(word) && !only_stop_words {
                shown.push(word.clone());
                continue;
            }
            let last = i + 1 == typed.len();
            let (readings, correction) = lexicon.readings(word, last, typing, doubt);
            corrected |= correction.is_some();
            shown.push(correction.unwrap_or_else(|| word.clone()));
            read.push(readings);
        }
        Self { concepts: concepts(&read, lexicon.synonyms), corrected: corrected.then(|| shown.join(" ")), codes: codes(text) }
    }

    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty()
    }
}

impl Lexicon<'_> {
    fn knows(&self, word: &str) -> bool {
        self.vocabulary.get(word).is_some() || self.synonyms.knows(word) || (self.has_stem)(word)
    }

    /// The readings of a word, and what to show for it when it was taken for an error.
    fn readings(&self, word: &str, last: bool, typing: bool, doubt: Doubt) -> (Readings, Option<String>) {
        let known = self.knows(word);
        let mut readings = vec![Reading { word: word.to_owned(), weight: 1.0 }];
        let begun = last && (typing || (!known && word.chars().count() >= 3));
        if begun {
            let completions = self.vocabulary.beginning_with(word, MAX_COMPLETIONS);
            readings.extend(completions.iter().map(|k| Reading { word: k.word.to_owned(), weight: COMPLETION }));
        }
        let doubted = if readings.len() > 1 { false } else { !known || doubt == Doubt::All };
        if !doubted {
            return (Readings::Words(readings), None);
        }
        let corrections = self.corrections(word, last && typing, if known { 1 } else { allowed_edits(word) });
        let Some((_, best)) = corrections.first() else {
            return match self.split(word).filter(|_| !known) {
                Some((a, b)) => {
                    let shown = format!("{a} {b}");
                    (Readings::Split(a, b), Some(shown))
                }
                None => (Readings::Words(readings), None),
            };
        };
        // A word that products hold is a better thing to show than one that only the synonyms know.
        let shown = corrections.iter().map(|(_, w)| w).find(|w| self.vocabulary.get(w).is_some()).unwrap_or(best).clone();
        if !known {
            readings.clear();
        }
        readings.extend(
            corrections.into_iter().zip(0_u8..).map(|((_, word), rank)| Reading { word, weight: CORRECTION - 0.05 * f32::from(rank) }),
        );
        (Readings::Words(readings), (!known).then_some(shown))
    }

    /// Words that this one may have been meant to be, the likeliest first, each with how unlikely it is.
    fn corrections(&self, word: &str, begun: bool, edits: u32) -> Vec<(u32, String)> {
        if edits == 0 || word.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let (mask, bones) = (letters(word), skeleton(word));
        let mut found: Vec<(u32, u32, &str)> = Vec::new();
        let cost = |candidate: &str, mask_of: u32| -> Option<u32> {
            if candidate == word {
                return None;
            }
            let near = candidate.len().abs_diff(word.len()) <= edits as usize && (mask ^ mask_of).count_ones() <= 2 * edits;
            let whole = if near { distance(word, candidate, edits) } else { None };
            let start =
                if begun && whole.is_none() && candidate.len() > word.len() { distance_to_beginning(word, candidate, 1) } else { None };
            let far = whole.map(|d| 2 * d).or(start.map(|d| 2 * d + 1))?;
            let same_bones = skeleton(candidate) == bones;
            let same_first = candidate.as_bytes().first() == word.as_bytes().first();
            if far >= 4 && !same_bones && !same_first {
                return None; // two edits and nothing else in common is another word
            }
            Some(far + u32::from(!same_bones) + 2 * u32::from(!same_first))
        };
        for k in self.vocabulary.iter() {
            if let Some(cost) = cost(k.word, k.letters) {
                found.push((cost, u32::MAX - k.docs, k.word));
            }
        }
        for w in self.synonyms.known_words() {
            if let Some(cost) = cost(w, letters(w)) {
                found.push((cost, u32::MAX, w));
            }
        }
        found.sort_unstable();
        let best = found.first().map_or(0, |f| f.0);
        let mut out: Vec<(u32, String)> = Vec::new();
        for (cost, _, w) in found.into_iter().take_while(|f| f.0 <= best + 2) {
            if out.len() < MAX_CORRECTIONS && !out.iter().any(|(_, known)| known == w) {
                out.push((cost, w.to_owned()));
            }
        }
        out
    }

    /// Two known words that were run together.
    fn split(&self, word: &str) -> Option<(String, String)> {
        let known = |w: &str| self.vocabulary.get(w).map(|k| k.docs).or_else(|| self.synonyms.knows(w).then_some(0));
        (3..word.len().saturating_sub(2))
            .filter_map(|at| word.split_at_checked(at))
            .filter_map(|(a, b)| Some((known(a)?.min(known(b)?), a, b)))
            .max_by_key(|(docs, ..)| *docs)
            .map(|(_, a, b)| (a.to_owned(), b.to_owned()))
    }
}

/// Joins words to the synonyms of several words that they make, and adds what else stands for each.
fn concepts(read: &[Readings], synonyms: &Synonyms) -> Vec<Concept> {
    let best: Vec<Option<&str>> = read
        .iter()
        .map(|r| match r {
            Readings::Words(w) => w.first().map(|r| r.word.as_str()),
            Readings::Split(..) => None,
        })
        .collect();
    let mut out: Vec<Concept> = Vec::new();
    let mut i = 0;
    while let Some(here) = read.get(i) {
        let phrase = (2..=MAX_WORDS).rev().find_map(|n| {
            let words: Vec<String> = best.get(i..i + n)?.iter().map(|w| w.map(str::to_owned)).collect::<Option<_>>()?;
            synonyms.is_member(&words).then_some(words)
        });
        let mut alternatives: Vec<Alternative> = Vec::new();
        if let Some(words) = phrase {
            i += words.len();
            alternatives.push(Alternative { what: Match::Phrase(words.clone()), weight: 1.0 });
            alternatives.push(Alternative { what: Match::Each(words.clone()), weight: SCATTERED });
            add_others(&mut alternatives, synonyms, &words, 1.0);
        } else {
            i += 1;
            match here {
                Readings::Split(a, b) => {
                    alternatives.push(Alternative { what: Match::Each(vec![a.clone(), b.clone()]), weight: CORRECTION });
                }
                Readings::Words(words) => {
                    for r in words {
                        add(&mut alternatives, Match::Word(r.word.clone()), r.weight);
                        if r.weight != COMPLETION {
                            add_others(&mut alternatives, synonyms, std::slice::from_ref(&r.word), r.weight);
                        }
                    }
                }
            }
        }
        alternatives.truncate(MAX_ALTERNATIVES);
        let concept = Concept { alternatives };
        if !out.contains(&concept) {
            out.push(concept);
        }
    }
    out
}

fn add_others(to: &mut Vec<Alternative>, synonyms: &Synonyms, name: &[String], weight: f32) {
    for other in synonyms.others(name) {
        let what = match other {
            [word] => Match::Word(word.clone()),
            words => Match::Phrase(words.to_vec()),
        };
        add(to, what, weight * SYNONYM);
    }
}

fn add(to: &mut Vec<Alternative>, what: Match, weight: f32) {
    match to.iter_mut().find(|a| a.what == what) {
        Some(there) => there.weight = there.weight.max(weight),
        None => to.push(Alternative { what, weight }),
    }
}

/// The whole query and each of its parts that could be a SKU.
fn codes(text: &str) -> Vec<String> {
    let mut out = vec![code(text)];
    out.extend(text.split_whitespace().map(code));
    out.retain(|c| c.len() >= 3 && c.len() <= 64);
    out.sort();
    out.dedup();
    out
}
