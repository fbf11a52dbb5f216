use backend::market::decide_licence::list_licences_to_review;
use backend::market::save_licence::save_licence;
use backend::testing::world::World;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, Timestamp};
use domain::market::licence::LicenceKind;

use crate::visitor::{Visitor, merchant};

const NUMBER: &str = "3063306010072-19";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_decides_what_they_saw() {
    let w = World::sqlite().await;
    let (stall, shop) = merchant(&w, "Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let officer_actor = w.person("Petugas", &[Role::Officer]).await;
    let officer = Visitor::new(&w, &officer_actor);
    // Valid through the last day of the year; the certificate names that day.
    let until = Timestamp::parse_wib_date("2026-12-31").unwrap().plus(DAY);
    save_licence(&w.deps, &stall.owner, goods.product, LicenceKind::Pirt, NUMBER, Some(until)).await.unwrap();
    // Shoppers cannot see the product; the officer can.
    shop.post(&format!("/dagang/produk/{}/status", goods.product), &[("to", "archived")]).await.is(303);
    let product = format!("/petugas/produk/{}", goods.product);
    officer.get("/petugas/izin").await.is(200).has(NUMBER).has(&product).has(&format!("value=\"{}\"", until.0)).has("31 Des 2026");
    officer.get(&product).await.is(200).has("Opak").has("Kebun").has(NUMBER).has("Rp12.000");
    shop.get(&product).await.is(403);
    let hidden = w.goods(&stall, "Rahasia", 12_000, 3).await;
    officer.get(&format!("/petugas/produk/{}", hidden.product)).await.is(404);

    let licence = list_licences_to_review(&w.deps, &officer_actor).await.unwrap()[0].licence.id;
    let action = format!("/petugas/izin/{licence}");
    let seen = until.0.to_string();
    officer.post(&action, &[("go", "reject"), ("number", NUMBER), ("expires", &seen), ("reason", "")]).await.is(422).has("f-reason-err");
    officer.post(&action, &[("go", "verify"), ("number", NUMBER), ("expires", "besok")]).await.is(400);
    // The merchant moves the expiry while the officer's page is open.
    save_licence(&w.deps, &stall.owner, goods.product, LicenceKind::Pirt, NUMBER, Some(until.plus(9_999 * DAY))).await.unwrap();
    officer.post(&action, &[("go", "verify"), ("number", NUMBER), ("expires", &seen)]).await.leads_to("/petugas/izin");
    assert_eq!(list_licences_to_review(&w.deps, &officer_actor).await.unwrap().len(), 1, "still waiting: nobody saw that expiry");
    let seen = until.plus(9_999 * DAY).0.to_string();
    officer.post(&action, &[("go", "verify"), ("number", NUMBER), ("expires", &seen)]).await.leads_to("/petugas/izin");
    officer.get("/en/petugas/izin").await.is(200).has("No licences are waiting");
}
