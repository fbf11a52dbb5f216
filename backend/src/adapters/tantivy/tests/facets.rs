//! Facet counts against counting by hand.

use std::collections::BTreeMap;

use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::search::{Facets, PriceBucket, PriceRange, SearchDoc, SearchFilters};
use proptest::prelude::*;

use super::{catalogue, index_of, query};
use crate::adapters::search::SearchIndex;

/// Filters one after the other, as the definition says: each facet with all filters but its own.
fn by_hand(docs: &[SearchDoc], f: &SearchFilters) -> (u64, Facets) {
    let category = |d: &&SearchDoc| f.categories.is_empty() || f.categories.contains(&d.card.category);
    let kelurahan = |d: &&SearchDoc| f.kelurahan.is_empty() || f.kelurahan.contains(&d.card.kelurahan);
    let price = |d: &&SearchDoc| f.price.holds(d.card.price_min);
    let stock = |d: &&SearchDoc| !f.in_stock || d.card.in_stock;
    let docs: Vec<&SearchDoc> = docs.iter().filter(|d| f.shop.as_ref().is_none_or(|s| *s == d.card.shop_slug)).collect();
    let all = || docs.iter().copied();
    let mut categories: BTreeMap<Slug, u64> = BTreeMap::new();
    all().filter(kelurahan).filter(price).filter(stock).for_each(|d| *categories.entry(d.card.category.clone()).or_default() += 1);
    let mut places: BTreeMap<Kelurahan, u64> = BTreeMap::new();
    all().filter(category).filter(price).filter(stock).for_each(|d| *places.entry(d.card.kelurahan).or_default() += 1);
    let in_bucket = |b: PriceBucket| {
        all().filter(category).filter(kelurahan).filter(stock).filter(|d| PriceBucket::of(d.card.price_min) == b).count() as u64
    };
    let mut categories: Vec<(Slug, u64)> = categories.into_iter().collect();
    categories.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let facets = Facets {
        categories,
        kelurahan: places.into_iter().collect(),
        prices: PriceBucket::ALL.map(|b| (b, in_bucket(b))).to_vec(),
        in_stock: all().filter(category).filter(kelurahan).filter(price).filter(|d| d.card.in_stock).count() as u64,
    };
    (all().filter(category).filter(kelurahan).filter(price).filter(stock).count() as u64, facets)
}

#[test]
fn counts_are_what_a_person_would_count() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let docs = catalogue();
    let categories: Vec<Slug> = docs.iter().map(|d| d.card.category.clone()).collect();
    let shops: Vec<Slug> = docs.iter().map(|d| d.card.shop_slug.clone()).collect();
    let (index, _dir) = runtime.block_on(index_of(docs.clone()));
    // Some products are written twice, so that there are several segments and deleted documents.
    runtime.block_on(index.upsert(docs[10..40].to_vec())).unwrap();
    runtime.block_on(index.upsert(docs[30..60].to_vec())).unwrap();
    let filters = (
        prop::collection::vec(prop::sample::select(categories), 0..3),
        prop::collection::vec(prop::sample::select(Kelurahan::all().collect::<Vec<_>>()), 0..4),
        prop::option::of(0_i64..100_000),
        prop::option::of(5_000_i64..300_000),
        any::<bool>(),
        prop::option::weighted(0.2, prop::sample::select(shops)),
    );
    proptest!(ProptestConfig::with_cases(200), |((categories, kelurahan, min, max, in_stock, shop) in filters)| {
        let price = PriceRange { min: min.map(Rupiah), max: max.map(Rupiah) };
        let mut q = query("");
        q.filters = SearchFilters { categories, kelurahan, price, in_stock, shop };
        let page = runtime.block_on(index.search(q.clone())).unwrap();
        let (total, facets) = by_hand(&docs, &q.filters);
        prop_assert_eq!(page.hits.total, total);
        prop_assert_eq!(page.facets, facets);
        prop_assert!(page.hits.items.len() as u64 == total.min(24));
    });
}

#[tokio::test]
async fn a_text_restricts_all_counts() {
    let docs = catalogue();
    let (index, _dir) = index_of(docs).await;
    let page = index.search(query("kopi")).await.unwrap();
    assert_eq!(page.facets.categories.iter().map(|c| c.1).sum::<u64>(), page.hits.total);
    assert_eq!(page.facets.prices.iter().map(|c| c.1).sum::<u64>(), page.hits.total);
    assert_eq!(page.facets.categories[0].0.as_str(), "kopi-teh");
}
