use backend::both_engines;
use backend::market::keep_categories::{CategoryInput, Direction, KeepCategoriesError, delete_category, move_category, save_category};
use backend::market::keep_synonyms::{KeepSynonymsError, delete_synonyms, list_synonyms, save_synonyms};
use backend::market::list_category::{CardSort, list_category};
use backend::market::publish_product::publish_product;
use backend::market::read_home::list_categories;
use backend::market::read_product::read_product;
use backend::market::save_product::create_product;
use backend::testing::world::World;
use domain::identity::role::Role;
use domain::kernel::slug::Slug;
use domain::market::synonym::SynonymError;

use crate::{category, on_sale, open_for_business};

fn input(name: &str, parent: Option<&Slug>) -> CategoryInput {
    CategoryInput { parent: parent.cloned(), name_id: name.to_owned(), name_en: name.to_owned() }
}

async fn slugs(w: &World) -> Vec<String> {
    list_categories(&w.deps).await.unwrap().into_iter().map(|(c, _)| c.slug.to_string()).collect()
}

both_engines!(officers_keep_a_tree_of_two_levels, |w| {
    let (officer, merchant) = (w.person("Budi", &[Role::Officer]).await, w.person("Siti", &[]).await);
    let d = &w.deps;
    let (food, cloth) = (category(&w, "Makanan").await, category(&w, "Kain").await);
    let chips = save_category(d, &officer, None, input("Keripik", Some(&food))).await.unwrap();
    assert!(matches!(save_category(d, &merchant, None, input("X", None)).await, Err(KeepCategoriesError::Forbidden(_))));
    for parent in [&chips, &Slug::from_name("tidak ada")] {
        assert!(matches!(save_category(d, &officer, None, input("X", Some(parent))).await, Err(KeepCategoriesError::Parent)));
    }
    let below_itself = save_category(d, &officer, Some(&cloth), input("Kain", Some(&cloth))).await;
    assert!(matches!(below_itself, Err(KeepCategoriesError::Parent)));
    let with_children = save_category(d, &officer, Some(&food), input("Makanan", Some(&cloth))).await;
    assert!(matches!(with_children, Err(KeepCategoriesError::Parent)));

    let shop = open_for_business(&w, &merchant, "Saung Siti").await;
    on_sale(&w, &merchant, shop, &chips, "Keripik Singkong").await;
    assert!(save_category(d, &officer, None, input("X", Some(&cloth))).await.is_ok());
    let page = list_category(d, &food, CardSort::Newest, None).await.unwrap().unwrap();
    assert_eq!((page.products.total, page.below.len()), (1, 1), "what is below counts");
    let page = list_category(d, &chips, CardSort::Newest, None).await.unwrap().unwrap();
    assert_eq!(page.above.iter().map(|c| c.slug.as_str()).collect::<Vec<_>>(), ["makanan"]);

    assert!(matches!(delete_category(d, &officer, &food).await, Err(KeepCategoriesError::HasChildren)));
    assert!(matches!(delete_category(d, &officer, &chips).await, Err(KeepCategoriesError::HasProducts)));
    let renamed = save_category(d, &officer, Some(&chips), input("Aneka Keripik", Some(&food))).await.unwrap();
    assert_eq!(renamed, chips, "addresses stay");
    delete_category(d, &officer, &Slug::from_name("X")).await.unwrap();
    delete_category(d, &officer, &cloth).await.unwrap();
    assert!(matches!(delete_category(d, &officer, &cloth).await, Err(KeepCategoriesError::NotFound)));
});

both_engines!(categories_move_past_their_neighbours, |w| {
    let officer = w.person("Budi", &[Role::Officer]).await;
    for name in ["A", "B", "C"] {
        category(&w, name).await;
    }
    let c = Slug::from_name("c");
    move_category(&w.deps, &officer, &c, Direction::Up).await.unwrap();
    assert_eq!(slugs(&w).await, ["a", "c", "b"]);
    move_category(&w.deps, &officer, &c, Direction::Up).await.unwrap();
    move_category(&w.deps, &officer, &c, Direction::Up).await.unwrap();
    assert_eq!(slugs(&w).await, ["c", "a", "b"]);
    move_category(&w.deps, &officer, &c, Direction::Down).await.unwrap();
    assert_eq!(slugs(&w).await, ["a", "c", "b"]);
});

both_engines!(officers_keep_synonyms, |w| {
    let (officer, merchant) = (w.person("Budi", &[Role::Officer]).await, w.person("Siti", &[]).await);
    let d = &w.deps;
    let id = save_synonyms(d, &officer, None, "Keripik; kripik, chips").await.unwrap();
    save_synonyms(d, &officer, Some(id), "keripik\nkripik").await.unwrap();
    assert_eq!(list_synonyms(d, &officer).await.unwrap()[0].words, ["keripik", "kripik"]);
    assert!(matches!(save_synonyms(d, &officer, None, "keripik").await, Err(KeepSynonymsError::Words(SynonymError::TooFew))));
    assert!(matches!(save_synonyms(d, &merchant, None, "a, b").await, Err(KeepSynonymsError::Forbidden(_))));
    assert!(matches!(list_synonyms(d, &merchant).await, Err(KeepSynonymsError::Forbidden(_))));
    w.run_jobs().await;
    delete_synonyms(d, &officer, id).await.unwrap();
    assert!(matches!(delete_synonyms(d, &officer, id).await, Err(KeepSynonymsError::NotFound)));
});

both_engines!(a_branch_lists_its_leaves_products_in_one_order, |w| {
    let (officer, merchant) = (w.person("Budi", &[Role::Officer]).await, w.person("Siti", &[]).await);
    let food = category(&w, "Makanan").await;
    let chips = save_category(&w.deps, &officer, None, input("Keripik", Some(&food))).await.unwrap();
    let cakes = save_category(&w.deps, &officer, None, input("Kue", Some(&food))).await.unwrap();
    let shop = open_for_business(&w, &merchant, "Saung Siti").await;
    for nth in 1..=30 {
        let leaf = if nth % 2 == 0 { &chips } else { &cakes };
        let mut input = crate::product(leaf, &format!("Nomor {nth}"), &format!("N-{nth}"));
        input.variants[0].price = domain::kernel::money::Rupiah(nth * 1_000);
        let id = create_product(&w.deps, &merchant, shop, input).await.unwrap();
        publish_product(&w.deps, &merchant, id).await.unwrap();
        w.pass(1_000);
    }
    let names = async |slug: &Slug, sort, page| {
        let found = list_category(&w.deps, slug, sort, Some(page)).await.unwrap().unwrap().products;
        (found.total, found.pages(), found.items.iter().map(|c| c.name_id.clone()).collect::<Vec<_>>())
    };
    let (total, pages, first) = names(&food, CardSort::PriceAsc, 1).await;
    assert_eq!((total, pages, first.len()), (30, 2, 24));
    assert_eq!(first[..3], ["Nomor 1", "Nomor 2", "Nomor 3"]);
    assert_eq!(names(&food, CardSort::PriceAsc, 2).await.2.len(), 6);
    assert_eq!(names(&food, CardSort::Newest, 1).await.2[..2], ["Nomor 30", "Nomor 29"]);
    assert_eq!(names(&food, CardSort::PriceDesc, 2).await.2.last().map(String::as_str), Some("Nomor 1"));
    assert_eq!(names(&chips, CardSort::Newest, 1).await.0, 15);
    let page = read_product(&w.deps, &Slug::from_name("Nomor 7")).await.unwrap().unwrap();
    assert_eq!(page.categories.iter().map(|c| c.slug.clone()).collect::<Vec<_>>(), [food, cakes]);
});
