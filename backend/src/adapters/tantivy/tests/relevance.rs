//! What people type, and what they should see first.

use domain::kernel::clock::DAY;
use domain::kernel::ids::ProductId;
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use domain::market::search::{SearchSort, SuggestionTarget, TextPart};
use uuid::Uuid;

use super::{catalogue, index_of, query, slugs};
use crate::adapters::search::SearchIndex;

/// A query, and the product that must be among the first three.
const WANTED: &[(&str, &str)] = &[
    // as it is written
    ("eggroll singkong cokelat", "eggroll-singkong-cokelat"),
    ("kopi arabika", "kopi-arabika-burangrang-200-g"),
    ("tahu susu", "tahu-susu-isi-10"),
    ("batik tulis curug", "kain-batik-tulis-motif-curug-cimahi"),
    ("Kastengel Keju 400g", "kastengel-keju-400-g"),
    ("sabun dari minyak jelantah", "sabun-batang-minyak-jelantah"),
    ("kaos kaki", "kaos-kaki-rajut-isi-3"),
    // slips of the thumb
    ("kripk singkng", "kecimpring-singkong-pedas"),
    ("kripik tmpe", "keripik-tempe-tipis"),
    ("brwonies", "brownies-kukus-pandan"),
    ("kardgan", "kardigan-rajut-wanita"),
    ("bandrk", "bandrek-bubuk-isi-10"),
    ("rengginag", "rengginang-ketan-terasi"),
    ("sambl oncm", "sambal-oncom-pedas-150-g"),
    ("peuyem", "peuyeum-sampeu-gantung"),
    ("keripiktempe", "keripik-tempe-tipis"),
    // other words for it
    ("kripik pisang coklat", "keripik-pisang-cokelat"),
    ("ceriping kentang", "keripik-kentang-balado"),
    ("ketela pohon manis pedas", "dendeng-kulit-singkong-manis-pedas"),
    ("tape", "peuyeum-sampeu-gantung"),
    ("cabe rawit", "bibit-cabai-rawit-isi-10"),
    ("gula merah bubuk", "gula-aren-bubuk-250-g"),
    ("buah tangan cireundeu", "paket-oleh-oleh-cireundeu"),
    ("oleh2 cireundeu", "paket-oleh-oleh-cireundeu"),
    ("kerudung", "jilbab-segi-empat-voal"),
    ("awi", "hihid-kipas-bambu"),
    // other forms of it
    ("tahu digoreng", "tahu-bulat-beku-isi-30"),
    ("anyam bambu keluarga", "kelas-anyaman-bambu-keluarga"),
    ("gantung kunci", "gantungan-kunci-kujang-kayu"),
    ("kopinya robusta", "kopi-bubuk-robusta-250-g"),
    // English
    ("cassava chips", "kecimpring-singkong-pedas"),
    ("banana chip", "keripik-pisang-cokelat"),
    ("women's knit", "kardigan-rajut-wanita"),
    ("palm sugars powder", "gula-aren-bubuk-250-g"),
    ("cold brew coffe", "cold-brew-250-ml"),
    ("walking tours", "tur-jalan-kaki-kota-garnisun-3-jam"),
    ("jasmine tea", "teh-hijau-melati-100-g"),
    // both at once
    ("kopi drip bags", "drip-bag-arabika-isi-7"),
    ("spicy singkong", "kecimpring-singkong-pedas"),
    // shop, place, category
    ("batik awi", "kain-batik-cap-motif-anyaman-awi-ciawitali"),
    ("rajut pasirkaliki", "kardigan-rajut-wanita"),
    // codes
    ("CMH-07-002", "kopi-bubuk-robusta-250-g"),
    ("cmh 01 012", "kecimpring-singkong-pedas"),
];

#[tokio::test]
async fn people_find_what_they_mean() {
    let (index, _dir) = index_of(catalogue()).await;
    let mut missed = Vec::new();
    for (text, want) in WANTED {
        let first: Vec<String> = slugs(&index, query(text)).await.into_iter().take(3).collect();
        if !first.iter().any(|slug| slug == want) {
            missed.push(format!("{text:?}: wanted {want}, got {first:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[tokio::test]
async fn every_product_is_found_by_its_names_its_sku_and_a_slip_in_them() {
    let docs = catalogue();
    let (index, _dir) = index_of(docs.clone()).await;
    for doc in &docs {
        let slug = doc.card.slug.to_string();
        for name in [&doc.card.name_id, &doc.card.name_en] {
            assert!(slugs(&index, query(name)).await.iter().take(3).any(|s| *s == slug), "{name}");
        }
        assert_eq!(slugs(&index, query(&doc.skus[0].to_lowercase())).await.first(), Some(&slug), "{}", doc.skus[0]);
        // Leaves the third letter out of each longer word.
        let slip: Vec<String> = doc
            .card
            .name_id
            .split(' ')
            .map(|w| if w.len() > 5 && w.is_ascii() { format!("{}{}", &w[..2], &w[3..]) } else { w.to_owned() })
            .collect();
        let slip = slip.join(" ");
        assert!(slugs(&index, query(&slip)).await.iter().take(5).any(|s| *s == slug), "{slip}");
    }
}

#[tokio::test]
async fn corrections_are_said_and_marked() {
    let (index, _dir) = index_of(catalogue()).await;
    let page = index.search(query("kripk singkng")).await.unwrap();
    assert_eq!(page.corrected.as_deref(), Some("keripik singkong"));
    assert!(!page.relaxed);
    let kecimpring = page.hits.items.iter().find(|h| h.card.slug.as_str() == "kecimpring-singkong-pedas").unwrap();
    assert_eq!(marked(&kecimpring.name), ["Kecimpring", "Singkong"], "a synonym of the corrected word, and the word");
    assert_eq!(marked(&kecimpring.snippet), ["Keripik", "singkong"]);

    let page = index.search(query("kopi")).await.unwrap();
    assert_eq!(page.corrected, None);
    let mut english = query("ketela pohon");
    english.locale = Locale::En;
    let page = index.search(english).await.unwrap();
    assert!(page.hits.total >= 13, "all cassava products: {}", page.hits.total);
    assert!(page.hits.items.iter().any(|h| marked(&h.name) == ["Cassava"]));
    assert_eq!(index.search(query("CMH-07-002")).await.unwrap().corrected, None);
}

fn marked(parts: &[TextPart]) -> Vec<&str> {
    parts.iter().filter(|p| p.is_match).map(|p| p.text.as_str()).collect()
}

#[tokio::test]
async fn too_much_asked_gives_most_of_it_and_says_so() {
    let (index, _dir) = index_of(catalogue()).await;
    let page = index.search(query("kopi arabika helikopter")).await.unwrap();
    assert!(page.relaxed);
    assert!(page.hits.items[0].card.name_id.contains("Arabika"));
    let page = index.search(query("qwxzvb")).await.unwrap();
    assert_eq!((page.hits.total, page.relaxed, page.corrected), (0, false, None));
    // Neither of these breaks anything.
    for text in ["", "   ", "dan", "\"); DROP TABLE", "<b>", &"kopi ".repeat(500), "💥", "+-&&||!(){}[]^\"~*?:\\/"] {
        index.search(query(text)).await.unwrap();
    }
}

#[tokio::test]
async fn results_come_in_the_order_asked_for() {
    let (index, _dir) = index_of(catalogue()).await;
    let mut q = query("kopi");
    q.sort = SearchSort::PriceAsc;
    let up: Vec<i64> = index.search(q.clone()).await.unwrap().hits.items.iter().map(|h| h.card.price_min.0).collect();
    assert!(up.len() > 3 && up.is_sorted());
    q.sort = SearchSort::PriceDesc;
    let down: Vec<i64> = index.search(q.clone()).await.unwrap().hits.items.iter().map(|h| h.card.price_min.0).collect();
    assert!(down.is_sorted_by(|a, b| a >= b));
    let mut all = query("");
    all.sort = SearchSort::Newest;
    assert_eq!(slugs(&index, all.clone()).await[..2], ["rasi-beras-singkong-500-g", "rasi-beras-singkong-1-kg"]);
    // Page by page, everything once.
    let mut seen = std::collections::BTreeSet::new();
    for page in 1..=7 {
        all.page.page = page;
        seen.extend(slugs(&index, all.clone()).await);
    }
    assert_eq!(seen.len(), 154);
}

#[tokio::test]
async fn the_box_proposes_what_can_be_found() {
    let (index, _dir) = index_of(catalogue()).await;
    let got = index.suggest("keri", Locale::Id, 8).await.unwrap();
    let keripik = got.iter().find(|s| s.target == SuggestionTarget::Query("keripik".to_owned())).unwrap();
    assert_eq!(keripik.text, [("keri", true), ("pik", false)].map(|(text, is_match)| TextPart { text: text.to_owned(), is_match }));
    assert!(got.iter().any(|s| matches!(&s.target, SuggestionTarget::Product(slug) if slug.as_str() == "keripik-tempe-tipis")));
    assert!(got.len() <= 8);

    let got = index.suggest("kopi", Locale::Id, 8).await.unwrap();
    assert!(got.iter().any(|s| matches!(&s.target, SuggestionTarget::Category(slug) if slug.as_str() == "kopi-teh")));
    let got = index.suggest("saung sam", Locale::Id, 8).await.unwrap();
    assert!(got.iter().any(|s| matches!(&s.target, SuggestionTarget::Shop(slug) if slug.as_str() == "saung-sampeu")));
    let got = index.suggest("kripk sing", Locale::Id, 8).await.unwrap();
    assert!(
        got.iter().any(|s| matches!(&s.target, SuggestionTarget::Product(slug) if slug.as_str() == "kecimpring-singkong-pedas")),
        "{got:?}"
    );
    assert!(index.suggest("", Locale::Id, 8).await.unwrap().is_empty());
}

/// Of products that fit equally well, those that can be bought stand first, though the sold-out one is newer; one that fits
/// much better is found first all the same.
#[tokio::test]
async fn what_is_sold_out_stands_below_its_equals() {
    let model = catalogue().into_iter().find(|d| d.card.slug.as_str() == "keripik-tempe-tipis").unwrap();
    let variety = |n: u128, in_stock: bool| {
        let mut doc = model.clone();
        doc.card.product_id = ProductId(Uuid::from_u128(1_000 + n));
        doc.card.slug = Slug::parse(&format!("opak-{n}")).unwrap();
        doc.card.name_id = "Opak Bakar Wijen".to_owned();
        doc.card.in_stock = in_stock;
        doc.skus = vec![format!("OPK-{n}")];
        // Each is newer than the one before.
        doc.published_at = model.published_at.plus(i64::try_from(n).unwrap() * DAY);
        doc
    };
    let mut docs = catalogue();
    docs.extend([variety(1, true), variety(2, false), variety(3, true), variety(4, false)]);
    let (index, _dir) = index_of(docs).await;
    let found: Vec<String> = slugs(&index, query("opak bakar wijen")).await.into_iter().take(4).collect();
    assert_eq!(found, ["opak-3", "opak-1", "opak-4", "opak-2"]);

    let mut sold_out = catalogue();
    for doc in sold_out.iter_mut().filter(|d| d.card.slug == model.card.slug) {
        doc.card.in_stock = false;
    }
    let (index, _dir) = index_of(sold_out).await;
    assert_eq!(slugs(&index, query("keripik tempe tipis")).await[0], "keripik-tempe-tipis");
}
