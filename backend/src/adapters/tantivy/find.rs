//! A search from the text to the page.

use domain::kernel::locale::Locale;
use domain::kernel::paging::Paged;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::search::{Facets, MAX_QUERY_CHARS, PriceBucket, SearchDoc, SearchHit, SearchPage, SearchQuery, SearchSort};
use tantivy::{Searcher, TantivyDocument, Term};

use super::analyzer::{LANGUAGES, Language};
use super::collect::{Gather, Gathered, Order};
use super::highlight::Marker;
use super::live::Live;
use super::plan::{Doubt, Lexicon, Plan};
use super::query;
use super::schema::Fields;
use super::synonyms::Synonyms;

/// About two lines of a result.
const SNIPPET_BYTES: usize = 160;

pub struct Finder<'a> {
    pub fields: &'a Fields,
    pub searcher: Searcher,
    live: &'a Live,
    synonyms: &'a Synonyms,
}

/// What was found, and by which reading of the query.
pub struct Found {
    pub plan: Plan,
    pub gathered: Gathered,
    pub relaxed: bool,
}

impl<'a> Finder<'a> {
    pub fn new(live: &'a Live, synonyms: &'a Synonyms) -> Self {
        Self { fields: &live.fields, searcher: live.searcher(), live, synonyms }
    }

    pub fn page(&self, q: &SearchQuery) -> tantivy::Result<SearchPage> {
        let offset = usize::try_from(q.page.offset()).unwrap_or(0);
        let limit = usize::try_from(q.page.limit()).unwrap_or(0);
        let found = self.find(q, offset + limit)?;
        let marker = Marker::new(&found.plan);
        let mut items = Vec::with_capacity(limit);
        for doc in self.read(found.gathered.best.iter().skip(offset).take(limit).copied())? {
            items.push(hit(doc, &marker, q.locale));
        }
        let total = found.gathered.total;
        Ok(SearchPage {
            hits: Paged { items, total, request: q.page },
            facets: facets(found.gathered),
            corrected: found.plan.corrected,
            relaxed: found.relaxed,
        })
    }

    /// Tries the query as it stands; then takes also known words for errors; then leaves words out.
    pub fn find(&self, q: &SearchQuery, keep: usize) -> tantivy::Result<Found> {
        let text: String = q.text.chars().take(MAX_QUERY_CHARS).collect();
        let mut plan = self.plan(&text, q.typing, Doubt::Unknown);
        let all = plan.concepts.len();
        let mut gathered = self.run(&plan, all, q, keep)?;
        if gathered.matched == 0 && !plan.is_empty() {
            let doubting = self.plan(&text, q.typing, Doubt::All);
            if doubting != plan {
                let again = self.run(&doubting, doubting.concepts.len(), q, keep)?;
                if again.matched > 0 {
                    (plan, gathered) = (doubting, again);
                }
            }
        }
        let mut required = plan.concepts.len();
        while gathered.matched == 0 && required > 1 {
            required -= 1;
            gathered = self.run(&plan, required, q, keep)?;
        }
        let relaxed = gathered.matched > 0 && required < plan.concepts.len();
        if plan.corrected.is_some() && !query::known_codes(&plan, self.fields, &self.searcher)?.is_empty() {
            plan.corrected = None; // a SKU is not a misspelt word
        }
        Ok(Found { plan, gathered, relaxed })
    }

    fn plan(&self, text: &str, typing: bool, doubt: Doubt) -> Plan {
        let vocabulary = self.live.vocabulary();
        let lexicon = Lexicon { vocabulary: &vocabulary, synonyms: self.synonyms, has_stem: &|word| self.has_stem(word) };
        Plan::new(text, typing, &lexicon, doubt)
    }

    fn has_stem(&self, word: &str) -> bool {
        LANGUAGES.iter().any(|l| {
            let stem = l.stem_term(word);
            [self.fields.title, self.fields.place, self.fields.body]
                .into_iter()
                .any(|f| self.searcher.doc_freq(&Term::from_field_text(f, &stem)).unwrap_or(0) > 0)
        })
    }

    fn run(&self, plan: &Plan, required: usize, q: &SearchQuery, keep: usize) -> tantivy::Result<Gathered> {
        let query = query::build(plan, required, self.fields, &self.searcher, q.filters.shop.as_ref().map(Slug::as_str))?;
        let order = Order { sort: q.sort, scored: !plan.is_empty() };
        self.searcher.search(&*query, &Gather { filters: &q.filters, order, keep })
    }

    pub fn read(&self, addresses: impl Iterator<Item = tantivy::DocAddress>) -> tantivy::Result<Vec<SearchDoc>> {
        let mut out = Vec::new();
        for at in addresses {
            let stored: TantivyDocument = self.searcher.doc(at)?;
            out.extend(self.fields.read(&stored));
        }
        Ok(out)
    }
}

/// The language in which a text is shown: an empty translation shows the other.
pub fn language(locale: Locale, english: &str) -> Language {
    if locale == Locale::En && !english.trim().is_empty() { Language::English } else { Language::Indonesian }
}

fn hit(doc: SearchDoc, marker: &Marker, locale: Locale) -> SearchHit {
    let card = doc.card;
    let name = marker.mark(locale.pick(&card.name_id, &card.name_en), language(locale, &card.name_en));
    let snippet =
        marker.snippet(locale.pick(&card.description_id, &card.description_en), language(locale, &card.description_en), SNIPPET_BYTES);
    SearchHit { card, name, snippet }
}

fn facets(found: Gathered) -> Facets {
    let mut categories: Vec<(Slug, u64)> =
        found.categories.into_iter().filter_map(|(slug, n)| Some((Slug::parse(&slug).ok()?, n))).collect();
    categories.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut kelurahan: Vec<(Kelurahan, u64)> =
        found.kelurahan.into_iter().filter_map(|(code, n)| Some((Kelurahan::parse(&code).ok()?, n))).collect();
    kelurahan.sort();
    Facets { categories, kelurahan, prices: PriceBucket::ALL.into_iter().zip(found.prices).collect(), in_stock: found.in_stock }
}

/// The query behind proposals: everything, the best first.
pub fn proposal_query(typed: &str, locale: Locale) -> SearchQuery {
    SearchQuery {
        text: typed.to_owned(),
        locale,
        filters: domain::market::search::SearchFilters::default(),
        sort: SearchSort::Relevance,
        page: domain::kernel::paging::PageRequest::new(None, 1),
        typing: true,
    }
}
