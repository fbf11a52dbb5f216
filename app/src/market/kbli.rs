//! Titles of the KBLI 2020 codes (see data/SOURCES.md). They are official, and Indonesian only.

use std::sync::LazyLock;

use domain::market::product::Kbli;

/// Code and title of all 1,790 trades, by code: some 200 kB of memory once somebody asks.
static ALL: LazyLock<Vec<(String, String)>> = LazyLock::new(|| read(include_str!("../../../data/kbli2020_5digit.csv"), 0, 2));
/// Those that small businesses have.
static COMMON: LazyLock<Vec<(String, String)>> = LazyLock::new(|| read(include_str!("../../../data/kbli2020_umkm_subset.csv"), 1, 3));

fn read(file: &str, code: usize, title: usize) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let rows = reader.records().flatten();
    let mut all: Vec<_> = rows.filter_map(|r| Some((r.get(code)?.to_owned(), r.get(title)?.to_owned()))).collect();
    all.sort_unstable();
    all
}

/// What the code stands for; `None` for a code that is not in the list.
pub fn title(code: &Kbli) -> Option<&'static str> {
    let at = ALL.binary_search_by(|(known, _)| known.as_str().cmp(code.as_str())).ok()?;
    ALL.get(at).map(|(_, title)| title.as_str())
}

/// Codes and titles by code, to pick from while typing: the whole list would be a page of its own.
pub fn common() -> impl Iterator<Item = (&'static str, &'static str)> {
    COMMON.iter().map(|(code, title)| (code.as_str(), title.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_have_a_title() {
        assert_eq!((ALL.len(), COMMON.len()), (1790, 177));
        assert!(title(&Kbli::parse("10313").unwrap()).is_some_and(|t| t.contains("buah-buahan")));
        assert_eq!(title(&Kbli::parse("99999").unwrap()), None);
        assert!(common().all(|(code, _)| title(&Kbli::parse(code).unwrap()).is_some()), "what is proposed is accepted");
    }
}
