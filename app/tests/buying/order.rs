use backend::db::{Run, sql};
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::identity::role::Role;
use domain::kernel::clock::HOUR;

use crate::browser::{Browser, count};

struct Scene {
    w: World,
    stall: Stall,
    v: Browser,
    link: String,
}

async fn ordered(method: &str) -> (Scene, String) {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 9).await;
    let v = Browser::stranger(&w);
    v.add(&goods, "2").await;
    let form = v.checkout().await;
    let to = v.place(&form, &[("method", method)]).await.is(303).to;
    let secret: String = w.deps.db.reader().fetch_one(sql("SELECT secret FROM market_order")).await.unwrap().get("secret").unwrap();
    (Scene { w, stall, v, link: format!("/pesanan/{secret}") }, to)
}

impl Scene {
    async fn number(&self) -> String {
        self.w.deps.db.reader().fetch_one(sql("SELECT number FROM sub_order")).await.unwrap().get("number").unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_step_says_when_and_by_whom() {
    let (s, _) = ordered("cash").await;
    let owner = Browser::of(&s.w, &s.stall.owner);
    let page = format!("/dagang/pesanan/{}", s.number().await);
    s.w.pass(5 * 60_000);
    owner.post(&page, &[("do", "accept")]).await.is(303);
    s.v.get(&s.link).await.has("23 Nov 2026, 10.00 WIB · oleh Anda").has("23 Nov 2026, 10.05 WIB · oleh toko");
    s.v.get(&format!("/en{}", s.link)).await.has("23 Nov 2026, 10:00 WIB · by you").has("23 Nov 2026, 10:05 WIB · by the shop");
    for step in ["pack", "make_ready", "hand_over"] {
        owner.post(&page, &[("do", step)]).await.is(303);
    }
    s.w.pass(48 * HOUR + 60_000);
    backend::market::run_order_timers::run_order_timers(&s.w.deps).await.unwrap();
    s.v.get(&s.link).await.has("· otomatis");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_time_left_is_a_span_and_a_moment() {
    let (s, _) = ordered("cash").await;
    s.w.pass(2 * HOUR);
    s.v.get(&s.link).await.has("22 jam").has("sampai 24 Nov 2026, 10.00 WIB").has_not("data-until");
    s.v.get(&format!("/en{}", s.link)).await.has("22 hours").has("until 24 Nov 2026, 10:00 WIB");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_is_refused_and_then_paid() {
    let (s, to) = ordered("card").await;
    assert!(to.starts_with("/bayar/sandbox/"), "{to}");
    let page = s.v.get(&to).await.is(200).has("Rp24.000");
    assert!(page.body.contains("value=\"decline\""));
    s.v.post(&to, &[("go", "decline")]).await.leads_to(&s.link);
    let order = s.v.get(&s.link).await.is(200).has("alert-warn").has_not("alert-success").has("Bayar sekarang");
    let again = s.v.submit(&order.form_with("go", "pay"), &[]).await.is(303).to;
    assert!(again.starts_with("/bayar/sandbox/"), "{again}");
    s.v.post(&again, &[("go", "pay")]).await.leads_to(&s.link);
    s.v.get(&s.link).await.has("alert-success").has("Lunas").has("pembayaran");
    // Told again, and late: nothing moves.
    s.v.post(&again, &[("go", "decline")]).await.is(303);
    s.v.get(&s.link).await.has("Lunas");
    s.v.post(&s.link, &[("go", "pay")]).await.is(422);
    s.w.assert_nothing_lost().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_sides_see_how_long_cancelling_is_free() {
    let (s, _) = ordered("cash").await;
    let owner = Browser::of(&s.w, &s.stall.owner);
    let page = format!("/dagang/pesanan/{}", s.number().await);
    s.w.pass(20 * 60_000);
    s.v.get(&s.link).await.has("Masih bisa langsung dibatalkan selama 40 menit").has("sampai 23 Nov 2026, 11.00 WIB");
    s.v.get(&format!("/en{}", s.link))
        .await
        .has("For another 40 minutes you can cancel without asking")
        .has("until 23 Nov 2026, 11:00 WIB");
    owner.get(&page).await.has("Pembeli masih bisa membatalkan sendiri selama 40 menit").has("sampai 23 Nov 2026, 11.00 WIB");
    // The shop's yes does not end it; the clock does.
    owner.post(&page, &[("do", "accept")]).await.is(303);
    s.v.get(&s.link).await.has("Masih bisa langsung dibatalkan selama 40 menit");
    s.w.pass(40 * 60_000 + 1);
    s.v.get(&s.link).await.has("Minta pembatalan").has_not("bisa langsung dibatalkan");
    owner.get(&page).await.is(200).has_not("bisa membatalkan sendiri");
    // What is over is not counted down for ever, where no timer has rung yet.
    s.v.get(&s.link).await.has("class=\"countdown\"");
    s.w.pass(10 * 24 * 60 * 60_000);
    s.v.get(&s.link).await.is(200).has("Minta pembatalan").has_not("class=\"countdown");
    // Before the money there is another clock: the order ends by itself.
    let (s, _) = ordered("card").await;
    s.v.get(&s.link).await.has("value=\"cancel\"").has_not("bisa langsung dibatalkan");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn within_the_hour_it_is_cancelled_at_once() {
    let (s, _) = ordered("cash").await;
    let form = s.v.get(&s.link).await.form_with("go", "cancel");
    s.v.submit(&form, &[("reason", "Salah pesan")]).await.leads_to(&s.link);
    s.v.get(&s.link).await.has("Dibatalkan").has("Salah pesan").has("oleh Anda").has_not("value=\"cancel\"");
    s.v.submit(&form, &[]).await.is(422).has("keadaan pesanan sudah berubah");
    s.w.assert_nothing_lost().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn later_the_shop_is_asked_and_answers() {
    let (s, _) = ordered("cash").await;
    let free = s.v.get(&s.link).await.form_with("go", "cancel");
    s.w.pass(HOUR + 1);
    s.v.submit(&free, &[]).await.is(422);
    let ask = s.v.get(&s.link).await.has_not("value=\"cancel\"").form_with("go", "ask");
    s.v.submit(&ask, &[("reason", " ")]).await.is(422);
    s.v.submit(&ask, &[("reason", &"x".repeat(301))]).await.is(422).has(&"x".repeat(301));
    s.v.submit(&ask, &[("reason", "Pindah kota")]).await.leads_to(&s.link);
    s.v.get(&s.link).await.has("Toko belum menjawab").has("Pindah kota");
    s.v.submit(&ask, &[("reason", "Lagi")]).await.is(422);
    let owner = Browser::of(&s.w, &s.stall.owner);
    let page = format!("/dagang/pesanan/{}", s.number().await);
    owner.post(&page, &[("do", "agree")]).await.is(303);
    s.v.get(&s.link).await.has("Dibatalkan atas permintaan Anda");
    s.w.assert_nothing_lost().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_orders_part_is_not_reached_by_this_link() {
    let (s, _) = ordered("cash").await;
    let goods = s.w.goods(&s.stall, "Dodol", 7_000, 9).await;
    let other = Browser::stranger(&s.w);
    other.add(&goods, "1").await;
    let form = other.checkout().await;
    let link = other.place(&form, &[]).await.is(303).to;
    let theirs = other.get(&link).await.form_with("go", "cancel");
    let sub = theirs.get("sub").unwrap();
    for go in ["cancel", "complete", "ask"] {
        s.v.post(&s.link, &[("go", go), ("sub", sub), ("reason", "x")]).await.is(404);
    }
    s.v.post(&s.link, &[("go", "cancel"), ("sub", "not-an-id")]).await.is(404);
    s.v.post(&s.link, &[("go", "explode"), ("sub", sub)]).await.is(400);
    let open = "sub_order WHERE state = 'placed'";
    assert_eq!(count(&s.w, open).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_finds_the_order_among_theirs_and_nobody_else_does() {
    let w = World::sqlite().await;
    let stall = w.stall("Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 9).await;
    let (mine, other) = (w.person("Budi", &[]).await, w.person("Ani", &[Role::Officer]).await);
    let v = Browser::of(&w, &mine);
    v.add(&goods, "1").await;
    let form = v.checkout().await;
    assert_eq!(form.get("name"), Some("Budi"));
    let link = v.place(&form, &[]).await.is(303).to;
    v.get("/akun/pesanan").await.is(200).has(&link);
    v.get("/en/akun/pesanan").await.is(200).has(&link);
    Browser::of(&w, &other).get("/akun/pesanan").await.is(200).has_not(&link);
    w.run_jobs().await;
    v.get("/akun/kotak-masuk").await.is(200);
}
