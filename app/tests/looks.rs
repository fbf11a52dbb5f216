//! Who looked at what identifies visitors: on the page of the base, of the admin, and of the party.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use app::i18n::{Locale, date, date_time};
use backend::heritage::store::staff;
use backend::testing::heritage::saturday;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use visitor::Visitor;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_is_told_to_whom_it_concerns() {
    let w = World::sqlite().await;
    let s = w.sightseeing().await;
    let d = w.departure(&s, saturday()).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    let pal = s.site("pusdikpal");
    let deputy = w.person("Wakil Komandan", &[]).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    staff::appoint_speaker(&mut tx, pal, deputy.person().unwrap(), w.deps.now()).await.unwrap();
    tx.commit().await.unwrap();
    let (base, admin) = (Visitor::new(&w, &s.base), Visitor::new(&w, &w.person("Admin", &[Role::Admin]).await));
    let (guest, site) = (Visitor::new(&w, &Actor::GUEST), format!("/meja-wisata/tempat/{pal}"));
    let (log, all, booking) = (format!("{site}/dilihat"), "/admin/catatan/identitas", format!("/wisata/pesanan/{secret}"));

    base.get(&site).await.is(200).has(&format!("href=\"{log}\""));
    // A village that asks for nothing has nothing to log.
    let village = format!("/meja-wisata/tempat/{}", s.site("kampung-adat-cireundeu"));
    Visitor::new(&w, &s.elder).get(&village).await.is(200).has("/foto").has_not("/dilihat");
    base.get(&log).await.is(200).has("Belum pernah dibuka");
    admin.get("/admin/catatan").await.is(200).has(&format!("href=\"{all}\""));
    admin.get(all).await.is(200).has("Belum pernah dibuka");
    guest.get(&booking).await.is(200).has("disandikan").has_not("data identitas dilihat");

    Visitor::new(&w, &deputy).get(&format!("{site}/{d}")).await.is(200).has("3277015508900001");
    let (when, departure) = (date_time(Locale::Id, w.deps.now()), date_time(Locale::Id, saturday()));
    for (who, page) in [(&base, log.as_str()), (&admin, all)] {
        who.get(page).await.is(200).has("Wakil Komandan").has(&when).has(&departure).has_not("Belum pernah").has_not("3277015508900001");
        who.get(&format!("/en{page}")).await.is(200).has("Who opened identity data").has("Wakil Komandan");
    }
    let today = format!("{}: data identitas dilihat petugas ", date(Locale::Id, w.deps.now()));
    guest.get(&booking).await.is(200).has(&today).has_not("Wakil Komandan");
    guest.get(&format!("/en{booking}")).await.is(200).has("looked at the identity data.");

    guest.get(&log).await.is(303);
    Visitor::new(&w, &s.artillery).get(&log).await.is(404);
    let officer = Visitor::new(&w, &w.person("Petugas", &[Role::Officer]).await);
    officer.get(&log).await.is(404);
    officer.get(all).await.is(403);
}
