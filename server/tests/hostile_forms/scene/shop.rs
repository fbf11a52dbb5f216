//! A shop, what officers keep of it, and orders in every state that a form asks for.

use backend::db::{Run, sql};
use backend::flows::sandbox_payment::press_sandbox;
use backend::market::keep_synonyms::save_synonyms;
use backend::market::place_order::Next;
use backend::market::read_order::{OrderKey, read_order};
use backend::market::read_own_products::read_own_product;
use backend::market::save_licence::save_licence;
use backend::market::start_payment::pay_order;
use backend::market::take_order_step::{Side, take_order_step};
use backend::testing::market::{Goods, Stall};
use backend::testing::world::World;
use domain::identity::role::Role;
use domain::market::licence::LicenceKind;
use domain::market::order::OrderEvent;
use domain::market::payment::{PaymentMethod, PaymentOutcome};

use super::Values;

pub async fn shop(w: &World, stall: &Stall, goods: &Goods) -> Values {
    let guest = w.guest().await;
    let cash = w.order(&guest, &[(goods, 1)], PaymentMethod::Cash).await.secret;
    let card = w.order(&guest, &[(goods, 1)], PaymentMethod::Card).await;
    let Next::Pay { url } = card.next else { panic!("the sandbox takes cards") };
    // Whoever ordered this one has lost the link.
    let lost = w.order(&guest, &[(goods, 1)], PaymentMethod::Cash).await.secret;
    let number = read_order(&w.deps, &guest, OrderKey::Secret(&lost)).await.unwrap().subs[0].number.clone();
    // Paid, cancelled: money goes back.
    let back = w.order(&guest, &[(goods, 1)], PaymentMethod::Card).await;
    let Next::Pay { url: paid } = back.next else { panic!("the sandbox takes cards") };
    press_sandbox(&w.deps, paid.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    let sub = read_order(&w.deps, &guest, OrderKey::Secret(&back.secret)).await.unwrap().subs.remove(0);
    take_order_step(&w.deps, &guest, Side::Link(&back.secret), sub.id, OrderEvent::Cancel, "").await.unwrap();
    // Paid twice: the second money goes back.
    let twice = w.order(&guest, &[(goods, 1)], PaymentMethod::Card).await;
    let Next::Pay { url: first } = &twice.next else { panic!("the sandbox takes cards") };
    let first = first.rsplit('/').next().unwrap();
    press_sandbox(&w.deps, first, PaymentOutcome::Failed).await.unwrap();
    let Next::Pay { url: second } = pay_order(&w.deps, &guest, OrderKey::Secret(&twice.secret)).await.unwrap() else { panic!("a card") };
    for reference in [second.rsplit('/').next().unwrap(), first] {
        press_sandbox(&w.deps, reference, PaymentOutcome::Paid).await.unwrap();
    }
    let waiting = w.stall("Menunggu").await.shop;
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE shop SET state = 'submitted', approved_at = NULL WHERE id = $1").bind(waiting)).await.unwrap();
    tx.commit().await.unwrap();
    // A neighbour's, whom nobody walks for: it still waits when the officer comes.
    let neighbour = w.stall("Tetangga").await;
    let theirs = w.goods(&neighbour, "Ranginang", 9_000, 9).await;
    for (owner, product) in [(&stall.owner, goods.product), (&neighbour.owner, theirs.product)] {
        save_licence(&w.deps, owner, product, LicenceKind::Pirt, "3063306010072-19", None).await.unwrap();
    }
    let licence = read_own_product(&w.deps, &neighbour.owner, theirs.product).await.unwrap().licences[0].id;
    let officer = w.person("Sunda", &[Role::Officer]).await;
    let synonyms = save_synonyms(&w.deps, &officer, None, "opak, opaque").await.unwrap();
    let steps = ["cerita", "alamat", "jam-buka", "pengiriman", "rekening"].map(str::to_owned).to_vec();
    vec![
        ("/kategori/", "{slug}", vec!["keripik".to_owned()]),
        ("/petugas/kategori/", "{slug}", vec!["keripik".to_owned()]),
        ("/produk/", "{slug}", vec![format!("p-{}", goods.product)]),
        ("/toko/", "{slug}", vec!["toko-kebun".to_owned()]),
        ("/sitemap/", "{part}", vec!["pages.xml".to_owned(), "products-1.xml".to_owned()]),
        ("/media/", "{file}", vec!["tidak-ada.webp".to_owned()]),
        ("/buka-toko/", "{step}", steps.clone()),
        ("/dagang/toko/", "{step}", steps),
        ("/dagang/produk/", "{id}", vec![goods.product.to_string()]),
        ("/dagang/pesanan/", "{number}", vec![number.clone()]),
        ("/petugas/pesanan/", "{number}", vec![number, sub.number]),
        ("/petugas/toko/", "{id}", vec![stall.shop.to_string(), waiting.to_string()]),
        ("/petugas/produk/", "{id}", vec![goods.product.to_string()]),
        ("/petugas/izin/", "{id}", vec![licence.to_string()]),
        ("/petugas/sinonim/", "{id}", vec![synonyms.to_string()]),
        ("/pesanan/", "{secret}", vec![cash, card.secret]),
        ("/bayar/sandbox/", "{reference}", vec![url.rsplit('/').next().unwrap().to_owned()]),
    ]
}
