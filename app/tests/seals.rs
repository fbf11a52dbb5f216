//! A printed list of visitors and the seal below it: whoever holds the paper learns whether the list is still that one.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::flows::tours::judge::{approve_visitors, refuse_visitor};
use backend::flows::tours::release_party::release_party;
use backend::heritage::read_manifest::read_manifest;
use backend::heritage::set_rules::set_rules;
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::heritage::manifest::RefusalReason;
use domain::heritage::rules::{IdentityField, VisitRules};
use domain::identity::actor::Actor;
use domain::kernel::clock::HOUR;
use visitor::Visitor;

const FITS: &str = "Segel cocok dengan daftar sekarang.";
const DIFFERS: &str = "Segel tidak cocok";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paper_is_held_against_the_list_by_its_seal() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let pal = s.site("pusdikpal");
    let (base, list) = (Visitor::new(&w, &s.base), format!("/meja-wisata/tempat/{pal}/{d}"));
    base.get(&list).await.is(200).has_not("name=\"seal\"");
    // The list closes 72 hours before.
    w.pass(saturday().since(w.deps.now()) - 71 * HOUR);
    let printed = read_manifest(&w.deps, &s.base, d, pal).await.unwrap();
    let seal = printed.seal.unwrap().text;
    base.get(&list).await.is(200).has(&seal).has("name=\"seal\"");

    let check = async |text: &str| base.post(&list, &[("go", "seal"), ("seal", text)]).await;
    check(&seal).await.is(200).has(FITS).has(&format!("\n{seal}</textarea>"));
    let by_hand = format!("{} {}", &seal[..50], &seal[50..]).to_lowercase();
    check(&by_hand).await.is(200).has(FITS).has(&by_hand);
    let other = if seal.starts_with('A') { "B" } else { "A" };
    check(&format!("{other}{}", &seal[1..])).await.is(200).has(DIFFERS).has_not(FITS);
    check("").await.is(422).has("Wajib diisi");
    let field = format!("id=\"seal-{pal}-err\"");
    check("abcd").await.is(422).has("103 huruf dan angka; yang diketik 4").has("\nabcd</textarea>").has(&field);
    check("<b>9").await.is(422).has("Segel hanya berisi").has("&lt;b&gt;9</textarea>").has(&field);

    // The tour's own people have the paper, too, but nobody else.
    let (trip, of_pal) = (format!("/meja-wisata/berangkat/{d}"), pal.to_string());
    let of_armed = s.site("pusdik-armed").to_string();
    for insider in [&s.guide, &s.officer] {
        let insider = Visitor::new(&w, insider);
        let ask = async |site: &str, text: &str| insider.post(&trip, &[("go", "seal"), ("site", site), ("seal", text)]).await;
        ask(&of_pal, &seal).await.is(200).has(FITS).has_not("3277015508900001");
        ask(&of_armed, &seal).await.is(200).has(DIFFERS);
        ask(&of_pal, "abc").await.is(422).has("yang diketik 3").has("\nabc</textarea>");
        ask("entah", &seal).await.is(404);
    }
    let stranger = Visitor::new(&w, &s.artillery);
    stranger.post(&list, &[("go", "seal"), ("seal", &seal)]).await.is(404);
    stranger.post(&trip, &[("go", "seal"), ("site", &of_pal), ("seal", &seal)]).await.is(404);

    let visitor = printed.lines[0].visitor;
    refuse_visitor(&w.deps, &s.base, d, pal, visitor, RefusalReason::Security, "").await.unwrap();
    check(&seal).await.is(200).has(DIFFERS).has_not(FITS);
    let now = read_manifest(&w.deps, &s.base, d, pal).await.unwrap().seal.unwrap().text;
    check(&now).await.is(200).has(FITS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_base_that_decides_about_nobody_has_a_list_without_a_say() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let asks = VisitRules { lead_days: 7, cutoff_hours: 96, identity: vec![IdentityField::Document], ..VisitRules::default() };
    set_rules(&w.deps, &s.artillery, armed, &asks, w.deps.now()).await.unwrap();
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let (base, home) = (Visitor::new(&w, &s.artillery), format!("/meja-wisata/tempat/{armed}"));
    let list = format!("{home}/{d}");
    let page = base.get(&list).await.is(200).has("Tamu 1").has("3277015508900001").has("Daftar ditutup");
    page.has_not("Belum diputuskan").has_not("value=\"approve\"").has_not("value=\"refuse\"");
    base.get(&home).await.is(200).has("2 orang").has_not("belum diputuskan");
    let all: Vec<_> = read_manifest(&w.deps, &s.base, d, pal).await.unwrap().lines.iter().map(|l| l.visitor).collect();
    let one = all[0].to_string();
    base.post(&list, &[("go", "approve"), ("visitor", &one)]).await.is(404);
    base.post(&list, &[("go", "refuse"), ("visitor", &one), ("reason", "security")]).await.is(404);
    base.get("/wisata/wisata-militer").await.has("Pangkalan menerima daftar nama").has("Nama tiap orang disetujui pangkalan");

    // Of the tour's lists only the one of the other base has a column for it.
    let (guide, trip) = (Visitor::new(&w, &s.guide), format!("/meja-wisata/berangkat/{d}"));
    guide.get(&trip).await.is(200).has("Belum diputuskan");
    approve_visitors(&w.deps, &s.base, d, pal, &all[1..]).await.unwrap();
    refuse_visitor(&w.deps, &s.base, d, pal, all[0], RefusalReason::Security, "").await.unwrap();
    guide.get(&trip).await.is(200).has("Disetujui").has_not("Belum diputuskan").has("Tidak bisa ikut");
    base.get(&list).await.is(200).has("Tidak bisa ikut").has_not("3277015508900001").has("3277015508900002");

    w.pass(saturday().since(w.deps.now()) - 90 * HOUR);
    let seal = read_manifest(&w.deps, &s.artillery, d, armed).await.unwrap().seal.unwrap().text;
    base.get(&list).await.is(200).has(&seal).has("tidak berubah lagi");
    base.post(&list, &[("go", "seal"), ("seal", &seal)]).await.is(200).has(FITS);

    // Approved or not: of who is given up it says that they did not come.
    let (judge, judged) = (Visitor::new(&w, &s.base), format!("/meja-wisata/tempat/{pal}/{d}"));
    judge.get(&judged).await.is(200).has("Disetujui").has_not("Tidak datang");
    w.pass(saturday().since(w.deps.now()));
    let of_pal = read_manifest(&w.deps, &s.base, d, pal).await.unwrap();
    release_party(&w.deps, &s.guide, d, &of_pal.lines[0].booking).await.unwrap();
    judge.get(&judged).await.is(200).has("Tidak datang").has_not("Disetujui");
}
