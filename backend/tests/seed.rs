//! The demo of Cimahi on both engines, and what the public sees of it.

#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

use backend::both_engines;
use backend::db::{Run, sql};
use backend::flows::reconcile::compare;
use backend::market::index_products::ensure_index;
use backend::market::list_category::{CardSort, list_category};
use backend::market::read_home::{list_categories, read_home};
use backend::market::read_product::read_product;
use backend::market::read_shop::{read_shop, shops_by_kelurahan};
use backend::seed::{DEMO_DOORS, seed_books, seed_demo, seed_scale};
use domain::kernel::locale::Locale;
use domain::kernel::paging::PageRequest;
use domain::kernel::slug::Slug;
use domain::market::search::{SearchFilters, SearchQuery, SearchSort};

fn slug(s: &str) -> Slug {
    Slug::parse(s).unwrap()
}

both_engines!(the_demo_is_whole_and_made_once, |w| {
    let made = seed_demo(&w.deps).await.unwrap().unwrap();
    assert_eq!((made.categories, made.shops, made.products), (16, 27, 154));
    assert_eq!(seed_demo(&w.deps).await.unwrap(), None);
    let q = "SELECT COUNT(*) AS n FROM variant v WHERE v.stock <> (SELECT COALESCE(SUM(m.delta), 0) FROM stock_move m WHERE m.variant_id = v.id)";
    let off: i64 = w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap();
    assert_eq!(off, 0, "stock is the sum of its moves");

    let tour = slug("wisata-militer");
    let tour = backend::heritage::read_tour::read_tour(&w.deps, &tour).await.unwrap().unwrap();
    let open = backend::heritage::read_calendar::next_departures(&w.deps, tour.id, 20).await.unwrap();
    assert_eq!((open.len(), open[0].left), (7, 25), "the village has not agreed to the last of eight");

    let home = read_home(&w.deps).await.unwrap();
    assert_eq!(home.newest.len(), 12);
    assert_eq!(home.shops.values().sum::<u64>(), 27);
    assert_eq!(list_categories(&w.deps).await.unwrap().iter().map(|(_, n)| n).sum::<u64>(), 154);

    let page = list_category(&w.deps, &slug("makanan-ringan"), CardSort::PriceAsc, None).await.unwrap().unwrap();
    assert_eq!(page.products.total, 15);
    assert!(page.products.items.windows(2).all(|p| p[0].price_min <= p[1].price_min));
    assert!(list_category(&w.deps, &slug("tidak-ada"), CardSort::Newest, None).await.unwrap().is_none());

    let product = read_product(&w.deps, &slug("rasi-beras-singkong-500-g")).await.unwrap().unwrap();
    assert_eq!(product.shop.slug, slug("saung-sampeu"));
    assert!(!product.more.is_empty());
    let shop = read_shop(&w.deps, &slug("saung-sampeu"), None).await.unwrap().unwrap();
    assert!(shop.products.total > 3 && shop.shop.point.is_some());
    let leuwigajah = shop.shop.kelurahan.unwrap();
    let map = shops_by_kelurahan(&w.deps, Some(leuwigajah)).await.unwrap();
    assert_eq!(u64::try_from(map.shops.len()).unwrap(), map.counts[&leuwigajah]);
});

both_engines!(every_log_in_of_the_demo_is_told, |w| {
    seed_demo(&w.deps).await.unwrap();
    // The shops' owners are as many as the shops.
    let q = "SELECT email FROM person WHERE email NOT LIKE 'toko-%' ORDER BY email";
    let people: Vec<String> = w.deps.db.reader().fetch_all(sql(q)).await.unwrap().iter().map(|r| r.get("email").unwrap()).collect();
    let mut told = DEMO_DOORS.map(|(email, _)| email);
    told.sort_unstable();
    assert_eq!(people, told);
});

both_engines!(a_misspelt_search_finds_cassava_chips, |w| {
    seed_demo(&w.deps).await.unwrap();
    assert!(!ensure_index(&w.deps).await.unwrap(), "the seed has built the index");
    let query = SearchQuery {
        text: "kripk singkng".to_owned(),
        locale: Locale::Id,
        filters: SearchFilters::default(),
        sort: SearchSort::Relevance,
        page: PageRequest::new(None, 24),
        typing: false,
    };
    let found = w.deps.search.search(query).await.unwrap();
    assert!(
        found.hits.items.iter().take(3).any(|h| h.card.name_id.contains("Singkong")),
        "{:?}",
        found.hits.items.iter().map(|h| &h.card.name_id).collect::<Vec<_>>()
    );
});

both_engines!(what_is_not_approved_or_published_is_not_there, |w| {
    seed_demo(&w.deps).await.unwrap();
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql("UPDATE shop SET state = 'submitted' WHERE slug = $1").bind("saung-sampeu")).await.unwrap();
    tx.execute(sql("UPDATE product SET state = 'draft' WHERE slug = $1").bind("opak-singkong-bakar")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(read_shop(&w.deps, &slug("saung-sampeu"), None).await.unwrap().is_none());
    assert!(read_product(&w.deps, &slug("rasi-beras-singkong-500-g")).await.unwrap().is_none());
    assert!(read_product(&w.deps, &slug("opak-singkong-bakar")).await.unwrap().is_none());
});

both_engines!(a_large_market_adds_up_and_goes_on_where_it_was, |w| {
    let small = seed_scale(&w.deps, 100, |_, _| {}).await.unwrap();
    assert_eq!((small.shops, small.products), (2, 100));
    let large = seed_scale(&w.deps, 2_100, |_, _| {}).await.unwrap();
    assert_eq!((large.shops, large.products), (42, 2_100));
    assert!(large.orders >= 180, "{}", large.orders);
    assert_eq!(seed_scale(&w.deps, 2_100, |_, _| {}).await.unwrap().orders, 0);
    w.assert_nothing_lost().await;
    let many = list_category(&w.deps, &slug("makanan-ringan"), CardSort::Newest, Some(2)).await.unwrap().unwrap();
    assert!(many.products.total > 100 && many.products.items.len() == 24);
    assert!(read_shop(&w.deps, &slug("toko-skala-7"), None).await.unwrap().unwrap().products.total == 50);
    // No timer of a made order has rung already.
    let q = sql("SELECT COUNT(*) AS n FROM sub_order WHERE deadline_at <= $1").bind(w.deps.now());
    assert_eq!(w.deps.db.reader().fetch_one(q).await.unwrap().get::<i64>("n").unwrap(), 0);
});

both_engines!(long_books_are_sound_and_go_on_where_they_were, |w| {
    let short = seed_books(&w.deps, 3_000, |_, _| {}).await.unwrap();
    let long = seed_books(&w.deps, 6_000, |_, _| {}).await.unwrap();
    assert!(short >= 3_000 && long >= 6_000 && long > short, "{short} {long}");
    assert_eq!(seed_books(&w.deps, 6_000, |_, _| {}).await.unwrap(), long);
    let report = compare(&w.deps).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    assert_eq!(usize::try_from(report.postings).unwrap(), long);
});
