//! Oil by the litre, through every form from the list of materials to the buyer's slip.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::testing::world::World;
use backend::wastebank::fill_batch::read_store;
use domain::identity::role::Role;
use visitor::Visitor;

/// A material that an officer adds, at a price that another one agrees to.
async fn take_oil(w: &World) {
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let (one, two) = (Visitor::new(w, &one), Visitor::new(w, &two));
    let path = "/petugas/bank-sampah/bahan";
    let mut form =
        [("material_code", "LN-09"), ("kind", "other"), ("measure", "gelas"), ("name_id", "Minyak jelantah"), ("name_en", "Used oil")];
    one.post(path, &form).await.is(422).has("id=\"f-measure-err\"");
    form[2].1 = "litre";
    one.post(path, &form).await.leads_to(path);
    one.get(path).await.is(200).has("Minyak jelantah").has("LN-09").has("data-label=\"Dihitung per\"").has("Liter");

    let (path, today) = ("/petugas/bank-sampah", w.deps.now().wib().date_input());
    let price = [("go", "propose"), ("material", "LN-09"), ("tier", "member"), ("rate", "4.000"), ("from", today.as_str())];
    one.post(path, &price).await.leads_to(path);
    let desk = two.get(path).await.is(200).has("Rp4.000/liter");
    let id = desk.body.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    two.post(path, &[("go", "accept"), ("id", id)]).await.leads_to(path);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oil_is_measured_sold_and_balanced_by_the_litre() {
    let w = World::sqlite().await;
    let c = w.counter().await;
    take_oil(&w).await;
    let operator = Visitor::new(&w, &c.operator);
    operator.get("/bank-sampah").await.is(200).has("Rp4.000/liter");

    let scale = format!("/loket/{}/{}", c.unit, c.member.id);
    operator.get(&scale).await.is(200).has("Minyak jelantah · Rp4.000/liter");
    let weigh = |gross, go, total| {
        [
            ("nonce", "timbang"),
            ("material", "LN-09"),
            ("gross", gross),
            ("tare", "0,25"),
            ("deduction", ""),
            ("reason", ""),
            ("go", go),
            ("total", total),
        ]
    };
    operator.post(&scale, &weigh("2,7505", "count", "")).await.is(422).has("Paling banyak tiga angka");
    operator.post(&scale, &weigh("1000,5", "count", "")).await.is(422).has("Lebih dari 1.000 l");
    operator.post(&scale, &weigh("2,75", "count", "")).await.is(200).has("Simpan Rp10.000");
    let slip = operator.post(&scale, &weigh("2,75", "save", "10000")).await.is(303).to;
    operator.get(&slip).await.is(200).has("2,75 l").has("2,5 l").has("Rp4.000/liter").has("Rp10.000");

    let store = format!("/loket/{}/gudang", c.unit);
    operator.get(&store).await.is(200).has("Minyak jelantah (2,5 l)");
    operator.post(&store, &[("go", "fill"), ("nonce", "isi"), ("into", "LN-09"), ("amount", "2")]).await.leads_to(&store);
    let drum = read_store(&w.deps, &c.operator, c.unit).await.unwrap().batches[0].id.to_string();
    operator.post(&store, &[("go", "seal"), ("batch", drum.as_str()), ("seal", "J-1")]).await.leads_to(&store);

    let sell = format!("{store}/jual");
    operator.get(&sell).await.is(200).has("Minyak jelantah · 2 l");
    let sold = |go, total| {
        let buyer = [("nonce", "jual"), ("tier", "collector"), ("collector", "Pak Ujang"), ("batch", drum.as_str())];
        [&buyer[..], &[("gross", "1,9"), ("tare", ""), ("rate", "5.500"), ("go", go), ("total", total)][..]].concat()
    };
    operator.post(&sell, &sold("count", "")).await.is(200).has("Jual Rp10.450");
    let slip = operator.post(&sell, &sold("save", "10450")).await.is(303).to;
    operator.get(&slip).await.is(200).has("1,9 l").has("0,1 l").has("Rp5.500/liter");

    operator.get(&format!("{store}/hitung")).await.is(200).has("Di buku: 0,5 l").has("LG-07 (Kilogram)");
    let treasurer = Visitor::new(&w, &w.person("Ratu", &[Role::Officer]).await);
    treasurer.post("/petugas/bank-sampah/buku", &[]).await.is(303);
    let sheet = treasurer.get("/petugas/bank-sampah/buku").await.is(200).has("Minyak jelantah (LN-09)");
    sheet.has("2,5 l").has("0,5 l").has("0,1 l").has_not("Tidak cocok");
}
