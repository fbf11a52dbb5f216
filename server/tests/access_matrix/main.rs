//! Every route of the table, in both languages, asked by everybody: who gets in, who is sent to log in, who is refused.
//! A new route is in the table or nowhere, so it cannot be missing here.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "../support/mod.rs"]
mod support;
mod things;

use app::web::{Access, Route};
use backend::testing::world::World;
use domain::identity::role::Role;
use domain::market::payment::PaymentMethod;
use http::{Method, StatusCode};
use support::{Client, site};
use things::{KEPT_SITE, things};

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

/// Of every counter, to look at and not to undo. (The slip of `Things` has no photo.)
const READ_BY_OFFICERS: &str = "/slip/{number}";

fn expected(column: Column, route: &Route) -> Outcome {
    let of_one_merchant = ["/dagang/produk/{id}", "/dagang/pesanan/{number}"].iter().any(|p| route.path.starts_with(p));
    // None of the columns stands behind the counter or works for a tour: an officer neither undoes slips nor keeps photos.
    let of_an_operator = ["/loket/{unit}", "/slip/", "/meja-wisata/", "/titik-kumpul/perangkat/"].iter().any(|p| route.path.starts_with(p));
    let of_officers = KEPT_SITE.contains(&route.path) || (route.path == READ_BY_OFFICERS && route.method == Method::GET);
    if !may(column.who(), route.access) {
        Outcome::Refused
    } else if of_officers && may(column.who(), Access::Officer) {
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
