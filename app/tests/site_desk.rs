//! The desk of those who keep what is told of the sites: what is refused stands beside its field, and nothing typed is lost.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::heritage::keep_facts::mark;
use backend::heritage::list_tours::list_sites;
use backend::heritage::read_site_desk::read_site_desk;
use backend::heritage::site_photos::list_site_photos;
use backend::testing::world::World;
use domain::identity::role::Role;
use domain::kernel::ids::SiteId;
use visitor::Visitor;

const NEW: &str = "/meja-wisata/tempat/baru";

fn form<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("nonce", "satu"),
        ("name_id", "Gudang Kereta"),
        ("name_en", "Railway shed"),
        ("kind", "building"),
        ("story_id", "Gudang & rel.\r\n\r\nSejak 1886."),
        ("address", "Jl. Stasiun 3"),
        ("kelurahan", "32.77.02.1001"),
        ("certainty", "exact"),
        ("lat", "-6.88573"),
        ("lon", "107.53612"),
        ("source", "Lembar inventaris kota"),
    ];
    for &(name, value) in changed {
        form.retain(|(n, _)| *n != name);
        form.push((name, value));
    }
    form
}

async fn site(w: &World, slug: &str) -> SiteId {
    list_sites(&w.deps).await.unwrap().into_iter().find(|s| s.slug.as_str() == slug).unwrap().id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_site_is_refused_beside_its_fields_and_opened_once() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let planner = Visitor::new(&w, &s.officer);
    planner.get("/meja-wisata").await.is(200).has("href=\"/meja-wisata/tempat\"");
    planner.get("/meja-wisata/tempat").await.is(200).has("Kawasan Pusdikpal").has(&format!("href=\"{NEW}\""));
    planner.get(NEW).await.is(200).has("name=\"nonce\" value=\"");
    let wrong = [
        ("name_id", " "),
        ("kind", "istana"),
        ("address", ""),
        ("kelurahan", ""),
        ("lat", ""),
        ("lon", ""),
        ("source", ""),
        ("radius_m", "jauh"),
    ];
    let mut refused = planner.post(NEW, &form(&wrong)).await.is(422);
    for field in ["name_id", "kind", "address", "kelurahan", "lat", "source", "radius_m"] {
        refused = refused.has(&format!("id=\"f-{field}-err\""));
    }
    refused.has("Gudang &amp; rel.").has("value=\"jauh\"").has("value=\"Railway shed\"").has("value=\"satu\"");

    let opened = planner.post(NEW, &form(&[])).await.is(303).to;
    planner.post(NEW, &form(&[])).await.leads_to(&opened);
    let id = site(&w, "gudang-kereta").await;
    assert_eq!(opened, format!("/meja-wisata/tempat/{id}/fakta"));
    planner.post(NEW, &form(&[("name_id", "Gudang Lain")])).await.is(422).has("sudah menyimpan satu tempat").has_not("value=\"satu\"");
    planner.post(NEW, &form(&[("nonce", "dua")])).await.is(422).has("id=\"f-name_id-err\"");
    planner.get("/wisata/tempat/gudang-kereta").await.is(200).has("Sejak 1886.").has("Letak dari sumber");
    planner.get("/en/wisata").await.is(200).has("Railway shed");
    for stranger in [&s.guide, &s.base] {
        let stranger = Visitor::new(&w, stranger);
        stranger.get("/meja-wisata").await.is(200).has_not("href=\"/meja-wisata/tempat\"");
        stranger.get("/meja-wisata/tempat").await.is(404);
        stranger.get(NEW).await.is(404);
        stranger.post(NEW, &form(&[("nonce", "tiga"), ("name_id", "Lain")])).await.is(404);
    }
    // The city's officers begin before there is a tour.
    Visitor::new(&w, &w.person("Dewi", &[Role::Officer]).await).get("/meja-wisata").await.is(200).has("href=\"/meja-wisata/tempat\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_that_tours_call_at_keeps_its_kind() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let planner = Visitor::new(&w, &s.officer);
    let path = format!("/meja-wisata/tempat/{}/ubah", s.site("pusdikpal"));
    planner.get(&path).await.is(200).has("value=\"Kawasan Pusdikpal\"").has("tidak bisa diganti").has_not("value=\"school\"");
    let named = [("name_id", "Pusdikpal Cimahi"), ("kind", "school")];
    planner.post(&path, &form(&named)).await.is(422).has("id=\"f-kind-err\"").has("value=\"Pusdikpal Cimahi\"");
    planner.post(&path, &form(&[("name_id", "Pusdikpal Cimahi"), ("kind", "base")])).await.leads_to(&path);
    planner.get("/wisata/tempat/pusdikpal").await.is(200).has("Pusdikpal Cimahi");
    planner.post(&path, &form(&[("name_id", "Stasiun Cimahi"), ("kind", "base")])).await.is(422).has("id=\"f-name_id-err\"");
    Visitor::new(&w, &s.base).get(&path).await.is(404);

    // Nobody speaks for this one: whoever may appoint is led there.
    let idle = format!("/meja-wisata/tempat/{}/fakta", site(&w, "pusdikhub").await);
    planner.get(&idle).await.is(200).has("Belum ada petugas atau sesepuh untuk tempat ini").has_not("href=\"/admin/wisata\"");
    let admin = Visitor::new(&w, &w.person("Yayan", &[Role::Admin]).await);
    admin.get(&idle).await.is(200).has("href=\"/admin/wisata\"");
    admin.get("/admin/wisata").await.is(200).has("Kawasan Pusdikhub");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fact_is_written_with_its_source_and_nothing_typed_is_lost() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let planner = Visitor::new(&w, &s.officer);
    let path = planner.post(NEW, &form(&[])).await.is(303).to;
    let id = site(&w, "gudang-kereta").await;
    planner.get(&path).await.is(200).has("Belum ada fakta").has_not("data-typed");
    let mut new = [("go", "add"), ("text_id", "Dibangun 1886"), ("text_en", "Built in 1886"), ("status", "verified"), ("sources", " ")];
    let refused = planner.post(&path, &new).await.is(422).has("id=\"f-sources-err\"").has("Dibangun 1886");
    // The script asks before another form loses it.
    refused.has("<option value=\"verified\" selected").has("data-typed");
    new[4].1 = "Arsip kota\r\nBuku tamu";
    for _ in 0..2 {
        planner.post(&path, &new).await.leads_to(&path);
    }
    let kept = read_site_desk(&w.deps, &s.officer, id).await.unwrap().facts;
    assert_eq!((kept.len(), kept[0].1.sources.len()), (1, 2));
    let read = mark(&kept[0].1);
    let page = planner.get(&path).await.is(200).has("Terverifikasi").has("<li>Buku tamu</li>");
    page.has(&format!("name=\"mark\" value=\"{read}\""));

    // Another one is put before it: what was read of the first still changes the first.
    planner.post(&path, &[("go", "add"), ("text_id", "Atapnya dari Jerman"), ("status", "unverified")]).await.leads_to(&path);
    let roof = mark(&read_site_desk(&w.deps, &s.officer, id).await.unwrap().facts[1].1);
    let shift = |mark, before| [("go", "move"), ("position", "2"), ("mark", mark), ("before", before)];
    planner.get(&path).await.is(200).has("aria-label=\"Naikkan fakta 2\"").has_not("Naikkan fakta 1").has_not("Turunkan fakta 2");
    for _ in 0..2 {
        planner.post(&path, &shift(roof.as_str(), "1")).await.leads_to(&format!("{path}#fakta-2"));
    }
    let shown = planner.get("/wisata/tempat/gudang-kereta").await.is(200).has("Atapnya dari Jerman");
    assert!(shown.body.find("Atapnya dari Jerman") < shown.body.find("Dibangun 1886"), "{}", shown.body);
    planner.post(&path, &shift("lama", "1")).await.is(422).has("Baca dulu yang tertulis sekarang").has_not("data-typed");
    planner.post(&path, &shift(roof.as_str(), "x")).await.is(422);
    Visitor::new(&w, &s.base).post(&path, &shift(roof.as_str(), "")).await.is(404);

    let mut change =
        [("go", "save"), ("position", "1"), ("mark", "lama"), ("text_id", "Dibangun 1896"), ("status", "unverified"), ("sources", "")];
    planner.post(&path, &change).await.is(422).has("baru diubah orang lain").has("Dibangun 1896").has("Dibangun 1886").has("data-typed");
    change[1].1 = "9";
    planner.post(&path, &change).await.is(422).has("baru dihapus orang lain").has("Dibangun 1896");
    change[1].1 = "1";
    change[2].1 = &read;
    planner.post(&path, &change).await.leads_to(&path);
    planner.get("/wisata/tempat/gudang-kereta").await.is(200).has("Dibangun 1896").has("Belum terverifikasi");

    let stale = [("go", "remove"), ("position", "1"), ("mark", read.as_str())];
    planner.post(&path, &stale).await.is(422).has("Baca dulu yang tertulis sekarang");
    let facts = read_site_desk(&w.deps, &s.officer, id).await.unwrap().facts;
    let now = mark(&facts.iter().find(|(position, _)| *position == 1).unwrap().1);
    planner.post(&path, &[("go", "remove"), ("position", "1"), ("mark", &now)]).await.leads_to(&path);
    planner.get("/wisata/tempat/gudang-kereta").await.is(200).has_not("Dibangun 1896");
    Visitor::new(&w, &s.base).post(&path, &new).await.is(404);
}

/// One pixel.
fn png() -> Vec<u8> {
    let hex = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100\
               c9fe92ef0000000049454e44ae426082";
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|d| u8::from_str_radix(std::str::from_utf8(d).unwrap(), 16).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planner_shows_a_site_that_nobody_speaks_for() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let (planner, square) = (Visitor::new(&w, &s.officer), s.site("alun-alun-cimahi"));
    let (facts, path) = (format!("/meja-wisata/tempat/{square}/fakta"), format!("/meja-wisata/tempat/{square}/foto"));
    planner.get(&facts).await.is(200).has(&format!("href=\"{path}\""));
    // Its way back leads where a planner may go.
    planner.get(&path).await.is(200).has("Belum ada foto").has(&facts).has_not(&format!("href=\"/meja-wisata/tempat/{square}\""));
    planner.upload(&path, "photo", &[("a.png", &png())]).await.leads_to(&path);
    let file = list_site_photos(&w.deps, &s.officer, square).await.unwrap().remove(0).file;
    let change = format!("{path}/ubah");
    let mut words = [("file", file.as_str()), ("caption_id", "Alun-alun pagi"), ("caption_en", "The square at dawn"), ("credit", "")];
    planner.post(&change, &words).await.is(422).has("id=\"f-credit-err\"").has("value=\"The square at dawn\"").has(&facts);
    words[3].1 = "Foto: Ratna";
    planner.post(&change, &words).await.leads_to(&path);
    planner.get("/en/wisata/tempat/alun-alun-cimahi").await.is(200).has("alt=\"The square at dawn\"").has("Foto: Ratna");
    for stranger in [&s.guide, &s.base] {
        let stranger = Visitor::new(&w, stranger);
        stranger.get(&path).await.is(404);
        stranger.upload(&path, "photo", &[("a.png", &png())]).await.is(404);
        stranger.post(&change, &[("file", &file), ("go", "remove")]).await.is(404);
    }
    planner.post(&change, &[("file", &file), ("go", "remove")]).await.leads_to(&path);
    planner.get("/wisata/tempat/alun-alun-cimahi").await.is(200).has_not(&file);

    // A base shows itself, also to planners.
    let base = s.site("pusdikpal");
    let own = format!("/meja-wisata/tempat/{base}/foto");
    planner.get(&format!("/meja-wisata/tempat/{base}/fakta")).await.is(200).has_not(&own);
    planner.get(&own).await.is(404);
    Visitor::new(&w, &s.base).get(&own).await.is(200).has(&format!("href=\"/meja-wisata/tempat/{base}\""));
}
