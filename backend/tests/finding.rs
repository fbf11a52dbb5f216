//! What merchants and officers do, as a search finds it.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use backend::adapters::search::{RebuildReason, SearchHealth};
use backend::both_engines;
use backend::db::{Run, sql};
use backend::deps::Deps;
use backend::jobs::runner::run;
use backend::market::index_products::{ensure_index, reindex};
use backend::market::keep_synonyms::{delete_synonyms, save_synonyms};
use backend::market::load_synonyms::follow_synonyms;
use backend::market::publish_product::{publish_product, unpublish_product};
use backend::market::read_own_products::read_own_product;
use backend::market::save_product::{ProductInput, VariantInput, create_product, save_product};
use backend::market::save_shop::{ShopProfile, save_shop_profile};
use backend::market::set_stock::{StockChange, set_stock};
use backend::testing::market::Stall;
use backend::testing::world::World;
use domain::identity::role::Role;
use domain::kernel::ids::ProductId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;
use domain::kernel::phone::Phone;
use domain::kernel::slug::Slug;
use domain::kernel::weight::Grams;
use domain::market::low_stock::LowStockMark;
use domain::market::product::Sku;
use domain::market::search::{PriceBucket, SearchCard, SearchFilters, SearchPage, SearchQuery, SearchSort};
use tokio_util::sync::CancellationToken;

async fn find(deps: &Deps, text: &str, in_stock: bool) -> SearchPage {
    let query = SearchQuery {
        text: text.to_owned(),
        locale: Locale::Id,
        filters: SearchFilters { in_stock, ..SearchFilters::default() },
        sort: SearchSort::Relevance,
        page: PageRequest::new(None, 24),
        typing: false,
    };
    deps.search.search(query).await.unwrap()
}

async fn cards(deps: &Deps, text: &str) -> Vec<SearchCard> {
    find(deps, text, false).await.hits.items.into_iter().map(|h| h.card).collect()
}

async fn found(deps: &Deps, text: &str) -> Vec<ProductId> {
    let mut ids: Vec<ProductId> = cards(deps, text).await.iter().map(|c| c.product_id).collect();
    ids.sort_unstable();
    ids
}

fn input(name: &str, sku: &str, price: i64, stock: i64) -> ProductInput {
    ProductInput {
        name_id: name.to_owned(),
        name_en: String::new(),
        description_id: "Renyah.".to_owned(),
        description_en: String::new(),
        category: Slug::parse("keripik").unwrap(),
        unit: "bungkus".to_owned(),
        kbli: None,
        options: Vec::new(),
        variants: vec![VariantInput {
            id: None,
            sku: Sku::parse(sku).unwrap(),
            choices: Vec::new(),
            price: Rupiah(price),
            stock,
            stock_was: 0,
            weight: Grams(250),
            active: true,
        }],
    }
}

/// A stall with all that a shop has to say before it may change what it says.
async fn stall(w: &World, name: &str) -> Stall {
    let stall = w.stall(name).await;
    let q = "UPDATE shop SET lat = -6.8925, lon = 107.5355, bank_name = 'Bank Demo', bank_account = '1234567890', bank_holder = 'Ujang', \
             opening_hours = '[{\"from\":480,\"to\":1020},null,null,null,null,null,null]' WHERE id = $1";
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql(q).bind(stall.shop)).await.unwrap();
    tx.commit().await.unwrap();
    stall
}

async fn on_sale(w: &World, stall: &Stall, name: &str, sku: &str) -> ProductId {
    let id = create_product(&w.deps, &stall.owner, stall.shop, input(name, sku, 15_000, 10)).await.unwrap();
    publish_product(&w.deps, &stall.owner, id).await.unwrap();
    id
}

async fn set_price(w: &World, stall: &Stall, product: ProductId, name: &str, price: i64) {
    let own = read_own_product(&w.deps, &stall.owner, product).await.unwrap().product;
    let v = &own.variants[0];
    let mut changed = input(name, v.sku.as_str(), price, v.stock);
    changed.variants[0].id = Some(v.id);
    changed.variants[0].stock_was = v.stock;
    save_product(&w.deps, &stall.owner, product, changed).await.unwrap();
}

async fn sell_out(w: &World, stall: &Stall, product: ProductId) {
    let own = read_own_product(&w.deps, &stall.owner, product).await.unwrap().product;
    let change = StockChange::Set { was: own.variants[0].stock, is: 0 };
    set_stock(&w.deps, &stall.owner, own.variants[0].id, change).await.unwrap();
}

async fn rename(w: &World, stall: &Stall, name: &str) {
    let profile = ShopProfile {
        name: name.to_owned(),
        story_id: "Keripik dari dapur kami.".to_owned(),
        story_en: String::new(),
        phone: Phone::parse("081234567890").unwrap(),
        nib: None,
        low_stock: LowStockMark::default(),
    };
    save_shop_profile(&w.deps, &stall.owner, stall.shop, profile).await.unwrap();
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..1_500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what}: it never came");
}

both_engines!(what_a_merchant_does_is_found, |w| {
    ensure_index(&w.deps).await.unwrap();
    let stall = stall(&w, "Warung Ujang").await;
    let product = on_sale(&w, &stall, "Keripik Singkong", "SKU-1").await;
    assert!(found(&w.deps, "singkong").await.is_empty(), "not before its job");
    w.run_jobs().await;
    let page = find(&w.deps, "singkong", false).await;
    assert_eq!(page.hits.items[0].card.product_id, product);
    assert_eq!(page.facets.categories.iter().map(|(c, n)| (c.as_str(), *n)).collect::<Vec<_>>(), [("keripik", 1)]);
    assert_eq!(page.facets.kelurahan.iter().map(|(k, n)| (k.code(), *n)).collect::<Vec<_>>(), [("32.77.02.1001", 1)]);
    assert_eq!(bucket(&page, PriceBucket::From10k), 1);
    assert_eq!(page.facets.in_stock, 1);

    set_price(&w, &stall, product, "Keripik Singkong", 60_000).await;
    w.run_jobs().await;
    let page = find(&w.deps, "singkong", false).await;
    assert_eq!((bucket(&page, PriceBucket::From10k), bucket(&page, PriceBucket::From50k)), (0, 1));
    assert_eq!(page.hits.items[0].card.price_min, Rupiah(60_000));

    sell_out(&w, &stall, product).await;
    w.run_jobs().await;
    let page = find(&w.deps, "singkong", false).await;
    assert_eq!((page.hits.total, page.facets.in_stock), (1, 0));
    assert_eq!(find(&w.deps, "singkong", true).await.hits.total, 0);

    rename(&w, &stall, "Saung Bagendit").await;
    w.run_jobs().await;
    assert_eq!(cards(&w.deps, "bagendit").await[0].shop_name, "Saung Bagendit");
    assert!(found(&w.deps, "ujang").await.is_empty());

    unpublish_product(&w.deps, &stall.owner, product).await.unwrap();
    w.run_jobs().await;
    assert!(found(&w.deps, "singkong").await.is_empty());
    publish_product(&w.deps, &stall.owner, product).await.unwrap();
    w.run_jobs().await;
    assert_eq!(found(&w.deps, "singkong").await, [product]);
});

fn bucket(page: &SearchPage, of: PriceBucket) -> u64 {
    page.facets.prices.iter().find(|(b, _)| *b == of).map_or(0, |(_, n)| *n)
}

both_engines!(synonyms_are_in_force_in_every_process, |w| {
    ensure_index(&w.deps).await.unwrap();
    let stall = stall(&w, "Saung Sampeu").await;
    rename(&w, &stall, "Warung Ujang").await;
    let product = on_sale(&w, &stall, "Keripik Singkong", "SKU-1").await;
    w.run_jobs().await;
    let (other, stop) = (Arc::new(w.another_process()), CancellationToken::new());
    let following = tokio::spawn(follow_synonyms(Arc::clone(&other), stop.clone()));
    assert!(found(&w.deps, "ketela").await.is_empty());
    let officer = w.person("Dewi", &[Role::Officer]).await;
    let group = save_synonyms(&w.deps, &officer, None, "singkong, ketela").await.unwrap();
    w.run_jobs().await;
    assert_eq!(found(&w.deps, "ketela").await, [product]);
    until("the other process has read them", async || found(&other, "ketela").await == [product]).await;
    delete_synonyms(&w.deps, &officer, group).await.unwrap();
    until("and forgotten them", async || found(&other, "ketela").await.is_empty()).await;
    stop.cancel();
    following.await.unwrap();
});

/// The files of the index that hold what was written, not its lists.
fn spoil(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            spoil(&entry.path());
        } else if entry.path().extension().is_some_and(|e| e == "store" || e == "term" || e == "idx") {
            let mut bytes = std::fs::read(entry.path()).unwrap();
            bytes.iter_mut().take(64).for_each(|b| *b ^= 0xff);
            std::fs::write(entry.path(), bytes).unwrap();
        }
    }
}

both_engines!(a_missing_or_broken_index_is_built_anew, |w| {
    let stall = stall(&w, "Warung Ujang").await;
    let product = on_sale(&w, &stall, "Keripik Singkong", "SKU-1").await;
    assert_eq!(w.deps.search.health().await, SearchHealth::NeedsRebuild(RebuildReason::Missing));
    assert!(ensure_index(&w.deps).await.unwrap());
    assert_eq!(found(&w.deps, "singkong").await, [product]);
    assert!(!ensure_index(&w.deps).await.unwrap(), "once");

    spoil(&w.dir.path().join("search"));
    let next_start = w.another_process();
    assert_eq!(next_start.search.health().await, SearchHealth::NeedsRebuild(RebuildReason::Damaged));
    assert!(ensure_index(&next_start).await.unwrap());
    assert_eq!(found(&next_start, "singkong").await, [product]);
});

both_engines!(an_index_that_is_lost_under_a_running_house_comes_back, |w| {
    let stall = stall(&w, "Warung Ujang").await;
    let product = on_sale(&w, &stall, "Keripik Singkong", "SKU-1").await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(run(Arc::clone(&w.deps), stop.clone(), Duration::ZERO));
    let ready = async || matches!(w.deps.search.health().await, SearchHealth::Ready { docs: 1 });
    until("built at the start", ready).await;
    // Once more where a file was just being written.
    until("removed", async || std::fs::remove_dir_all(w.dir.path().join("search")).is_ok()).await;
    until("seen to be lost", async || !ready().await).await;
    until("built anew", ready).await;
    assert_eq!(found(&w.deps, "singkong").await, [product]);
    stop.cancel();
    running.await.unwrap();
});

both_engines!(a_rebuild_beside_a_living_house_loses_nothing, |w| {
    ensure_index(&w.deps).await.unwrap();
    let stall = stall(&w, "Warung Ujang").await;
    let mut ids = Vec::new();
    for (name, sku) in [("Keripik Singkong", "A-1"), ("Keripik Pisang", "B-1"), ("Keripik Talas", "C-1")] {
        ids.push(on_sale(&w, &stall, name, sku).await);
    }
    w.run_jobs().await;
    w.pass(60_000 * 10);
    // Another process has read everything …
    let (has_read, read) = mpsc::channel();
    let (go_on, goes_on) = mpsc::channel();
    let other = Arc::new(w.another_process());
    let rebuilding = tokio::spawn({
        let other = Arc::clone(&other);
        async move {
            let mut first = true;
            let wait = move |_, _| {
                if std::mem::take(&mut first) {
                    has_read.send(()).unwrap();
                    tokio::task::block_in_place(|| goes_on.recv()).unwrap();
                }
            };
            reindex(&other, wait).await.unwrap()
        }
    });
    tokio::task::spawn_blocking(move || read.recv().unwrap()).await.unwrap();
    // … when all of it changes, and the house writes that to the index that is on its way out.
    set_price(&w, &stall, ids[0], "Keripik Singkong", 60_000).await;
    sell_out(&w, &stall, ids[1]).await;
    unpublish_product(&w.deps, &stall.owner, ids[2]).await.unwrap();
    ids.push(on_sale(&w, &stall, "Keripik Sukun", "D-1").await);
    rename(&w, &stall, "Saung Bagendit").await;
    w.run_jobs().await;
    go_on.send(()).unwrap();
    assert_eq!(rebuilding.await.unwrap(), 4, "three as they were read, and the new one");

    assert!(w.run_jobs().await > 0, "the house writes its changes again");
    let mut all = cards(&w.deps, "keripik").await;
    all.sort_by_key(|c| c.product_id);
    assert_eq!(all.iter().map(|c| c.product_id).collect::<Vec<_>>(), [ids[0], ids[1], ids[3]]);
    assert_eq!((all[0].price_min, all[0].in_stock, all[1].in_stock), (Rupiah(60_000), true, false));
    assert!(all.iter().all(|c| c.shop_name == "Saung Bagendit"));
    until("the other process sees it, too", async || cards(&other, "bagendit").await.len() == 3).await;
});
