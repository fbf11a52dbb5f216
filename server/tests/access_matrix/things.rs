//! One of everything that has an address of its own, and whose it is.

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

use crate::Column;
use crate::support::Client;

/// What is told of a site: for whoever plans a tour, and for the city's officers.
pub const KEPT_SITE: [&str; 2] = ["/meja-wisata/tempat/{site}/ubah", "/meja-wisata/tempat/{site}/fakta"];

/// A shop with a product, an order for it, and what officers and admins keep; each with its people.
pub struct Things {
    pub world: World,
    people: Vec<(Column, Actor)>,
    pub order: Order,
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

pub async fn things() -> Things {
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
    pub fn client(&self, router: &axum::Router, column: Column) -> Client {
        let person = self.people.iter().find(|(c, _)| *c == column);
        person.map_or_else(|| Client::stranger(router), |(_, actor)| Client::of(router, actor))
    }

    /// The address of something that exists, and a form that reaches it and changes nothing more than it must.
    pub fn address(&self, path: &str) -> Option<(String, String)> {
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
            "/meja-wisata/tempat/{site}"
            | "/meja-wisata/tempat/{site}/aturan"
            | "/meja-wisata/tempat/{site}/dilihat"
            | "/meja-wisata/tempat/{site}/foto/ubah" => (self.sights.site("pusdikpal").to_string(), String::new()),
            "/meja-wisata/tempat/{site}/{departure}" => {
                return Some((format!("/meja-wisata/tempat/{}/{}", self.sights.site("pusdikpal"), self.departure), String::new()));
            }
            "/wisata/{slug}" | "/wisata/{slug}/tanggal" | "/meja-wisata/tur/{slug}" => ("wisata-militer".to_owned(), String::new()),
            p if p.starts_with("/meja-wisata/tur/{slug}/") => ("wisata-militer".to_owned(), String::new()),
            "/admin/orang/{id}/peran" | "/admin/orang/{id}/sandi" => (shopper.to_string(), String::new()),
            "/admin/pekerjaan/{id}/ulang" => (self.job.clone(), String::new()),
            new => panic!("{new} has a parameter: say here what it stands for, and below who owns it"),
        };
        Some((path.split('/').map(|part| if part.contains('{') { value.as_str() } else { part }).collect::<Vec<_>>().join("/"), form))
    }
}
