//! The public pages as visitors ask for them.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod product;
mod search;
#[path = "../support/mod.rs"]
mod support;
mod workshop;

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
async fn nobody_sees_what_is_not_published_or_approved() {
    let (w, c) = demo().await;
    run(&w, "UPDATE product SET state = 'draft' WHERE slug = 'rasi-beras-singkong-500-g'").await;
    assert_eq!(c.get(&format!("/produk/{PRODUCT}")).await.status, StatusCode::NOT_FOUND);
    for path in ["/", "/kategori/olahan-singkong", "/toko/saung-sampeu", "/sitemap/products-1.xml"] {
        c.get(path).await.has_not(PRODUCT);
    }
    run(&w, "UPDATE shop SET state = 'submitted' WHERE slug = 'saung-sampeu'").await;
    assert_eq!(c.get("/toko/saung-sampeu").await.status, StatusCode::NOT_FOUND);
    assert_eq!(c.get("/produk/rasi-beras-singkong-1-kg").await.status, StatusCode::NOT_FOUND);
    for path in ["/", "/kategori/olahan-singkong", "/peta?kelurahan=leuwigajah", "/sitemap/shops-1.xml", "/sitemap/products-1.xml"] {
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
    for query in ["'; DROP TABLE product; --", "<script>alert(1)</script>", "\" OR *:* AND (", "%", "\u{202e}"] {
        let encoded = percent_encoding::utf8_percent_encode(query, percent_encoding::NON_ALPHANUMERIC);
        let page = c.get(&format!("/cari?q={encoded}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        page.has_not("<script>alert").has("noindex");
        assert_eq!(c.get(&format!("/cari/saran?q={encoded}")).await.status, StatusCode::OK, "{query}");
    }
    assert_eq!(c.get("/kategori/olahan-singkong").await.status, StatusCode::OK, "the table is still there");
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
    assert!(sitemap.tags.is_some(), "counted once, not for each who asks");
    let parts: Vec<&str> = sitemap.body.split("<loc>http://localhost:3000").skip(1).filter_map(|x| x.split("</loc>").next()).collect();
    assert_eq!(parts, ["/sitemap/pages.xml", "/sitemap/shops-1.xml", "/sitemap/products-1.xml"]);
    for (part, pages) in parts.into_iter().zip([6 + 16 + 1 + 26, 27, 154]) {
        let listed = c.get(part).await;
        assert!(listed.header("content-type").starts_with("application/xml"));
        assert_eq!(listed.body.matches("<loc>").count(), 2 * pages, "{part}");
    }
    assert_eq!(c.get("/sitemap/products-2.xml").await.body.matches("<loc>").count(), 0);
    for nothing in ["batik.xml", "pages", "shops-0.xml", "shops-01.xml", "products-.xml", "products-+1.xml", ".xml"] {
        assert_eq!(c.get(&format!("/sitemap/{nothing}")).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    assert_eq!(c.get("/media/00000000000000000000000000000000-320.webp").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_branch_shows_what_stands_in_its_leaves() {
    let (w, c) = demo().await;
    run(&w, "INSERT INTO category (slug, name_id, name_en, position) VALUES ('pangan', 'Pangan', 'Food', 90)").await;
    run(&w, "UPDATE category SET parent_slug = 'pangan' WHERE slug IN ('olahan-singkong', 'kopi-teh')").await;
    let count = |body: &str| body.matches("<article").count();
    let all = count(&c.get("/kategori/olahan-singkong").await.body) + count(&c.get("/kategori/kopi-teh").await.body);
    let branch = c.get("/kategori/pangan?urut=termurah").await;
    branch.has(&format!("{all} produk")).has("/kategori/olahan-singkong").has("/kategori/kopi-teh").has("<article");
    c.get("/kategori").await.has(&format!("Pangan ({all})"));
    c.get(&format!("/produk/{PRODUCT}")).await.has("href=\"/kategori/pangan\"").has("href=\"/kategori/olahan-singkong\"");
    let found = c.get("/cari?kategori=pangan").await;
    found.has(&format!("{all} produk"));
    // To a leaf of the branch leads a filter that takes the branch's place.
    found.has("href=\"/cari?kategori=kopi-teh\"");
}
