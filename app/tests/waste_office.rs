//! What a treasurer reads of the cash boxes, and an operator of a stock count: who, how much, which way; and the form that opens a unit.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/visitor.rs"]
mod visitor;

use backend::db::{Run, sql};
use backend::testing::wastebank::{code, line};
use backend::testing::world::World;
use backend::wastebank::close_day::{CloseDay, close_day};
use backend::wastebank::count_stock::{Counted, count_stock};
use backend::wastebank::fill_batch::{Into, fill_batch, read_store, seal_batch};
use backend::wastebank::list_units::list_units;
use backend::wastebank::move_cash::move_cash;
use backend::wastebank::receive_fare::{ReceiveFare, receive_fare};
use backend::wastebank::register_member::register_member;
use backend::wastebank::sell_batches::{SellBatches, SoldBatch, sell_batches};
use backend::wastebank::take_deposit::{TakeDeposit, take_deposit};
use domain::identity::role::Role;
use domain::kernel::ids::PersonId;
use domain::kernel::money::Rupiah;
use domain::wastebank::asking::{Asking, Threshold};
use domain::wastebank::fare::Till;
use domain::wastebank::measure::Amount;
use domain::wastebank::price::Tier;
use visitor::Visitor;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sums_and_names_stand_where_the_words_say() {
    let w = World::sqlite().await;
    let (c, treasurer) = (w.counter().await, w.person("Ratu", &[Role::Officer]).await);
    move_cash(&w.deps, &treasurer, c.unit, Rupiah(300_000), "modal", "a").await.unwrap();
    move_cash(&w.deps, &treasurer, c.unit, Rupiah(-20_000), "setor", "b").await.unwrap();
    let mut tx = w.deps.db.begin().await.unwrap();
    let till = Till::Hand(c.operator.person().unwrap());
    receive_fare(&mut tx, &w.deps, &ReceiveFare { till, amount: Rupiah(40_000), reference: "satu", by: None }).await.unwrap();
    tx.commit().await.unwrap();
    let officer = Visitor::new(&w, &treasurer);
    officer.get("/petugas/bank-sampah/kas").await.is(200).has("Euis (Rp40.000)");
    officer.get("/petugas/bank-sampah/tutup").await.is(200).has("Masuk Rp300.000 · keluar Rp20.000");

    let day = w.deps.now().start_of_wib_day();
    let (counted, expected) = (Rupiah(280_000), Rupiah(280_000));
    let form = CloseDay { nonce: "c".to_owned(), unit: c.unit, day, counted, expected, reason: String::new() };
    close_day(&w.deps, &treasurer, &form).await.unwrap();
    officer.get("/petugas/bank-sampah/tutup").await.is(200).has("Terhitung Rp280.000 · Ratu");

    take_deposit(&w.deps, &c.operator, &c.form("d", vec![line("PL-01", 5_000)], 20_000)).await.unwrap();
    let lines = [Counted { material: code("PL-01"), booked: Amount(5_000), counted: Amount(4_000) }];
    count_stock(&w.deps, &c.operator, c.unit, &lines, "susut", "e").await.unwrap();
    Visitor::new(&w, &c.witness).get(&format!("/loket/{}/gudang/hitung", c.unit)).await.is(200).has("Euis, ");
    officer.get("/petugas/bank-sampah/pertanyaan").await.is(200).has("Dari 1 slip sejak");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_treasurer_reads_what_does_not_agree() {
    let w = World::sqlite().await;
    let (c, treasurer) = (w.counter().await, w.person("Ratu", &[Role::Officer]).await);
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 5_000)], 20_000)).await.unwrap();
    let mut tx = w.deps.db.begin().await.unwrap();
    // In the books, and no tour knows of it.
    let (till, reference) = (Till::Hand(c.operator.person().unwrap()), "tour_cash:0190c3a4-0000-7000-8000-000000000000");
    receive_fare(&mut tx, &w.deps, &ReceiveFare { till, amount: Rupiah(40_000), reference, by: None }).await.unwrap();
    tx.execute(sql("UPDATE waste_member SET balance = 19999")).await.unwrap();
    tx.commit().await.unwrap();
    let officer = Visitor::new(&w, &treasurer);
    officer.post("/petugas/bank-sampah/buku", &[]).await.is(303);
    let page = officer.get("/petugas/bank-sampah/buku").await;
    let card = format!("href=\"/petugas/bank-sampah/kartu?kartu={}\">{}<", c.member.card.digits(), c.member.card);
    page.is(200)
        .has(&card)
        .has(": saldo Rp19.999, menurut buku Rp20.000.")
        .has("tour_cash:0190c3a4-0000-7000-8000-000000000000: ada Rp40.000 di buku, tanpa pesanan.");
    officer.get("/en/petugas/bank-sampah/buku").await.is(200).has("Tours and the books").has("Cash taken by Euis").has("Fares: ");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_factor_is_set_with_its_day_and_source() {
    let w = World::sqlite().await;
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let office = Visitor::new(&w, &officer);
    let path = "/petugas/bank-sampah/emisi";
    office.get(path).await.is(200).has("Belum ada bahan yang dihitung");
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE material SET warm = 'PET' WHERE code = 'PL-01'")).await.unwrap();
    tx.commit().await.unwrap();
    office.get(path).await.is(200).has("PET").has("Belum ada faktor yang berlaku");
    let today = w.deps.now().wib().date_input();
    let mut form = [("warm", "PET"), ("kilograms", "banyak"), ("version", "WARM v16"), ("source", "EPA & kawan"), ("from", today.as_str())];
    let wrong = office.post(path, &form).await.is(422).has("id=\"f-kilograms-err\"").has("value=\"banyak\"");
    wrong.has("value=\"EPA &amp; kawan\"");
    form[1].1 = "1141,7";
    office.post(path, &form).await.leads_to(path);
    office.post(path, &form).await.is(422).has("sudah punya faktor");
    let page = office.get(path).await.is(200).has("1.141,7 kg CO₂e per ton").has("Diatur Dewi");
    page.has(&format!("WARM v16, mulai {}", app::i18n::date(app::i18n::Locale::Id, w.deps.now())));
    Visitor::new(&w, &c.operator).get(path).await.is(403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scanned_card_leads_to_its_member() {
    let w = World::sqlite().await;
    let c = w.counter().await;
    let operator = Visitor::new(&w, &c.operator);
    let digits = c.member.card.digits();
    let scale = format!("/loket/{}/{}", c.unit, c.member.id);
    // The code on the card, with the camera of a phone …
    let counter = operator.get(&format!("/loket?kartu={digits}")).await.is(303).to;
    operator.get(&counter).await.leads_to(&scale);
    // … and with a scanner that types what it reads into the field.
    operator.get(&format!("/loket/{}?q=https%3A%2F%2Fsentra.example%2Floket%3Fkartu%3D{digits}", c.unit)).await.leads_to(&scale);
    operator.get("/loket?kartu=abc").await.leads_to(&format!("/loket/{}", c.unit));
    let card = operator.get(&format!("{scale}/kartu")).await.is(200);
    card.has("class=\"qr\"").has(&c.member.card.to_string());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_new_unit_lacks_is_told_at_once() {
    let w = World::sqlite().await;
    let officer = Visitor::new(&w, &w.person("Ratu", &[Role::Officer]).await);
    let path = "/petugas/bank-sampah/unit";
    let key = key_of(&officer.get(path).await.is(200).body);
    let refused = officer.post(path, &[("key", &key), ("kind", "unit")]).await.is(422);
    for field in ["name", "street", "kelurahan"] {
        refused.body.find(&format!("f-{field}-err")).unwrap_or_else(|| panic!("{field}"));
    }
    assert_eq!(key_of(&refused.body), key, "what is mended is the same form");
}

fn key_of(page: &str) -> String {
    page.split("name=\"key\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the form has its key").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_press_lands_where_the_first_did() {
    let w = World::sqlite().await;
    let officer = Visitor::new(&w, &w.person("Ratu", &[Role::Officer]).await);
    let path = "/petugas/bank-sampah/unit";
    let key = key_of(&officer.get(path).await.is(200).body);
    let form = |name| {
        let place = [("kind", "unit"), ("street", "Gg. Mawar 2"), ("kelurahan", "32.77.02.1002"), ("lat", "-6.8825"), ("lon", "107.5456")];
        [[("key", key.as_str()), ("name", name)].as_slice(), place.as_slice()].concat()
    };
    for _ in 0..2 {
        officer.post(path, &form("Titik Mawar")).await.leads_to(&format!("{path}/{key}"));
    }
    // The page that "back" shows has the same key.
    let another = officer.post(path, &form("Titik Melati")).await.is(422).has("Formulir ini sudah membuka satu tempat setor");
    let fresh = key_of(&another.body);
    let again: Vec<_> = form("Titik Melati").into_iter().skip(1).chain([("key", fresh.as_str())]).collect();
    officer.post(path, &again).await.leads_to(&format!("{path}/{fresh}"));
    assert_eq!(list_units(&w.deps, &w.person("Dewi", &[Role::Officer]).await).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_scale_begins_with_what_is_usual_and_counts_what_was_brought() {
    let w = World::sqlite().await;
    let c = w.counter().await;
    let scale = format!("/loket/{}/{}", c.unit, c.member.id);
    let operator = Visitor::new(&w, &c.operator);
    operator.get(&scale).await.is(200).has_not("\" selected");
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 5_000), line("LG-07", 100)], 27_500)).await.unwrap();
    operator.get(&scale).await.is(200).has("value=\"LG-07\" selected").has("value=\"PL-01\" selected");
    let row =
        |material, gross| [("usual", "LG-07"), ("material", material), ("gross", gross), ("tare", ""), ("deduction", ""), ("reason", "")];
    let count = async |first: [(&'static str, &'static str); 6]| {
        let fields: Vec<_> = [("nonce", "b"), ("go", "count")].into_iter().chain(first).chain(row("PL-01", "2")).collect();
        operator.post(&scale, &fields).await
    };
    count(row("LG-07", "")).await.is(200).has("Simpan Rp8.000");
    // Who chose another material has something on the scale.
    count(row("PL-01", "")).await.is(422).has("Isi jumlahnya.").has_not("Simpan Rp");
    count(row("LG-07", "0,1")).await.is(200).has("Simpan Rp15.500");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_under_two_cards_are_asked_about_from_the_day_that_an_officer_sets() {
    let w = World::sqlite().await;
    let (c, officer) = (w.counter().await, w.person("Dewi", &[Role::Officer]).await);
    let other = register_member(&w.deps, &c.operator, c.unit, "Pak Asep", None, "lain").await.unwrap();
    for (nonce, member) in [("a", c.member.id), ("b", other.id)] {
        let lines = vec![line("PL-01", 2_370), line("LG-07", 1_130)];
        take_deposit(&w.deps, &c.operator, &TakeDeposit { member, ..c.form(nonce, lines, 94_230) }).await.unwrap();
    }
    let office = Visitor::new(&w, &officer);
    let questions = "/petugas/bank-sampah/pertanyaan";
    office.get(questions).await.is(200).has("dari 2 kartu di ").has("dengan berat yang hampir sama: LG-07 1,13 kg, PL-01 2,37 kg.");

    let (path, today) = ("/petugas/bank-sampah/aturan", w.deps.now().wib().date_input());
    office.get(path).await.is(200).has("name=\"ask_again_lines\"").has("Batas untuk pertanyaan");
    let mut asking = Asking::default();
    let usual = Threshold::ALL.map(|of| (of.code(), of.place(&mut asking).to_string()));
    let form = |lines: &'static str| {
        let limits = [("witness_from", "250.000"), ("photo_from", "150.000"), ("cash_least", "5.000"), ("cash_most", "250.000")];
        let rest = [("cash_most_a_day", "500.000"), ("day", "0"), ("from", today.as_str())];
        let asked = usual.iter().map(|(code, value)| (*code, if *code == "ask_again_lines" { lines } else { value.as_str() }));
        limits.into_iter().chain(rest).chain(asked).collect::<Vec<_>>()
    };
    let wrong = office.post(path, &form("nol")).await.is(422).has("id=\"f-ask_again_lines-err\"").has("value=\"nol\"");
    wrong.has("Tulis angka bulat dari 1 sampai 20.");
    office.post(path, &form("0")).await.is(422).has("id=\"f-ask_again_lines-err\"");
    office.post(path, &form("3")).await.leads_to(path);
    office.get(path).await.is(200).has("Bahan yang beratnya sama, mulai: 3 bahan");
    office.get(questions).await.is(200).has("Tidak ada yang perlu ditanyakan");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_slips_that_a_page_names_are_opened_from_it_and_undone_at_their_counter() {
    let w = World::sqlite().await;
    let (c, treasurer) = (w.counter().await, w.person("Ratu", &[Role::Officer]).await);
    let same = async |nonce: &str| take_deposit(&w.deps, &c.operator, &c.form(nonce, vec![line("PL-01", 2_370)], 9_480)).await.unwrap();
    let (one, two) = (same("a").await, same("b").await);
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE waste_deposit SET total = 1 WHERE slip = $1").bind(&two)).await.unwrap();
    tx.commit().await.unwrap();

    let officer = Visitor::new(&w, &treasurer);
    let link = |number: &str| format!("href=\"/slip/{number}\"");
    officer.get("/petugas/bank-sampah/pertanyaan").await.is(200).has("Barang yang sama dua kali?").has(&link(&one)).has(&link(&two));
    officer.post("/petugas/bank-sampah/buku", &[]).await.is(303);
    officer.get("/petugas/bank-sampah/buku").await.is(200).has(&link(&two)).has(": jumlah baris bukan nilainya.").has_not(&link(&one));
    officer.get("/petugas/bank-sampah/buku").await.is(200).has("Belum ada karung.").has("beserta slip penjualannya");

    let (page, undo, ask) = (format!("/slip/{one}"), "Batalkan setoran", "minta petugas loketnya");
    officer.get(&page).await.is(200).has("2,37 kg").has(ask).has_not(undo).has_not("/admin/catatan");
    let admin = Visitor::new(&w, &w.person("Admin", &[Role::Admin]).await);
    admin.get(&page).await.is(200).has("sebagai petugas atau pengelola").has("href=\"/admin/catatan\"");
    // Their own slips officers read as members.
    let belongs_to = async |person: Option<PersonId>| {
        let mut tx = w.deps.db.begin().await.unwrap();
        tx.execute(sql("UPDATE waste_member SET person_id = $1 WHERE id = $2").bind(person).bind(c.member.id)).await.unwrap();
        tx.commit().await.unwrap();
    };
    belongs_to(treasurer.person()).await;
    officer.get(&page).await.is(200).has("2,37 kg").has_not(ask);
    belongs_to(None).await;
    officer.post(&page, &[("reason", "keliru")]).await.is(404);
    officer.get(&format!("{page}/foto")).await.is(404);
    Visitor::new(&w, &w.person("Orang", &[]).await).get(&page).await.is(404);
    let operator = Visitor::new(&w, &c.operator);
    operator.get(&page).await.is(200).has(undo).has_not(ask);
    operator.post(&page, &[("reason", "keliru")]).await.leads_to(&page);
    officer.get(&page).await.is(200).has("keliru").has_not(ask);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sack_is_followed_from_the_books_to_the_slip_of_its_sale() {
    let w = World::sqlite().await;
    let (c, treasurer) = (w.counter().await, w.person("Ratu", &[Role::Officer]).await);
    take_deposit(&w.deps, &c.operator, &c.form("a", vec![line("PL-01", 6_000)], 24_000)).await.unwrap();
    fill_batch(&w.deps, &c.operator, c.unit, Into::New(code("PL-01")), Amount(6_000), "isi").await.unwrap();
    let sack = read_store(&w.deps, &c.operator, c.unit).await.unwrap().batches.remove(0);
    seal_batch(&w.deps, &c.operator, c.unit, sack.id, "A-1001").await.unwrap();
    let sale = SellBatches {
        nonce: "jual".to_owned(),
        unit: c.unit,
        buyer: Tier::Collector,
        collector: "Pak Ujang".to_owned(),
        ticket: String::new(),
        lines: vec![SoldBatch { batch: sack.id, gross: Amount(5_750), tare: Amount::ZERO, rate: Rupiah(4_000) }],
        expected_total: Rupiah(23_000),
    };
    let slip = sell_batches(&w.deps, &c.operator, &sale).await.unwrap();
    let officer = Visitor::new(&w, &treasurer);
    officer.post("/petugas/bank-sampah/buku", &[]).await.is(303);
    let name = format!("{} · A-1001", sack.number);
    let page = officer.get("/petugas/bank-sampah/buku?karung=x").await.is(200).has(&name).has("5,75 kg").has("0,25 kg");
    page.has(&format!("href=\"/slip/{slip}\""));
    officer.get("/petugas/bank-sampah/buku?karung=9").await.is(200).has("Semua karung, per bahan").has_not(&name);
    officer.get(&format!("/slip/{slip}")).await.is(200).has("Pak Ujang").has(&name).has_not("Batalkan setoran");
}
