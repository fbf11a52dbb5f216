//! One pass over what the words match: the best results that pass all filters, and the counts of every facet.
//!
//! Filters are not part of the query. Each match is held against all of them: one that fails none is a result and
//! counts everywhere; one that fails a single filter counts in that filter's own facet, which ignores it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::market::search::{PriceBucket, PriceRange, SearchFilters, SearchSort};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

use super::schema::column;

/// A product out of stock stands below one as good that can be bought.
const OUT_OF_STOCK: f32 = 0.8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub sort: SearchSort,
    /// Whether there are words to score by.
    pub scored: bool,
}

pub struct Gather<'a> {
    pub filters: &'a SearchFilters,
    pub order: Order,
    /// How many of the best to keep.
    pub keep: usize,
}

#[derive(Debug, Default)]
pub struct Gathered {
    /// What the words match, before any filter.
    pub matched: u64,
    /// What passes all filters.
    pub total: u64,
    /// The best, in order.
    pub best: Vec<DocAddress>,
    pub categories: BTreeMap<String, u64>,
    pub kelurahan: BTreeMap<String, u64>,
    pub prices: [u64; PriceBucket::ALL.len()],
    pub in_stock: u64,
    ranked: Vec<Ranked>,
}

/// Greater is better; the address only makes the order the same each time.
type Ranked = ((i64, i64), Reverse<DocAddress>);

impl Collector for Gather<'_> {
    type Fruit = Gathered;
    type Child = SegmentGather;

    fn for_segment(&self, ord: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentGather> {
        let columns = segment.fast_fields();
        let missing = |name: &str| TantivyError::SchemaError(format!("no column {name}"));
        let category = columns.str(column::CATEGORY)?.ok_or_else(|| missing(column::CATEGORY))?;
        let kelurahan = columns.str(column::KELURAHAN)?.ok_or_else(|| missing(column::KELURAHAN))?;
        Ok(SegmentGather {
            ord,
            order: self.order,
            keep: self.keep,
            categories: Choice::new(category, self.filters.categories.iter().map(Slug::as_str))?,
            kelurahan: Choice::new(kelurahan, self.filters.kelurahan.iter().map(|k| k.code()))?,
            price: columns.i64(column::PRICE)?.first_or_default_col(0),
            in_stock: columns.u64(column::IN_STOCK)?.first_or_default_col(0),
            published: columns.i64(column::PUBLISHED)?.first_or_default_col(0),
            price_range: self.filters.price,
            stock_only: self.filters.in_stock,
            heap: BinaryHeap::new(),
            out: Gathered::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order.scored && self.order.sort == SearchSort::Relevance
    }

    fn merge_fruits(&self, segments: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut all = Gathered::default();
        for s in segments {
            all.matched += s.matched;
            all.total += s.total;
            all.in_stock += s.in_stock;
            for (sum, n) in all.prices.iter_mut().zip(s.prices) {
                *sum += n;
            }
            for (name, n) in s.categories {
                *all.categories.entry(name).or_default() += n;
            }
            for (name, n) in s.kelurahan {
                *all.kelurahan.entry(name).or_default() += n;
            }
            all.ranked.extend(s.ranked);
        }
        all.ranked.sort_unstable_by(|a, b| b.cmp(a));
        all.ranked.truncate(self.keep);
        all.best = all.ranked.drain(..).map(|(_, Reverse(at))| at).collect();
        Ok(all)
    }
}

/// A column with few different values, what is allowed of them, and how often each was met.
struct Choice {
    column: StrColumn,
    values: Arc<dyn ColumnValues<u64>>,
    /// By value; `None`: all.
    allowed: Option<Vec<bool>>,
    counts: Vec<u64>,
}

impl Choice {
    fn new<'a>(column: StrColumn, chosen: impl ExactSizeIterator<Item = &'a str>) -> tantivy::Result<Self> {
        let many = column.num_terms();
        let allowed = if chosen.len() == 0 {
            None
        } else {
            let mut allowed = vec![false; many];
            for name in chosen {
                let at = column.dictionary().term_ord(name.as_bytes())?.and_then(|o| usize::try_from(o).ok());
                if let Some(cell) = at.and_then(|at| allowed.get_mut(at)) {
                    *cell = true;
                }
            }
            Some(allowed)
        };
        // A product without the value gets an ordinal that is neither allowed nor counted.
        let values = column.ords().clone().first_or_default_col(u64::MAX);
        Ok(Self { column, values, allowed, counts: vec![0; many] })
    }

    fn at(&self, doc: DocId) -> usize {
        usize::try_from(self.values.get_val(doc)).unwrap_or(usize::MAX)
    }

    fn passes(&self, at: usize) -> bool {
        self.allowed.as_ref().is_none_or(|a| a.get(at).copied().unwrap_or(false))
    }

    fn count(&mut self, at: usize) {
        if let Some(n) = self.counts.get_mut(at) {
            *n += 1;
        }
    }

    fn named(&self) -> BTreeMap<String, u64> {
        let mut out = BTreeMap::new();
        for (n, ord) in self.counts.iter().zip(0_u64..).filter(|(n, _)| **n > 0) {
            let mut name = String::new();
            if self.column.ord_to_str(ord, &mut name).unwrap_or(false) {
                out.insert(name, *n);
            }
        }
        out
    }
}

pub struct SegmentGather {
    ord: SegmentOrdinal,
    order: Order,
    keep: usize,
    categories: Choice,
    kelurahan: Choice,
    price: Arc<dyn ColumnValues<i64>>,
    in_stock: Arc<dyn ColumnValues<u64>>,
    published: Arc<dyn ColumnValues<i64>>,
    price_range: PriceRange,
    stock_only: bool,
    heap: BinaryHeap<Reverse<Ranked>>,
    out: Gathered,
}

const CATEGORY: u8 = 1;
const KELURAHAN: u8 = 2;
const PRICE: u8 = 4;
const STOCK: u8 = 8;

impl SegmentCollector for SegmentGather {
    type Fruit = Gathered;

    fn collect(&mut self, doc: DocId, score: Score) {
        let (category, kelurahan) = (self.categories.at(doc), self.kelurahan.at(doc));
        let price = Rupiah(self.price.get_val(doc));
        let in_stock = self.in_stock.get_val(doc) != 0;
        let bit = |fails: bool, bit: u8| if fails { bit } else { 0 };
        let fails = bit(!self.categories.passes(category), CATEGORY)
            | bit(!self.kelurahan.passes(kelurahan), KELURAHAN)
            | bit(!self.price_range.holds(price), PRICE)
            | bit(self.stock_only && !in_stock, STOCK);
        self.out.matched += 1;
        if fails & !CATEGORY == 0 {
            self.categories.count(category);
        }
        if fails & !KELURAHAN == 0 {
            self.kelurahan.count(kelurahan);
        }
        if fails & !PRICE == 0 {
            self.out.prices[PriceBucket::of(price) as usize] += 1;
        }
        if fails & !STOCK == 0 && in_stock {
            self.out.in_stock += 1;
        }
        if fails == 0 {
            self.out.total += 1;
            self.rank(doc, score, price, in_stock);
        }
    }

    fn harvest(mut self) -> Gathered {
        self.out.categories = self.categories.named();
        self.out.kelurahan = self.kelurahan.named();
        self.out.ranked = self.heap.into_iter().map(|Reverse(r)| r).collect();
        self.out
    }
}

impl SegmentGather {
    fn rank(&mut self, doc: DocId, score: Score, price: Rupiah, in_stock: bool) {
        let first = match self.order.sort {
            SearchSort::Relevance if self.order.scored => ordered(if in_stock { score } else { score * OUT_OF_STOCK }),
            SearchSort::Relevance => i64::from(in_stock),
            SearchSort::Newest => 0,
            SearchSort::PriceAsc => price.0.saturating_neg(),
            SearchSort::PriceDesc => price.0,
        };
        let full = self.heap.len() >= self.keep;
        let least = self.heap.peek().map_or((i64::MIN, i64::MIN), |Reverse((least, _))| *least);
        if full && first < least.0 {
            return;
        }
        let key = (first, self.published.get_val(doc));
        if full && key <= least {
            return; // equals come in the order of their addresses: the one that is here stays
        }
        let entry: Ranked = (key, Reverse(DocAddress::new(self.ord, doc)));
        self.heap.push(Reverse(entry));
        if full {
            self.heap.pop();
        }
    }
}

/// Scores are never negative, and so their bits are in order.
fn ordered(score: f32) -> i64 {
    i64::from(score.max(0.0).to_bits())
}
