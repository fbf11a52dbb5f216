//! SQL and HTML in every text of the shopper's forms: text is text.

use backend::testing::world::World;
use domain::kernel::clock::HOUR;

use crate::browser::{BAROS, Browser, count};
use crate::form::bare_tags;

pub const HOSTILE: [&str; 5] = [
    "'; DROP TABLE market_order; --",
    "<script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "</textarea><img src=x onerror=alert(1)>",
    "{{7*7}}${7*7}%00%0d%0a",
];

#[track_caller]
fn harmless(body: &str) {
    for tag in bare_tags(body) {
        assert!(!["onmouseover", "onerror", "src=x"].iter().any(|raw| tag.contains(raw)), "<{tag}> in {body}");
    }
    assert!(!body.contains("<script>alert"), "{body}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_streets_notes_and_reasons_are_shown_as_typed() {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 90).await;
    let owner = Browser::of(&w, &stall.owner);
    let (delivery, note) = (format!("delivery-{}", stall.shop), format!("note-{}", stall.shop));
    for text in HOSTILE {
        let v = Browser::stranger(&w);
        v.add(&goods, "1").await.is(303);
        let cart = v.get("/keranjang").await;
        v.submit(&cart.form("shop"), &[(&note, text)]).await.is(303);
        harmless(&v.get("/keranjang").await.is(200).body);
        let form = v.checkout().await;
        let typed =
            [("name", text), ("street", text), (&note as &str, text), ("email", text), ("kelurahan", BAROS), (&delivery as &str, "pickup")];
        harmless(&v.place(&form, &typed).await.is(422).has("f-email-err").body);
        let mut typed = typed;
        typed[3].1 = "";
        let link = v.place(&form, &typed).await.is(303).to;
        let page = v.get(&link).await.is(200);
        harmless(&page.body);
        // After the hour in which it may be cancelled freely, the shop is asked.
        w.pass(HOUR + 1);
        let ask = v.get(&link).await.form_with("go", "ask");
        v.submit(&ask, &[("reason", "")]).await.is(422);
        harmless(&v.submit(&ask, &[("reason", &text.repeat(20))]).await.is(422).body);
        v.submit(&ask, &[("reason", text)]).await.is(303);
        harmless(&v.get(&link).await.is(200).body);
        harmless(&owner.get("/dagang/pesanan").await.is(200).body);
        let number = page.body.split("id=\"b-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        for part in ["", "/slip", "/faktur"] {
            harmless(&owner.get(&format!("/dagang/pesanan/{number}{part}")).await.is(200).body);
        }
    }
    assert_eq!(count(&w, "market_order").await, 5);
    w.assert_nothing_lost().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_and_cookies_are_texts_too() {
    let w = World::sqlite().await;
    let v = Browser::stranger(&w);
    for path in ["/pesanan/%27%20OR%201%3D1", "/pesanan/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/bayar/sandbox/%27--", "/en/pesanan/x"] {
        harmless(&v.get(path).await.is(404).body);
    }
    harmless(&v.get("/masuk?kembali=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await.is(200).body);
    let checkout = v.get("/checkout?name=%3Cscript%3Ealert(1)%3C/script%3E").await.is(200);
    harmless(&checkout.body);
}
