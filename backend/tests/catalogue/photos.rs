use std::io::Cursor;

use backend::adapters::photos::{PhotoError, PhotoFormat};
use backend::both_engines;
use backend::db::{Run, sql};
use backend::market::add_photo::{AddPhotoError, add_photo};
use backend::market::arrange_photos::{ArrangePhotosError, delete_photo, move_photo};
use backend::market::forget_originals::forget_originals;
use backend::market::list_category::{CardSort, list_category};
use backend::market::open_shop::open_shop;
use backend::market::process_photo::process_photo;
use backend::market::publish_product::{archive_product, publish_product};
use backend::market::read_order::{OrderKey, read_order};
use backend::market::read_own_products::read_own_product;
use backend::market::read_photo::read_photo;
use backend::market::review_shop::{ShopVerdict, review_shop};
use backend::market::save_product::create_product;
use backend::market::submit_shop::submit_shop;
use backend::testing::world::World;
use bytes::Bytes;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::{DAY, HOUR};
use domain::kernel::ids::{PhotoId, ProductId};
use domain::market::payment::PaymentMethod;
use domain::market::photo::{CardPhoto, PhotoState};
use domain::market::product::MAX_PHOTOS;
use image::{DynamicImage, ImageFormat, RgbImage};

use crate::{category, fill, on_sale, open_for_business, product};

fn jpeg(width: u32, height: u32) -> Bytes {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(width, height)).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner().into()
}

async fn ids(w: &World, owner: &Actor, product: ProductId) -> Vec<PhotoId> {
    read_own_product(&w.deps, owner, product).await.unwrap().photos.iter().map(|p| p.id).collect()
}

both_engines!(a_photo_is_drawn_anew_shown_and_gone, |w| {
    let (owner, other) = (w.person("Siti", &[]).await, w.person("Ujang", &[]).await);
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let product = on_sale(&w, &owner, shop, &keripik, "Keripik").await;
    let photo = add_photo(&w.deps, &owner, product, jpeg(800, 600)).await.unwrap();
    assert_eq!(read_photo(&w.deps, &Actor::GUEST, photo, 320, PhotoFormat::Webp).await.unwrap(), None, "the upload itself is never shown");
    w.run_jobs().await;
    let made = read_own_product(&w.deps, &owner, product).await.unwrap().photos.remove(0);
    assert_eq!((made.state, made.width, made.widths.clone()), (PhotoState::Ready, 800, vec![320, 640, 800]));
    for (width, format) in [(320, PhotoFormat::Webp), (640, PhotoFormat::Jpeg), (1280, PhotoFormat::Webp), (7, PhotoFormat::Jpeg)] {
        assert!(read_photo(&w.deps, &Actor::GUEST, photo, width, format).await.unwrap().is_some(), "{width}");
    }
    assert_eq!(w.deps.blobs.get(&format!("photo/{photo}/original")).await.unwrap(), None);
    process_photo(&w.deps, photo).await.unwrap();
    let card = list_category(&w.deps, &keripik, CardSort::Newest, None).await.unwrap().unwrap().products.items.remove(0);
    assert_eq!(card.photo, Some(CardPhoto { id: photo, small: 320, large: 640 }));

    assert!(matches!(delete_photo(&w.deps, &other, photo).await, Err(ArrangePhotosError::NotFound)));
    delete_photo(&w.deps, &owner, photo).await.unwrap();
    w.run_jobs().await;
    assert_eq!(read_photo(&w.deps, &Actor::GUEST, photo, 320, PhotoFormat::Webp).await.unwrap(), None);
    assert!(matches!(delete_photo(&w.deps, &owner, photo).await, Err(ArrangePhotosError::NotFound)));
});

both_engines!(photos_are_few_sound_and_in_order, |w| {
    let (owner, other) = (w.person("Siti", &[]).await, w.person("Ujang", &[]).await);
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let product = on_sale(&w, &owner, shop, &keripik, "Keripik").await;
    assert!(matches!(add_photo(&w.deps, &other, product, jpeg(8, 8)).await, Err(AddPhotoError::NotFound)));
    assert!(matches!(add_photo(&w.deps, &Actor::GUEST, product, jpeg(8, 8)).await, Err(AddPhotoError::Forbidden(_))));
    let cut = jpeg(64, 64).slice(..200);
    assert!(matches!(add_photo(&w.deps, &owner, product, cut).await, Err(AddPhotoError::Photo(_))));
    let lie = Bytes::from_static(b"<script>alert(1)</script>");
    assert!(matches!(add_photo(&w.deps, &owner, product, lie).await, Err(AddPhotoError::Photo(PhotoError::NotAnImage))));
    let adding = (0..MAX_PHOTOS + 2).map(|_| add_photo(&w.deps, &owner, product, jpeg(8, 8)));
    let added = futures::future::join_all(adding).await;
    assert_eq!(added.iter().filter(|a| a.is_ok()).count(), MAX_PHOTOS);
    assert!(added.iter().any(|a| matches!(a, Err(AddPhotoError::TooMany))));

    let before = ids(&w, &owner, product).await;
    move_photo(&w.deps, &owner, before[3], 0).await.unwrap();
    move_photo(&w.deps, &owner, before[0], 99).await.unwrap();
    let after = ids(&w, &owner, product).await;
    assert_eq!((after[0], after[1], after[7]), (before[3], before[1], before[0]));
    assert!(matches!(move_photo(&w.deps, &other, before[1], 0).await, Err(ArrangePhotosError::NotFound)));
});

both_engines!(a_photo_that_cannot_be_drawn_fails_once_and_for_all, |w| {
    let owner = w.person("Siti", &[]).await;
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let product = on_sale(&w, &owner, shop, &keripik, "Keripik").await;
    let photo = add_photo(&w.deps, &owner, product, jpeg(64, 64)).await.unwrap();
    // The disk lost it.
    w.deps.blobs.delete(&format!("photo/{photo}/original")).await.unwrap();
    w.run_jobs().await;
    assert_eq!(read_own_product(&w.deps, &owner, product).await.unwrap().photos[0].state, PhotoState::Failed);
    // Deleted while it was being drawn: nothing is left behind.
    let photo = add_photo(&w.deps, &owner, product, jpeg(64, 64)).await.unwrap();
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("DELETE FROM photo WHERE id = $1").bind(photo)).await.unwrap();
    tx.commit().await.unwrap();
    w.run_jobs().await;
    assert_eq!(w.deps.blobs.get(&format!("photo/{photo}/original")).await.unwrap(), None);
});

both_engines!(what_is_not_on_sale_is_seen_by_the_shop_and_officers_only, |w| {
    let (owner, other, officer) =
        (w.person("Siti", &[]).await, w.person("Ujang", &[Role::Merchant]).await, w.person("Dewi", &[Role::Officer]).await);
    let keripik = category(&w, "Keripik").await;
    let shop = open_shop(&w.deps, &owner, "Saung Siti").await.unwrap();
    let draft = create_product(&w.deps, &owner, shop, product(&keripik, "Keripik", "SKU-1")).await.unwrap();
    let photo = add_photo(&w.deps, &owner, draft, jpeg(800, 600)).await.unwrap();
    w.run_jobs().await;
    let seen = async |actor: &Actor| read_photo(&w.deps, actor, photo, 320, PhotoFormat::Webp).await.unwrap().map(|f| f.public);
    let everybody = async || [seen(&owner).await, seen(&officer).await, seen(&other).await, seen(&Actor::GUEST).await];
    assert_eq!(everybody().await, [Some(false), Some(false), None, None], "a draft");
    fill(&w, &owner, shop, "Saung Siti").await;
    submit_shop(&w.deps, &owner, shop).await.unwrap();
    review_shop(&w.deps, &officer, shop, ShopVerdict::Approve).await.unwrap();
    assert_eq!(everybody().await, [Some(false), Some(false), None, None], "a draft of an open shop");
    publish_product(&w.deps, &owner, draft).await.unwrap();
    assert_eq!(everybody().await, [Some(true); 4], "on sale");
    archive_product(&w.deps, &owner, draft).await.unwrap();
    assert_eq!(everybody().await, [Some(false), Some(false), None, None], "archived");
});

both_engines!(no_original_stays_behind, |w| {
    let owner = w.person("Siti", &[]).await;
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let product = on_sale(&w, &owner, shop, &keripik, "Keripik").await;
    let waiting = add_photo(&w.deps, &owner, product, jpeg(64, 64)).await.unwrap();
    let left: PhotoId = w.deps.id();
    let key = |id: PhotoId| format!("photo/{id}/original");
    w.deps.blobs.put(&key(left), jpeg(64, 64)).await.unwrap();
    assert_eq!(forget_originals(&w.deps).await.unwrap(), 0, "it may be an upload on its way");
    w.pass(HOUR + 1);
    assert_eq!(forget_originals(&w.deps).await.unwrap(), 1);
    assert_eq!(w.deps.blobs.get(&key(left)).await.unwrap(), None);
    assert!(w.deps.blobs.get(&key(waiting)).await.unwrap().is_some());
    w.pass(DAY);
    assert_eq!(forget_originals(&w.deps).await.unwrap(), 0, "nobody ran its job, which is still to come");
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE job SET state = 'dead' WHERE kind = 'process_photo'")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(forget_originals(&w.deps).await.unwrap(), 1);
    assert_eq!(w.deps.blobs.get(&key(waiting)).await.unwrap(), None);
    assert_eq!(read_own_product(&w.deps, &owner, product).await.unwrap().photos[0].state, PhotoState::Failed);
});

both_engines!(two_runners_make_one_photo, |w| {
    let owner = w.person("Siti", &[]).await;
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let product = on_sale(&w, &owner, shop, &keripik, "Keripik").await;
    let photo = add_photo(&w.deps, &owner, product, jpeg(64, 64)).await.unwrap();
    let (a, b) = tokio::join!(process_photo(&w.deps, photo), process_photo(&w.deps, photo));
    a.and(b).unwrap();
    // One that comes late with nothing in hand changes nothing.
    let mut tx = w.deps.db.begin().await.unwrap();
    assert!(!backend::market::store::photos::set_made(&mut tx, photo, PhotoState::Failed, &[]).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(read_own_product(&w.deps, &owner, product).await.unwrap().photos[0].state, PhotoState::Ready);
    assert!(read_photo(&w.deps, &owner, photo, 320, PhotoFormat::Webp).await.unwrap().is_some());
});

both_engines!(an_order_shows_the_photo_while_the_product_is_shown, |w| {
    let stall = w.stall("Saung Siti").await;
    let goods = w.goods(&stall, "Keripik", 5_000, 9).await;
    let guest = w.guest().await;
    let placed = w.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await;
    let seen = async || read_order(&w.deps, &guest, OrderKey::Secret(&placed.secret)).await.unwrap().subs[0].lines[0].photo;
    assert_eq!(seen().await, None);
    let photo = add_photo(&w.deps, &stall.owner, goods.product, jpeg(400, 400)).await.unwrap();
    assert_eq!(seen().await, None, "not drawn yet");
    w.run_jobs().await;
    assert_eq!(seen().await, Some(photo));
    archive_product(&w.deps, &stall.owner, goods.product).await.unwrap();
    assert_eq!(seen().await, None);
});
