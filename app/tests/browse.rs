//! The public pages as visitors ask for them.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use backend::db::{Run, sql};
use backend::seed::seed_demo;
use backend::testing::world::World;
use http::StatusCode;
use support::Client;

/// The demo of Cimahi, and somebody who looks at it.
async fn demo() -> (World, Client) {
    let w = World::sqlite().await;
    seed_demo(&w.deps).await.unwrap();
    let client = Client::new(&w);
    (w, client)
}

async fn run(w: &World, statement: &'static str) {
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql(statement)).await.unwrap();
    tx.commit().await.unwrap();
}

const PRODUCT: &str = "rasi-beras-singkong-500-g";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_public_page_answers_in_both_languages_and_names_the_other() {
    let (_w, c) = demo().await;
    let pages = [
        "/",
        "/kategori",
        "/kategori/kopi-teh",
        "/produk/rasi-beras-singkong-500-g",
        "/toko/saung-sampeu",
        "/peta",
        "/tentang",
        "/privasi",
    ];
    for path in pages {
        for (lang, address) in [("id", path.to_owned()), ("en", if path == "/" { "/en".to_owned() } else { format!("/en{path}") })] {
            let page = c.get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            page.has(&format!("<html lang=\"{lang}\""));
            page.has(&format!("hreflang=\"id\" href=\"http://localhost:3000{path}\""));
            page.has("hreflang=\"en\" href=\"http://localhost:3000/en");
            page.has(&format!("<link rel=\"canonical\" href=\"http://localhost:3000{address}\">"));
            page.has("<h1>");
            assert!(page.tags.is_some(), "{address} may be kept");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_said_kindly() {
    let (_w, c) = demo().await;
    for path in [
        "/kategori/tidak-ada",
        "/kategori/kopi-teh?halaman=99",
        "/kategori/%27%20OR%201=1",
        "/produk/tidak-ada",
        "/produk/..%2f..%2fetc%2fpasswd",
        "/toko/tidak-ada",
        "/peta?kelurahan=bandung",
        "/entah",
    ] {
        let page = c.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.has("noindex").has("Halaman ini tidak ada");
        assert!(page.tags.is_none(), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_category_is_sorted_and_paged() {
    let (_w, c) = demo().await;
    let page = c.get("/kategori/makanan-ringan").await;
    assert_eq!(page.body.matches("<article class=\"pcard").count(), 15);
    page.has("aria-current=\"page\"").has("15 produk").has("/kategori/makanan-ringan?urut=termurah");
    let prices = |body: &str| -> Vec<u64> {
        let cards = body.split("<p class=\"price\">").skip(1);
        cards.map(|s| s.split('<').next().unwrap().chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()).collect()
    };
    let cheap = prices(&c.get("/kategori/makanan-ringan?urut=termurah").await.body);
    assert!(cheap.is_sorted() && cheap.len() == 15, "{cheap:?}");
    let dear = prices(&c.get("/kategori/makanan-ringan?urut=termahal").await.body);
    assert!(dear.iter().rev().is_sorted());
    assert_eq!(c.get("/kategori/makanan-ringan?urut=x&halaman=abc").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_can_be_read_and_put_into_the_cart_without_a_script() {
    let (_w, c) = demo().await;
    let page = c.get(&format!("/produk/{PRODUCT}")).await;
    page.has("Rasi Beras Singkong 500 g").has("action=\"/keranjang/tambah\"").has("name=\"variant\"").has("name=\"quantity\"");
    page.has("\"@type\":\"Product\"").has("\"priceCurrency\":\"IDR\"").has("https://wa.me/").has("/toko/saung-sampeu");
    c.get(&format!("/en/produk/{PRODUCT}")).await.has("Rasi Cassava Rice 500 g").has("action=\"/en/keranjang/tambah\"");
    c.get("/toko/saung-sampeu").await.has("\"@type\":\"Store\"").has("Jam buka");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_sees_what_is_not_published_or_approved() {
    let (w, c) = demo().await;
    run(&w, "UPDATE product SET state = 'draft' WHERE slug = 'rasi-beras-singkong-500-g'").await;
    assert_eq!(c.get(&format!("/produk/{PRODUCT}")).await.status, StatusCode::NOT_FOUND);
    for path in ["/", "/kategori/olahan-singkong", "/toko/saung-sampeu", "/sitemap.xml"] {
        c.get(path).await.has_not(PRODUCT);
    }
    run(&w, "UPDATE shop SET state = 'submitted' WHERE slug = 'saung-sampeu'").await;
    assert_eq!(c.get("/toko/saung-sampeu").await.status, StatusCode::NOT_FOUND);
    assert_eq!(c.get("/produk/rasi-beras-singkong-1-kg").await.status, StatusCode::NOT_FOUND);
    for path in ["/", "/kategori/olahan-singkong", "/peta?kelurahan=leuwigajah", "/sitemap.xml"] {
        c.get(path).await.has_not("saung-sampeu");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_words_stay_words() {
    let (w, c) = demo().await;
    run(&w, "UPDATE product SET name_id = '<script>alert(1)</script>\"><img src=x onerror=alert(1)>', description_id = '</script><b>tebal</b>' WHERE slug = 'rasi-beras-singkong-500-g'").await;
    run(&w, "UPDATE shop SET name = '\"><svg onload=alert(1)>', story_id = '</script><i>miring</i>' WHERE slug = 'saung-sampeu'").await;
    for path in [&format!("/produk/{PRODUCT}"), "/kategori/olahan-singkong", "/toko/saung-sampeu", "/"] {
        let page = c.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        page.has_not("<script>alert")
            .has_not("<img src=x")
            .has_not("<svg onload")
            .has_not("<b>tebal")
            .has_not("<i>miring")
            .has_not("</script><b")
            .has_not("</script><i");
    }
    for query in ["'; DROP TABLE product; --", "<script>alert(1)</script>", "\" OR *:* AND (", "a\u{0}b", "%", "\u{202e}"] {
        let encoded = percent_encoding::utf8_percent_encode(query, percent_encoding::NON_ALPHANUMERIC);
        let page = c.get(&format!("/cari?q={encoded}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        page.has_not("<script>alert").has("noindex");
        assert_eq!(c.get(&format!("/cari/saran?q={encoded}")).await.status, StatusCode::OK, "{query}");
    }
    assert_eq!(c.get("/kategori/olahan-singkong").await.status, StatusCode::OK, "the table is still there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_misspelt_search_finds_and_says_what_it_looked_for() {
    let (_w, c) = demo().await;
    let page = c.get("/cari?q=kripk+singkng").await;
    assert_eq!(page.status, StatusCode::OK);
    page.has("<mark>").has("/produk/").has("value=\"kripk singkng\"");
    assert!(page.tags.is_none());
    let wide = c.get("/cari?q=singkong").await;
    wide.has("/cari?q=singkong&amp;kategori=").has("facet-n");
    let narrow = c.get("/cari?q=singkong&kategori=olahan-singkong&stok=ada&urut=termurah").await;
    assert_eq!(narrow.status, StatusCode::OK);
    narrow.has("Hapus semua saringan");
    assert!(narrow.body.matches("<article").count() <= wide.body.matches("<article").count());
    c.get("/cari?q=zzzzqqqq&kelurahan=baros").await.has("Belum ketemu");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn proposals_are_options_that_lead_somewhere() {
    let (_w, c) = demo().await;
    let options = c.get("/cari/saran?q=kerip").await;
    options.has("role=\"option\"").has("data-href=\"/").has("<mark>").has_not("<html");
    c.get("/en/cari/saran?q=chip").await.has("data-href=\"/en/");
    assert_eq!(c.get("/cari/saran?q=").await.body, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_map_counts_and_lists_shops() {
    let (_w, c) = demo().await;
    c.get("/peta").await.has("/peta?kelurahan=leuwigajah").has("Cigugur Tengah");
    c.get("/peta?kelurahan=leuwigajah").await.has("Toko di Leuwigajah").has("/toko/").has("aria-current=\"true\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn machines_are_told_what_they_may_read() {
    let (_w, c) = demo().await;
    let robots = c.get("/robots.txt").await;
    robots.has("Disallow: /en/cari").has("Sitemap: http://localhost:3000/sitemap.xml");
    let sitemap = c.get("/sitemap.xml").await;
    assert!(sitemap.header("content-type").starts_with("application/xml"));
    assert_eq!(sitemap.body.matches("<loc>").count(), 2 * (5 + 16 + 27 + 154));
    assert_eq!(c.get("/media/00000000000000000000000000000000-320.webp").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn development_pages_are_for_development() {
    let w = World::sqlite().await;
    let (house, workshop) = (Client::in_mode(&w, false), Client::in_mode(&w, true));
    std::fs::create_dir_all(w.dir.path().join("mail")).unwrap();
    std::fs::write(w.dir.path().join("mail/1.eml"), "To: siti@example.id\r\nSubject: Halo\r\n\r\nBuka http://localhost/x ya\r\n").unwrap();
    for path in ["/_mail", "/_ui"] {
        assert_eq!(house.get(path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(workshop.get(path).await.status, StatusCode::OK);
    }
    workshop.get("/_mail").await.has("siti@example.id").has("<a href=\"http://localhost/x\">");
}
