//! From a plan to a query of the engine.

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::analyzer::LANGUAGES;
use super::plan::{Concept, Match, Plan};
use super::schema::Fields;

/// How much a match in each field counts. The word itself in a name counts more than its stem.
const TITLE_WORD: f32 = 3.0;
const TITLE_STEM: f32 = 2.6;
const PLACE_STEM: f32 = 1.0;
const BODY_STEM: f32 = 0.7;
/// Above every score that words can reach.
const SKU: f32 = 10_000.0;
/// A product that matches a word in several ways is a little better than one that matches in one.
const TIE: f32 = 0.1;

/// `required`: how many of the concepts must be found.
pub fn build(plan: &Plan, required: usize, fields: &Fields, searcher: &Searcher, shop: Option<&str>) -> tantivy::Result<Box<dyn Query>> {
    let mut wanted: Box<dyn Query> = if plan.is_empty() {
        Box::new(AllQuery)
    } else if required >= plan.concepts.len() {
        Box::new(BooleanQuery::new(plan.concepts.iter().map(|c| (Occur::Must, concept(c, fields))).collect()))
    } else {
        let clauses = plan.concepts.iter().map(|c| (Occur::Should, concept(c, fields))).collect();
        Box::new(BooleanQuery::with_minimum_required_clauses(clauses, required.max(1)))
    };
    let codes = known_codes(plan, fields, searcher)?;
    if !codes.is_empty() {
        let mut either = vec![(Occur::Should, wanted)];
        for code in codes {
            either.push((Occur::Should, Box::new(ConstScoreQuery::new(term(fields.sku, &code, IndexRecordOption::Basic), SKU))));
        }
        wanted = Box::new(BooleanQuery::new(either));
    }
    Ok(match shop {
        None => wanted,
        Some(shop) => {
            let of_shop: Box<dyn Query> = Box::new(ConstScoreQuery::new(term(fields.shop, shop, IndexRecordOption::Basic), 0.0));
            Box::new(BooleanQuery::new(vec![(Occur::Must, wanted), (Occur::Must, of_shop)]))
        }
    })
}

/// The parts of the query that are SKUs of products.
pub fn known_codes(plan: &Plan, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Vec<String>> {
    let mut known = Vec::new();
    for code in &plan.codes {
        if searcher.doc_freq(&Term::from_field_text(fields.sku, code))? > 0 {
            known.push(code.clone());
        }
    }
    Ok(known)
}

fn concept(concept: &Concept, fields: &Fields) -> Box<dyn Query> {
    let mut ways: Vec<Box<dyn Query>> = Vec::new();
    for alternative in &concept.alternatives {
        match &alternative.what {
            Match::Word(w) => word(w, alternative.weight, fields, &mut ways),
            Match::Phrase(words) => phrase(words, alternative.weight, fields, &mut ways),
            Match::Each(words) => {
                let each = words.iter().map(|w| {
                    let mut ways = Vec::new();
                    word(w, alternative.weight / 2.0, fields, &mut ways);
                    (Occur::Must, any(ways))
                });
                ways.push(Box::new(BooleanQuery::new(each.collect())));
            }
        }
    }
    any(ways)
}

fn any(mut ways: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match ways.len() {
        0 => Box::new(EmptyQuery),
        1 => ways.remove(0),
        _ => Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, TIE)),
    }
}

fn word(word: &str, weight: f32, fields: &Fields, ways: &mut Vec<Box<dyn Query>>) {
    let mut add = |field: Field, text: &str, boost: f32| {
        ways.push(Box::new(BoostQuery::new(term(field, text, IndexRecordOption::WithFreqs), weight * boost)));
    };
    add(fields.title, word, TITLE_WORD);
    for language in LANGUAGES {
        let stem = language.stem_term(word);
        add(fields.title, &stem, TITLE_STEM);
        add(fields.place, &stem, PLACE_STEM);
        add(fields.body, &stem, BODY_STEM);
    }
}

fn phrase(words: &[String], weight: f32, fields: &Fields, ways: &mut Vec<Box<dyn Query>>) {
    for language in LANGUAGES {
        let stems: Vec<String> = words.iter().map(|w| language.stem_term(w)).collect();
        for (field, boost) in [(fields.title, TITLE_STEM), (fields.place, PLACE_STEM), (fields.body, BODY_STEM)] {
            let terms = stems.iter().map(|s| Term::from_field_text(field, s)).collect();
            ways.push(Box::new(BoostQuery::new(Box::new(PhraseQuery::new(terms)), weight * boost)));
        }
    }
}

fn term(field: Field, text: &str, option: IndexRecordOption) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), option))
}
