use backend::both_engines;
use backend::market::decide_licence::{
    DecideLicenceError, LicenceVerdict, SeenLicence, decide_licence, list_licences_to_review, read_product_to_review,
};
use backend::market::publish_product::archive_product;
use backend::market::read_own_products::read_own_product;
use backend::market::read_product::read_product;
use backend::market::save_licence::{SaveLicenceError, remove_licence, save_licence};
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::market::licence::{LicenceError, LicenceKind, LicenceState};

use crate::{category, on_sale, open_for_business};

const PIRT: &str = "3063306010072-29";

both_engines!(a_licence_is_public_from_the_officers_word_to_its_expiry, |w| {
    let (owner, officer) = (w.person("Siti", &[]).await, w.person("Budi", &[Role::Officer]).await);
    let other = w.person("Ujang", &[Role::Merchant]).await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let product = on_sale(&w, &owner, shop, &category(&w, "Keripik").await, "Keripik").await;
    let slug = read_own_product(&w.deps, &owner, product).await.unwrap().product.slug;
    let d = &w.deps;
    let until = d.now().plus(30 * DAY);
    assert!(matches!(save_licence(d, &other, product, LicenceKind::Pirt, PIRT, None).await, Err(SaveLicenceError::NotFound)));
    assert!(matches!(
        save_licence(d, &owner, product, LicenceKind::Pirt, "12", None).await,
        Err(SaveLicenceError::Number(LicenceError::Pirt))
    ));
    assert!(matches!(save_licence(d, &owner, product, LicenceKind::Pirt, PIRT, Some(d.now())).await, Err(SaveLicenceError::Expired)));
    save_licence(d, &owner, product, LicenceKind::Pirt, PIRT, Some(until)).await.unwrap();
    assert!(read_product(d, &slug).await.unwrap().unwrap().licences.is_empty());

    let waiting = list_licences_to_review(d, &officer).await.unwrap().remove(0).licence;
    let seen = SeenLicence { number: PIRT, expires_at: Some(until) };
    assert!(matches!(list_licences_to_review(d, &owner).await, Err(DecideLicenceError::Forbidden(_))));
    assert!(matches!(decide_licence(d, &owner, waiting.id, seen, LicenceVerdict::Verify).await, Err(DecideLicenceError::Forbidden(_))));
    for never_seen in [
        SeenLicence { number: "3063306010072-30", ..seen },
        SeenLicence { expires_at: None, ..seen },
        SeenLicence { expires_at: Some(until.plus(DAY)), ..seen },
    ] {
        let verdict = decide_licence(d, &officer, waiting.id, never_seen, LicenceVerdict::Verify).await;
        assert!(matches!(verdict, Err(DecideLicenceError::Changed)), "{never_seen:?}");
    }
    decide_licence(d, &officer, waiting.id, seen, LicenceVerdict::Verify).await.unwrap();
    assert!(matches!(decide_licence(d, &officer, waiting.id, seen, LicenceVerdict::Verify).await, Err(DecideLicenceError::Changed)));
    assert_eq!(read_product(d, &slug).await.unwrap().unwrap().licences.len(), 1);
    save_licence(d, &owner, product, LicenceKind::Pirt, PIRT, Some(until)).await.unwrap();
    assert_eq!(read_product(d, &slug).await.unwrap().unwrap().licences.len(), 1, "the same again changes nothing");
    w.pass(30 * DAY);
    assert!(read_product(d, &slug).await.unwrap().unwrap().licences.is_empty(), "hidden after its expiry");

    save_licence(d, &owner, product, LicenceKind::Halal, "ID32110000123456789", None).await.unwrap();
    let halal = list_licences_to_review(d, &officer).await.unwrap().remove(0).licence;
    let verdict = LicenceVerdict::Reject { reason: "Nomor tidak ditemukan.".to_owned() };
    decide_licence(d, &officer, halal.id, SeenLicence { number: &halal.number, expires_at: None }, verdict).await.unwrap();
    let own = read_own_product(d, &owner, product).await.unwrap().licences;
    assert!(own.iter().any(|l| l.state == LicenceState::Rejected && l.reason == "Nomor tidak ditemukan."));
    remove_licence(d, &owner, product, LicenceKind::Halal).await.unwrap();
    assert!(matches!(remove_licence(d, &owner, product, LicenceKind::Halal).await, Err(SaveLicenceError::NotFound)));
});

both_engines!(an_officer_has_no_say_over_their_own_licences, |w| {
    let officer = w.person("Budi", &[Role::Officer, Role::Merchant]).await;
    let shop = open_for_business(&w, &officer, "Kios Budi").await;
    let product = on_sale(&w, &officer, shop, &category(&w, "Keripik").await, "Keripik").await;
    let d = &w.deps;
    save_licence(d, &officer, product, LicenceKind::Pirt, PIRT, None).await.unwrap();
    let waiting = list_licences_to_review(d, &officer).await.unwrap().remove(0).licence;
    let seen = SeenLicence { number: PIRT, expires_at: None };
    let own = decide_licence(d, &officer, waiting.id, seen, LicenceVerdict::Verify).await;
    assert!(matches!(own, Err(DecideLicenceError::OwnShop)));
    assert_eq!(list_licences_to_review(d, &officer).await.unwrap().len(), 1, "it still waits");
    let admin = w.person("Ade", &[Role::Admin]).await;
    decide_licence(d, &admin, waiting.id, seen, LicenceVerdict::Verify).await.unwrap();
});

both_engines!(an_officer_sees_the_product_behind_a_licence, |w| {
    let (owner, officer) = (w.person("Siti", &[]).await, w.person("Budi", &[Role::Officer]).await);
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let product = on_sale(&w, &owner, shop, &category(&w, "Keripik").await, "Keripik").await;
    let d = &w.deps;
    assert!(matches!(read_product_to_review(d, &officer, product).await, Err(DecideLicenceError::NotFound)), "no licence, no business");
    save_licence(d, &owner, product, LicenceKind::Pirt, PIRT, None).await.unwrap();
    archive_product(d, &owner, product).await.unwrap();
    let shown = read_product_to_review(d, &officer, product).await.unwrap();
    assert_eq!((shown.product.name_id.as_str(), shown.shop_name.as_str(), shown.licences.len()), ("Keripik", "Saung Siti", 1));
    assert!(matches!(read_product_to_review(d, &owner, product).await, Err(DecideLicenceError::Forbidden(_))));
});
