use std::sync::Arc;

use backend::both_engines;
use backend::db::{Run, sql};
use backend::market::list_category::{CardSort, list_category};
use backend::market::open_shop::open_shop;
use backend::market::publish_product::{PublishProductError, archive_product, publish_product, unpublish_product};
use backend::market::read_own_products::{OwnProductsError, list_own_products, read_own_product};
use backend::market::read_product::read_product;
use backend::market::save_product::{ProductInput, SaveProductError, VariantError, VariantInput, create_product, save_product};
use backend::market::set_stock::{SetStockError, StockChange, set_stock};
use backend::market::store::products::OwnProductsFilter;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::MINUTE;
use domain::kernel::ids::{ProductId, VariantId};
use domain::kernel::money::Rupiah;
use domain::kernel::paging::PageRequest;
use domain::market::product::{MAX_STOCK, Product, ProductGap, ProductState, Sku};
use domain::market::product_options::{OptionValue, ProductOption, VariantsError};

use crate::{category, on_sale, open_for_business, product, variant};

fn flavours(values: &[&str]) -> Vec<ProductOption> {
    let values = values.iter().map(|v| OptionValue { id: (*v).to_owned(), en: String::new() }).collect();
    vec![ProductOption { name_id: "Rasa".to_owned(), name_en: "Flavour".to_owned(), values }]
}

/// The form as it is shown for a product.
fn form(p: &Product) -> ProductInput {
    let row = |v: &domain::market::product::Variant| VariantInput {
        id: Some(v.id),
        sku: v.sku.clone(),
        choices: v.choices.clone(),
        price: v.price,
        stock: v.stock,
        stock_was: v.stock,
        weight: v.weight,
        active: v.active,
    };
    ProductInput {
        name_id: p.name_id.clone(),
        name_en: p.name_en.clone(),
        description_id: p.description_id.clone(),
        description_en: p.description_en.clone(),
        category: p.category.clone(),
        unit: p.unit.clone(),
        kbli: p.kbli.clone(),
        options: p.options.clone(),
        variants: p.active_variants().map(row).collect(),
    }
}

async fn read(w: &World, owner: &Actor, id: ProductId) -> Product {
    read_own_product(&w.deps, owner, id).await.unwrap().product
}

async fn assert_moves_add_up(w: &World) {
    let q = "SELECT v.id FROM variant v WHERE v.stock <> (SELECT COALESCE(SUM(m.delta), 0) FROM stock_move m WHERE m.variant_id = v.id)";
    assert!(w.deps.db.reader().fetch_all(sql(q)).await.unwrap().is_empty());
}

both_engines!(a_product_is_drafted_published_hidden_and_put_away, |w| {
    let owner = w.person("Siti", &[]).await;
    let keripik = category(&w, "Keripik").await;
    let shop = open_shop(&w.deps, &owner, "Saung Siti").await.unwrap();
    let early = create_product(&w.deps, &owner, shop, product(&keripik, "Keripik Singkong", "KS-1")).await.unwrap();
    let why = publish_product(&w.deps, &owner, early).await.unwrap_err();
    assert!(matches!(why, PublishProductError::Gaps(g) if g == [ProductGap::Shop]));

    let owner = w.person("Ujang", &[]).await;
    let shop = open_for_business(&w, &owner, "Saung Ujang").await;
    let id = on_sale(&w, &owner, shop, &keripik, "Keripik Singkong").await;
    let p = read(&w, &owner, id).await;
    assert_eq!((p.slug.as_str(), p.state), ("keripik-singkong-2", ProductState::Published));
    let page = read_product(&w.deps, &p.slug).await.unwrap().unwrap();
    assert_eq!((page.shop.slug.as_str(), page.categories.len()), ("saung-ujang", 1));
    let list = list_category(&w.deps, &keripik, CardSort::PriceAsc, None).await.unwrap().unwrap();
    let card = &list.products.items[0];
    assert_eq!((list.products.total, card.price_min, card.in_stock, card.shop_name.as_str()), (1, Rupiah(15_000), true, "Saung Ujang"));

    w.pass(MINUTE);
    unpublish_product(&w.deps, &owner, id).await.unwrap();
    assert!(read_product(&w.deps, &p.slug).await.unwrap().is_none());
    publish_product(&w.deps, &owner, id).await.unwrap();
    assert_eq!(read(&w, &owner, id).await.published_at, p.published_at, "hidden for a while is not new");
    archive_product(&w.deps, &owner, id).await.unwrap();
    assert_eq!(list_category(&w.deps, &keripik, CardSort::Newest, None).await.unwrap().unwrap().products.total, 0);
    let all = list_own_products(&w.deps, &owner, shop, &OwnProductsFilter::default(), PageRequest::new(None, 20)).await.unwrap();
    assert_eq!((all.products.total, all.counts.archived), (0, 1));
    let archived = OwnProductsFilter { state: Some(ProductState::Archived), ..OwnProductsFilter::default() };
    assert_eq!(list_own_products(&w.deps, &owner, shop, &archived, PageRequest::new(None, 20)).await.unwrap().products.total, 1);
});

both_engines!(options_change_and_known_variants_stay, |w| {
    let owner = w.person("Siti", &[]).await;
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let mut input = product(&keripik, "Keripik", "K-0");
    input.options = flavours(&["Asin", "Pedas"]);
    input.variants = vec![variant("K-ASIN", &[0], 15_000, 10), variant("K-PEDAS", &[1], 17_000, 2)];
    let id = create_product(&w.deps, &owner, shop, input).await.unwrap();
    publish_product(&w.deps, &owner, id).await.unwrap();
    let before = read(&w, &owner, id).await;
    assert_eq!(before.price_range(), Some((Rupiah(15_000), Rupiah(17_000))));

    let mut input = form(&before);
    input.options = flavours(&["Manis", "Pedas"]);
    let mut twice = input.clone();
    twice.variants[1].id = twice.variants[0].id;
    let refused = save_product(&w.deps, &owner, id, twice).await;
    assert!(matches!(refused, Err(SaveProductError::Variants(VariantsError::Duplicate))), "one variant in two rows");
    input.variants.remove(0);
    input.variants.push(variant("K-MANIS", &[0], 16_000, 4));
    save_product(&w.deps, &owner, id, input).await.unwrap();
    let after = read(&w, &owner, id).await;
    let active: Vec<&str> = after.active_variants().map(|v| v.sku.as_str()).collect();
    assert_eq!(active, ["K-PEDAS", "K-MANIS"]);
    assert_eq!(after.active_variants().next().unwrap().id, before.variants[1].id);
    assert!(after.variants.iter().any(|v| v.sku.as_str() == "K-ASIN" && !v.active && v.stock == 10), "kept for old orders");
    let page = read_product(&w.deps, &after.slug).await.unwrap().unwrap();
    assert_eq!(page.product.price_range(), Some((Rupiah(16_000), Rupiah(17_000))));
    let low = OwnProductsFilter { low_stock: true, ..OwnProductsFilter::default() };
    assert_eq!(list_own_products(&w.deps, &owner, shop, &low, PageRequest::new(None, 20)).await.unwrap().products.total, 0);
    let found = OwnProductsFilter { text: "k-manis".to_owned(), ..OwnProductsFilter::default() };
    let found = list_own_products(&w.deps, &owner, shop, &found, PageRequest::new(None, 20)).await.unwrap();
    assert_eq!((found.products.items[0].stock, found.products.items[0].variants), (6, 2));
    assert_moves_add_up(&w).await;
});

both_engines!(bad_products_are_refused, |w| {
    let owner = w.person("Siti", &[]).await;
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    on_sale(&w, &owner, shop, &keripik, "Keripik").await;
    let with = |f: fn(&mut ProductInput)| {
        let mut input = product(&keripik, "Lain", "LAIN-1");
        f(&mut input);
        input
    };
    let refused = async |input: ProductInput| create_product(&w.deps, &owner, shop, input).await.unwrap_err();
    let row = |e: SaveProductError| match e {
        SaveProductError::Variant { row, why } => Some((row, why)),
        _ => None,
    };
    for price in [0, -1, i64::MIN, i64::MAX] {
        let mut input = product(&keripik, "Lain", "LAIN-1");
        input.variants[0].price = Rupiah(price);
        assert_eq!(row(refused(input).await), Some((0, VariantError::Price)));
    }
    assert_eq!(row(refused(with(|i| i.variants[0].stock = MAX_STOCK + 1)).await), Some((0, VariantError::Stock)));
    assert_eq!(row(refused(with(|i| i.variants[0].stock = -1)).await), Some((0, VariantError::Stock)));
    assert_eq!(row(refused(with(|i| i.variants[0].weight.0 = i64::MAX)).await), Some((0, VariantError::Weight)));
    assert_eq!(row(refused(with(|i| i.variants[0].sku = Sku::parse("sku-1").unwrap())).await), Some((0, VariantError::SkuTaken)));
    assert!(matches!(refused(with(|i| i.variants.clear())).await, SaveProductError::Variants(VariantsError::None)));
    assert!(matches!(refused(with(|i| i.variants[0].choices = vec![0])).await, SaveProductError::Variants(VariantsError::UnknownChoice)));
    assert!(matches!(refused(with(|i| i.category = domain::kernel::slug::Slug::from_name("tidak ada"))).await, SaveProductError::Category));
    assert!(matches!(refused(with(|i| i.name_id = "a".repeat(500))).await, SaveProductError::Text { field: "name_id", .. }));
    let evil = "<b>'; DROP TABLE product;--";
    let mut input = product(&keripik, evil, "EVIL");
    input.description_id = evil.to_owned();
    let id = create_product(&w.deps, &owner, shop, input).await.unwrap();
    assert_eq!(read(&w, &owner, id).await.name_id, evil);
});

both_engines!(nobody_touches_anothers_product, |w| {
    let (owner, other) = (w.person("Siti", &[]).await, w.person("Ujang", &[Role::Merchant]).await);
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let theirs = open_for_business(&w, &other, "Saung Ujang").await;
    let id = on_sale(&w, &owner, shop, &keripik, "Keripik").await;
    let variant = read(&w, &owner, id).await.variants[0].id;
    let input = product(&keripik, "Lain", "LAIN");
    assert!(matches!(create_product(&w.deps, &other, shop, input.clone()).await, Err(SaveProductError::NotFound)));
    assert!(matches!(save_product(&w.deps, &other, id, input.clone()).await, Err(SaveProductError::NotFound)));
    assert!(matches!(publish_product(&w.deps, &other, id).await, Err(PublishProductError::NotFound)));
    assert!(matches!(set_stock(&w.deps, &other, variant, StockChange::Add(1)).await, Err(SetStockError::NotFound)));
    assert!(matches!(read_own_product(&w.deps, &other, id).await, Err(OwnProductsError::NotFound)));
    let page = PageRequest::new(None, 20);
    assert!(matches!(list_own_products(&w.deps, &other, shop, &OwnProductsFilter::default(), page).await, Err(OwnProductsError::NotFound)));
    // Their own product with somebody else's variant in the form.
    let own = on_sale(&w, &other, theirs, &keripik, "Punya Ujang").await;
    let mut forged = form(&read(&w, &other, own).await);
    forged.variants[0].id = Some(variant);
    assert!(matches!(save_product(&w.deps, &other, own, forged).await, Err(SaveProductError::NotFound)));
    assert_eq!(read(&w, &owner, id).await.variants[0].stock, 10);
});

/// What a sale does to the shelf.
async fn sell_one(w: &World, id: VariantId) -> bool {
    let mut tx = w.deps.db.begin().await.unwrap();
    let taken = tx.execute(sql("UPDATE variant SET stock = stock - 1 WHERE id = $1 AND stock >= 1").bind(id)).await.unwrap() == 1;
    if taken {
        let q = "INSERT INTO stock_move (id, variant_id, kind, delta, order_line_id, at) VALUES ($1, $2, 'reserved', -1, $3, $4)";
        let (m, line) = (w.deps.id::<domain::kernel::ids::StockMoveId>(), w.deps.id::<domain::kernel::ids::OrderLineId>());
        tx.execute(sql(q).bind(m).bind(id).bind(line).bind(w.deps.now())).await.unwrap();
    }
    tx.commit().await.unwrap();
    taken
}

both_engines!(counting_the_shelf_loses_no_sale, |w| {
    let owner = w.person("Siti", &[]).await;
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    let id = on_sale(&w, &owner, shop, &keripik, "Keripik").await;
    let shown = read(&w, &owner, id).await;
    let variant = shown.variants[0].id;

    assert!(sell_one(&w, variant).await);
    let late = set_stock(&w.deps, &owner, variant, StockChange::Set { was: 10, is: 25 }).await;
    assert!(matches!(late, Err(SetStockError::Moved { now: 9 })));
    let mut input = form(&shown);
    input.variants[0].stock = 25;
    let late = save_product(&w.deps, &owner, id, input).await;
    assert!(matches!(late, Err(SaveProductError::Variant { row: 0, why: VariantError::StockMoved { now: 9 } })));
    assert_eq!(set_stock(&w.deps, &owner, variant, StockChange::Set { was: 9, is: 20 }).await.unwrap(), 20);
    for bad in [StockChange::Add(-21), StockChange::Add(i64::MIN), StockChange::Set { was: 20, is: -1 }, StockChange::Add(MAX_STOCK)] {
        assert!(matches!(set_stock(&w.deps, &owner, variant, bad).await, Err(SetStockError::OutOfRange)));
    }

    let w = Arc::new(w);
    let mut tasks = Vec::new();
    for n in 0..20 {
        let (w, owner) = (Arc::clone(&w), owner.clone());
        tasks.push(tokio::spawn(async move {
            if n % 2 == 0 {
                -i64::from(sell_one(&w, variant).await)
            } else {
                set_stock(&w.deps, &owner, variant, StockChange::Add(3)).await.map_or(0, |_| 3)
            }
        }));
    }
    let mut expected = 20;
    for t in tasks {
        expected += t.await.unwrap();
    }
    assert_eq!((read(&w, &owner, id).await.variants[0].stock, expected), (40, 40));
    assert_moves_add_up(&w).await;
});

both_engines!(a_merchant_finds_names_whatever_their_case_and_signs, |w| {
    let owner = w.person("Siti", &[]).await;
    let keripik = category(&w, "Keripik").await;
    let shop = open_for_business(&w, &owner, "Saung Siti").await;
    for (name, english, sku) in [("Kopi RANCAGÉ", "Great Coffee", "K-1"), ("Diskon 50%", "", "K_2"), (r"Jalan \ Raya", "", "K3")] {
        let input = ProductInput { name_en: english.to_owned(), ..product(&keripik, name, "X") };
        let variants =
            vec![variant("X", &[], 15_000, 10)].into_iter().map(|v| VariantInput { sku: Sku::parse(sku).unwrap(), ..v }).collect();
        create_product(&w.deps, &owner, shop, ProductInput { variants, ..input }).await.unwrap();
    }
    for (typed, names) in [
        ("rancagé", &["Kopi RANCAGÉ"][..]),
        ("RANCAGÉ", &["Kopi RANCAGÉ"]),
        (" rancage ", &["Kopi RANCAGÉ"]),
        ("great c", &["Kopi RANCAGÉ"]),
        ("50%", &["Diskon 50%"]),
        ("k_2", &["Diskon 50%"]),
        (r"\", &[r"Jalan \ Raya"]),
        ("%", &["Diskon 50%"]),
        ("_", &["Diskon 50%"]),
        ("tidak ada", &[]),
    ] {
        let filter = OwnProductsFilter { text: typed.to_owned(), ..OwnProductsFilter::default() };
        let found = list_own_products(&w.deps, &owner, shop, &filter, PageRequest::new(None, 20)).await.unwrap();
        assert_eq!(found.products.items.iter().map(|p| p.name_id.as_str()).collect::<Vec<_>>(), names, "{typed}");
    }
});
