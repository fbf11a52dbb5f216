//! What is looked for, what is proposed meanwhile, and where a search ends.

use http::StatusCode;

use crate::demo;

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
