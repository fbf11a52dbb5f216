//! Measures the embedded search index at the size of the budget: `cargo run --release -p backend --example search_bench`.
//!
//! The catalogue is made from `data/umkm_produk.csv` with flavours, sizes and shops, the same each time. Prints how long
//! a full rebuild takes, how long searches with three facets and filters take, one after the other and from two sides at
//! once, how soon a change is found, and what memory the process holds in the end.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a table for people is what this program is for")]

use std::collections::HashMap;

use backend::adapters::search::{SearchIndex, parse_synonyms};
use backend::adapters::tantivy::TantivyIndex;
use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::ids::ProductId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::search::{PriceRange, SearchCard, SearchDoc, SearchFilters, SearchQuery, SearchSort};
use tokio::time::Instant;
use uuid::Uuid;

const PRODUCTS: usize = 100_000;
const BATCH: usize = 1_000;
const SEARCHES: usize = 4_000;
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");

const FLAVOURS: &[(&str, &str)] = &[
    ("Original", "Original"),
    ("Pedas Manis", "Sweet Spicy"),
    ("Balado", "Balado"),
    ("Keju", "Cheese"),
    ("Cokelat", "Chocolate"),
    ("Pandan", "Pandan"),
    ("Kencur", "Kencur"),
    ("Jagung Bakar", "Grilled Corn"),
    ("Rumput Laut", "Seaweed"),
    ("Lada Hitam", "Black Pepper"),
    ("Daun Jeruk", "Lime Leaf"),
    ("Gula Aren", "Palm Sugar"),
    ("Bawang Putih", "Garlic"),
];
const SIZES: &[(&str, &str)] = &[("Kecil", "Small"), ("Sedang", "Medium"), ("Besar", "Large"), ("Keluarga", "Family"), ("Hemat", "Value")];
const SYLLABLES: &[&str] = &["ba", "ci", "da", "geu", "ha", "ka", "leu", "ma", "nga", "pa", "ra", "sa", "ta", "wi"];

const TEXTS: &[&str] = &[
    "keripik singkong",
    "kripk singkng",
    "kopi",
    "kopi arabika",
    "ketela pohon pedas",
    "batik tulis",
    "tahu susu",
    "sambal oncm",
    "brwonies pandan",
    "cassava chips",
    "palm sugar coffee",
    "oleh-oleh cireundeu",
    "tas belanja",
    "sabun sereh",
    "kardigan rajut wanita",
    "teh hijau melati",
    "keju",
    "peuyem",
    "bambu",
    "nastar premium besar",
    "minuman jahe",
    "",
    "CMH-07-002-0300",
    "kue kering keju",
    "dompt kulit",
];

struct Rows {
    products: Vec<HashMap<String, String>>,
    categories: HashMap<String, (String, String)>,
}

fn rows() -> Rows {
    let read = |file: &str| {
        csv::Reader::from_path(format!("{DATA}/{file}"))
            .unwrap()
            .deserialize()
            .map(Result::unwrap)
            .collect::<Vec<HashMap<String, String>>>()
    };
    let categories =
        read("umkm_kategori.csv").into_iter().map(|r| (r["slug"].clone(), (r["nama_id"].clone(), r["nama_en"].clone()))).collect();
    Rows { products: read("umkm_produk.csv"), categories }
}

/// The product of this number.
fn product(rows: &Rows, no: usize) -> SearchDoc {
    let base = &rows.products[no % rows.products.len()];
    let round = no / rows.products.len();
    let (flavour, size, shop) = (FLAVOURS[round % FLAVOURS.len()], SIZES[round / FLAVOURS.len() % SIZES.len()], no / 50);
    let syllable = |at: usize| SYLLABLES[at % SYLLABLES.len()];
    let place = format!("{}{}{}", syllable(shop), syllable(shop / 14 + 3), syllable(shop / 196 + 5));
    let price = Rupiah(base["harga_min_rp"].parse::<i64>().unwrap() + 500 * i64::try_from(round % 40).unwrap());
    let (category_name_id, category_name_en) = rows.categories[&base["kategori"]].clone();
    SearchDoc {
        card: SearchCard {
            product_id: ProductId(Uuid::from_u128(no as u128 + 1)),
            slug: Slug::parse(&base["slug"]).unwrap().with_suffix(u32::try_from(no).unwrap()),
            name_id: format!("{} {} {}", base["nama_id"], flavour.0, size.0),
            name_en: format!("{} {} {}", base["nama_en"], flavour.1, size.1),
            description_id: format!("{} Rasa {}, ukuran {}, dibuat di dapur {place}.", base["deskripsi_id"], flavour.0, size.0),
            description_en: format!("{} {} flavour, {} size, made in the {place} kitchen.", base["deskripsi_en"], flavour.1, size.1),
            category: Slug::parse(&base["kategori"]).unwrap(),
            shop_slug: Slug::from_name(&format!("toko {place} {shop}")),
            shop_name: format!("Toko {place} {shop}"),
            kelurahan: Kelurahan::all().nth(shop % 15).unwrap(),
            price_min: price,
            price_max: Rupiah(price.0 + 2_500),
            in_stock: !no.is_multiple_of(9),
            unit: base["satuan"].clone(),
            photo: Some(format!("foto/{no:08}")),
        },
        category_name_id,
        category_name_en,
        skus: vec![format!("{}-{round:04}", base["sku"])],
        published_at: Timestamp(1_795_000_000_000 - i64::try_from(no).unwrap() * MINUTE),
    }
}

/// The search of this number: a text, and in turn no filter, one, two or three facets chosen.
fn search(rows: &Rows, no: usize) -> SearchQuery {
    let category = || Slug::parse(&rows.products[no * 7 % rows.products.len()]["kategori"]).unwrap();
    let filters = match no / TEXTS.len() % 4 {
        0 => SearchFilters::default(),
        1 => SearchFilters { kelurahan: Kelurahan::all().skip(no % 12).take(3).collect(), ..SearchFilters::default() },
        2 => SearchFilters { categories: vec![category()], in_stock: true, ..SearchFilters::default() },
        _ => SearchFilters {
            categories: rows.categories.keys().take(8).map(|c| Slug::parse(c).unwrap()).collect(),
            kelurahan: Kelurahan::all().take(7).collect(),
            price: PriceRange { min: Some(Rupiah(10_000)), max: Some(Rupiah(49_999)) },
            in_stock: true,
            shop: None,
        },
    };
    let sort = SearchSort::ALL[if no.is_multiple_of(5) { no / 5 % 4 } else { 0 }];
    let page = PageRequest::new(Some(u32::try_from(1 + no % 17 / 14).unwrap()), 24);
    SearchQuery {
        text: TEXTS[no % TEXTS.len()].to_owned(),
        locale: if no.is_multiple_of(3) { Locale::En } else { Locale::Id },
        filters,
        sort,
        page,
        typing: false,
    }
}

fn percentiles(label: &str, mut ms: Vec<f64>) {
    ms.sort_by(f64::total_cmp);
    let at = |p: usize| ms[(ms.len() - 1) * p / 100];
    println!("{label:<44} p50 {:7.2} ms   p90 {:7.2} ms   p99 {:7.2} ms   max {:7.2} ms", at(50), at(90), at(99), at(100));
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let kb = status.lines().find_map(|l| l.strip_prefix(name)?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        kb.map_or_else(|| "?".to_owned(), |kb| format!("{} MB", kb / 1024))
    };
    format!("resident {} (own {}, mapped files {}), peak {}", of("VmRSS:"), of("RssAnon:"), of("RssFile:"), of("VmHWM:"))
}

fn elapsed(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let rows = std::sync::Arc::new(rows());
    if let Some(folder) = std::env::args().nth(1) {
        return fresh_process(&rows, &folder).await;
    }
    let dir = tempfile::tempdir().unwrap();
    let index = TantivyIndex::open(dir.path()).unwrap();
    index.set_synonyms(parse_synonyms(&std::fs::read_to_string(format!("{DATA}/sinonim.csv")).unwrap())).await.unwrap();

    let start = Instant::now();
    let mut rebuild = index.begin_rebuild().await.unwrap();
    for first in (0..PRODUCTS).step_by(BATCH) {
        rebuild.add((first..first + BATCH).map(|no| product(&rows, no)).collect()).await.unwrap();
    }
    let docs = rebuild.publish().await.unwrap();
    println!("{:<44} {:.1} s for {docs} products; {}", "full rebuild", start.elapsed().as_secs_f64(), memory());
    let files = || {
        std::fs::read_dir(dir.path())
            .unwrap()
            .flatten()
            .filter(|e| e.path().is_dir())
            .flat_map(|g| std::fs::read_dir(g.path()).unwrap().flatten())
    };
    println!("{:<44} {} MB", "index on disk", files().map(|f| f.metadata().unwrap().len()).sum::<u64>() / 1_000_000);

    drop(index);
    let start = Instant::now();
    let index = TantivyIndex::open(dir.path()).unwrap();
    index.set_synonyms(parse_synonyms(&std::fs::read_to_string(format!("{DATA}/sinonim.csv")).unwrap())).await.unwrap();
    println!("{:<44} {:.0} ms", "open, checksums included", elapsed(start));

    let mut times = Vec::new();
    let mut by_text: HashMap<String, Vec<f64>> = HashMap::new();
    for no in 0..SEARCHES {
        let q = search(&rows, no);
        let text = q.text.clone();
        let start = Instant::now();
        index.search(q).await.unwrap();
        let ms = elapsed(start);
        times.push(ms);
        by_text.entry(text).or_default().push(ms);
    }
    percentiles("search, one after the other", times);
    let mut slowest: Vec<(f64, String)> = by_text.into_iter().map(|(t, ms)| (ms.iter().sum::<f64>() / ms.len() as f64, t)).collect();
    slowest.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (mean, text) in slowest.iter().take(8) {
        println!("    {text:<40} mean {mean:.2} ms");
    }
    let sides = (0..2_usize).map(|side| {
        let (index, rows) = (index.clone(), rows.clone());
        tokio::spawn(async move {
            let mut times = Vec::new();
            for no in (side..SEARCHES).step_by(2) {
                let q = search(&rows, no);
                let start = Instant::now();
                index.search(q).await.unwrap();
                times.push(elapsed(start));
            }
            times
        })
    });
    let mut both = Vec::new();
    for side in sides.collect::<Vec<_>>() {
        both.extend(side.await.unwrap());
    }
    percentiles("search, two at once", both);

    let mut times = Vec::new();
    for typed in ["k", "ke", "ker", "keri", "keripik s", "kopi ara", "bat", "sab", "toko ba", "kripk si"].repeat(40) {
        let start = Instant::now();
        index.suggest(typed, Locale::Id, 8).await.unwrap();
        times.push(elapsed(start));
    }
    percentiles("suggestions", times);

    let mut times = Vec::new();
    for no in 0..60 {
        let mut doc = product(&rows, no * 977);
        doc.card.name_id = format!("Lampion {no}");
        let start = Instant::now();
        index.upsert(vec![doc]).await.unwrap();
        times.push(elapsed(start));
    }
    percentiles("one product changed, until it is found", times);
    let mut times = Vec::new();
    for no in 0..1_000 {
        let q = search(&rows, no);
        let start = Instant::now();
        index.search(q).await.unwrap();
        times.push(elapsed(start));
    }
    percentiles("search after 60 changes", times);
    println!("{:<44} {}", "memory with the writer open", memory());
    tokio::time::sleep(std::time::Duration::from_secs(12)).await;
    println!("{:<44} {}", "memory after a pause", memory());
    drop(index);
    std::process::Command::new(std::env::current_exe().unwrap()).arg(dir.path()).status().unwrap();
}

/// What a process holds that finds the index ready, as `serve` does after its first start.
async fn fresh_process(rows: &Rows, folder: &str) {
    println!("{:<44} {}", "a fresh process before the index", memory());
    let index = TantivyIndex::open(folder).unwrap();
    index.set_synonyms(parse_synonyms(&std::fs::read_to_string(format!("{DATA}/sinonim.csv")).unwrap())).await.unwrap();
    println!("{:<44} {}", "with the index open", memory());
    for no in 0..SEARCHES {
        index.search(search(rows, no)).await.unwrap();
    }
    println!("{:<44} {}", "after the searches", memory());
}
