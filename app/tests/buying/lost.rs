//! A session that ends in the middle of a checkout: nothing that was typed is lost.

use backend::testing::world::World;

use crate::browser::{BAROS, Browser, count, end_sessions};
use crate::form::Form;

const ACCOUNT: [(&str, &str); 3] = [("name", "Budi"), ("login", "budi@example.id"), ("password", "kuda-lumping-sore-7")];

struct Scene {
    w: World,
    delivery: String,
    note: String,
    v: Browser,
    form: Form,
}

async fn typing(registered: bool) -> Scene {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 9).await;
    Browser::stranger(&w).post("/daftar", &ACCOUNT).await.is(303);
    let v = Browser::stranger(&w);
    if registered {
        v.post("/masuk", &ACCOUNT[1..]).await.is(303);
    }
    v.add(&goods, "1").await;
    let form = v.checkout().await;
    Scene { w, delivery: format!("delivery-{}", stall.shop), note: format!("note-{}", stall.shop), v, form }
}

impl Scene {
    /// The button, after everybody's session has ended.
    async fn press(&self) -> crate::browser::Seen {
        end_sessions(&self.w).await;
        let typed = [
            ("name", "Neng Siti"),
            ("phone", "0813-2211-0099"),
            ("email", "siti@example.id"),
            ("street", "Jl. Cihanjuang 7\r\nRT 02 & \"pos\""),
            ("kelurahan", BAROS),
            ("method", "card"),
            (&self.delivery, "own_courier"),
            (&self.note, "Jangan <pedas>"),
            ("go", "place"),
        ];
        self.v.submit(&self.form, &typed).await
    }
}

fn assert_all_there(s: &Scene, form: &Form) {
    let street = form.get("street").unwrap().replace('\r', "");
    assert_eq!(street.trim(), "Jl. Cihanjuang 7\nRT 02 & \"pos\"");
    assert_eq!(form.get(&s.note).map(str::trim), Some("Jangan <pedas>"));
    for (field, value) in [
        ("name", "Neng Siti"),
        ("phone", "0813-2211-0099"),
        ("email", "siti@example.id"),
        ("kelurahan", BAROS),
        ("method", "card"),
        (s.delivery.as_str(), "own_courier"),
    ] {
        assert_eq!(form.get(field), Some(value), "{field}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_comes_back_through_the_log_in() {
    let s = typing(true).await;
    let lost = s.press().await.is(422).has("Sesi Anda sudah berakhir");
    for shown in [
        "Neng Siti",
        "0813-2211-0099",
        "siti@example.id",
        "Jl. Cihanjuang 7",
        "Baros",
        "Kartu",
        "Kurir toko",
        "Kebun",
        "Jangan &lt;pedas&gt;",
    ] {
        assert!(lost.body.contains(shown), "{shown}");
    }
    let log_in = lost.form("password");
    let wrong = s.v.submit(&log_in, &[("login", ACCOUNT[1].1), ("password", "salah")]).await.is(422);
    let right = s.v.submit(&wrong.form("password"), &[("login", ACCOUNT[1].1), ("password", ACCOUNT[2].1)]).await.is(303);
    assert!(right.to.starts_with("/checkout?"), "{}", right.to);
    let back = s.v.get(&right.to).await.is(200);
    assert_all_there(&s, &back.form("key"));
    s.v.submit(&back.form("key"), &[("method", "cash"), ("go", "place")]).await.is(303);
    assert_eq!(count(&s.w, "market_order").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guests_cart_is_gone_but_not_what_was_typed() {
    let s = typing(false).await;
    let lost = s.press().await.is(422);
    // The account's cart is empty: the form is shown, and waits for other goods.
    let log_in = lost.form("password");
    let right = s.v.submit(&log_in, &[("login", ACCOUNT[1].1), ("password", ACCOUNT[2].1)]).await.is(303);
    let shown = s.v.get(&right.to).await.is(200).has("Keranjangnya sudah kosong").has("Jl. Cihanjuang 7").has("Jangan &lt;pedas&gt;");
    let back = shown.body.split("href=\"").find(|h| h.starts_with("/checkout?")).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let stall = s.w.stall("Lain").await;
    let goods = s.w.goods(&stall, "Dodol", 7_000, 9).await;
    s.v.add(&goods, "1").await.is(303);
    let form = s.v.get(&back).await.is(200).form("key");
    assert_eq!(form.get("name"), Some("Neng Siti"));
    // Nothing typed, nothing in the cart: the empty cart says so.
    Browser::stranger(&s.w).get("/checkout").await.leads_to("/keranjang");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_cannot_break_or_bend_an_address() {
    let s = typing(true).await;
    let credentials = [("login", ACCOUNT[1].1), ("password", ACCOUNT[2].1), ("kembali", "/checkout")];
    for kept in ["name=a\r\nSet-Cookie: x=1", "name=\u{1}", "\n", "%", "name=%0d%0aX: y", &format!("street={}", "x".repeat(100_000))] {
        let mut fields = credentials.to_vec();
        fields.push(("kept", kept));
        let to = Browser::stranger(&s.w).post("/masuk", &fields).await.is(303).to;
        assert!(to == "/checkout" || to.starts_with("/checkout?"), "{to}");
        assert!(to.len() < 8_000 && to.bytes().all(|b| b.is_ascii_graphic()), "{to}");
    }
    let mut fields = credentials;
    fields[2] = ("kembali", "/a\u{1}b");
    Browser::stranger(&s.w).post("/masuk", &fields).await.leads_to("/akun");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cart_button_after_the_end_shows_the_empty_cart() {
    let s = typing(false).await;
    let page = s.v.get("/keranjang").await;
    let (line, place, shop) = (page.form("quantity"), page.form("kelurahan"), page.form("shop"));
    end_sessions(&s.w).await;
    for form in [line, place, shop] {
        s.v.also().submit(&form, &[("kelurahan", BAROS)]).await.leads_to("/keranjang");
    }
    s.v.get("/keranjang").await.is(200).has("Keranjang masih kosong");
}
