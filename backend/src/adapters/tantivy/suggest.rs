//! What the search box proposes: words to finish, categories and shops by name, products.
//!
//! All of it is read off the best matches, so that nothing is proposed that finds nothing.

use std::collections::HashMap;

use domain::kernel::locale::Locale;
use domain::market::search::{SearchDoc, Suggestion, SuggestionTarget, TextPart};

use super::analyzer::{Language, is_stop_word};
use super::find::{Finder, language, proposal_query};
use super::highlight::Marker;
use super::text::{query_words, words};

/// How many of the best matches are looked at.
const LOOK_AT: usize = 40;
const MAX_QUERIES: usize = 3;
const MAX_PLACES: usize = 2;

pub fn suggest(finder: &Finder<'_>, typed: &str, locale: Locale, limit: usize) -> tantivy::Result<Vec<Suggestion>> {
    let found = finder.find(&proposal_query(typed, locale), LOOK_AT)?;
    if found.plan.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let marker = Marker::new(&found.plan);
    let docs = finder.read(found.gathered.best.iter().copied())?;
    let mut out: Vec<Suggestion> = Vec::new();
    match found.plan.corrected {
        Some(corrected) if !found.relaxed => out.push(query(&corrected, &corrected)),
        _ => out.extend(completions(&docs, typed, locale)),
    }
    out.extend(by_count(&docs, |d| {
        let name = locale.pick(&d.category_name_id, &d.category_name_en);
        let language = language(locale, &d.category_name_en);
        (marker.count(name, language) > 0).then(|| (SuggestionTarget::Category(d.card.category.clone()), marker.mark(name, language)))
    }));
    let asked = found.plan.concepts.len();
    out.extend(by_count(&docs, |d| {
        let name = &d.card.shop_name;
        let all = marker.count(name, Language::Indonesian) >= asked;
        all.then(|| (SuggestionTarget::Shop(d.card.shop_slug.clone()), marker.mark(name, Language::Indonesian)))
    }));
    for d in &docs {
        let name = locale.pick(&d.card.name_id, &d.card.name_en);
        let text = marker.mark(name, language(locale, &d.card.name_en));
        if !out.iter().any(|s| matches!(s.target, SuggestionTarget::Product(_)) && s.text == text) {
            out.push(Suggestion { text, target: SuggestionTarget::Product(d.card.slug.clone()) });
        }
    }
    out.truncate(limit);
    Ok(out)
}

/// The last typed word finished in the ways that the best matches finish it, the most common first.
fn completions(docs: &[SearchDoc], typed: &str, locale: Locale) -> Vec<Suggestion> {
    let before = query_words(typed);
    let Some((begun, before)) = before.split_last() else { return Vec::new() };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for d in docs {
        for w in words(locale.pick(&d.card.name_id, &d.card.name_en)) {
            if w.text.len() > begun.len() && w.text.starts_with(begun.as_str()) && !is_stop_word(&w.text) && !before.contains(&w.text) {
                *seen.entry(w.text).or_default() += 1;
            }
        }
    }
    let mut ends: Vec<(String, usize)> = seen.into_iter().collect();
    ends.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ends.into_iter()
        .take(MAX_QUERIES)
        .map(|(end, _)| {
            let whole = before.iter().map(String::as_str).chain([end.as_str()]).collect::<Vec<_>>().join(" ");
            let typed_part = whole.len() - (end.len() - begun.len());
            query(&whole, whole.get(..typed_part).unwrap_or_default())
        })
        .collect()
}

/// A proposal to search for `whole`; `marked` is its beginning that was typed.
fn query(whole: &str, marked: &str) -> Suggestion {
    let rest = whole.get(marked.len()..).unwrap_or_default();
    let text = [(marked, true), (rest, false)]
        .into_iter()
        .filter(|(t, _)| !t.is_empty())
        .map(|(t, is_match)| TextPart { text: t.to_owned(), is_match })
        .collect();
    Suggestion { text, target: SuggestionTarget::Query(whole.to_owned()) }
}

/// The places (categories, shops) that most of the matches name.
fn by_count(docs: &[SearchDoc], place: impl Fn(&SearchDoc) -> Option<(SuggestionTarget, Vec<TextPart>)>) -> Vec<Suggestion> {
    let mut seen: Vec<(Suggestion, usize)> = Vec::new();
    for (target, text) in docs.iter().filter_map(place) {
        match seen.iter_mut().find(|(s, _)| s.target == target) {
            Some((_, n)) => *n += 1,
            None => seen.push((Suggestion { text, target }, 1)),
        }
    }
    seen.sort_by_key(|s| std::cmp::Reverse(s.1)); // stable: the better match first among equals
    seen.into_iter().take(MAX_PLACES).map(|(s, _)| s).collect()
}
