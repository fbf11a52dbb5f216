use backend::notices::list_notices::list_notices;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::kernel::paging::PageRequest;
use domain::market::payment::PaymentMethod;

use crate::visitor::{Visitor, merchant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_is_read_in_the_readers_language_and_marked_by_its_reader_only() {
    let w = World::sqlite().await;
    let (stall, shop) = merchant(&w, "Kebun").await;
    let goods = w.goods(&stall, "Opak", 12_000, 3).await;
    let budi = w.person("Budi", &[]).await;
    let inbox = "/akun/kotak-masuk";
    let v = Visitor::new(&w, &budi);
    v.get(inbox).await.is(200).has("Belum ada kabar");
    let placed = w.order(&budi, &[(&goods, 1)], PaymentMethod::Cash).await;
    v.get(inbox).await.is(200).has(&placed.number).has(&format!("/pesanan/{}", placed.secret)).has("sudah kami terima");
    v.get("/en/akun/kotak-masuk").await.is(200).has("We have your order").has(&format!("/en/pesanan/{}", placed.secret));
    shop.get(inbox).await.is(200).has(&format!("/dagang/pesanan/{}-A", placed.number)).has("Neng Siti");

    let unread = async || {
        let page = PageRequest::new(None, 20);
        list_notices(&w.deps, &budi, page).await.unwrap().items.iter().filter(|n| !n.read).count()
    };
    let notice = list_notices(&w.deps, &budi, PageRequest::new(None, 20)).await.unwrap().items[0].id.to_string();
    shop.post(inbox, &[("notice", &notice)]).await.is(303);
    assert_eq!(unread().await, 1, "another's notice stays unread");
    v.post(inbox, &[("notice", "bukan-id")]).await.is(404);
    v.post(inbox, &[("notice", &notice)]).await.leads_to(inbox);
    assert_eq!(unread().await, 0);
    v.post("/en/akun/kotak-masuk", &[]).await.leads_to("/en/akun/kotak-masuk");
    let stranger = Visitor::new(&w, &Actor::GUEST);
    stranger.get(inbox).await.leads_to("/masuk?kembali=%2Fakun%2Fkotak%2Dmasuk");
    stranger.post(inbox, &[]).await.is(401);
}
