//! What is asked of the catalogue's search, and what it answers. No index is named here: the words are the same
//! whichever engine stands behind the port.

use serde::{Deserialize, Serialize};

use crate::kernel::clock::Timestamp;
use crate::kernel::ids::ProductId;
use crate::kernel::locale::Locale;
use crate::kernel::money::Rupiah;
use crate::kernel::paging::{PageRequest, Paged};
use crate::kernel::slug::Slug;
use crate::kernel::wilayah::Kelurahan;

/// The longest query that is looked at; what comes after is ignored (nobody types it, and work grows with it).
pub const MAX_QUERY_CHARS: usize = 200;

/// One published product as the index keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchDoc {
    pub card: SearchCard,
    pub category_name_id: String,
    pub category_name_en: String,
    /// The SKUs of all its variants.
    pub skus: Vec<String>,
    pub published_at: Timestamp,
}

/// What a result needs to be shown; kept in the index so that a page of results asks the database nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchCard {
    pub product_id: ProductId,
    pub slug: Slug,
    pub name_id: String,
    /// May be empty: then the Indonesian name is shown.
    pub name_en: String,
    pub description_id: String,
    pub description_en: String,
    /// The category that the product stands in (a leaf of the tree).
    pub category: Slug,
    pub shop_slug: Slug,
    pub shop_name: String,
    pub kelurahan: Kelurahan,
    /// The lowest and highest price of its variants. Filters, buckets and sorting go by the lowest: it is the "from" price shown.
    pub price_min: Rupiah,
    pub price_max: Rupiah,
    pub in_stock: bool,
    /// What one piece is: bungkus, botol …
    pub unit: String,
    /// What the photo adapter needs to find the first photo; opaque to the index.
    pub photo: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    /// As typed; empty means everything.
    pub text: String,
    pub locale: Locale,
    pub filters: SearchFilters,
    pub sort: SearchSort,
    pub page: PageRequest,
    /// The last word is still being typed: also match words that begin with it.
    pub typing: bool,
}

/// All of them must hold; an empty list or `None` does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchFilters {
    /// Any of these categories. The caller adds the descendants of a chosen branch.
    pub categories: Vec<Slug>,
    pub kelurahan: Vec<Kelurahan>,
    pub price: PriceRange,
    pub in_stock: bool,
    pub shop: Option<Slug>,
}

/// Both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PriceRange {
    pub min: Option<Rupiah>,
    pub max: Option<Rupiah>,
}

impl PriceRange {
    pub fn is_any(self) -> bool {
        self == Self::default()
    }

    pub fn holds(self, price: Rupiah) -> bool {
        self.min.is_none_or(|m| price >= m) && self.max.is_none_or(|m| price <= m)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SearchSort {
    /// The best match first; without a text: in stock first, then newest.
    #[default]
    Relevance,
    Newest,
    PriceAsc,
    PriceDesc,
}

impl SearchSort {
    pub const ALL: [Self; 4] = [Self::Relevance, Self::Newest, Self::PriceAsc, Self::PriceDesc];

    /// How it stands in a URL.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Relevance => "cocok",
            Self::Newest => "terbaru",
            Self::PriceAsc => "termurah",
            Self::PriceDesc => "termahal",
        }
    }

    /// Unknown words mean relevance: an old or edited link still works.
    pub fn from_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|s| s.tag() == tag).unwrap_or_default()
    }
}

/// The price steps that shoppers filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PriceBucket {
    Under10k,
    From10k,
    From25k,
    From50k,
    From100k,
}

impl PriceBucket {
    pub const ALL: [Self; 5] = [Self::Under10k, Self::From10k, Self::From25k, Self::From50k, Self::From100k];

    pub const fn of(price: Rupiah) -> Self {
        match price.0 {
            ..10_000 => Self::Under10k,
            10_000..25_000 => Self::From10k,
            25_000..50_000 => Self::From25k,
            50_000..100_000 => Self::From50k,
            100_000.. => Self::From100k,
        }
    }

    /// The filter that shows exactly what the bucket counts.
    pub const fn range(self) -> PriceRange {
        let (min, max) = match self {
            Self::Under10k => (None, Some(9_999)),
            Self::From10k => (Some(10_000), Some(24_999)),
            Self::From25k => (Some(25_000), Some(49_999)),
            Self::From50k => (Some(50_000), Some(99_999)),
            Self::From100k => (Some(100_000), None),
        };
        PriceRange {
            min: match min {
                Some(n) => Some(Rupiah(n)),
                None => None,
            },
            max: match max {
                Some(n) => Some(Rupiah(n)),
                None => None,
            },
        }
    }
}

/// How many results each choice would give. The counts of a facet ignore that facet's own filter, so that a second
/// choice can be added to the first; all other filters hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By category slug, the most numerous first. Only what occurs.
    pub categories: Vec<(Slug, u64)>,
    /// In the order of the codes. Only what occurs.
    pub kelurahan: Vec<(Kelurahan, u64)>,
    /// All buckets, also the empty ones.
    pub prices: Vec<(PriceBucket, u64)>,
    pub in_stock: u64,
}

/// A piece of a text, and whether it is what was searched for. The page marks it; nothing here is HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPart {
    pub text: String,
    pub is_match: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    pub card: SearchCard,
    /// The name in the reader's language, matches marked.
    pub name: Vec<TextPart>,
    /// The part of the description that matches best (or its beginning), matches marked.
    pub snippet: Vec<TextPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPage {
    pub hits: Paged<SearchHit>,
    pub facets: Facets,
    /// What was searched for instead, when words had to be corrected ("showing results for …").
    pub corrected: Option<String>,
    /// Nothing held all words: these results hold most of them.
    pub relaxed: bool,
}

/// What the box proposes while a person types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub text: Vec<TextPart>,
    pub target: SuggestionTarget,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SuggestionTarget {
    /// Search for this.
    Query(String),
    Category(Slug),
    Shop(Slug),
    Product(Slug),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sorts_read_back() {
        for s in SearchSort::ALL {
            assert_eq!(SearchSort::from_tag(s.tag()), s);
        }
        assert_eq!(SearchSort::from_tag("x"), SearchSort::Relevance);
    }

    proptest! {
        #[test]
        fn every_price_is_in_the_range_of_its_bucket_and_of_no_other(price in 0_i64..1_000_000) {
            for bucket in PriceBucket::ALL {
                prop_assert_eq!(bucket.range().holds(Rupiah(price)), bucket == PriceBucket::of(Rupiah(price)));
            }
        }
    }
}
