//! The index over the real products of Cimahi.

mod facets;
mod lifecycle;
mod relevance;

use std::collections::HashMap;

use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::ids::ProductId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::search::{SearchCard, SearchDoc, SearchFilters, SearchQuery, SearchSort};
use uuid::Uuid;

use super::TantivyIndex;
use crate::adapters::search::{SearchIndex, parse_synonyms};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");

fn rows(file: &str) -> Vec<HashMap<String, String>> {
    csv::Reader::from_path(format!("{DATA}/{file}")).unwrap().deserialize().map(Result::unwrap).collect()
}

/// The 154 products; each seventh is out of stock.
fn catalogue() -> Vec<SearchDoc> {
    let by_slug = |file: &str| rows(file).into_iter().map(|r| (r["slug"].clone(), r)).collect::<HashMap<_, _>>();
    let (shops, categories) = (by_slug("umkm_toko_fiktif.csv"), by_slug("umkm_kategori.csv"));
    let doc = |(i, p): (usize, HashMap<String, String>)| {
        let (shop, category) = (&shops[&p["toko_slug"]], &categories[&p["kategori"]]);
        let rupiah = |column: &str| Rupiah(p[column].parse().unwrap());
        SearchDoc {
            card: SearchCard {
                product_id: ProductId(Uuid::from_u128(i as u128 + 1)),
                slug: Slug::parse(&p["slug"]).unwrap(),
                name_id: p["nama_id"].clone(),
                name_en: p["nama_en"].clone(),
                description_id: p["deskripsi_id"].clone(),
                description_en: p["deskripsi_en"].clone(),
                category: Slug::parse(&p["kategori"]).unwrap(),
                shop_slug: Slug::parse(&p["toko_slug"]).unwrap(),
                shop_name: shop["nama"].clone(),
                kelurahan: Kelurahan::parse(&shop["kelurahan_kode"]).unwrap(),
                price_min: rupiah("harga_min_rp"),
                price_max: rupiah("harga_max_rp"),
                in_stock: i % 7 != 0,
                unit: p["satuan"].clone(),
                photo: None,
            },
            category_name_id: category["nama_id"].clone(),
            category_name_en: category["nama_en"].clone(),
            skus: vec![p["sku"].clone()],
            published_at: Timestamp(1_795_000_000_000 - i64::try_from(i).unwrap() * DAY),
        }
    };
    rows("umkm_produk.csv").into_iter().enumerate().map(doc).collect()
}

fn query(text: &str) -> SearchQuery {
    SearchQuery {
        text: text.to_owned(),
        locale: Locale::Id,
        filters: SearchFilters::default(),
        sort: SearchSort::Relevance,
        page: PageRequest::new(None, 24),
        typing: false,
    }
}

/// An index of `docs` with the default synonyms, in a folder of its own.
async fn index_of(docs: Vec<SearchDoc>) -> (TantivyIndex, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let index = TantivyIndex::open(dir.path().join("search")).unwrap();
    index.set_synonyms(parse_synonyms(&std::fs::read_to_string(format!("{DATA}/sinonim.csv")).unwrap())).await.unwrap();
    let mut rebuild = index.begin_rebuild().await.unwrap();
    let n = docs.len() as u64;
    rebuild.add(docs).await.unwrap();
    assert_eq!(rebuild.publish().await.unwrap(), n);
    (index, dir)
}

async fn slugs(index: &TantivyIndex, q: SearchQuery) -> Vec<String> {
    index.search(q).await.unwrap().hits.items.into_iter().map(|h| h.card.slug.to_string()).collect()
}
