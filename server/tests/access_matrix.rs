//! Every route of the table, in both languages, asked by everybody: who gets in, who is sent to log in, who is refused.
//! A new route is in the table or nowhere, so it cannot be missing here.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use app::web::{Access, Route};
use backend::db::{Run, sql};
use backend::market::keep_synonyms::save_synonyms;
use backend::market::place_order::Next;
use backend::market::read_order::{OrderKey, read_order};
use backend::market::read_own_products::read_own_product;
use backend::market::save_licence::save_licence;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::wastebank::Counter;
use backend::testing::world::World;
use backend::wastebank::read_held_slip::link_secret;
use backend::wastebank::read_slip::read_slip;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::ids::{DepartureId, JobId, PhotoId};
use domain::market::licence::LicenceKind;
use domain::market::order_detail::Order;
use domain::market::payment::PaymentMethod;
use domain::market::product::Product;
use http::{Method, StatusCode};
use support::{Client, site};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Anonymous,
    Shopper,
    Merchant,
    Officer,
    Admin,
}

const EVERYBODY: [Who; 5] = [Who::Anonymous, Who::Shopper, Who::Merchant, Who::Officer, Who::Admin];

fn may(who: Who, access: Access) -> bool {
    match access {
        Access::Anyone | Access::Development => true,
        Access::LoggedIn => who != Who::Anonymous,
        Access::Merchant => who == Who::Merchant,
        Access::Officer => matches!(who, Who::Officer | Who::Admin),
        Access::Admin => who == Who::Admin,
    }
}

/// A path with something well-formed in place of its parameters, that exists for nobody.
fn concrete(path: &str) -> String {
    let unknown = "0190a1b2c3d47e5f8a9b0c1d2e3f4a5b";
    path.split('/').map(|part| if part.contains('{') { unknown } else { part }).collect::<Vec<_>>().join("/")
}

fn is_refusal(status: StatusCode, location: Option<&str>) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        || location.is_some_and(|l| l.starts_with("/masuk?kembali=") || l.starts_with("/en/masuk?kembali="))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_lets_in_whom_it_should() {
    let world = World::sqlite().await;
    backend::market::index_products::ensure_index(&world.deps).await.unwrap();
    let router = site(&world);
    let table: Vec<Route> = app::routes::table();
    assert!(table.len() > 30, "the table is the whole site");
    for who in EVERYBODY {
        for route in &table {
            for language in ["", "/en"] {
                // A client of its own for each: logging out is a route too.
                let mut client = match who {
                    Who::Anonymous => Client::stranger(&router),
                    _ => Client::of(&router, &world.person(&format!("{who:?} {}", world.deps.random.u64()), roles(who)).await),
                };
                let path = format!("{language}{}", concrete(route.path));
                let answer = client.send(route.method.clone(), &path, "").await;
                let refused = is_refusal(answer.status, answer.location.as_deref());
                let allowed = may(who, route.access);
                assert_eq!(refused, !allowed, "{who:?} {} {path}: {} {:?}", route.method, answer.status, answer.location);
                assert!(!answer.status.is_server_error(), "{who:?} {} {path}: {}", route.method, answer.status);
            }
        }
    }
}

fn roles(who: Who) -> &'static [Role] {
    match who {
        Who::Merchant => &[Role::Merchant],
        Who::Officer => &[Role::Officer],
        Who::Admin => &[Role::Admin],
        Who::Anonymous | Who::Shopper => &[],
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn development_pages_are_not_there_in_production() {
    let world = World::sqlite().await;
    let site = app::web::Site {
        deps: std::sync::Arc::clone(&world.deps),
        assets: app::ui::Assets::default(),
        development: false,
        mail_folder: None,
        secure_cookies: true,
    };
    let router = app::routes::router(std::sync::Arc::new(site));
    let table = app::routes::table();
    for route in table.iter().filter(|r| r.access == Access::Development && r.method == Method::GET) {
        let answer = Client::stranger(&router).get(&concrete(route.path)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", route.path);
    }
}

/// Who asks for things that exist: their owners, and others of the same kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Anonymous,
    Shopper,
    OtherShopper,
    Merchant,
    OtherMerchant,
    Officer,
    Admin,
}

const COLUMNS: [Column; 7] =
    [Column::Anonymous, Column::Shopper, Column::OtherShopper, Column::Merchant, Column::OtherMerchant, Column::Officer, Column::Admin];

impl Column {
    fn who(self) -> Who {
        match self {
            Self::Anonymous => Who::Anonymous,
            Self::Shopper | Self::OtherShopper => Who::Shopper,
            Self::Merchant | Self::OtherMerchant => Who::Merchant,
            Self::Officer => Who::Officer,
            Self::Admin => Who::Admin,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Refused,
    /// Not there, or another's: which of them is not told.
    NotFound,
    Answered,
}

/// A shop with a product, an order for it, and what officers and admins keep; each with its people.
struct Things {
    world: World,
    people: Vec<(Column, Actor)>,
    order: Order,
    product: Product,
    licence: String,
    photo: String,
    synonyms: String,
    job: String,
    reference: String,
    /// Of an operator who is none of the columns.
    counter: Counter,
    slip: String,
    /// Of the link of that slip.
    held: String,
    /// Of people who are none of the columns either.
    sights: Sightseeing,
    departure: DepartureId,
    booking: String,
}

async fn things() -> Things {
    let world = World::sqlite().await;
    backend::market::index_products::ensure_index(&world.deps).await.unwrap();
    let (stall, other) = (world.stall("Kebun").await, world.stall("Tetangga").await);
    let goods = world.goods(&stall, "Opak", 12_000, 9).await;
    world.goods(&other, "Ranginang", 9_000, 9).await;
    let shopper = world.person("Pembeli", &[]).await;
    let officer = world.person("Petugas", &[Role::Officer]).await;
    let placed = world.order(&shopper, &[(&goods, 1)], PaymentMethod::Cash).await;
    let unpaid = world.order(&shopper, &[(&goods, 1)], PaymentMethod::Card).await;
    let Next::Pay { url } = &unpaid.next else { panic!("{:?}", unpaid.next) };
    let d = &world.deps;
    let order = read_order(d, &shopper, OrderKey::Number(&placed.number)).await.unwrap();
    save_licence(d, &stall.owner, goods.product, LicenceKind::Pirt, "3063306010072-19", None).await.unwrap();
    let own = read_own_product(d, &stall.owner, goods.product).await.unwrap();
    let synonyms = save_synonyms(d, &officer, None, "opak, opaque").await.unwrap().to_string();
    let (photo, job): (PhotoId, JobId) = (d.id(), d.id());
    let mut tx = d.db.begin().await.unwrap();
    let q = "INSERT INTO photo (id, product_id, position, state, width, height, created_at) VALUES ($1, $2, 0, 'ready', 1, 1, $3)";
    tx.execute(sql(q).bind(photo).bind(goods.product).bind(d.now())).await.unwrap();
    let q = "INSERT INTO job (id, kind, lane, payload, state, run_at, created_at) VALUES ($1, 'x', 'index', '{}', 'dead', $2, $2)";
    tx.execute(sql(q).bind(job).bind(d.now())).await.unwrap();
    tx.commit().await.unwrap();
    let people = vec![
        (Column::OtherShopper, world.person("Pembeli Lain", &[]).await),
        (Column::Admin, world.person("Admin", &[Role::Admin]).await),
        (Column::Shopper, shopper),
        (Column::Merchant, stall.owner),
        (Column::OtherMerchant, other.owner),
        (Column::Officer, officer),
    ];
    let (licence, product) = (own.licences[0].id.to_string(), own.product);
    let reference = url.rsplit('/').next().unwrap().to_owned();
    let sights = world.sightseeing().await;
    let departure = world.departure(&sights, saturday()).await;
    let booking = world.hold(&Actor::GUEST, departure, "satu", 2).await;
    let counter = world.counter().await;
    let slip = world.deposit(&counter).await;
    let held = link_secret(d, &read_slip(d, &counter.operator, &slip).await.unwrap());
    let (photo, job) = (photo.to_string(), job.to_string());
    Things { world, people, order, product, licence, photo, synonyms, job, reference, counter, slip, held, sights, departure, booking }
}

impl Things {
    fn client(&self, router: &axum::Router, column: Column) -> Client {
        let person = self.people.iter().find(|(c, _)| *c == column);
        person.map_or_else(|| Client::stranger(router), |(_, actor)| Client::of(router, actor))
    }

    /// The address of something that exists, and a form that reaches it and changes nothing more than it must.
    fn address(&self, path: &str) -> Option<(String, String)> {
        let sub = &self.order.subs[0];
        let shopper = self.people.iter().find(|(c, _)| *c == Column::Shopper).unwrap().1.person().unwrap();
        let (value, form) = match path {
            // No things, or a thing of its own test: links of mails, files by their name.
            "/reset/{token}" | "/media/{file}" | "/wisata/foto/{site}/{file}" => return None,
            p if p.ends_with("/{step}") => ("cerita".to_owned(), String::new()),
            "/dagang/produk/{id}/foto" => (self.product.id.to_string(), "--edge--\r\n".to_owned()),
            p if p.starts_with("/dagang/produk/") => (self.product.id.to_string(), format!("photo={}&do=later", self.photo)),
            p if p.starts_with("/dagang/pesanan/") || p.starts_with("/petugas/pesanan/") => (sub.number.clone(), String::new()),
            "/pesanan/{secret}" => (self.order.secret.clone(), format!("sub={}&go=entah", sub.id)),
            "/bayar/sandbox/{reference}" => (self.reference.clone(), String::new()),
            "/produk/{slug}" => (self.product.slug.to_string(), String::new()),
            "/toko/{slug}" => ("toko-kebun".to_owned(), String::new()),
            "/sitemap/{part}" => ("pages.xml".to_owned(), String::new()),
            "/kategori/{slug}" | "/petugas/kategori/{slug}" => ("keripik".to_owned(), String::new()),
            "/petugas/toko/{id}" => (self.product.shop.to_string(), String::new()),
            "/petugas/produk/{id}" => (self.product.id.to_string(), String::new()),
            "/petugas/izin/{id}" => (self.licence.clone(), String::new()),
            p if p.starts_with("/petugas/sinonim/{id}") => (self.synonyms.clone(), String::new()),
            "/loket/{unit}" | "/loket/{unit}/gudang" | "/loket/{unit}/gudang/hitung" | "/loket/{unit}/gudang/jual" => {
                (self.counter.unit.to_string(), String::new())
            }
            p if p.starts_with("/loket/{unit}/{member}") => {
                let rest = &p["/loket/{unit}/{member}".len()..];
                return Some((format!("/loket/{}/{}{rest}", self.counter.unit, self.counter.member.id), String::new()));
            }
            "/petugas/bank-sampah/tutup/{unit}/{day}" => {
                let today = self.world.deps.now().wib().date_input();
                return Some((format!("/petugas/bank-sampah/tutup/{}/{today}", self.counter.unit), String::new()));
            }
            "/petugas/bank-sampah/unit/{unit}" => (self.counter.unit.to_string(), String::new()),
            "/bukti/{secret}" => (self.held.clone(), String::new()),
            "/slip/{number}" => (self.slip.clone(), "reason=x".to_owned()),
            "/slip/{number}/foto" => (self.slip.clone(), "--edge--\r\n".to_owned()),
            "/wisata/tempat/{slug}" => ("alun-alun-cimahi".to_owned(), String::new()),
            "/wisata/{slug}/pesan/{departure}" => {
                return Some((format!("/wisata/wisata-militer/pesan/{}", self.departure), String::new()));
            }
            p if p.starts_with("/wisata/pesanan/{secret}") => (self.booking.clone(), String::new()),
            "/meja-wisata/berangkat/{departure}/timbang/{number}" => {
                return Some((format!("/meja-wisata/berangkat/{}/timbang/TR-261212-0000000", self.departure), String::new()));
            }
            p if p.starts_with("/meja-wisata/berangkat/{departure}") => (self.departure.to_string(), String::new()),
            "/titik-kumpul/perangkat/{departure}" => (self.departure.to_string(), String::new()),
            "/meja-wisata/tempat/{site}/foto" => (self.sights.site("pusdikpal").to_string(), "--edge--\r\n".to_owned()),
            p if KEPT_SITE.contains(&p) => (self.sights.site("pusdikpal").to_string(), String::new()),
            "/meja-wisata/tempat/{site}" | "/meja-wisata/tempat/{site}/aturan" | "/meja-wisata/tempat/{site}/foto/ubah" => {
                (self.sights.site("pusdikpal").to_string(), String::new())
            }
            "/meja-wisata/tempat/{site}/{departure}" => {
                return Some((format!("/meja-wisata/tempat/{}/{}", self.sights.site("pusdikpal"), self.departure), String::new()));
            }
            "/wisata/{slug}" | "/wisata/{slug}/tanggal" | "/meja-wisata/tur/{slug}" => ("wisata-militer".to_owned(), String::new()),
            p if p.starts_with("/meja-wisata/tur/{slug}/") => ("wisata-militer".to_owned(), String::new()),
            "/admin/orang/{id}/peran" => (shopper.to_string(), String::new()),
            "/admin/pekerjaan/{id}/ulang" => (self.job.clone(), String::new()),
            new => panic!("{new} has a parameter: say here what it stands for, and below who owns it"),
        };
        Some((path.split('/').map(|part| if part.contains('{') { value.as_str() } else { part }).collect::<Vec<_>>().join("/"), form))
    }
}

/// What is told of a site: for whoever plans a tour, and for the city's officers.
const KEPT_SITE: [&str; 2] = ["/meja-wisata/tempat/{site}/ubah", "/meja-wisata/tempat/{site}/fakta"];

fn expected(column: Column, route: &Route) -> Outcome {
    let of_one_merchant = ["/dagang/produk/{id}", "/dagang/pesanan/{number}"].iter().any(|p| route.path.starts_with(p));
    // None of the columns stands behind the counter or works for a tour, not even an officer.
    let of_an_operator = ["/loket/{unit}", "/slip/", "/meja-wisata/", "/titik-kumpul/perangkat/"].iter().any(|p| route.path.starts_with(p));
    if !may(column.who(), route.access) {
        Outcome::Refused
    } else if KEPT_SITE.contains(&route.path) && may(column.who(), Access::Officer) {
        Outcome::Answered
    } else if of_an_operator || (of_one_merchant && column != Column::Merchant) {
        Outcome::NotFound
    } else {
        Outcome::Answered
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_exists_is_there_for_its_own_people_only() {
    let table: Vec<Route> = app::routes::table();
    for column in COLUMNS {
        let things = things().await;
        let router = site(&things.world);
        for route in table.iter().filter(|r| r.path.contains('{')) {
            let Some((path, form)) = things.address(route.path) else { continue };
            // Files come in a form of their own kind.
            let kind = if path.ends_with("/foto") { "multipart/form-data; boundary=edge" } else { "application/x-www-form-urlencoded" };
            let answer = things.client(&router, column).send_as(kind, route.method.clone(), &path, &form).await;
            let outcome = if is_refusal(answer.status, answer.location.as_deref()) {
                Outcome::Refused
            } else if answer.status == StatusCode::NOT_FOUND {
                Outcome::NotFound
            } else {
                Outcome::Answered
            };
            assert_eq!(outcome, expected(column, route), "{column:?} {} {path}: {} {:?}", route.method, answer.status, answer.location);
            assert!(!answer.status.is_server_error(), "{column:?} {} {path}: {}", route.method, answer.status);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_its_shoppers_and_of_whoever_has_the_link() {
    let things = things().await;
    let router = site(&things.world);
    let number = things.order.number.clone();
    let mut shopper = things.client(&router, Column::Shopper);
    assert!(shopper.get("/akun/pesanan").await.body.contains(&number));
    let mut other = things.client(&router, Column::OtherShopper);
    assert!(!other.get("/akun/pesanan").await.body.contains(&number));
    // A number is no key, and a key opens its own order only.
    assert_eq!(other.get(&format!("/pesanan/{number}")).await.status, StatusCode::NOT_FOUND);
    let stranger = things.world.guest().await;
    let goods = things.world.goods(&things.world.stall("Ketiga").await, "Rengginang", 5_000, 5).await;
    let placed = things.world.order(&stranger, &[(&goods, 1)], PaymentMethod::Cash).await;
    let sub = things.order.subs[0].id.to_string();
    for go in ["cancel", "complete", "ask"] {
        let forged = other.post(&format!("/pesanan/{}", placed.secret), &[("sub", &sub), ("go", go), ("reason", "x")]).await;
        assert_eq!(forged.status, StatusCode::NOT_FOUND, "{go}");
    }
}
