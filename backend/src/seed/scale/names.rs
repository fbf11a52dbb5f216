//! Product names without end: what the demo sells, in other flavours, qualities, sizes and packs. The same number always
//! gives the same product.

use crate::seed::data::ProductRow;

pub struct Made {
    pub name_id: String,
    pub name_en: String,
    pub price: i64,
    pub weight_g: i64,
}

type Words = &'static [(&'static str, &'static str)];

/// In Indonesian and English.
fn kinds(category: &str) -> Words {
    match category {
        "olahan-singkong" | "makanan-ringan" => &[
            ("Original", "Original"),
            ("Pedas", "Spicy"),
            ("Balado", "Balado"),
            ("Keju", "Cheese"),
            ("Jagung Bakar", "Grilled Corn"),
            ("Rumput Laut", "Seaweed"),
            ("Daun Jeruk", "Lime Leaf"),
            ("Bawang", "Onion"),
            ("Gula Aren", "Palm Sugar"),
            ("Kencur", "Galangal"),
        ],
        "kue-roti" => &[
            ("Cokelat", "Chocolate"),
            ("Keju", "Cheese"),
            ("Pandan", "Pandan"),
            ("Vanila", "Vanilla"),
            ("Moka", "Mocha"),
            ("Stroberi", "Strawberry"),
            ("Kacang", "Peanut"),
            ("Kurma", "Date"),
            ("Ketan Hitam", "Black Rice"),
        ],
        "tahu-tempe-lauk" | "sambal-bumbu" => &[
            ("Gurih", "Savoury"),
            ("Pedas", "Spicy"),
            ("Ekstra Pedas", "Extra Spicy"),
            ("Kemangi", "Basil"),
            ("Kunyit", "Turmeric"),
            ("Lada Hitam", "Black Pepper"),
            ("Terasi", "Shrimp Paste"),
            ("Jeruk Limau", "Lime"),
            ("Manis", "Sweet"),
        ],
        "minuman" | "kopi-teh" | "olahan-susu" => &[
            ("Original", "Original"),
            ("Jahe", "Ginger"),
            ("Sereh", "Lemongrass"),
            ("Kayu Manis", "Cinnamon"),
            ("Madu", "Honey"),
            ("Lemon", "Lemon"),
            ("Gula Aren", "Palm Sugar"),
            ("Kapulaga", "Cardamom"),
            ("Cokelat", "Chocolate"),
            ("Tanpa Gula", "Unsweetened"),
        ],
        "batik-tekstil" | "fesyen-rajut" => &[
            ("Hijau Botol", "Bottle Green"),
            ("Biru Indigo", "Indigo"),
            ("Cokelat Sogan", "Sogan Brown"),
            ("Merah Marun", "Maroon"),
            ("Hitam", "Black"),
            ("Krem", "Cream"),
            ("Abu Tua", "Dark Grey"),
            ("Kuning Kunyit", "Turmeric Yellow"),
            ("Terakota", "Terracotta"),
        ],
        "perawatan-diri" | "daur-ulang" => &[
            ("Sereh", "Lemongrass"),
            ("Lavender", "Lavender"),
            ("Mawar", "Rose"),
            ("Kopi", "Coffee"),
            ("Teh Hijau", "Green Tea"),
            ("Kelapa", "Coconut"),
            ("Jeruk", "Orange"),
            ("Tanpa Pewangi", "Unscented"),
        ],
        "jasa-wisata" => &[
            ("Pagi", "Morning"),
            ("Sore", "Afternoon"),
            ("Akhir Pekan", "Weekend"),
            ("Keluarga", "Family"),
            ("Sekolah", "School"),
            ("Komunitas", "Community"),
        ],
        _ => &[
            ("Natural", "Natural"),
            ("Polos", "Plain"),
            ("Ukir", "Carved"),
            ("Cokelat Tua", "Dark Brown"),
            ("Putih", "White"),
            ("Motif Curug", "Waterfall Motif"),
            ("Motif Kujang", "Kujang Motif"),
            ("Motif Awi", "Bamboo Motif"),
        ],
    }
}

const QUALITIES: Words = &[
    ("", ""),
    ("Premium", "Premium"),
    ("Rumahan", "Home-made"),
    ("Spesial", "Special"),
    ("Hemat", "Economy"),
    ("Pilihan", "Select"),
    ("Favorit", "Favourite"),
    ("Tradisional", "Traditional"),
    ("Asli Cimahi", "From Cimahi"),
];

/// With what they do to price and weight, in thousandths of the usual.
const SIZES: &[(&str, &str, i64)] =
    &[("Mini", "Mini", 400), ("Kecil", "Small", 700), ("Sedang", "Medium", 1_000), ("Besar", "Large", 1_450), ("Jumbo", "Jumbo", 1_900)];
const PACKS: &[(&str, &str, i64)] = &[
    ("", "", 1_000),
    ("Isi 2", "Pack of 2", 1_950),
    ("Isi 3", "Pack of 3", 2_850),
    ("Isi 5", "Pack of 5", 4_600),
    ("Isi 10", "Pack of 10", 8_900),
];

/// The `n`-th product made of these; neighbours differ in everything.
pub fn make(bases: &[&ProductRow], n: usize) -> Option<Made> {
    // A prime step through all combinations.
    let mut rest = n.wrapping_mul(7_919);
    let mut digit = |of: usize| {
        let d = rest % of.max(1);
        rest /= of.max(1);
        d
    };
    let base = bases.get(digit(bases.len()))?;
    let words = kinds(&base.kategori);
    let kind = words.get(digit(words.len()))?;
    let quality = QUALITIES.get(digit(QUALITIES.len()))?;
    let size = SIZES.get(digit(SIZES.len()))?;
    let pack = PACKS.get(digit(PACKS.len()))?;
    let uneven = 900 + i64::try_from(n.wrapping_mul(31) % 250).unwrap_or(0);
    let price = base.harga_demo_rp * size.2 / 1_000 * pack.2 / 1_000 * uneven / 1_000;
    let join = |parts: [&str; 5]| parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    Some(Made {
        name_id: join([&stem(&base.nama_id), kind.0, quality.0, size.0, pack.0]),
        name_en: join([&stem(&base.nama_en), kind.1, quality.1, size.1, pack.1]),
        price: (price / 500 * 500).max(1_000),
        weight_g: base.berat_g * size.2 / 1_000 * pack.2 / 1_000,
    })
}

/// A name without its measure: `Rasi Beras Singkong 500 g` → `Rasi Beras Singkong`.
fn stem(name: &str) -> String {
    const UNITS: [&str; 9] = ["g", "kg", "ml", "cm", "Liter", "Litre", "Jam", "Hours", "Hour"];
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_number = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    let kept = words.iter().enumerate().filter(|(i, w)| {
        let next = words.get(i + 1).copied().unwrap_or_default();
        let before = i.checked_sub(1).and_then(|b| words.get(b)).copied().unwrap_or_default();
        let measure = is_number(w) || (UNITS.contains(*w) && is_number(before)) || (**w == "Isi" && is_number(next));
        !measure
    });
    kept.map(|(_, w)| *w).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::seed::data::{PRODUCTS, rows};

    #[test]
    fn thousands_of_names_of_a_category_differ() {
        let all: Vec<ProductRow> = rows("umkm_produk.csv", PRODUCTS).unwrap();
        let snacks: Vec<&ProductRow> = all.iter().filter(|b| b.kategori == "makanan-ringan").collect();
        let made: Vec<Made> = (0..10_000).map(|n| make(&snacks, n).unwrap()).collect();
        assert_eq!(made.iter().map(|m| &m.name_id).collect::<HashSet<_>>().len(), made.len());
        assert!(made.iter().all(|m| m.price >= 1_000 && m.price % 500 == 0 && m.weight_g > 0));
    }

    #[test]
    fn measures_are_taken_off() {
        assert_eq!(stem("Rasi Beras Singkong 500 g"), "Rasi Beras Singkong");
        assert_eq!(stem("Cireng Salju Beku Isi 20"), "Cireng Salju Beku");
        assert_eq!(stem("Tur Jalan Kaki Kota Garnisun 3 Jam"), "Tur Jalan Kaki Kota Garnisun");
    }
}
