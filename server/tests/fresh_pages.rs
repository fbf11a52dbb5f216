//! Real pages of the whole house: kept for strangers, and new within two seconds after the real use cases change
//! what they show.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod common;

use std::io::Cursor;
use std::time::Duration;

use backend::market::add_photo::add_photo;
use backend::market::index_products::ensure_index;
use backend::market::keep_categories::{CategoryInput, save_category};
use backend::market::publish_product::publish_product;
use backend::market::save_product::{ProductInput, VariantInput, create_product, save_product};
use backend::market::save_shop::{ShopProfile, save_shop_profile};
use backend::market::set_stock::{StockChange, set_stock};
use backend::market::store::products;
use backend::testing::market::Stall;
use backend::testing::world::World;
use common::{get, house, send};
use domain::identity::role::Role;
use domain::kernel::ids::ProductId;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::kernel::slug::Slug;
use domain::kernel::weight::Grams;
use domain::market::low_stock::LowStockMark;
use domain::market::product::{Product, Sku};
use http::StatusCode;
use server::page_cache::Front;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

const CATEGORY: &str = "/kategori/keripik";
const CHEAP: &str = "/kategori/keripik?urut=termurah";
const CHEAP_2: &str = "/kategori/keripik?halaman=2&urut=termurah";
const DEAR: &str = "/kategori/keripik?urut=termahal";
const PLACE: &str = "/peta?kelurahan=baros";
/// Full pages of two sorts, and some more.
const PRODUCTS: i64 = 30;

fn input(nth: i64) -> ProductInput {
    ProductInput {
        name_id: format!("Keripik nomor {nth}."),
        name_en: String::new(),
        description_id: "Renyah.".to_owned(),
        description_en: String::new(),
        category: Slug::from_name("keripik"),
        unit: "bungkus".to_owned(),
        kbli: None,
        options: Vec::new(),
        variants: vec![VariantInput {
            id: None,
            sku: Sku::parse(&format!("K-{nth}")).unwrap(),
            choices: Vec::new(),
            price: Rupiah(nth * 1_000),
            stock: 5,
            stock_was: 0,
            weight: Grams(100),
            active: true,
        }],
    }
}

struct Street {
    w: World,
    front: Front,
    stall: Stall,
    /// The dearest, published last.
    product: ProductId,
}

impl Street {
    async fn open(w: World) -> Self {
        let stall = w.stall("Saung Siti").await;
        let mut product = None;
        for nth in 1..=PRODUCTS {
            let id = create_product(&w.deps, &stall.owner, stall.shop, input(nth)).await.unwrap();
            publish_product(&w.deps, &stall.owner, id).await.unwrap();
            product = Some(id);
            w.pass(1_000);
        }
        ensure_index(&w.deps).await.unwrap();
        let front = house(&w, &[], &CancellationToken::new());
        // The reader of changes begins some numbers back: let it have done with those of the stall's making.
        tokio::time::sleep(Duration::from_secs(1)).await;
        Self { w, front, stall, product: product.unwrap() }
    }

    async fn product(&self) -> Product {
        products::find(&mut self.w.deps.db.reader(), self.product).await.unwrap().unwrap()
    }

    async fn page(&self, path: &str) -> String {
        let answer = send(&self.front, get(path, &[])).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        answer.text().to_owned()
    }

    /// Read twice, so that the second comes from memory.
    async fn keep(&self, paths: &[&str]) {
        for path in paths {
            self.page(path).await;
            assert_ne!(send(&self.front, get(path, &[])).await.header("etag"), "", "{path} is not kept");
        }
    }

    #[track_caller]
    fn within_two_seconds<'a>(&'a self, path: &'a str, right: impl Fn(&str) -> bool + 'a) -> impl Future<Output = ()> + 'a {
        let place = std::panic::Location::caller();
        async move {
            let since = Instant::now();
            loop {
                let text = self.page(path).await;
                if right(&text) {
                    return;
                }
                assert!(since.elapsed() < Duration::from_secs(2), "{path} is stale ({place})");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }

    async fn says(&self, paths: &[&str], words: &str) {
        for path in paths {
            self.within_two_seconds(path, |text| text.contains(words)).await;
        }
    }

    async fn save(&self, change: impl FnOnce(&mut ProductInput)) {
        let now = self.product().await;
        let mut input = input(PRODUCTS);
        input.name_id = now.name_id;
        input.variants[0].id = Some(now.variants[0].id);
        (input.variants[0].price, input.variants[0].stock) = (now.variants[0].price, now.variants[0].stock);
        input.variants[0].stock_was = now.variants[0].stock;
        change(&mut input);
        save_product(&self.w.deps, &self.stall.owner, self.product, input).await.unwrap();
    }
}

backend::both_engines!(what_a_product_says_is_new_everywhere, |w| {
    let s = Street::open(w).await;
    let here = format!("/produk/{}", s.product().await.slug);
    let neighbour = format!("/produk/{}", Slug::from_name("Keripik nomor 29."));
    let cards = ["/", CATEGORY, DEAR, "/toko/toko-saung-siti", &neighbour];
    let all = [&cards[..], &[CHEAP, CHEAP_2, "/kategori", &here]].concat();
    let link = format!("href=\"{here}\"");

    s.keep(&all).await;
    assert!(s.page(CHEAP_2).await.contains(&link) && !s.page(CHEAP).await.contains(&link));
    s.save(|p| p.variants[0].price = Rupiah(500)).await;
    s.says(&["/", CATEGORY, "/toko/toko-saung-siti", &neighbour, &here], "Rp500").await;
    s.says(&[CHEAP], &link).await;
    for gone in [DEAR, CHEAP_2] {
        s.within_two_seconds(gone, |text| !text.contains(&link)).await;
    }
    s.save(|p| p.variants[0].price = Rupiah(90_500)).await;
    s.within_two_seconds(CHEAP, |text| !text.contains(&link)).await;
    s.says(&[DEAR, CHEAP_2], "Rp90.500").await;

    s.keep(&all).await;
    let variant = s.product().await.variants[0].id;
    set_stock(&s.w.deps, &s.stall.owner, variant, StockChange::Set { was: 5, is: 3 }).await.unwrap();
    s.says(&[&here], "Sisa 3").await;
    set_stock(&s.w.deps, &s.stall.owner, variant, StockChange::Set { was: 3, is: 0 }).await.unwrap();
    s.says(&cards, "pcard pcard-out").await;
    s.within_two_seconds(&here, |text| !text.contains("/keranjang/tambah")).await;
    s.save(|p| p.variants[0].stock = 7).await;
    for path in cards {
        s.within_two_seconds(path, |text| !text.contains("pcard pcard-out")).await;
    }
    s.says(&[&here], "Sisa 7").await;

    s.keep(&all).await;
    s.save(|p| "Opak Bakar".clone_into(&mut p.name_id)).await;
    s.says(&[&cards[..], &[CHEAP_2, &here]].concat(), "Opak Bakar").await;

    s.keep(&all).await;
    let mut jpeg = Cursor::new(Vec::new());
    image::DynamicImage::from(image::RgbImage::new(700, 500)).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let photo = add_photo(&s.w.deps, &s.stall.owner, s.product, jpeg.into_inner().into()).await.unwrap();
    s.w.run_jobs().await;
    s.says(&[&cards[..], &[CHEAP_2, &here]].concat(), &format!("/media/{photo}-")).await;
});

backend::both_engines!(what_a_shop_and_a_category_say_is_new_everywhere, |w| {
    let s = Street::open(w).await;
    let here = format!("/produk/{}", s.product().await.slug);
    let profile = |name: &str, story: &str| ShopProfile {
        name: name.to_owned(),
        story_id: story.to_owned(),
        story_en: String::new(),
        phone: Phone::parse("081234567890").unwrap(),
        nib: None,
        low_stock: LowStockMark::default(),
    };
    // A shop that is open must have hours, a point and an account: written here as it stands in the fixture.
    complete(&s.w, &s.stall).await;
    s.keep(&["/toko/toko-saung-siti", PLACE]).await;
    save_shop_profile(&s.w.deps, &s.stall.owner, s.stall.shop, profile("Saung Siti", "Sejak 1990 di Baros.")).await.unwrap();
    s.says(&["/toko/toko-saung-siti", PLACE], "Sejak 1990").await;

    let named = ["/", CATEGORY, CHEAP, &here, "/toko/toko-saung-siti", PLACE];
    s.keep(&named).await;
    save_shop_profile(&s.w.deps, &s.stall.owner, s.stall.shop, profile("Dapur Siti", "Sejak 1990 di Baros.")).await.unwrap();
    s.says(&named, "Dapur Siti").await;

    let with_category = ["/", "/kategori", CATEGORY, CHEAP, &here];
    s.keep(&with_category).await;
    let officer = s.w.person("Budi", &[Role::Officer]).await;
    let renamed = CategoryInput { parent: None, name_id: "Aneka Kerupuk".to_owned(), name_en: "Crackers".to_owned() };
    save_category(&s.w.deps, &officer, Some(&Slug::from_name("keripik")), renamed).await.unwrap();
    s.says(&with_category, "Aneka Kerupuk").await;
    s.says(&["/en/kategori"], "Crackers").await;
});

/// Search is asked each time: what the jobs have written is found, and nothing on the way keeps the old answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn search_and_its_proposals_are_not_kept() {
    let s = Street::open(World::sqlite().await).await;
    assert!(s.page("/cari?q=opak").await.contains("0 produk"));
    assert!(!s.page("/cari/saran?q=opak").await.contains("Opak"));
    s.save(|p| (p.name_id, p.variants[0].price) = ("Opak Bakar".to_owned(), Rupiah(77_000))).await;
    s.w.run_jobs().await;
    s.says(&["/cari?q=opak"], "Rp77.000").await;
    s.says(&["/cari/saran?q=opak"], "Opak").await;
    for path in ["/cari?q=opak", "/cari/saran?q=opak"] {
        let answer = send(&s.front, get(path, &[])).await;
        assert!(answer.header("cache-control").contains("no-cache"), "{path}: {}", answer.header("cache-control"));
    }
}

async fn complete(w: &World, stall: &Stall) {
    use backend::db::{Run, sql};
    let hours = r#"[{"from":0,"to":1440},null,null,null,null,null,null]"#;
    let q = "UPDATE shop SET story_id = 'Kami.', lat = -6.8925, lon = 107.5355, bank_name = 'Bank Demo', bank_account = '1234567890', \
             bank_holder = 'Siti', opening_hours = $2 WHERE id = $1";
    let mut tx = w.deps.db.begin().await.unwrap();
    tx.execute(sql(q).bind(stall.shop).bind(hours)).await.unwrap();
    tx.commit().await.unwrap();
}
