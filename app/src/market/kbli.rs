//! Titles of the KBLI 2020 codes that small businesses use (see data/SOURCES.md). They are official, and Indonesian only.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::market::product::Kbli;

static TITLES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let file = include_str!("../../../data/kbli2020_umkm_subset.csv");
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let rows = reader.records().flatten();
    rows.filter_map(|r| Some((r.get(1)?.to_owned(), r.get(3)?.to_owned()))).collect()
});

/// What the code stands for; `None` for a code outside of the list.
pub fn title(code: &Kbli) -> Option<&'static str> {
    TITLES.get(code.as_str()).map(String::as_str)
}

/// Codes and titles by code, to pick from while typing.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    static SORTED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let mut all: Vec<_> = TITLES.iter().map(|(code, title)| (code.as_str(), title.as_str())).collect();
        all.sort_unstable();
        all
    });
    SORTED.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_have_a_title() {
        assert_eq!(TITLES.len(), 177);
        assert!(title(&Kbli::parse("10313").unwrap()).is_some_and(|t| t.contains("buah-buahan")));
        assert_eq!(title(&Kbli::parse("99999").unwrap()), None);
    }
}
