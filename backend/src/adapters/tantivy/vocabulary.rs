//! All words of the index with how many products hold them: what typing errors are corrected to and begun words are
//! completed from. Read from the term dictionaries when the index changes; a few bytes a word.

use std::collections::BTreeMap;

use tantivy::Searcher;
use tantivy::schema::Field;

use super::analyzer::LAST_MARK;
use super::spelling::letters;

#[derive(Debug, Default)]
pub struct Vocabulary {
    /// All words, one after the other, in order.
    text: String,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    at: u32,
    len: u8,
    letters: u32,
    docs: u32,
}

/// A word of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    pub word: &'a str,
    pub letters: u32,
    /// In how many products (once for each field that holds it).
    pub docs: u32,
}

impl Vocabulary {
    pub fn read(searcher: &Searcher, fields: &[Field]) -> tantivy::Result<Self> {
        let mut found: BTreeMap<String, u32> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            for field in fields {
                let index = segment.inverted_index(*field)?;
                let mut terms = index.terms().range().gt([LAST_MARK, u8::MAX]).into_stream()?;
                while terms.advance() {
                    let docs = terms.value().doc_freq;
                    if let Ok(word) = std::str::from_utf8(terms.key()) {
                        match found.get_mut(word) {
                            Some(n) => *n = n.saturating_add(docs),
                            None => {
                                found.insert(word.to_owned(), docs);
                            }
                        }
                    }
                }
            }
        }
        Ok(Self::from_counts(found))
    }

    pub fn from_counts(words: BTreeMap<String, u32>) -> Self {
        let mut all = Self { text: String::with_capacity(words.keys().map(String::len).sum()), entries: Vec::with_capacity(words.len()) };
        for (word, docs) in words {
            let (Ok(at), Ok(len)) = (u32::try_from(all.text.len()), u8::try_from(word.len())) else { continue };
            all.entries.push(Entry { at, len, letters: letters(&word), docs });
            all.text.push_str(&word);
        }
        all
    }

    fn known(&self, entry: &Entry) -> Known<'_> {
        let at = entry.at as usize;
        Known { word: self.text.get(at..at + usize::from(entry.len)).unwrap_or_default(), letters: entry.letters, docs: entry.docs }
    }

    pub fn iter(&self) -> impl Iterator<Item = Known<'_>> {
        self.entries.iter().map(|e| self.known(e))
    }

    pub fn get(&self, word: &str) -> Option<Known<'_>> {
        let at = self.entries.binary_search_by(|e| self.known(e).word.cmp(word)).ok()?;
        self.entries.get(at).map(|e| self.known(e))
    }

    /// The words that begin so and are longer, the most common first.
    pub fn beginning_with(&self, start: &str, limit: usize) -> Vec<Known<'_>> {
        let from = self.entries.partition_point(|e| self.known(e).word < start);
        let mut found: Vec<_> = self.entries[from..]
            .iter()
            .map(|e| self.known(e))
            .take_while(|k| k.word.starts_with(start))
            .filter(|k| k.word.len() > start.len())
            .collect();
        found.sort_by(|a, b| b.docs.cmp(&a.docs).then(a.word.cmp(b.word)));
        found.truncate(limit);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_name_and_by_beginning() {
        let v = Vocabulary::from_counts([("kopi", 3), ("kopiah", 1), ("kotak", 9), ("teh", 2)].map(|(w, n)| (w.to_owned(), n)).into());
        assert_eq!(v.get("kopi").map(|k| k.docs), Some(3));
        assert_eq!(v.get("kop"), None);
        assert_eq!(v.beginning_with("ko", 9).iter().map(|k| k.word).collect::<Vec<_>>(), ["kotak", "kopi", "kopiah"]);
        assert_eq!(v.beginning_with("kopi", 9).len(), 1);
        assert!(v.beginning_with("z", 9).is_empty());
        assert_eq!(v.iter().count(), 4);
    }
}
