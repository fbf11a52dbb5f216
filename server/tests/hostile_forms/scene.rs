//! A house in which something stands behind every address: shops and orders, a counter with sacks, a tour with parties.

mod bank;
mod shop;

use std::io::Cursor;

use app::web::Route;
use backend::db::{Run, sql};
use backend::flows::sandbox_payment::press_sandbox;
use backend::flows::tours::board::{Redeem, Shown, redeem};
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::card::Next as CardNext;
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::flows::tours::settle::{SettleFare, settle_fare};
use backend::flows::tours::share::share_fares;
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::set_rules::set_rules;
use backend::heritage::site_photos::add_site_photo;
use backend::heritage::write_review::{WriteReview, write_review};
use backend::identity::log_in::Origin;
use backend::identity::reset_password::request_reset;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::market::{Goods, Stall};
use backend::testing::wastebank::Counter;
use backend::testing::world::World;
use bytes::Bytes;
use domain::heritage::review::Stars;
use domain::heritage::rules::{IdentityField, VisitRules};
use domain::identity::actor::Actor;
use domain::identity::email::Email;
use domain::kernel::clock::{DAY, HOUR, MINUTE};
use domain::kernel::ids::{DepartureId, JobId, PhotoId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::market::payment::PaymentOutcome;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};

use bank::bank;
use shop::shop;

use crate::alone::to_call;
use crate::second_tour::second_tour;

pub struct Scene {
    pub w: World,
    pub stall: Stall,
    pub goods: Goods,
    pub counter: Counter,
    pub tour: Sightseeing,
    pub shopper: Actor,
    /// What stands for a parameter, in paths that begin so; the first line that fits.
    values: Vec<(&'static str, &'static str, Vec<String>)>,
    morning: Morning,
}

/// A departure of its own for the day of the tour, so that nobody has called it off before.
struct Morning {
    departure: DepartureId,
    numbers: Vec<String>,
    secrets: Vec<String>,
}

impl Scene {
    pub async fn new(w: World) -> Self {
        let stall = w.stall("Kebun").await;
        let goods = w.goods(&stall, "Opak", 12_000, 500).await;
        let shopper = w.person("Budi", &[]).await;
        let (counter, tour) = (w.counter().await, w.sightseeing().await);
        let mut values = shop(&w, &stall, &goods).await;
        values.extend(bank(&w, &counter, &shopper, &tour).await);
        values.extend(tours(&w, &tour, &shopper).await);
        values.extend(house(&w, &goods).await);
        let departure = w.departure(&tour, saturday()).await;
        let (mut numbers, mut secrets) = (Vec::new(), Vec::new());
        for key in ["pagi", "siang", "sore"] {
            let secret = w.confirm(&Actor::GUEST, departure, key, 1).await;
            numbers.push(number_of(&w, &secret).await);
            secrets.push(secret);
        }
        backend::market::index_products::ensure_index(&w.deps).await.unwrap();
        Self { w, stall, goods, counter, tour, shopper, values, morning: Morning { departure, numbers, secrets } }
    }

    /// To half an hour before the tour sets out.
    pub async fn dawn(&mut self) {
        self.w.pass(saturday().since(self.w.deps.now()) - 30 * MINUTE);
        // By now bases and village take names until the visit, whatever they set before, so that people may come along.
        let rules = VisitRules { identity: vec![IdentityField::Document], ..VisitRules::default() };
        let t = &self.tour;
        for (speaker, slug) in [(&t.base, "pusdikpal"), (&t.artillery, "pusdik-armed"), (&t.elder, "kampung-adat-cireundeu")] {
            set_rules(&self.w.deps, speaker, self.tour.site(slug), &rules, self.w.deps.now()).await.unwrap();
        }
        // One party is let in, so that there is a fare in the guide's hand and a share for the village.
        let (departure, number) = (self.morning.departure, self.morning.numbers[2].clone());
        let fare = SettleFare {
            nonce: "tunai".to_owned(),
            departure,
            number: number.clone(),
            waste: None,
            cash: Rupiah(20_000),
            at: self.w.deps.now(),
        };
        settle_fare(&self.w.deps, &self.tour.guide, &fare).await.unwrap();
        let shown = Redeem { nonce: "masuk".to_owned(), departure, shown: Shown::Number(number), at: self.w.deps.now() };
        redeem(&self.w.deps, &self.tour.guide, &shown).await.unwrap();
        let day = self.w.deps.now().wib().date_input();
        let Morning { departure, numbers, .. } = &self.morning;
        let mut values = vec![
            ("/meja-wisata/berangkat/", "{departure}", vec![departure.to_string()]),
            ("/meja-wisata/berangkat/", "{number}", numbers.clone()),
            ("/petugas/bank-sampah/tutup/", "{day}", vec![day]),
        ];
        values.append(&mut self.values);
        self.values = values;
    }

    /// To the evening after the tour, when everybody is back and the day may be closed; the party that went has said what it thinks.
    pub async fn dusk(&mut self) {
        self.w.pass(10 * HOUR);
        run_tour_timers(&self.w.deps).await.unwrap();
        let secret = self.morning.secrets[2].clone();
        let (name, text) = ("Neng".to_owned(), "Seru".to_owned());
        let review = WriteReview { nonce: "ulasan".to_owned(), stars: Stars::new(4), text, name, locale: Locale::Id };
        write_review(&self.w.deps, &Actor::GUEST, "192.0.2.7", BookingKey::Secret(&secret), &review).await.unwrap();
        self.values.insert(0, ("/wisata/pesanan/", "{secret}", vec![secret]));
        share_fares(&self.w.deps).await.unwrap();
        // Somebody whom no mail reaches, among the newest people of the admin's list.
        let person = self.w.person("Tanpa Surel", &[]).await;
        let mut tx = self.w.deps.db.begin().await.unwrap();
        let q = sql("UPDATE person SET email = NULL, phone = '6281233334444' WHERE id = $1").bind(person.person());
        tx.execute(q).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The addresses of a route. A parameter without a value ends the test: nothing may be left out unseen.
    pub fn addresses(&self, route: &Route) -> Vec<String> {
        let mut all = vec![route.path.to_owned()];
        for name in route.path.split('/').filter(|part| part.starts_with('{')) {
            let known = self.values.iter().find(|(prefix, n, _)| route.path.starts_with(prefix) && *n == name);
            let (_, _, values) = known.unwrap_or_else(|| panic!("{}: say in the scene what {name} stands for", route.path));
            all = all.iter().flat_map(|path| values.iter().map(move |v| path.replacen(name, v, 1))).collect();
        }
        match route.path {
            "/cari" => all.push("/cari?q=opak".to_owned()),
            "/petugas/bank-sampah/kartu" => all.push(format!("/petugas/bank-sampah/kartu?kartu={}", self.counter.member.card.digits())),
            "/petugas/bank-sampah/bahan" => all.push("/petugas/bank-sampah/bahan?kode=PL-01".to_owned()),
            "/meja-wisata/tur/{slug}/etape" => all.push(format!("{}?etape=1", all[0])),
            "/petugas/pesanan" => all.push("/petugas/pesanan?lihat=dana".to_owned()),
            _ => {}
        }
        all
    }
}

type Values = Vec<(&'static str, &'static str, Vec<String>)>;

/// Parties of one departure in several states, and money that is owed to one of another.
async fn tours(w: &World, s: &Sightseeing, shopper: &Actor) -> Values {
    let departure = w.departure(s, saturday().plus(7 * DAY)).await;
    let mut secrets = Vec::new();
    for key in ["ditahan", "bayar", "lagi"] {
        secrets.push(w.hold(shopper, departure, key, 1).await);
    }
    let paid = BookingKey::Secret(&secrets[1]);
    let CardNext::Pay { url } = pay_tour(&w.deps, shopper, paid, &PayTour::default()).await.unwrap() else { panic!("a card") };
    press_sandbox(&w.deps, url.rsplit('/').next().unwrap(), PaymentOutcome::Paid).await.unwrap();
    cancel_booking(&w.deps, shopper, paid, Rupiah::ZERO).await.unwrap();
    secrets.push(w.confirm(shopper, departure, "tunai", 1).await);
    let numbers = vec![number_of(w, &secrets[3]).await];
    to_call(w, s).await;
    second_tour(w, s).await;
    // A draft of its own to be arranged, published and hidden: the tour that parties book stays as it is.
    let (_, draft) = w.draft(s, "Jalan Kota").await;
    let draft = vec![draft.to_string()];
    // Photos, so that there are forms that describe and remove them.
    for grey in [1, 2] {
        add_site_photo(&w.deps, &s.base, s.site("pusdikpal"), photo(grey)).await.unwrap();
    }
    vec![
        ("/wisata/tempat/", "{slug}", vec!["pusdikpal".to_owned()]),
        ("/wisata/foto/", "{site}", vec![s.site("pusdikpal").to_string()]),
        ("/wisata/foto/", "{file}", vec!["0-640.webp".to_owned()]),
        ("/wisata/pesanan/", "{secret}", secrets),
        ("/wisata/", "{slug}", vec![s.tour.slug.to_string()]),
        ("/wisata/", "{departure}", vec![departure.to_string()]),
        ("/meja-wisata/tur/{slug}/ubah", "{slug}", draft.clone()),
        ("/meja-wisata/tur/{slug}/etape", "{slug}", draft.clone()),
        ("/meja-wisata/tur/{slug}/terbit", "{slug}", draft),
        ("/meja-wisata/tur/", "{slug}", vec![s.tour.slug.to_string()]),
        ("/meja-wisata/berangkat/", "{departure}", vec![departure.to_string()]),
        ("/meja-wisata/berangkat/", "{number}", numbers),
        ("/meja-wisata/tempat/", "{site}", ["pusdikpal", "kampung-adat-cireundeu"].map(|slug| s.site(slug).to_string()).to_vec()),
        ("/meja-wisata/tempat/", "{departure}", vec![departure.to_string()]),
        ("/titik-kumpul/perangkat/", "{departure}", vec![departure.to_string()]),
    ]
}

fn photo(grey: u8) -> Bytes {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(GrayImage::from_pixel(8, 8, Luma([grey]))).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner().into()
}

/// What admins look after, and a link to set a new password.
async fn house(w: &World, goods: &Goods) -> Values {
    let d = &w.deps;
    let citizen = w.person("Warga", &[]).await;
    let (photo, job): (PhotoId, JobId) = (d.id(), d.id());
    let mut tx = d.db.begin().await.unwrap();
    let q = "INSERT INTO photo (id, product_id, position, state, width, height, created_at) VALUES ($1, $2, 0, 'ready', 1, 1, $3)";
    tx.execute(sql(q).bind(photo).bind(goods.product).bind(d.now())).await.unwrap();
    let q = "INSERT INTO job (id, kind, lane, payload, state, run_at, created_at) VALUES ($1, 'x', 'index', '{}', 'dead', $2, $2)";
    tx.execute(sql(q).bind(job).bind(d.now())).await.unwrap();
    tx.commit().await.unwrap();
    let origin = Origin { address: "192.0.2.7".to_owned(), agent: "test".to_owned() };
    request_reset(d, &origin, &Email::parse("warga@example.id").unwrap(), Locale::Id).await.unwrap();
    w.run_jobs().await;
    let mail = w.mails().into_iter().rev().find(|m| m.body.contains("/reset/")).unwrap();
    let token = mail.body.split("/reset/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    vec![
        ("/admin/orang/", "{id}", vec![citizen.person().unwrap().to_string()]),
        ("/admin/pekerjaan/", "{id}", vec![job.to_string()]),
        ("/reset/", "{token}", vec![token]),
    ]
}

async fn number_of(w: &World, secret: &str) -> String {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap().number
}
