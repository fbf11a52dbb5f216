//! Shops, products, photos, licences, categories and synonyms on both engines.
#![allow(clippy::unwrap_used)] // a test has nothing to recover

mod categories;
mod licences;
mod low_stock;
mod photos;
mod products;
mod shops;

use backend::market::open_shop::open_shop;
use backend::market::publish_product::publish_product;
use backend::market::review_shop::{ShopVerdict, review_shop};
use backend::market::save_product::{ProductInput, VariantInput, create_product};
use backend::market::save_shop::{
    ShopPlace, ShopProfile, save_shop_bank, save_shop_delivery, save_shop_hours, save_shop_place, save_shop_profile,
};
use backend::market::submit_shop::submit_shop;
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::geo::Point;
use domain::kernel::hours::{OpeningHours, Span};
use domain::kernel::ids::{ProductId, ShopId};
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::kernel::slug::Slug;
use domain::kernel::weight::Grams;
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::DeliveryTerms;
use domain::market::low_stock::LowStockMark;
use domain::market::product::Sku;
use domain::market::shop::BankAccount;

pub fn baros() -> Kelurahan {
    Kelurahan::parse("32.77.02.1001").unwrap()
}

pub fn profile(name: &str) -> ShopProfile {
    ShopProfile {
        name: name.to_owned(),
        story_id: "Keripik dari dapur kami.".to_owned(),
        story_en: String::new(),
        phone: Phone::parse("081234567890").unwrap(),
        nib: None,
        low_stock: LowStockMark::default(),
    }
}

/// Every step of the form.
pub async fn fill(w: &World, owner: &Actor, shop: ShopId, name: &str) {
    let d = &w.deps;
    save_shop_profile(d, owner, shop, profile(name)).await.unwrap();
    let point = Point { lat: -6.8925, lon: 107.5355 };
    save_shop_place(d, owner, shop, ShopPlace { street: "Jl. Baros 1".to_owned(), kelurahan: baros(), point }).await.unwrap();
    save_shop_hours(d, owner, shop, OpeningHours([Some(Span { from: 480, to: 1020 }); 7])).await.unwrap();
    save_shop_delivery(d, owner, shop, terms()).await.unwrap();
    let bank = BankAccount { bank: "Bank Demo".to_owned(), number: "123-456 7890".to_owned(), holder: "Siti".to_owned() };
    save_shop_bank(d, owner, shop, bank).await.unwrap();
}

pub fn terms() -> DeliveryTerms {
    DeliveryTerms {
        pickup: true,
        pay_at_pickup: true,
        own_courier: true,
        zones: [(baros(), Rupiah(5_000))].into(),
        cod: true,
        ..DeliveryTerms::default()
    }
}

/// A shop that an officer has approved.
pub async fn open_for_business(w: &World, owner: &Actor, name: &str) -> ShopId {
    let shop = open_shop(&w.deps, owner, name).await.unwrap();
    fill(w, owner, shop, name).await;
    submit_shop(&w.deps, owner, shop).await.unwrap();
    let officer = w.person(&format!("Petugas {name}"), &[Role::Officer]).await;
    review_shop(&w.deps, &officer, shop, ShopVerdict::Approve).await.unwrap();
    shop
}

/// The categories that the tests use.
pub async fn category(w: &World, name: &str) -> Slug {
    use backend::market::keep_categories::{CategoryInput, save_category};
    let input = CategoryInput { parent: None, name_id: name.to_owned(), name_en: name.to_owned() };
    save_category(&w.deps, &Actor::System, None, input).await.unwrap()
}

pub fn product(category: &Slug, name: &str, sku: &str) -> ProductInput {
    ProductInput {
        name_id: name.to_owned(),
        name_en: String::new(),
        description_id: "Renyah.".to_owned(),
        description_en: String::new(),
        category: category.clone(),
        unit: "bungkus".to_owned(),
        kbli: None,
        options: Vec::new(),
        variants: vec![variant(sku, &[], 15_000, 10)],
    }
}

pub fn variant(sku: &str, choices: &[u8], price: i64, stock: i64) -> VariantInput {
    VariantInput {
        id: None,
        sku: Sku::parse(sku).unwrap(),
        choices: choices.to_vec(),
        price: Rupiah(price),
        stock,
        stock_was: 0,
        weight: Grams(250),
        active: true,
    }
}

/// A published product of a shop that is open.
pub async fn on_sale(w: &World, owner: &Actor, shop: ShopId, category: &Slug, name: &str) -> ProductId {
    let id = create_product(&w.deps, owner, shop, product(category, name, "SKU-1")).await.unwrap();
    publish_product(&w.deps, owner, id).await.unwrap();
    id
}
