use backend::audit;
use backend::both_engines;
use backend::market::open_shop::{OpenShopError, open_shop};
use backend::market::read_own_shops::{OwnShopError, read_own_shop, read_own_shops};
use backend::market::read_shop::{read_shop, shops_by_kelurahan};
use backend::market::review_shop::{ReviewShopError, ShopVerdict, list_shops_to_review, read_shop_to_review, review_shop};
use backend::market::save_shop::{SaveShopError, ShopProfile, save_shop_delivery, save_shop_profile};
use backend::market::see_nib::{SeeNibError, list_unseen_nibs, see_nib};
use backend::market::submit_shop::{SubmitShopError, submit_shop};
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::MINUTE;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;
use domain::market::delivery::DeliveryTerms;
use domain::market::shop::{MAX_SHOPS, Nib, ShopGap, ShopState};
use futures::future::join_all;

use crate::{baros, fill, open_for_business, profile, terms};

both_engines!(a_shop_is_public_only_after_an_officer_says_so, |w| {
    let (owner, officer) = (w.person("Siti", &[]).await, w.person("Budi", &[Role::Officer]).await);
    let shop = open_shop(&w.deps, &owner, "Saung Siti").await.unwrap();
    let gaps = submit_shop(&w.deps, &owner, shop).await.unwrap_err();
    assert!(matches!(gaps, SubmitShopError::Gaps(g) if g.contains(&ShopGap::Bank) && g.contains(&ShopGap::Point)));
    fill(&w, &owner, shop, "Saung Siti").await;
    let draft = read_own_shop(&w.deps, &owner, shop).await.unwrap();
    assert_eq!((draft.gaps(), draft.bank.number.as_str(), draft.delivery), (vec![], "1234567890", terms()));
    assert!(matches!(read_shop_to_review(&w.deps, &officer, shop).await, Err(ReviewShopError::NotFound)), "a draft is its owner's alone");

    submit_shop(&w.deps, &owner, shop).await.unwrap();
    assert!(matches!(save_shop_profile(&w.deps, &owner, shop, profile("X")).await, Err(SaveShopError::NotEditable)));
    let waiting = list_shops_to_review(&w.deps, &officer, ShopState::Submitted).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].owner_name.as_str()), (1, "Siti"));
    assert!(read_shop(&w.deps, &draft.slug, None).await.unwrap().is_none());

    review_shop(&w.deps, &officer, shop, ShopVerdict::RequestChanges { reason: "Alamat kurang jelas.".to_owned() }).await.unwrap();
    assert_eq!(read_own_shop(&w.deps, &owner, shop).await.unwrap().review_reason, "Alamat kurang jelas.");
    save_shop_profile(&w.deps, &owner, shop, profile("Saung Siti Baros")).await.unwrap();
    submit_shop(&w.deps, &owner, shop).await.unwrap();
    w.pass(MINUTE);
    review_shop(&w.deps, &officer, shop, ShopVerdict::Approve).await.unwrap();
    let open = read_own_shop(&w.deps, &owner, shop).await.unwrap();
    assert_eq!((open.state, open.slug.as_str()), (ShopState::Approved, "saung-siti-baros"));
    assert!(read_shop(&w.deps, &open.slug, None).await.unwrap().is_some());
    let map = shops_by_kelurahan(&w.deps, Some(baros())).await.unwrap();
    assert_eq!((map.counts.get(&baros()), map.shops.len()), (Some(&1), 1));
    assert!(matches!(review_shop(&w.deps, &officer, shop, ShopVerdict::Approve).await, Err(ReviewShopError::Transition(_))), "once");
    // Both decisions are in the log, and in the owner's mail.
    let log = audit::list(&w.deps, &Actor::System, PageRequest::new(None, 50)).await.unwrap();
    let actions: Vec<&str> = log.items.iter().map(|e| e.action.as_str()).collect();
    assert!(actions.contains(&"shop.request_changes") && actions.contains(&"shop.approve"));
    w.run_jobs().await;
    assert_eq!(w.mails().len(), 2);
});

both_engines!(an_open_shop_stays_open_and_complete, |w| {
    let owner = w.person("Siti", &[]).await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let nothing = save_shop_delivery(&w.deps, &owner, shop, DeliveryTerms::default()).await.unwrap_err();
    assert!(matches!(nothing, SaveShopError::Needs(g) if g == [ShopGap::Delivery, ShopGap::Payment]));
    let dear = DeliveryTerms { zones: [(baros(), Rupiah(-1))].into(), ..terms() };
    assert!(matches!(save_shop_delivery(&w.deps, &owner, shop, dear).await, Err(SaveShopError::Fee)));
    w.pass(MINUTE);
    save_shop_profile(&w.deps, &owner, shop, profile("Saung Baru")).await.unwrap();
    let after = read_own_shop(&w.deps, &owner, shop).await.unwrap();
    assert_eq!((after.state, after.name.as_str(), after.slug.as_str()), (ShopState::Approved, "Saung Baru", "saung-siti"));
    let log = audit::list(&w.deps, &Actor::System, PageRequest::new(None, 1)).await.unwrap();
    assert!(log.items[0].action == "shop.change" && log.items[0].detail.contains("Saung Siti → Saung Baru"));
});

both_engines!(nobody_touches_anothers_shop, |w| {
    let (owner, other) = (w.person("Siti", &[]).await, w.person("Ujang", &[Role::Merchant]).await);
    let shop = open_shop(&w.deps, &owner, "Saung Siti").await.unwrap();
    assert!(matches!(read_own_shop(&w.deps, &other, shop).await, Err(OwnShopError::NotFound)));
    assert!(matches!(save_shop_profile(&w.deps, &other, shop, profile("X")).await, Err(SaveShopError::NotFound)));
    assert!(matches!(submit_shop(&w.deps, &other, shop).await, Err(SubmitShopError::NotFound)));
    assert!(matches!(list_shops_to_review(&w.deps, &owner, ShopState::Submitted).await, Err(ReviewShopError::Forbidden(_))));
    assert!(matches!(review_shop(&w.deps, &owner, shop, ShopVerdict::Approve).await, Err(ReviewShopError::Forbidden(_))));
    assert!(matches!(open_shop(&w.deps, &Actor::GUEST, "X").await, Err(OpenShopError::Forbidden(_))));
});

both_engines!(names_repeat_but_addresses_do_not, |w| {
    let owner = w.person("Siti", &[]).await;
    for _ in 0..MAX_SHOPS {
        open_shop(&w.deps, &owner, "<script>alert(1)</script>'; DROP TABLE shop;--").await.unwrap();
    }
    assert!(matches!(open_shop(&w.deps, &owner, "X").await, Err(OpenShopError::TooMany)));
    assert!(matches!(open_shop(&w.deps, &w.person("Ujang", &[]).await, " ").await, Err(OpenShopError::Name(_))));
    let all = read_own_shops(&w.deps, &owner).await.unwrap();
    let slugs: std::collections::BTreeSet<&str> = all.iter().map(|s| s.slug.as_str()).collect();
    assert_eq!(slugs.len(), MAX_SHOPS);
});

both_engines!(nobody_opens_more_shops_by_asking_for_all_at_once, |w| {
    let owner = w.person("Siti", &[]).await;
    let opened = join_all((0..12).map(|n| open_shop(&w.deps, &owner, ["Saung Siti", "Dapur Siti"][n % 2]))).await;
    assert_eq!(opened.iter().filter(|o| o.is_ok()).count(), MAX_SHOPS);
    assert!(opened.iter().all(|o| matches!(o, Ok(_) | Err(OpenShopError::TooMany))), "{opened:?}");
    assert_eq!(read_own_shops(&w.deps, &owner).await.unwrap().len(), MAX_SHOPS);
});

both_engines!(drafts_that_take_one_name_at_once_each_get_an_address, |w| {
    let mut drafts = Vec::new();
    for n in 0..8 {
        let owner = w.person(&format!("Siti {n}"), &[]).await;
        let shop = open_shop(&w.deps, &owner, &format!("Draf {n}")).await.unwrap();
        drafts.push((owner, shop));
    }
    let saved = join_all(drafts.iter().map(|(owner, shop)| save_shop_profile(&w.deps, owner, *shop, profile("Saung Bersama")))).await;
    assert!(saved.iter().all(Result::is_ok), "{saved:?}");
    let mut slugs = std::collections::BTreeSet::new();
    for (owner, shop) in &drafts {
        slugs.insert(read_own_shop(&w.deps, owner, *shop).await.unwrap().slug.to_string());
    }
    assert_eq!(slugs.len(), drafts.len());
    assert!(slugs.contains("saung-bersama") && slugs.iter().all(|s| s.starts_with("saung-bersama")), "{slugs:?}");
});

both_engines!(an_officer_has_no_say_over_their_own_shop, |w| {
    let officer = w.person("Budi", &[Role::Officer, Role::Merchant]).await;
    let admin = w.person("Ade", &[Role::Admin]).await;
    let shop = open_shop(&w.deps, &officer, "Kios Budi").await.unwrap();
    fill(&w, &officer, shop, "Kios Budi").await;
    submit_shop(&w.deps, &officer, shop).await.unwrap();
    for verdict in [ShopVerdict::Approve, ShopVerdict::Reject { reason: "Uji coba.".to_owned() }] {
        assert!(matches!(review_shop(&w.deps, &officer, shop, verdict).await, Err(ReviewShopError::OwnShop)));
    }
    assert_eq!(read_own_shop(&w.deps, &officer, shop).await.unwrap().state, ShopState::Submitted);
    review_shop(&w.deps, &admin, shop, ShopVerdict::Approve).await.unwrap();
    assert_eq!(read_own_shop(&w.deps, &officer, shop).await.unwrap().state, ShopState::Approved);
});

both_engines!(others_are_told_of_a_business_number_that_an_officer_has_seen, |w| {
    let (owner, officer) = (w.person("Siti", &[]).await, w.person("Budi", &[Role::Officer]).await);
    let d = &w.deps;
    let numbered = |nib: Option<&str>| ShopProfile { nib: nib.map(|n| Nib::parse(n).unwrap()), ..profile("Saung Siti") };
    let (first, second) = ("1234567890123", "3210987654321");
    // With the shop's approval.
    let shop = open_shop(d, &owner, "Saung Siti").await.unwrap();
    fill(&w, &owner, shop, "Saung Siti").await;
    save_shop_profile(d, &owner, shop, numbered(Some(first))).await.unwrap();
    submit_shop(d, &owner, shop).await.unwrap();
    let nib = |text: &str| Nib::parse(text).unwrap();
    assert!(matches!(see_nib(d, &officer, shop, &nib(first)).await, Err(SeeNibError::NotFound)), "not open yet");
    review_shop(d, &officer, shop, ShopVerdict::Approve).await.unwrap();
    let slug = read_own_shop(d, &owner, shop).await.unwrap().slug;
    let seen = async || read_shop(d, &slug, None).await.unwrap().unwrap().shop.nib_is_seen();
    let unseen = async || list_unseen_nibs(d, &officer).await.unwrap().into_iter().map(|s| s.id).collect::<Vec<_>>();
    assert!(seen().await && unseen().await.is_empty());

    // Another one is nobody's word but the shop's.
    w.pass(1);
    save_shop_profile(d, &owner, shop, numbered(Some(second))).await.unwrap();
    assert!(!seen().await);
    assert_eq!(unseen().await, [shop]);
    let log = audit::list(d, &Actor::System, PageRequest::new(None, 1)).await.unwrap();
    assert!(log.items[0].detail.contains("nib: 1234567890123 → 3210987654321"), "{:?}", log.items[0]);
    assert!(matches!(see_nib(d, &owner, shop, &nib(second)).await, Err(SeeNibError::Forbidden(_))));
    assert!(matches!(list_unseen_nibs(d, &owner).await, Err(SeeNibError::Forbidden(_))));
    assert!(matches!(see_nib(d, &officer, shop, &nib(first)).await, Err(SeeNibError::Changed)), "not the one that was looked at");
    for _ in 0..2 {
        see_nib(d, &officer, shop, &nib(second)).await.unwrap();
    }
    assert!(seen().await && unseen().await.is_empty());
    let log = audit::list(d, &Actor::System, PageRequest::new(None, 50)).await.unwrap();
    assert_eq!(log.items.iter().filter(|e| e.action == "shop.nib_seen" && e.detail == second).count(), 1);

    // Taken out, and the same one written again: it was seen.
    save_shop_profile(d, &owner, shop, numbered(None)).await.unwrap();
    assert!(!seen().await && unseen().await.is_empty());
    save_shop_profile(d, &owner, shop, numbered(Some(second))).await.unwrap();
    assert!(seen().await);

    let own = open_for_business(&w, &officer, "Kios Budi").await;
    save_shop_profile(d, &officer, own, ShopProfile { nib: Some(nib(first)), ..profile("Kios Budi") }).await.unwrap();
    assert!(matches!(see_nib(d, &officer, own, &nib(first)).await, Err(SeeNibError::OwnShop)));
});
