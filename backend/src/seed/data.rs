//! The files of `data/` (see data/SOURCES.md), compiled in.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::SeedError;

pub const CATEGORIES: &str = include_str!("../../../data/umkm_kategori.csv");
pub const SHOPS: &str = include_str!("../../../data/umkm_toko_fiktif.csv");
pub const PRODUCTS: &str = include_str!("../../../data/umkm_produk.csv");
pub const SYNONYMS: &str = include_str!("../../../data/sinonim.csv");
pub const MATERIALS: &str = include_str!("../../../data/bank_sampah_harga.csv");
pub const FACTORS: &str = include_str!("../../../data/emisi_warm.csv");
pub const HERITAGE: &str = include_str!("../../../data/cimahi_heritage.json");
pub const TOUR: &str = include_str!("../../../data/tur_militer.json");
pub const POLYGONS: &str = include_str!("../../../data/cimahi_kelurahan.geojson");

#[derive(Deserialize)]
pub struct CategoryRow {
    pub slug: String,
    pub nama_id: String,
    pub nama_en: String,
    pub urutan: i64,
}

#[derive(Deserialize)]
pub struct ShopRow {
    pub slug: String,
    pub nama: String,
    pub kelurahan_kode: String,
    pub fokus_id: String,
    pub fokus_en: String,
}

#[derive(Deserialize)]
pub struct ProductRow {
    pub sku: String,
    pub slug: String,
    pub nama_id: String,
    pub nama_en: String,
    pub deskripsi_id: String,
    pub deskripsi_en: String,
    pub kategori: String,
    pub harga_demo_rp: i64,
    pub satuan: String,
    pub berat_g: i64,
    pub kbli2020: String,
    pub toko_slug: String,
}

#[derive(Deserialize)]
pub struct MaterialRow {
    pub kode: String,
    pub kategori: String,
    pub nama_id: String,
    pub nama_en: String,
    pub satuan: String,
    pub harga_demo_rp: i64,
    pub warm_material: String,
}

/// An estimate of what a kilogram avoids when it is recycled instead of made anew; none where none is known.
#[derive(Deserialize)]
pub struct FactorRow {
    pub warm_material: String,
    pub dihindari_daur_ulang_saja_kgco2e_per_kg: Option<f64>,
}

pub fn rows<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<T>, SeedError> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().map_err(|e| bad(file, e))
}

pub fn bad(file: &'static str, why: impl std::fmt::Display) -> SeedError {
    SeedError::Data { file, why: why.to_string() }
}

/// A number that follows from a name: the same demo everywhere, without randomness (FNV-1a).
pub fn number_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// One of `n`, by a name.
pub fn pick(name: &str, n: u64) -> i64 {
    i64::try_from((number_of(name) >> 16) % n).unwrap_or(0)
}
