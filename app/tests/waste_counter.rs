//! The scale of a counter: what is worth much waits for a photo of the goods, and nothing typed is lost on the way.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "support/mod.rs"]
mod support;
#[path = "support/visitor.rs"]
mod visitor;

use backend::db::{Run, sql};
use backend::testing::wastebank::PASSWORD;
use backend::testing::world::World;
use backend::wastebank::ask_for_card::own_card_request;
use backend::wastebank::confirm_card::CODES_PER_CARD;
use backend::wastebank::move_cash::move_cash;
use backend::wastebank::pay_out::{PayOut, pay_out};
use backend::wastebank::read_held_slip::link_secret;
use backend::wastebank::read_slip::read_slip;
use backend::wastebank::reverse_slip::reverse_slip;
use domain::identity::role::Role;
use domain::kernel::money::Rupiah;
use domain::wastebank::member::CardNumber;
use visitor::{Answer, Visitor};

/// One pixel.
fn png() -> Vec<u8> {
    let hex = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100\
               c9fe92ef0000000049454e44ae426082";
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|d| u8::from_str_radix(std::str::from_utf8(d).unwrap(), 16).unwrap()).collect()
}

/// Copper, with the sum that both have seen.
fn copper<'a>(gross: &'a str, total: &'a str, go: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("nonce", "satu"),
        ("total", total),
        ("material", "LG-07"),
        ("gross", gross),
        ("tare", ""),
        ("deduction", ""),
        ("reason", "sisa pita"),
        ("go", go),
    ]
}

async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}

/// The form as it was sent, with a place for a photo.
#[track_caller]
fn asks(page: Answer, scale: &str) -> Answer {
    let to = format!("action=\"{scale}/foto\"");
    page.has(&to).has("enctype=\"multipart/form-data\"").has("capture=\"environment\"").has("value=\"2\"").has("value=\"sisa pita\"")
}

async fn counter() -> (World, Visitor, String) {
    let w = World::sqlite().await;
    let c = w.counter().await;
    let (operator, scale) = (Visitor::new(&w, &c.operator), format!("/loket/{}/{}", c.unit, c.member.id));
    (w, operator, scale)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_is_asked_for_with_the_sum_and_waited_for() {
    let (w, operator, scale) = counter().await;
    let foto = format!("{scale}/foto");
    operator.post(&scale, &copper("1,9", "0", "count")).await.is(200).has_not("multipart/form-data");
    let counted = operator.post(&scale, &copper("2", "0", "count")).await.is(200);
    asks(counted, &scale).has_not("f-photo-err").has_not("name=\"witness\"");
    // Save without it: by the form that the page shows, and by one that goes around it.
    let save = copper("2", "150000", "save");
    for refused in [operator.upload_with(&foto, &save, "photo", &[("", b"")]).await, operator.post(&scale, &save).await] {
        asks(refused.is(422), &scale).has("id=\"f-photo-err\"").has("senilai Rp150.000");
    }
    let no_photo = operator.upload_with(&foto, &save, "photo", &[("a.jpg", b"<html>")]).await.is(422);
    asks(no_photo, &scale).has("id=\"f-photo-err\"").has("bukan foto");
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_deposit").await, 0);
    let slip = operator.upload_with(&foto, &save, "photo", &[("a.png", &png())]).await.is(303).to;
    operator.get(&slip).await.is(200).has("slip-photo").has("Rp150.000");
    operator.get(&format!("{slip}/foto")).await.is(200);
    // Pressed twice.
    operator.upload_with(&foto, &save, "photo", &[("a.png", &png())]).await.leads_to(&slip);
    assert_eq!(number(&w, "SELECT balance AS n FROM waste_member").await, 150_000);
    operator.get(&foto).await.leads_to(&scale);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_that_came_is_the_slip_s_when_less_is_weighed_in_the_end() {
    let (_w, operator, scale) = counter().await;
    let foto = format!("{scale}/foto");
    operator
        .upload_with(&foto, &copper("2", "0", "count"), "photo", &[("a.png", &png())])
        .await
        .is(200)
        .has("Foto sudah ada")
        .has("name=\"pictured\"");
    let less = |go| [copper("1,9", "142500", go), vec![("pictured", "1")]].concat();
    operator.post(&scale, &less("count")).await.is(200).has_not("Foto sudah ada").has("name=\"pictured\"");
    let slip = operator.post(&scale, &less("save")).await.is(303).to;
    operator.get(&slip).await.is(200).has("slip-photo").has("Rp142.500");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_waits_for_the_second_person() {
    let (w, operator, scale) = counter().await;
    let foto = format!("{scale}/foto");
    // Both are asked for at once.
    operator.post(&scale, &copper("4", "0", "count")).await.is(200).has("capture=\"environment\"").has("name=\"witness\"");
    let signed = |login: &'static str, password: &'static str| {
        let mut form = copper("4", "300000", "save");
        form.extend([("witness", login), ("witness_password", password)]);
        form
    };
    // The second person without the photo …
    let unseen = operator.upload_with(&foto, &signed("dadang@example.id", PASSWORD), "photo", &[]).await.is(422);
    unseen.has("id=\"f-photo-err\"").has("value=\"dadang@example.id\"");
    // … and the photo, with a password that is mistyped: the photo is not asked for again.
    let wrong = operator.upload_with(&foto, &signed("dadang@example.id", "bukan ini"), "photo", &[("a.png", &png())]).await.is(422);
    wrong.has("id=\"f-witness-err\"").has("Foto sudah ada").has_not("id=\"f-photo-err\"");
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_deposit").await, 0);
    let slip = operator.upload_with(&foto, &signed("dadang@example.id", PASSWORD), "photo", &[]).await.is(303).to;
    operator.get(&slip).await.is(200).has("slip-photo");
    assert_eq!(number(&w, "SELECT COUNT(*) AS n FROM waste_photo").await, 1);
    // Nobody else's files are looked at.
    let stranger = Visitor::new(&w, &w.person("Orang", &[]).await);
    stranger.upload_with(&foto, &copper("2", "150000", "save"), "photo", &[("a.png", &png())]).await.is(404);
    stranger.get(&foto).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_holds_a_slip_reads_it_without_an_account() {
    let w = World::sqlite().await;
    let c = w.counter().await;
    let (operator, client) = (Visitor::new(&w, &c.operator), support::Client::new(&w));
    let mut numbers = vec![w.deposit(&c).await];
    let treasurer = w.person("Ratu", &[Role::Officer]).await;
    move_cash(&w.deps, &treasurer, c.unit, Rupiah(50_000), "modal", "kas").await.unwrap();
    let cash = PayOut { nonce: "tunai".to_owned(), unit: c.unit, member: c.member.id, to: None, amount: Rupiah(6_000) };
    numbers.push(pay_out(&w.deps, &c.operator, &cash).await.unwrap());
    for (number, worth) in numbers.iter().zip(["Rp8.000", "Rp6.000"]) {
        let page = operator.get(&format!("/slip/{number}")).await.is(200).body;
        let held = page.split("href=\"").find(|rest| rest.starts_with("/bukti/")).unwrap().split('"').next().unwrap().to_owned();
        let shown = client.get(&held).await;
        assert_eq!(shown.status, 200);
        shown.has(number).has(worth).has("noindex").has_not("Bu Tati").has_not(&format!("/slip/{number}"));
        shown.has_not(&c.member.card.to_string()).has_not("Batalkan setoran");
        assert_eq!((shown.header("cache-control"), shown.header("referrer-policy")), ("no-store", "same-origin"));
        assert!(shown.tags.is_none(), "no page of somebody's is kept");
        client.get(&format!("/en{held}")).await.has(number).has("Slip ");
        // A number opens nothing without its people.
        assert_eq!(client.get(&format!("/bukti/{number}")).await.status, 404);
        assert_eq!(client.get(&format!("/slip/{number}")).await.status, 303);
    }
    // What is undone says so to whoever holds it.
    reverse_slip(&w.deps, &c.operator, &numbers[1], "salah hitung").await.unwrap();
    let secret = link_secret(&w.deps, &read_slip(&w.deps, &c.operator, &numbers[1]).await.unwrap());
    client.get(&format!("/bukti/{secret}")).await.has("salah hitung");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_is_linked_at_the_counter_and_freed_by_an_officer() {
    let w = World::sqlite().await;
    let c = w.counter().await;
    w.deposit(&c).await;
    let (person, officer) = (w.person("Neng Siti", &[]).await, w.person("Dewi", &[Role::Officer]).await);
    let (account, operator, office) = (Visitor::new(&w, &person), Visitor::new(&w, &c.operator), Visitor::new(&w, &officer));
    let (here, scale) = ("/akun/bank-sampah", format!("/loket/{}/{}", c.unit, c.member.id));
    let card = c.member.card.to_string();
    operator.get(&scale).await.is(200).has_not(&format!("{scale}/akun"));

    account.get(here).await.is(200).has("name=\"kartu\"");
    account.post(here, &[("go", "ask"), ("kartu", "3277 0042 6")]).await.is(422).has("f-kartu-err").has("value=\"3277 0042 6\"");
    account.post(here, &[("go", "ask"), ("kartu", "")]).await.is(422).has("f-kartu-err");
    account.post(here, &[("go", "ask"), ("kartu", &card)]).await.leads_to(here);
    let code = own_card_request(&w.deps, &person).await.unwrap().unwrap();
    account.get(here).await.is(200).has(&code.spoken()).has(&card).has_not("Rp8.000").has_not("Bu Tati");
    // A card that nobody has looks the same to who asks.
    account.post(here, &[("go", "ask"), ("kartu", &CardNumber::of_serial(7).to_string())]).await.leads_to(here);
    account.get(here).await.is(200).has("Sekarang datang ke loket");
    account.post(here, &[("go", "withdraw")]).await.leads_to(here);
    account.get(here).await.is(200).has_not("Sekarang datang ke loket");
    account.post(here, &[("go", "ask"), ("kartu", &card)]).await.leads_to(here);
    let code = own_card_request(&w.deps, &person).await.unwrap().unwrap();

    let link = format!("{scale}/akun");
    operator.get(&scale).await.is(200).has(&format!("href=\"{link}\"")).has_not("Neng Siti").has_not(&code.code);
    operator.get(&link).await.is(200).has(&card).has_not("Neng Siti").has_not("Beberapa akun");
    let neighbour = w.person("Tetangga", &[]).await;
    Visitor::new(&w, &neighbour).post(here, &[("go", "ask"), ("kartu", &card)]).await.leads_to(here);
    operator.get(&link).await.is(200).has("Beberapa akun meminta kartu ini").has_not("Tetangga");
    let theirs = own_card_request(&w.deps, &neighbour).await.unwrap().unwrap();
    let wrong = ["000000", "000001", "000002"].into_iter().find(|n| *n != code.code && *n != theirs.code).unwrap();
    for _ in 0..CODES_PER_CARD.attempts {
        operator.post(&link, &[("kode", wrong)]).await.is(422).has("Kode ini bukan untuk kartu ini");
    }
    operator.post(&link, &[("kode", &code.code)]).await.is(422).has("id=\"f-kode-err\"").has("terlalu sering dicoba");
    w.pass(CODES_PER_CARD.window);
    operator.post(&link, &[("kode", "12")]).await.is(422).has("id=\"f-kode-err\"").has("value=\"12\"");
    Visitor::new(&w, &person).post(&link, &[("kode", &code.code)]).await.is(404);
    operator.post(&link, &[("kode", &code.spoken())]).await.leads_to(&scale);
    operator.post(&link, &[("kode", &code.code)]).await.is(422).has("Kartu ini sudah punya akun");
    operator.get(&scale).await.is(200).has_not(&link);
    account.get(here).await.is(200).has("Rp8.000").has_not("name=\"kartu\"");
    account.post(here, &[("go", "ask"), ("kartu", &card)]).await.is(422).has("sudah terhubung");

    let desk = "/petugas/bank-sampah/kartu";
    account.get(desk).await.is(403);
    office.get(&format!("{desk}?kartu=1")).await.is(200).has("f-kartu-err");
    office.get(&format!("{desk}?kartu={}", CardNumber::of_serial(7).digits())).await.is(200).has("Tidak ada anggota dengan kartu ini");
    let digits = c.member.card.digits();
    office.get(&format!("{desk}?kartu={digits}")).await.is(200).has("Bu Tati").has("Neng Siti · neng.siti@example.id");
    let member = c.member.id.to_string();
    office.post(desk, &[("member", &member), ("kartu", &digits), ("reason", "")]).await.is(422).has("id=\"f-reason-err\"").has("Neng Siti");
    office.post(desk, &[("member", &member), ("kartu", &digits), ("reason", "HP hilang")]).await.leads_to(desk);
    office.get(&format!("{desk}?kartu={digits}")).await.is(200).has("Belum terhubung dengan akun").has_not("Neng Siti");
    account.get(here).await.is(200).has_not("Rp8.000").has("name=\"kartu\"");
}
