//! Countries by their names, as people write them, and the two letters of ISO 3166 that are kept.

use domain::kernel::locale::Locale;
use leptos::prelude::*;

/// Code, Indonesian name, English name (Unicode CLDR), one country a line.
const TABLE: &str = include_str!("countries.tsv");
pub const LIST: &str = "countries";

fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().filter_map(|line| {
        let mut parts = line.split('\t');
        Some((parts.next()?, parts.next()?, parts.next()?))
    })
}

/// The code of a country by its code or its name in either language; as typed when it is none that we know.
pub fn code(typed: &str) -> String {
    let typed = typed.trim();
    let same = |name: &str| name.to_lowercase() == typed.to_lowercase();
    all().find(|(code, id, en)| same(code) || same(id) || same(en)).map_or_else(|| typed.to_owned(), |(code, ..)| code.to_owned())
}

pub fn name(l: Locale, code: &str) -> String {
    all().find(|(c, ..)| *c == code).map_or_else(|| code.to_owned(), |(_, id, en)| l.pick(id, en).to_owned())
}

/// Proposals for a field: once on a page, whatever the number of fields.
pub fn datalist(l: Locale) -> AnyView {
    let options = all().map(|(_, id, en)| view! { <option value=l.pick(id, en)></option> }).collect::<Vec<_>>();
    view! { <datalist id=LIST>{options}</datalist> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_any_of_its_names() {
        for typed in ["ID", "indonesia", " Indonesia "] {
            assert_eq!(code(typed), "ID");
        }
        assert_eq!((code("Belanda"), code("netherlands")), ("NL".to_owned(), "NL".to_owned()));
        assert_eq!(code("Wakanda"), "Wakanda");
        assert_eq!((name(Locale::En, "NL"), name(Locale::Id, "??")), ("Netherlands".to_owned(), "??".to_owned()));
        assert!(all().all(|(code, ..)| code.len() == 2) && all().count() > 190);
    }
}
