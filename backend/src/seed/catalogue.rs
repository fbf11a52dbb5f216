//! Categories, synonyms and the 154 products.

use std::collections::HashMap;

use domain::identity::actor::Actor;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::ids::ShopId;
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::weight::Grams;
use domain::market::category::Category;
use domain::market::licence::{Licence, LicenceKind, LicenceState};
use domain::market::product::{Kbli, Product, ProductState, Sku, Variant};
use domain::market::product_options::{OptionValue, ProductOption};
use domain::market::synonym::{SynonymGroup, parse_words};

use super::SeedError;
use super::data::{self, CATEGORIES, CategoryRow, PRODUCTS, ProductRow, SYNONYMS, bad, pick};
use crate::db::Tx;
use crate::deps::Deps;
use crate::market::store::{categories as category_store, licences, products as product_store, synonyms as synonym_store};

const FILE: &str = "umkm_produk.csv";

pub async fn categories(tx: &mut Tx) -> Result<usize, SeedError> {
    let rows: Vec<CategoryRow> = data::rows("umkm_kategori.csv", CATEGORIES)?;
    for row in &rows {
        let slug = Slug::parse(&row.slug).map_err(|e| bad("umkm_kategori.csv", e))?;
        let category = Category { slug, parent: None, name_id: row.nama_id.clone(), name_en: row.nama_en.clone(), position: row.urutan };
        category_store::insert(tx, &category).await?;
    }
    Ok(rows.len())
}

pub async fn synonyms(tx: &mut Tx, deps: &Deps) -> Result<(), SeedError> {
    for line in SYNONYMS.lines().skip(1).filter(|l| !l.trim().is_empty()) {
        let words = parse_words(line).map_err(|e| bad("sinonim.csv", e))?;
        synonym_store::insert(tx, &SynonymGroup { id: deps.id(), words }, deps.now()).await?;
    }
    Ok(())
}

pub async fn products(tx: &mut Tx, deps: &Deps, shops: &HashMap<String, ShopId>) -> Result<usize, SeedError> {
    let rows: Vec<ProductRow> = data::rows(FILE, PRODUCTS)?;
    for (i, row) in rows.iter().enumerate() {
        let shop = *shops.get(&row.toko_slug).ok_or_else(|| bad(FILE, format!("unknown shop {}", row.toko_slug)))?;
        // Spread over the last weeks, so that "newest" mixes the shops.
        let age = pick(&row.slug, 40 * 24) * HOUR + i64::try_from(i).unwrap_or(0) * MINUTE;
        let published = deps.now().plus(-age);
        let options = options(&row.kategori);
        let product = Product {
            id: deps.random.id(published),
            shop,
            category: Slug::parse(&row.kategori).map_err(|e| bad(FILE, e))?,
            slug: Slug::parse(&row.slug).map_err(|e| bad(FILE, e))?,
            name_id: row.nama_id.clone(),
            name_en: row.nama_en.clone(),
            description_id: row.deskripsi_id.clone(),
            description_en: row.deskripsi_en.clone(),
            unit: row.satuan.clone(),
            kbli: Kbli::parse(&row.kbli2020).ok(),
            variants: variants(deps, row, &options)?,
            options,
            state: ProductState::Published,
            updated_at: published,
            published_at: Some(published),
        };
        product_store::insert(tx, &product, &product.slug, published).await?;
        product_store::update(tx, &product).await?;
        for (position, v) in product.variants.iter().enumerate() {
            product_store::insert_variant(tx, deps, &Actor::System, product.id, v, i64::try_from(position).unwrap_or(0)).await?;
        }
        licence(tx, deps, row, &product).await?;
    }
    Ok(rows.len())
}

fn option(name_id: &str, name_en: &str, values: &[(&str, &str)]) -> ProductOption {
    let values = values.iter().map(|(id, en)| OptionValue { id: (*id).to_owned(), en: (*en).to_owned() }).collect();
    ProductOption { name_id: name_id.to_owned(), name_en: name_en.to_owned(), values }
}

/// What a shopper chooses in this category.
fn options(category: &str) -> Vec<ProductOption> {
    match category {
        "fesyen-rajut" => vec![option("Ukuran", "Size", &[("S", "S"), ("M", "M"), ("L", "L"), ("XL", "XL")])],
        "kopi-teh" => vec![option("Kemasan", "Pack", &[("100 g", "100 g"), ("250 g", "250 g")])],
        "sambal-bumbu" => vec![option("Pedas", "Heat", &[("Sedang", "Medium"), ("Pedas", "Hot"), ("Ekstra", "Extra hot")])],
        "makanan-ringan" => vec![option("Isi", "Pack", &[("1 bungkus", "1 pack"), ("Paket 5", "Pack of 5")])],
        _ => Vec::new(),
    }
}

fn variants(deps: &Deps, row: &ProductRow, options: &[ProductOption]) -> Result<Vec<Variant>, SeedError> {
    let count = options.first().map_or(1, |o| o.values.len());
    let factor = |i: usize| match (row.kategori.as_str(), i) {
        ("kopi-teh", 1) => (23, 10),
        ("makanan-ringan", 1) => (47, 10),
        _ => (1, 1),
    };
    (0..count)
        .map(|i| {
            let (up, down) = factor(i);
            let sku = if count == 1 { row.sku.clone() } else { format!("{}-{}", row.sku, i + 1) };
            Ok(Variant {
                id: deps.id(),
                stock: [0, 3, 8, 12, 20, 35, 60, 120][usize::try_from(pick(&sku, 8)).unwrap_or(3)],
                sku: Sku::parse(&sku).map_err(|e| bad(FILE, e))?,
                choices: if options.is_empty() { Vec::new() } else { vec![u8::try_from(i).unwrap_or(0)] },
                price: Rupiah((row.harga_demo_rp * up / down + 250) / 500 * 500),
                weight: Grams(row.berat_g * up / down),
                active: true,
            })
        })
        .collect()
}

/// Most food has a verified licence; a few wait for the officer.
async fn licence(tx: &mut Tx, deps: &Deps, row: &ProductRow, product: &Product) -> Result<(), SeedError> {
    let food = row.kbli2020.starts_with("10") || row.kbli2020.starts_with("11");
    let (kind, number) = match pick(&row.slug, 4) {
        _ if !food => return Ok(()),
        0 | 1 => (LicenceKind::Pirt, format!("20632770{:06}-29", pick(&row.sku, 999_999))),
        2 => (LicenceKind::Halal, format!("ID32110{:010}", pick(&row.sku, 9_999_999_999))),
        _ => return Ok(()),
    };
    let now = deps.now();
    let waiting = pick(&row.sku, 12) == 0;
    let mut licence = Licence {
        id: deps.id(),
        product: product.id,
        kind,
        number: kind.parse_number(&number).map_err(|e| bad(FILE, e))?,
        expires_at: Some(now.plus(3 * 365 * DAY)),
        state: LicenceState::Submitted,
        reason: String::new(),
    };
    licences::put(tx, &licence, now).await?;
    if !waiting {
        licence.state = LicenceState::Verified;
        licences::decide(tx, &licence, None, now).await?;
    }
    Ok(())
}
