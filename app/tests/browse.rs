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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_names_its_translation_and_ends_somewhere() {
    let (_w, c) = demo().await;
    for path in
        ["/cari?q=keripik%20singkong&kategori=olahan-singkong&urut=termurah", "/en/cari?q=keripik%20singkong&kategori=olahan-singkong"]
    {
        let page = c.get(path).await;
        page.has("noindex");
        page.has("hreflang=\"id\" href=\"http://localhost:3000/cari?q=keripik%20singkong&amp;kategori=olahan-singkong\"");
        page.has("hreflang=\"en\" href=\"http://localhost:3000/en/cari?q=keripik%20singkong&amp;kategori=olahan-singkong\"");
        page.has("<link rel=\"canonical\"");
    }
    for path in ["/cari?q=singkong&halaman=900", "/cari?halaman=4294967295", "/cari?q=zzzzqqqq&halaman=2"] {
        assert_eq!(c.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let robots = c.get("/robots.txt").await;
    robots.has("Disallow: /cari?*&").has_not("Disallow: /cari\n").has_not("/checkout");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_clock_changes_is_kept_no_longer_than_it_is_true() {
    use std::time::Duration;
    let (w, c) = demo().await;
    let page = format!("/produk/{PRODUCT}");
    // A Monday, 10 in the morning; closing at 10:03.
    run(&w, "UPDATE shop SET opening_hours = '[{\"from\":480,\"to\":603},null,null,null,null,null,null]' WHERE slug = 'saung-sampeu'")
        .await;
    for path in [page.as_str(), "/toko/saung-sampeu"] {
        assert_eq!(c.get(path).await.fresh_for, Some(Duration::from_mins(3)), "{path}");
    }
    let until = w.deps.now().plus(20_000);
    let mut tx = w.deps.db.begin().await.unwrap();
    let q = "INSERT INTO licence (id, product_id, kind, number, expires_at, state, created_at) \
             SELECT id, id, 'halal', 'ID32110000123456789', $1, 'verified', 0 FROM product WHERE slug = $2 \
             ON CONFLICT (product_id, kind) DO UPDATE SET number = excluded.number, expires_at = excluded.expires_at, state = excluded.state";
    tx.execute(sql(q).bind(until).bind(PRODUCT)).await.unwrap();
    tx.commit().await.unwrap();
    let before = c.get(&page).await;
    before.has("ID32110000123456789");
    assert_eq!(before.fresh_for, Some(Duration::from_secs(20)));
    w.pass(20_000);
    c.get(&page).await.has_not("ID32110000123456789");
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photos_are_offered_in_both_kinds_and_in_widths_that_exist() {
    let (w, c) = demo().await;
    c.get(&format!("/produk/{PRODUCT}")).await.has_not("<picture");
    run(
        &w,
        "INSERT INTO photo (id, product_id, position, state, width, height, widths, created_at) \
             SELECT id, id, 0, 'ready', 500, 400, '[320,500]', 0 FROM product WHERE slug = 'rasi-beras-singkong-500-g'",
    )
    .await;
    for path in ["/kategori/olahan-singkong", "/toko/saung-sampeu", &format!("/produk/{PRODUCT}")] {
        let page = c.get(path).await;
        page.has("<picture><source type=\"image/webp\"").has("-320.webp 320w").has("-500.webp 500w").has(".jpg\"").has_not("-640.");
    }
    backend::market::index_products::reindex(&w.deps, |_, _| {}).await.unwrap();
    c.get("/cari?q=rasi").await.has("-500.webp 500w").has_not("-640.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_article_number_and_trade_is_said() {
    let (w, c) = demo().await;
    run(&w, "UPDATE product SET kbli = '99999', options = '[{\"name_id\":\"Rasa\",\"name_en\":\"\",\"values\":[{\"id\":\"Asin\",\"en\":\"\"},{\"id\":\"Pedas\",\"en\":\"\"}]}]' \
             WHERE slug = 'rasi-beras-singkong-500-g'").await;
    run(&w, "UPDATE variant SET sku = 'AS-1', choices = '[0]' WHERE product_id = (SELECT id FROM product WHERE slug = 'rasi-beras-singkong-500-g')").await;
    run(
        &w,
        "INSERT INTO variant (id, product_id, sku, choices, price, stock, weight_g, position) \
             SELECT id, id, 'PD-1', '[1]', 9000, 3, 100, 1 FROM product WHERE slug = 'rasi-beras-singkong-500-g'",
    )
    .await;
    let page = c.get(&format!("/produk/{PRODUCT}")).await;
    page.has("AS-1 (Asin)").has("PD-1 (Pedas)").has("99999");
    run(&w, "UPDATE product SET kbli = '01111' WHERE slug = 'rasi-beras-singkong-500-g'").await;
    c.get(&format!("/produk/{PRODUCT}")).await.has("01111 · Pertanian jagung");
}

fn sources(folder: &str) -> String {
    let files = std::fs::read_dir(format!("{}/src/ui{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap().map(|f| f.unwrap().path());
    files.filter(|f| f.extension().is_some_and(|e| e == "rs")).map(|f| std::fs::read_to_string(f).unwrap()).collect()
}

#[test]
fn the_gallery_shows_every_component() {
    let (library, gallery) = (sources(""), sources("/gallery"));
    let names = library.lines().filter_map(|l| l.strip_prefix("pub fn ")?.split(['(', '<']).next());
    let components: Vec<&str> = names.filter(|n| n.starts_with(|c: char| c.is_ascii_uppercase())).collect();
    assert!(components.len() > 50, "{components:?}");
    let shown = |n: &str| gallery.split(&format!("<{n}")).skip(1).any(|rest| !rest.starts_with(char::is_alphanumeric));
    // The frame is around the gallery, too.
    let missing: Vec<_> = components.iter().filter(|n| **n != "Frame" && !shown(n)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
