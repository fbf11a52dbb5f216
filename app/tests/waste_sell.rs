//! Sacks are sold with the list's price of whoever buys them beside the rate, and a treasurer reads where it was another one; and
//! what is not taken any more leaves the list.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::fill_batch::{Into, fill_batch, read_store, seal_batch};
use backend::wastebank::store::prices;
use backend::wastebank::take_deposit::take_deposit;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::money::Rupiah;
use domain::wastebank::measure::Amount;
use domain::wastebank::price::Tier;
use visitor::Visitor;

/// A counter with a sealed sack of two kilograms of PET, and what the list says for two kinds of buyers. Returns the sack.
async fn with_a_sack(w: &World) -> (Counter, String) {
    let c = w.counter().await;
    let mut tx = w.deps.db.begin().await.unwrap();
    for (tier, rate) in [(Tier::Collector, 5_000), (Tier::Induk, 4_500)] {
        prices::insert_valid(&mut tx, w.deps.id(), code("PL-01"), tier, Rupiah(rate), w.deps.now().plus(-DAY)).await.unwrap();
    }
    tx.commit().await.unwrap();
    take_deposit(&w.deps, &c.operator, &c.form("awal", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    fill_batch(&w.deps, &c.operator, c.unit, Into::New(code("PL-01")), Amount(2_000), "isi").await.unwrap();
    let sack = read_store(&w.deps, &c.operator, c.unit).await.unwrap().batches[0].id;
    seal_batch(&w.deps, &c.operator, c.unit, sack, "A-1").await.unwrap();
    (c, sack.to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_of_the_buyer_stands_beside_the_rate() {
    let w = World::sqlite().await;
    let (c, sack) = with_a_sack(&w).await;
    let treasurer = Visitor::new(&w, &w.person("Ratu", &[Role::Officer]).await);
    let (operator, path) = (Visitor::new(&w, &c.operator), format!("/loket/{}/gudang/jual", c.unit));
    let rate = |rate: &str| format!("id=\"s0-rate\" value=\"{rate}\"");
    let page = operator.get(&path).await.is(200).has(&rate("5000")).has("Harga daftar Rp5.000/kg.").has("name=\"listed\" value=\"5000\"");
    page.has_not("lebih rendah");

    let typed = |tier, gross, rate, listed, go, total| {
        let buyer = [("nonce", "jual"), ("tier", tier), ("collector", "Bank Sampah Induk")];
        let sack = [("batch", sack.as_str()), ("listed", listed), ("gross", gross), ("tare", ""), ("rate", rate)];
        [&buyer[..], &sack[..], &[("go", go), ("total", total)][..]].concat()
    };
    // Another kind of buyer: what nobody has changed follows its list, or is asked for where that has no price.
    let counted = operator.post(&path, &typed("induk", "2", "5000", "5000", "count", "")).await.is(200);
    counted.has(&rate("4500")).has("name=\"total\" value=\"9000\"").has("<option value=\"induk\" selected>");
    operator.post(&path, &typed("unit", "2", "5000", "5000", "count", "")).await.is(422).has("Belum ada harga daftar untuk pembeli ini.");
    operator.post(&path, &typed("member", "2", "5000", "5000", "count", "")).await.is(422).has("id=\"f-tier-err\"");
    let lower = operator.post(&path, &typed("induk", "2", "4.200", "4500", "count", "")).await.is(200);
    lower.has(&rate("4.200")).has("Ini Rp300 lebih rendah.");
    // The buyer was changed after the sum was looked at.
    operator.post(&path, &typed("induk", "2", "5000", "5000", "save", "10000")).await.is(422).has("Jumlahnya sekarang Rp9.000");
    let slip = operator.post(&path, &typed("induk", "2", "4.200", "4500", "save", "8400")).await.is(303).to;
    operator.get(&slip).await.is(200).has("Bank sampah induk").has("Rp4.200/kg").has("Rp4.500/kg");

    treasurer.post("/petugas/bank-sampah/buku", &[]).await.is(303);
    let sheet = treasurer.get("/petugas/bank-sampah/buku").await.is(200).has("Dijual dengan harga lain");
    sheet.has("Bank Sampah Induk (Bank sampah induk)").has("-Rp600").has_not("Tidak cocok");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_price_desk_shows_every_list() {
    let w = World::sqlite().await;
    with_a_sack(&w).await;
    let officer = Visitor::new(&w, &w.person("Ratu", &[Role::Officer]).await);
    let page = officer.get("/petugas/bank-sampah").await.is(200).has("Harga yang berlaku");
    page.has("data-label=\"Pengepul\"").has("Rp5.000/kg").has("data-label=\"Bank sampah induk\"").has("Rp4.500/kg").has("Rp75.000/kg");
    officer.get("/petugas/bank-sampah/buku").await.is(200).has_not("Dijual dengan harga lain");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_of_a_material_is_proposed_agreed_to_and_shown() {
    let w = World::sqlite().await;
    w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let (first, second) = (Visitor::new(&w, &one), Visitor::new(&w, &two));
    let (path, day) = ("/petugas/bank-sampah", w.deps.now().plus(2 * DAY));
    let from = day.wib().date_input();
    let mut form =
        vec![("go", "propose"), ("material", "PL-01"), ("tier", "member"), ("from", from.as_str()), ("what", "end"), ("rate", "5.000")];
    let wrong = first.post(path, &form).await.is(422).has("id=\"f-rate-err\"");
    wrong.has("value=\"5.000\"").has("value=\"end\" checked");
    form.pop();
    first.post(path, &form).await.leads_to(path);
    let waiting = second.get(path).await.is(200).has("Satu");
    let id = waiting.body.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let guest = Visitor::new(&w, &w.guest().await);
    guest.get("/bank-sampah").await.is(200).has("PL-01").has_not("Diterima sampai");
    second.post(path, &[("go", "accept"), ("id", &id)]).await.leads_to(path);
    let last = app::i18n::date(app::i18n::Locale::Id, day.plus(-DAY));
    second.get(path).await.is(200).has(&format!("Rp4.000/kg sampai {last}"));
    guest.get("/bank-sampah").await.is(200).has(&format!("Diterima sampai {last}"));
    guest.get("/en/bank-sampah").await.is(200).has("Taken until ");
    w.pass(2 * DAY);
    guest.get("/bank-sampah").await.is(200).has_not("PL-01").has("LG-07");
}
