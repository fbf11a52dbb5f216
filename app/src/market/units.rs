//! A seller writes the unit of a product in Indonesian; the usual ones are known in English too.

use crate::i18n::Locale;

const ENGLISH: [(&str, &str, &str); 13] = [
    ("bungkus", "pack", "packs"),
    ("kotak", "box", "boxes"),
    ("botol", "bottle", "bottles"),
    ("toples", "jar", "jars"),
    ("pcs", "piece", "pieces"),
    ("buah", "piece", "pieces"),
    ("lembar", "sheet", "sheets"),
    ("pasang", "pair", "pairs"),
    ("liter", "litre", "litres"),
    ("porsi", "portion", "portions"),
    ("paket", "set", "sets"),
    ("lusin", "dozen", "dozen"),
    ("kg", "kg", "kg"),
];

pub fn unit_name(l: Locale, unit: &str) -> &str {
    english(l, unit).map_or(unit, |(one, _)| one)
}

/// `2 botol`, `2 bottles`
pub fn amount(l: Locale, quantity: i64, unit: &str) -> String {
    let name = match english(l, unit) {
        Some((one, _)) if quantity == 1 => one,
        Some((_, many)) => many,
        None => unit,
    };
    format!("{quantity} {name}")
}

fn english(l: Locale, unit: &str) -> Option<(&'static str, &'static str)> {
    let known = ENGLISH.iter().find(|(id, _, _)| *id == unit).filter(|_| l == Locale::En)?;
    Some((known.1, known.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_units_are_known_in_english() {
        assert_eq!(unit_name(Locale::En, "botol"), "bottle");
        assert_eq!(unit_name(Locale::Id, "botol"), "botol");
        assert_eq!(unit_name(Locale::En, "besek"), "besek", "what is not known stays as it was written");
        assert_eq!(amount(Locale::En, 1, "kotak"), "1 box");
        assert_eq!(amount(Locale::En, 2, "kotak"), "2 boxes");
        assert_eq!(amount(Locale::Id, 2, "kotak"), "2 kotak");
    }
}
