//! The filters of a search: what can be chosen with how many results each, and what is chosen.

use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use domain::market::category::Category;
use domain::market::search::{Facets, PriceBucket, PriceRange};

use super::asked::Asked;
use crate::i18n::t;
use crate::ui::{Chip, Facet, FacetValue};

/// As many values as are read at a glance; chosen ones are always among them.
const SHOWN: usize = 8;

fn category_name(l: Locale, known: &[Category], slug: &Slug) -> String {
    known.iter().find(|c| c.slug == *slug).map_or_else(|| slug.to_string(), |c| c.name(l).to_owned())
}

fn price_words(l: Locale, range: PriceRange) -> String {
    match (range.min, range.max) {
        (None, Some(max)) => t::browse::search_price_under(l, domain::kernel::money::Rupiah(max.0.saturating_add(1))),
        (Some(min), None) => t::browse::search_price_over(l, min),
        (Some(min), Some(max)) => t::browse::search_price_between { from: min, to: max }.say(l),
        (None, None) => String::new(),
    }
}

pub fn facets(l: Locale, asked: &Asked, known: &[Category], found: &Facets) -> Vec<Facet> {
    let path = |a: Asked| l.path(&a.path()).into();
    let category = |(slug, count): &(Slug, u64)| FacetValue {
        label: category_name(l, known, slug).into(),
        href: path(asked.toggle_category(slug, known)),
        count: *count,
        on: asked.categories.contains(slug),
    };
    let mut categories = with_branches(known, &found.categories);
    // What is chosen, and where one may go on from there, is never cut off.
    categories.sort_by_key(|(slug, _)| !near(known, &asked.categories, slug));
    let mut places = found.kelurahan.clone();
    places.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let places = places.iter().map(|(k, count)| FacetValue {
        label: k.name().into(),
        href: path(asked.toggle_kelurahan(*k)),
        count: *count,
        on: asked.kelurahan.contains(k),
    });
    let prices = found.prices.iter().filter(|(b, n)| *n > 0 || asked.price == b.range()).map(|(bucket, count)| FacetValue {
        label: bucket_words(l, *bucket).into(),
        href: path(asked.toggle_price(bucket.range())),
        count: *count,
        on: asked.price == bucket.range(),
    });
    let stock =
        FacetValue { label: t::browse::in_stock(l).into(), href: path(asked.toggle_stock()), count: found.in_stock, on: asked.in_stock };
    let stock = Some(stock).filter(|s| s.count > 0 || s.on);
    let groups = [
        (t::browse::search_category(l), glance(categories.iter().map(category))),
        (t::browse::search_kelurahan(l), glance(places)),
        (t::browse::search_stock(l), stock.into_iter().collect()),
        (t::browse::search_price(l), prices.collect()),
    ];
    groups.into_iter().filter(|(_, values)| !values.is_empty()).map(|(title, values)| Facet { title: title.into(), values }).collect()
}

/// Products stand in leaves; a branch has those of its leaves together. The most numerous first, a branch before its leaves.
fn with_branches(known: &[Category], leaves: &[(Slug, u64)]) -> Vec<(Slug, u64)> {
    let stands_below = |leaf: &Slug, branch: &Slug| known.iter().any(|k| k.slug == *leaf && k.parent.as_ref() == Some(branch));
    let together = |branch: &Slug| leaves.iter().filter(|(leaf, _)| stands_below(leaf, branch)).map(|(_, n)| n).sum::<u64>();
    let branches = known.iter().map(|b| (b.slug.clone(), together(&b.slug))).filter(|(_, n)| *n > 0);
    let mut all: Vec<(Slug, u64)> = branches.chain(leaves.iter().cloned()).collect();
    all.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    all
}

/// Chosen, or a leaf of a chosen branch.
fn near(known: &[Category], chosen: &[Slug], slug: &Slug) -> bool {
    let below = || known.iter().any(|k| k.slug == *slug && k.parent.as_ref().is_some_and(|branch| chosen.contains(branch)));
    chosen.contains(slug) || below()
}

fn bucket_words(l: Locale, bucket: PriceBucket) -> String {
    let range = bucket.range();
    // "Rp10.000 – Rp25.000" reads better than "– Rp24.999".
    price_words(
        l,
        PriceRange { min: range.min, max: range.max.map(|m| if range.min.is_some() { domain::kernel::money::Rupiah(m.0 + 1) } else { m }) },
    )
}

fn glance(values: impl Iterator<Item = FacetValue>) -> Vec<FacetValue> {
    values.enumerate().filter(|(i, v)| *i < SHOWN || v.on).map(|(_, v)| v).collect()
}

/// What is chosen, each with the way to take it off, and all at once when there are several.
pub fn chosen(l: Locale, asked: &Asked, known: &[Category]) -> Vec<Chip> {
    let chip = |label: String, without: Asked| Chip {
        label: label.into(),
        href: l.path(&without.path()).into(),
        on: true,
        remove: Some(t::browse::search_remove(l).into()),
    };
    let mut chips: Vec<Chip> = asked.categories.iter().map(|c| chip(category_name(l, known, c), asked.toggle_category(c, known))).collect();
    chips.extend(asked.kelurahan.iter().map(|k| chip(k.name().to_owned(), asked.toggle_kelurahan(*k))));
    if !asked.price.is_any() {
        chips.push(chip(price_words(l, asked.price), asked.without_price()));
    }
    if asked.in_stock {
        chips.push(chip(t::browse::in_stock(l).to_owned(), asked.toggle_stock()));
    }
    if chips.len() > 1 {
        let all = t::browse::search_clear(l).into();
        chips.push(Chip { label: all, href: l.path(&asked.without_filters().path()).into(), on: false, remove: None });
    }
    chips
}
